import { isJsonObject } from '../app/json-object.ts'
import { problem, type Problem } from '../app/problem.ts'
import type { Actor, Outcome } from '../data/command.ts'
import { describeEntry } from '../data/describe.ts'
import type { Desk } from '../data/desk.ts'
import { execute } from '../data/execute.ts'
import { newestEntries } from '../data/journal-told.ts'
import { nearest } from '../data/nearest.ts'
import { undo } from '../data/undo.ts'
import { readSaid } from './aliases-said.ts'
import { seenTables, tableLine } from './card.ts'
import { createMonitor } from './monitor.ts'
import { judge } from './monitor-judge.ts'
import { readJson, type Reading } from './monitor-json.ts'
import { keep, type Answered, type RunningTurn } from './turn-run.ts'
import { possible, sayProblem, sayResults } from './turn-say.ts'

const bangs = ['table', 'schema', 'help', 'undo', 'redo', 'log']

/** Whether a text is answered at once: a `!` word, the bare words “redo” and “help”, or JSON that is meant as a command. */
export const isBang = (text: string): boolean => /^\s*![a-z]/i.test(text) || isRedo(text) || isHelp(text) || jsonIn(text) !== undefined

/** Answers who asks what can be said; a model would rather say it itself. Undefined for all else. */
export const takeAskedHelp = ({ desk, profile, words }: RunningTurn): Answered | undefined => (asksForHelp.test(words) ? { say: sayHelp(desk, profile) } : undefined)
const asksForHelp = /^\s*(?:so |and |ok(?:ay)?,? )?(?:what (?:all )?can (?:you|i) (?:do|say|ask|type)(?: here| for me)?|what (?:do|can) you understand|how (?:do i use (?:this|it|you)|does (?:this|it) work)|what (?:is|are) (?:this|you)(?: for)?|who are you)[\s.!?]*$/i

/** Answers a `!` word, or runs typed JSON as the speaker's own commands. No model is asked. */
export const takeBang = async (running: RunningTurn, actor: Actor): Promise<Answered> => {
  const text = running.words.trim()
  if (isRedo(text)) return redo(running, actor)
  if (isHelp(text)) return { say: sayHelp(running.desk, running.profile) }
  if (!text.startsWith('!')) return runJson(running, text, actor)
  const [, said = '', rest = ''] = /^!([a-z]+)\s*([\s\S]*)$/i.exec(text) ?? []
  const { desk, profile } = running
  switch (said.toLowerCase()) {
    case 'table': return run(running, () => execute(desk, { commands: [{ action: 'read', table: rest.trim() || seenTables(desk.schema())[0]?.name, limit: 20 }], actor, via: 'bang', profile, turn: running.turn }))
    case 'schema': return { say: sayBlock([...desk.schema().tables.values()].filter(({ guarded }) => !guarded).map((table) => tableLine(desk.schema(), table))) }
    case 'help': return { say: sayHelp(desk, profile) }
    case 'undo': return run(running, () => undo(desk, { newest: true }, { actor, via: 'bang', profile, turn: running.turn }))
    case 'redo': return redo(running, actor)
    case 'log': return { say: sayLog(desk, profile) }
  }
  const close = nearest(said, bangs)
  return refuse(running, problem('unknown-action', `There is no !${said.slice(0, 30)}.`, { next: `${close ? `Did you mean !${close}? ` : ''}There are ${bangs.map((bang) => `!${bang}`).join(', ')}.` }))
}

/** Shows the command that stands among words which nobody understood: it runs when it is said alone. Undefined where there is none. */
export const showCommandAmong = (running: RunningTurn): Answered | undefined => {
  if (!running.words.includes('{')) return undefined
  const monitor = createMonitor()
  const [found] = [...monitor.push(running.words), ...monitor.end('complete')].filter((event) => event.kind === 'commands')
  if (!found || found.quality !== 'exact' || found.refused !== undefined || found.batch.length === 0) return undefined
  const example = found.batch.length === 1 ? found.batch[0] ?? {} : found.batch
  return refuse(running, problem('bad-command', 'The words around this command could change what it means.', { next: `Say it alone, if you mean: ${JSON.stringify(example)}`, example }))
}

const isRedo = (text: string): boolean => /^\s*redo(?: (?:it|that|this))?(?: please)?\s*[.!]?\s*$/i.test(text)
const isHelp = (text: string): boolean => /^\s*(?:help(?: me)?|\?)[\s.!?]*$/i.test(text)

/** Undoes the newest undo that stands; the commands know no redo of their own. */
const redo = (running: RunningTurn, actor: Actor): Promise<Answered> => {
  const { desk, profile } = running
  const undone = newestEntries(desk, { profile, limit: 50 }).find(({ undoes, undoneBy }) => undoes !== undefined && undoneBy === undefined)
  return undone
    ? run(running, () => undo(desk, { turn: undone.turn }, { actor, via: 'bang', profile, turn: running.turn }))
    : Promise.resolve(refuse(running, problem('nothing-to-undo', 'Nothing was undone that could be done again.', { next: 'Undo something first: !undo' })))
}

/** The JSON of words that are meant as a command: as it is, in a fence, with the “I saw” that stood before it where it was copied, or with a courtesy around it. */
const jsonIn = (text: string): string | undefined => {
  const bare = withoutCourtesy(text.trim().replace(/^I saw:?\s+/i, ''))?.replace(/^(`{1,3})(?:json\b)?\s*([^`]*?)\s*\1$/, '$2')
  return bare !== undefined && /^(?:\[\s*)?\{\s*["'“”‘’]?\w+["'“”‘’]?\s*:/.test(bare) ? bare : undefined
}

/** What stands between brackets, if around it there are words of courtesy at most: any other could change what is meant. */
const withoutCourtesy = (text: string): string | undefined => {
  const from = text.search(/[[{`]/)
  const to = Math.max(...[']', '}', '`'].map((end) => text.lastIndexOf(end)))
  if (from < 0 || to <= from) return text
  const around = [text.slice(0, from), text.slice(to + 1)]
  if (around.some((words) => words.includes('?') || !(words.match(/\p{L}+/gu) ?? []).every((word) => courtesy.has(word.toLowerCase())))) return undefined
  return around.every((words) => /^[\p{L}\s,:.!]*$/u.test(words)) ? text.slice(from, to + 1) : text
}
const courtesy = new Set('please pls kindly ok okay yes so now then and also just do run execute try say this it again once more the same command you can could will thanks thank for me'.split(' '))

/** Commands under one another are a list. No text in JSON holds a line break, so that one between braces is never inside of a value. */
const readCommands = (json: string): Reading => readJson(json) ?? readJson(`[${json.replaceAll(/\}\s*\n\s*\{/g, '},{')}]`)

/** What is not quite JSON is never run; what it seems to mean is shown, to be said again. */
const refuseJson = (running: RunningTurn, json: string, refused: string | undefined): Answered => {
  const table = seenTables(running.desk.schema())[0]?.name ?? 'task'
  if (refused !== undefined) return refuse(running, problem('bad-json', `This JSON cannot be used: ${refused}.`, { next: 'Mend it, or say it in plain words.', example: { action: 'read', table } }))
  const meant = judge(json, true)
  const mended = meant.kind === 'commands' && meant.quality === 'repaired' && meant.batch.length > 0 ? (meant.batch.length === 1 ? meant.batch[0] : meant.batch) : undefined
  return refuse(running, problem('bad-json', 'This is not quite JSON.', mended ? { next: `Say it again as it must be, if you mean: ${JSON.stringify(mended)}`, example: mended } : { next: 'Mend it, or say it in plain words.', example: { action: 'read', table } }))
}

const runJson = async (running: RunningTurn, text: string, actor: Actor): Promise<Answered> => {
  const json = jsonIn(text) ?? text
  const read = readCommands(json)
  if (!read || read.refused !== undefined) return refuseJson(running, json, read?.refused)
  const { desk, profile, turn } = running
  const said: readonly unknown[] = Array.isArray(read.value) ? read.value : [read.value]
  const confirm = said.flatMap((one) => (isJsonObject(one) && typeof one['confirm'] === 'number' ? [one['confirm']] : [])).at(-1)
  const commands = readSaid(said.map(withoutConfirm), desk.schema())
  if (!commands.ok) return refuse(running, commands)
  return run(running, () => execute(desk, { commands: commands.value, actor, via: 'bang', profile, turn, ...(confirm !== undefined && { confirm }) }))
}

const withoutConfirm = (said: unknown): unknown => {
  if (!isJsonObject(said)) return said
  const { confirm: _, ...command } = said
  return command
}

const run = async (running: RunningTurn, act: () => Promise<Outcome | Problem>): Promise<Answered> => {
  const outcome = await act()
  if (!outcome.ok) return refuse(running, outcome)
  keep(running, outcome)
  return { say: sayResults(running.desk, outcome.results, running.proposals) }
}

const refuse = (running: RunningTurn, reason: Problem): Answered => {
  running.results.push({ kind: 'refused', command: running.words.slice(0, 2000), problem: reason })
  const count = reason.confirm === undefined ? '' : ` To agree, add "confirm": ${reason.confirm} to the command.`
  return { say: `${sayProblem(reason)}${count}`, problem: reason }
}

const sayHelp = (desk: Desk, profile: number): string =>
  [
    'Say what you want, for example:',
    ...possible(desk, profile).filter((say) => say !== '!help').map((say) => `- ${say}`),
    '',
    'Answered at once, without a model:',
    '- !table, with a table’s name: its rows',
    '- !schema: every table and its fields',
    '- !undo: take the newest change back; !redo: do it again',
    '- !log: what happened last',
    '- a command as JSON, or a list of them: runs as your own',
  ].join('\n')

const sayLog = (desk: Desk, profile: number): string => {
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: desk.zone() })
  const lines = newestEntries(desk, { profile, limit: 10 }).map((entry) => `- ${time.format(new Date(entry.at))} ${actors[entry.actor]} ${describeEntry(desk, entry).text}`)
  return lines.length > 0 ? lines.join('\n') : 'Nothing has happened yet.'
}
const actors: Readonly<Record<Actor, string>> = { person: 'you', apprentice: 'the apprentice', agent: 'an agent', program: 'a program', desk: 'the desk' }

const sayBlock = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')
