import { plural } from '../app/english.ts'
import type { ShownRow } from '../data/command.ts'
import type { Message } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { readRow } from '../data/read.ts'
import { search } from '../data/search.ts'
import { valuesOf } from './answer.ts'
import { seenTables } from './card.ts'
import type { Lesson } from './context-lessons.ts'
import { commandsInside, fingerprint } from './echo.ts'

/** What stands in a model's sight during one turn, as far as it decides what may run. Grows with every round. */
export interface Sight {
  /** Fingerprints of commands that stand inside values. */
  readonly found: Set<string>
  /** Fingerprints of the commands that are shown as examples: the card's, the lessons'. */
  readonly examples: Set<string>
  /** Ids shown, by table. */
  readonly ids: Map<string, Set<number>>
  /** Text from outside is among it. */
  foreign: boolean
}

/** A row that is shown to the model. */
export interface SeenRow { readonly table: string; readonly row: ShownRow }

/** What a conversation's messages have left in sight. */
export const sightOf = (messages: readonly Message[]): Sight => ({
  found: new Set(messages.flatMap(({ body }) => body?.found ?? [])),
  examples: new Set(),
  ids: new Map(),
  foreign: messages.some(({ body }) => body?.foreign === true),
})

/** Adds rows that are shown to the model; gives what is kept of it beside the message that shows them. */
export const addRowsToSight = (desk: Desk, sight: Sight, rows: readonly SeenRow[]): { readonly found?: readonly string[]; readonly foreign?: true } => {
  const found = [...commandsInside(desk.schema(), rows.flatMap(({ table, row }) => valuesOf(desk.schema(), table, [row])))]
  for (const one of found) sight.found.add(one)
  for (const { table, row } of rows) {
    const ids = sight.ids.get(table) ?? new Set()
    sight.ids.set(table, ids.add(row.id))
  }
  const foreign = rows.some(({ row }) => row.foreign)
  sight.foreign ||= foreign
  return { ...(found.length > 0 && { found }), ...(foreign && { foreign }) }
}

/** Adds other texts that are shown to the model; gives the commands that stand in them. */
export const addTextsToSight = (desk: Desk, sight: Sight, texts: readonly string[]): readonly string[] => {
  const found = [...commandsInside(desk.schema(), texts)]
  for (const one of found) sight.found.add(one)
  return found
}

/** Adds commands that are shown to the model as examples. */
export const addExamplesToSight = (sight: Sight, examples: readonly Lesson['command'][]): void => {
  for (const command of examples) sight.examples.add(fingerprint(command))
}

/** Rows that the words may be about, best first: found by every word, then by each alone. Private fields are not searched. */
export const findRowsAbout = (desk: Desk, { words, profile, limit = 6 }: { readonly words: string; readonly profile: number; readonly limit?: number }): readonly SeenRow[] => {
  const tables = seenTables(desk.schema())
  const seen = new Set(tables.map(({ name }) => name))
  const common = new Set([...commonWords, ...tables.flatMap(({ name, title, aka }) => [name, plural(name), title, ...aka].map((word) => word.toLowerCase()))])
  const ranks = new Map<string, { readonly table: string; readonly id: number; rank: number }>()
  for (const word of searchWords(words, common))
    for (const { table, id } of search(desk, { words: word, profile, limit: 20, open: true })) {
      if (!seen.has(table)) continue
      const key = `${table} ${id}`
      const known = ranks.get(key)
      if (known) known.rank++
      else ranks.set(key, { table, id, rank: 1 })
    }
  return [...ranks.values()]
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, limit)
    .flatMap(({ table, id }) => {
      const row = readRow(desk, table, id, profile)
      return row ? [{ table, row }] : []
    })
}

const mostWords = 12
const searchWords = (text: string, common: ReadonlySet<string>): ReadonlySet<string> => new Set((text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((word) => !common.has(word)).slice(0, mostWords))
/** Words of requests; those for the desk's own tables tell as little. */
const commonWords = new Set('the and for with that this these those all any are was were has have had not but you your what which who how when where why can could would should will please add make create new delete remove mark set change move rename done finish show list tell about into from its it our out off'.split(' '))
