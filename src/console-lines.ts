import type { Apprentice, ChatEvent } from './apprentice/chat-event.ts'
import type { Console } from './console.ts'
import type { Desk } from './data/desk.ts'
import { describeEntry } from './data/describe.ts'
import type { Entry } from './data/entry.ts'

/** Of the changes that come together so many are told one by one; a flood would push everything else out of the log. */
const toldOneByOne = 20
const gatherMs = 100

/** Tells the console of the changes and of every turn: who, what, how long. Returns the way to stop. */
export const tellConsole = (console: Console, { desk, apprentice }: { readonly desk: Desk; readonly apprentice: Apprentice }): (() => void) => {
  const begun = new Map<number, { readonly text: string | undefined; readonly at: number }>()
  const waiting: Heard[] = []
  const flush = (): void => {
    const heard = waiting.splice(0)
    for (const one of heard.slice(0, toldOneByOne)) tellEntry(console, desk, one)
    for (const [actor, more] of Map.groupBy(heard.slice(toldOneByOne), ({ entry }) => entry.actor)) tellMore(console, actor, more)
  }
  // Who made the change is answered first; the line comes after.
  const stopEntries = desk.onEntry((entry) => {
    if (waiting.length === 0) setTimeout(flush, gatherMs).unref()
    waiting.push({ entry, ms: Math.max(0, desk.now() - Date.parse(entry.at)) })
  })
  const stopChat = apprentice.onChat((event) => {
    if (event.kind === 'started') begun.set(event.turn, { text: event.text, at: performance.now() })
    if (event.kind === 'problem') console.warn(`turn ${event.turn}: ${event.problem.message}`, { turn: event.turn, code: event.problem.code })
    if (event.kind !== 'ended') return
    flush()
    const start = begun.get(event.turn)
    begun.delete(event.turn)
    const ms = start ? Math.round(performance.now() - start.at) : 0
    console.info(turnLine(event, start?.text, ms), { turn: event.turn, profile: event.profile, via: event.via, ms, ...(event.model !== undefined && { model: event.model }) })
  })
  return () => {
    stopEntries()
    flush()
    stopChat()
  }
}

interface Heard { readonly entry: Entry; readonly ms: number }

const tellEntry = (console: Console, desk: Desk, { entry, ms }: Heard): void => {
  const { seq, actor, via, turn, profile, model } = entry
  console.info(`${speakers[actor]} ${describeEntry(desk, entry).text} (#${seq}, ${ms} ms)`, { entry: seq, actor, via, turn, profile, action: entry.command.action, rows: entry.changes.length, ms, ...(model !== undefined && { model }) })
}

const tellMore = (console: Console, actor: Entry['actor'], more: readonly Heard[]): void => {
  const [from, to] = [more[0]?.entry.seq, more.at(-1)?.entry.seq]
  const rows = more.reduce((sum, { entry }) => sum + entry.changes.length, 0)
  console.info(`${speakers[actor]} made ${more.length} more ${more.length === 1 ? 'change' : 'changes'} (#${from}${to === from ? '' : `–#${to}`})`, { actor, from, to, entries: more.length, rows })
}

const speakers: Readonly<Record<Entry['actor'], string>> = { person: 'you', apprentice: 'apprentice', agent: 'an agent', program: 'a program', desk: 'the desk' }

const turnLine = ({ turn, via, model, falseClaim }: Extract<ChatEvent, { kind: 'ended' }>, text: string | undefined, ms: number): string =>
  `turn ${turn}${text === undefined ? '' : ` “${shorten(text)}”`}: ${via === 'model' ? (model ?? 'the model') : via}, ${ms} ms${falseClaim ? ', claimed a change that was not made' : ''}`

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text).replaceAll(/\s+/g, ' ')
