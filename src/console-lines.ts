import { problemToText } from './app/problem.ts'
import type { ChatEvent } from './apprentice/chat-event.ts'
import type { Apprentice } from './apprentice/port.ts'
import type { Console } from './console.ts'
import type { Desk } from './data/desk.ts'
import { describeEntry } from './data/describe.ts'
import type { Entry } from './data/entry.ts'

/** Tells the console of every change and every turn: who, what, how long; and when the disk fails it. Returns the way to stop. */
export const tellConsole = (console: Console, { desk, apprentice }: { readonly desk: Desk; readonly apprentice: Apprentice }): (() => void) => {
  const begun = new Map<number, { readonly text: string | undefined; readonly at: number }>()
  const waiting: Heard[] = []
  const flush = (): void => waiting.splice(0).forEach((heard) => tellEntry(console, desk, heard))
  /** What failed, until a change is made again: on a disk that is almost full something small may still go in. */
  let trouble: string | undefined
  // Who made the change is answered first; the line comes after.
  const stopEntries = desk.onEntry((entry) => {
    if (trouble !== undefined) console.info('the desk can be changed again')
    trouble = undefined
    if (waiting.length === 0) setTimeout(flush, gatherMs).unref()
    waiting.push({ entry, ms: Math.max(0, desk.now() - Date.parse(entry.at)) })
  })
  const stopTrouble = desk.onFailure((told) => {
    if (told.message === trouble || (told.code !== 'read-only' && told.code !== 'failed')) return
    trouble = told.message
    console.warn(`${told.code === 'read-only' ? 'the desk can only be read now. ' : ''}${problemToText(told)}`, { code: told.code })
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
    stopTrouble()
    stopChat()
  }
}

/** Long enough to put the lines of a flood into words together. */
const gatherMs = 100

interface Heard { readonly entry: Entry; readonly ms: number }

const tellEntry = (console: Console, desk: Desk, { entry, ms }: Heard): void => {
  const { seq, actor, via, turn, profile, model } = entry
  console.info(`${speakers[actor]} ${describeEntry(desk, entry).text} (#${seq}, ${ms} ms)`, { entry: seq, actor, via, turn, profile, action: entry.command.action, rows: entry.changes.length, ms, ...(model !== undefined && { model }) })
}

const speakers: Readonly<Record<Entry['actor'], string>> = { person: 'you', apprentice: 'apprentice', agent: 'an agent', program: 'a program', desk: 'the desk' }

const turnLine = ({ turn, via, model, falseClaim }: Extract<ChatEvent, { kind: 'ended' }>, text: string | undefined, ms: number): string =>
  `turn ${turn}${text === undefined ? '' : ` “${shorten(text)}”`}: ${via === 'model' ? (model ?? 'the model') : via}, ${ms} ms${falseClaim ? ', claimed a change that was not made' : ''}`

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text).replaceAll(/\s+/g, ' ')
