import { today } from '../app/dates.ts'
import { addMessage, messages, newestMessage, type Message, type MessageBody } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { readPage } from '../data/read.ts'
import { settings } from '../data/settings.ts'
import type { ChatMessage } from '../models/model.ts'
import { estimatePromptTokens, estimateTokens } from '../models/tokens.ts'
import { answerToText, rowToText } from './answer.ts'
import { cardExamples, seenTables } from './card.ts'
import { findLessons } from './context-lessons.ts'
import { addExamplesToSight, addRowsToSight, findRowsAbout, sightOf, type Sight } from './context-sight.ts'
import { systemMessage } from './prompt.ts'

/** What a model reads in the first round of a turn, and what of it is kept beside the words. */
export interface Context {
  /** System message, history, last message; everything but the last is the same, byte for byte, in the next turn. */
  readonly messages: readonly ChatMessage[]
  readonly sight: Sight
  /** Kept with the words when they are stored. */
  readonly kept: MessageBody
}

/** Above this part of the window the history is put away in one jump, down to `keptPart`. */
const fullPart = 0.75
const keptPart = 0.35
const tailPart = 0.2
/** What is left for the results of a turn's rounds, beside the reply. */
const roundPart = 0.1

/** Writes the prompt of a turn: stable first, volatile last. `words` are the user's, or a nudge of ours when nobody spoke. */
export const buildContext = (desk: Desk, { conversation, profile, words }: { readonly conversation: number; readonly profile: number; readonly words: string }): Context => {
  const { history, read } = readHistory(desk, conversation)
  const sight = sightOf(read)
  const rows = findRowsAbout(desk, { words, profile })
  const lessons = findLessons(desk.schema(), words)
  addExamplesToSight(sight, [...lessons.map(({ command }) => command), ...cardExamples(desk.schema())])
  const kept = addRowsToSight(desk, sight, rows)
  const day = today({ now: desk.now(), zone: desk.zone() })
  const last = [
    ...lessons.map(({ say, command }) => `Example: “${say}” means ${JSON.stringify(command)}`),
    ...(rows.length > 0 ? ['Rows that may be meant:', ...rows.map(({ table, row }) => rowToText(desk.schema(), table, row))] : []),
    `Today is ${weekday(day)}, ${day}.`,
    '',
    words,
  ].join('\n')
  return { messages: [...prefixOf(desk, history), { role: 'user', content: last }], sight, kept }
}

/** The part of the prompt that stays: the system message and the history. */
export const stablePrompt = (desk: Desk, conversation: number): readonly ChatMessage[] => prefixOf(desk, readHistory(desk, conversation).history)

/** Whether so much of the window is used that the history must be put away before the next turn. */
export const isFull = (prompt: readonly ChatMessage[], { windowTokens, maxReplyTokens }: { readonly windowTokens: number; readonly maxReplyTokens: number }): boolean =>
  estimatePromptTokens(prompt) > Math.min(windowTokens * fullPart, windowTokens * (1 - roundPart) - maxReplyTokens)

/**
 * Puts the history away in one jump: a snapshot of the tables, then only the last messages. Adds one message; the old ones
 * stay in the conversation for reading. Once text from outside was read in a conversation, that holds to its end: what was said
 * after it may repeat it.
 */
export const compact = (desk: Desk, { conversation, profile, windowTokens }: { readonly conversation: number; readonly profile: number; readonly windowTokens: number }): void => {
  const { read } = readHistory(desk, conversation)
  const tail = tailOf(read.filter(({ kind }) => kind !== 'snapshot'), windowTokens * tailPart)
  const budget = windowTokens * (keptPart - tailPart)
  const sight = sightOf([])
  const kept: { found: string[]; foreign: boolean } = { found: [], foreign: sightOf(read).foreign }
  const parts = ['Earlier messages were put away. The tables now; what follows is in them already:']
  for (const table of seenTables(desk.schema())) {
    const page = readPage(desk, { table: table.name, profile, limit: 20 })
    if (!page.ok || page.value.rows.length === 0) continue
    // As many rows as fit; a table that does not fit at all is told by its count.
    let rows = page.value.rows
    const tell = (): string => (rows.length > 0 ? answerToText(desk.schema(), { kind: 'rows', table: table.name, rows, total: page.value.total }) : `${table.name}: ${page.value.total} rows`)
    while (rows.length > 0 && estimateTokens([...parts, tell()].join('\n')) > budget) rows = rows.slice(0, Math.floor(rows.length / 2))
    parts.push(tell())
    const { found, foreign } = addRowsToSight(desk, sight, rows.map((row) => ({ table: table.name, row })))
    kept.found.push(...(found ?? []))
    if (foreign) kept.foreign = true
  }
  const from = tail[0]?.id ?? (messages(desk, conversation, { limit: 1 })[0]?.id ?? 0) + 1
  addMessage(desk, conversation, { role: 'user', kind: 'snapshot', text: parts.join('\n'), body: { from, ...(kept.found.length > 0 && { found: kept.found }), ...(kept.foreign && { foreign: true }) } })
}

const prefixOf = (desk: Desk, history: readonly ChatMessage[]): readonly ChatMessage[] => [{ role: 'system', content: systemMessage(desk.schema(), settings(desk)) }, ...history]

const longestHistory = 5000

const readHistory = (desk: Desk, conversation: number): { readonly history: readonly ChatMessage[]; readonly read: readonly Message[] } => {
  const snapshot = newestMessage(desk, conversation, 'snapshot')
  const kept = messages(desk, conversation, { from: snapshot?.body?.from ?? 0, limit: longestHistory }).filter(({ kind, body }) => kind !== 'bang' && kind !== 'snapshot' && !body?.aside)
  const read = snapshot ? [snapshot, ...kept] : kept
  return { read, history: read.map(({ role, text }) => ({ role, content: text })) }
}

/** The last messages that fit; they begin where somebody spoke or changed something, never in the middle of a turn. */
const tailOf = (read: readonly Message[], budgetTokens: number): readonly Message[] => {
  let from = read.length
  for (let used = 0; from > 0; from--) {
    used += estimateTokens(read[from - 1]?.text ?? '') + 8
    if (used > budgetTokens) break
  }
  while (from < read.length && read[from]?.kind !== 'said' && read[from]?.kind !== 'change') from++
  return read.slice(from)
}

const weekday = (day: string): string => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
