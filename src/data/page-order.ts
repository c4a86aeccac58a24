import type { Field } from '../app/field.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Schema, Table } from '../app/schema.ts'
import type { Sql } from './store.ts'
import { collationOf } from './table-indexes.ts'
import { quote } from './tables.ts'

/** In what order a table's rows are read; rows of equal keys stand by their ids, rows without a value come last. */
export interface Order {
  /** As it was asked for; a cursor fits only the order that made it. */
  readonly name: string
  /** SQL of the key; undefined when the id itself is the key. */
  readonly key: string | undefined
  readonly down: boolean
  /** No row without a key is wanted; to look for them would be to look through all. */
  readonly isFilled?: boolean
}

/** A place between two rows. */
export interface Cursor {
  readonly backward: boolean
  /** The key of the row beside it; null for a row without a value. */
  readonly key: string | number | null
  readonly id: number
}

/** Reads the name of an order: `manual`, `id`, a field, each with `-` for downward. Problem: `unknown-field`. */
export const readOrder = (schema: Schema, table: Table, name: string): Result<Order> => {
  const down = name.startsWith('-')
  const word = down ? name.slice(1) : name
  if (word === 'id') return ok({ name, key: undefined, down })
  if (word === 'manual' && table.order === 'manual') return ok({ name, key: '_position', down })
  const field = table.fields.get(word)
  if (!field) {
    const allowed = [...(table.order === 'manual' ? ['manual'] : []), 'id', ...table.fields.keys()]
    return problem('unknown-field', `${table.title} cannot be sorted by ${JSON.stringify(word.slice(0, 60))}.`, { next: `Sort by one of ${allowed.join(', ')}; a - before it sorts downward.`, example: { sort: `-${table.titleField}` } })
  }
  return ok({ name, key: keyOf(schema, table, word, field), down })
}

/** The parts that a page is read from, one after the other, and the conditions of each: the rows with a key, then those without. */
export const partsOf = ({ key, down, isFilled = false }: Order, cursor: Cursor | undefined): readonly (Sql & { readonly order: string })[] => {
  const backward = cursor?.backward ?? false
  const towards = down === backward ? '>' : '<'
  const way = down === backward ? '' : ' DESC'
  if (key === undefined) return [{ sql: cursor ? `id ${towards} ?` : '1', parameters: cursor ? [cursor.id] : [], order: `id${way}` }]
  const filled = { sql: `${key} IS NOT NULL`, parameters: [], order: `${key}${way}, id${way}` }
  const empty = { sql: `${key} IS NULL`, parameters: [], order: `id${way}` }
  if (!cursor) return isFilled ? [filled] : [filled, empty]
  const beyond = cursor.key === null
    ? { ...empty, sql: `${empty.sql} AND id ${towards} ?`, parameters: [cursor.id] }
    : { ...filled, sql: `(${key}, id) ${towards} (?, ?)`, parameters: [cursor.key, cursor.id] }
  if (cursor.key === null) return backward ? [beyond, filled] : [beyond]
  return backward || isFilled ? [beyond] : [beyond, empty]
}

/** Writes a cursor as the text that travels in addresses. */
export const cursorToText = ({ name }: Order, { backward, key, id }: Cursor): string => Buffer.from(JSON.stringify([name, backward, key, id])).toString('base64url')

/** Reads a cursor back; the Problem `bad-command` for one of another order, or one that was made up. */
export const readCursor = ({ name }: Order, text: string): Result<Cursor> => {
  const refused = problem('bad-command', 'This place in the list is no longer known.', { next: 'Start at the first page: leave cursor out.' })
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (!Array.isArray(parsed)) return refused
    const [order, backward, key, id]: readonly unknown[] = parsed
    const isKey = key === null || typeof key === 'string' || typeof key === 'number'
    return order === name && typeof backward === 'boolean' && isKey && typeof id === 'number' ? ok({ backward, key, id }) : refused
  } catch {
    return refused
  }
}

const keyOf = (schema: Schema, table: Table, name: string, { kind, choices, to }: Field): string => {
  const column = quote(name)
  // choices stand in the order in which the app names them
  if (kind === 'choice' && choices) return `CASE ${column} ${choices.map((choice, at) => `WHEN '${choice.replaceAll("'", "''")}' THEN ${at}`).join(' ')} END`
  const target = to === undefined ? undefined : schema.tables.get(to)
  const title = target?.fields.get(target.titleField)
  if (target && title) return `(SELECT linked.${quote(target.titleField)} FROM ${quote(target.name)} AS linked WHERE linked.id = ${quote(table.name)}.${column})${collationOf(title.kind)}`
  return `${column}${collationOf(kind)}`
}
