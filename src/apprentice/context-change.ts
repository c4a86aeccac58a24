import type { Table } from '../app/schema.ts'
import { addMessages, currentConversation, type MessageBody, type NewMessage } from '../data/conversations.ts'
import type { Actor } from '../data/command.ts'
import { describeEntry } from '../data/describe.ts'
import type { Desk } from '../data/desk.ts'
import type { Entry, Image } from '../data/entry.ts'
import { entriesAfter } from '../data/journal.ts'
import { estimateTokens } from '../models/tokens.ts'
import { cut, cutCommand, openCommand } from './context-command.ts'
import { isOfForeign, showValue, tellByNumber } from './context-foreign.ts'
import { commandsInside } from './echo.ts'

/** The most tokens that one change may take in a prompt. */
export const changeLineTokens = 35
/** Changes of one profile that come together beyond this number are told in one line. */
const toldOneByOne = 20

/** The changes that the conversations have not been told yet. */
export interface UntoldChanges {
  heard(entry: Entry): void
  /** Tells them, each to the conversation of its profile. Throws when the disk does not let it; then they are told the next time. */
  tell(): void
}

/**
 * Keeps what happens until somebody needs to know it, so that no change ever waits for its telling. What was written
 * after the entry `seq` is read from the journal when it is first told; of a flood only the numbers are kept.
 */
export const keepUntold = (desk: Desk, seq: number): UntoldChanges => {
  const untold = new Map<number, Untold>()
  const keep = (entry: Entry): void => {
    const { seq: last, actor, profile, changes } = entry
    if (actor === 'desk' || profile === 0) return
    const { entries, count, rows } = untold.get(profile) ?? { entries: [], count: 0, rows: 0 }
    untold.set(profile, { entries: count < toldOneByOne ? [...entries, entry] : [], count: count + 1, rows: rows + changes.length, last })
  }
  let isRead = false
  const readMissed = (): void => {
    untold.clear()
    for (let read = entriesAfter(desk, seq); read.length > 0; read = entriesAfter(desk, read.at(-1)?.seq ?? seq)) read.forEach(keep)
    isRead = true
  }
  return {
    heard: (entry) => {
      if (isRead) keep(entry)
    },
    tell: () => {
      if (!isRead) readMissed()
      for (const [profile, own] of untold) {
        addMessages(desk, currentConversation(desk, profile).id, linesOf(desk, own))
        untold.delete(profile)
      }
    },
  }
}

/**
 * Tells one change in at most 35 tokens: who, a short sentence (an update's says old → new), and the flat command; what the
 * apprentice did itself is told by its sentence, for the command stands in the reply above. What concerns a row whose text came
 * from outside is told by number only: a change is no reason to read that text. Undefined for tables that a model may not know
 * of; private fields are left out.
 */
export const changeLine = (desk: Desk, entry: Entry): string | undefined => {
  const table = desk.schema().tables.get(String(entry.command['table'] ?? entry.changes[0]?.table ?? ''))
  if (!table || table.ai === 'hidden' || table.guarded || entry.changes.length === 0) return undefined
  const who = speakers[entry.actor]
  const isOutside = isOfForeign(desk, entry)
  const command = isOutside || entry.actor === 'apprentice' ? undefined : openCommand(desk, entry.command)
  const sentences = isOutside ? [tellByNumber(table, entry)] : [sentenceOf(desk, table, entry), describeEntry(desk, entry).text, shortSentence(table, entry)]
  for (const sentence of sentences)
    for (const longest of [60, 24, 12]) {
      const said = `${who} ${cutQuotes(sentence, longest)}`
      const line = command ? `${said} ${JSON.stringify(cutCommand(command, longest))}` : `${said}.`
      if (estimateTokens(line) <= changeLineTokens) return line
    }
  return cutToBudget(`${who} ${cutQuotes(sentences[isOutside ? 0 : 1] ?? '', 24)}`)
}

const speakers: Readonly<Record<Actor, string>> = { person: 'The user', apprentice: 'You', agent: 'An agent', program: 'A program', desk: 'The desk' }

interface Untold { readonly entries: readonly Entry[]; readonly count: number; readonly rows: number; readonly last: number }

const linesOf = (desk: Desk, { entries, count, rows, last }: Untold): readonly NewMessage[] =>
  count > toldOneByOne
    ? [{ role: 'user', kind: 'change', text: `${count} more changes were made, to ${rows} rows.`, body: { entry: last } }]
    : entries.flatMap((entry): NewMessage[] => {
      const text = changeLine(desk, entry)
      return text === undefined ? [] : [{ turn: entry.turn, role: 'user', kind: 'change', text, body: { entry: entry.seq, ...bodyOf(desk, entry) } }]
    })

/** What stands inside the row is data, wherever it came from and whether it is shown or not. */
const bodyOf = (desk: Desk, entry: Entry): MessageBody => {
  const found = [...commandsInside(desk.schema(), entry.changes.flatMap(({ before, after }) => [before ?? null, after ?? null]))]
  return found.length > 0 ? { found } : {}
}

const sentenceOf = (desk: Desk, table: Table, entry: Entry): string => {
  const [only] = entry.changes
  if (entry.undoes !== undefined || entry.changes.length !== 1 || !only) return describeEntry(desk, entry).text
  if (!only.before) {
    const title = entry.actor === 'apprentice' ? quoteTitle(table, only.after) : undefined
    return `added ${table.name} ${only.row}${title === undefined ? '' : ` ${title}`}`
  }
  if (!only.after) return `deleted ${quoteTitle(table, only.before) ?? table.name}`
  const changed = [...table.fields].filter(([name, field]) => !field.private && only.before?.[name] !== only.after?.[name])
  if (changed.length === 0) return describeEntry(desk, entry).text
  const values = changed.slice(0, 2).map(([name]) => `${name} ${showValue(only.before?.[name])} → ${showValue(only.after?.[name])}`)
  return `changed ${quoteTitle(table, only.after) ?? table.name}: ${values.join(', ')}`
}

const shortSentence = (table: Table, { changes, command }: Entry): string => `${command.action} ${table.name} ${changes.length === 1 ? changes[0]?.row : `× ${changes.length}`}`

const quoteTitle = ({ fields, titleField }: Table, image: Image | undefined): string | undefined => {
  const title = image?.[titleField]
  return title && !fields.get(titleField)?.private ? `“${String(title)}”` : undefined
}

const cutQuotes = (sentence: string, longest: number): string => sentence.replace(/\s+/g, ' ').replace(/“([^”]*)”/g, (_, inner: string) => `“${cut(inner, longest)}”`)

/** The line without its end, where it is longer than 35 tokens. */
export const cutToBudget = (line: string): string => {
  let text = line
  while (estimateTokens(text) > changeLineTokens) text = `${text.slice(0, Math.floor(text.length * 0.8)).toWellFormed()}…`
  return text
}
