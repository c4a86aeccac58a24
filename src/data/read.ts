import type { Where } from '../app/define.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { Page, Query, ShownRow } from './command.ts'
import type { Desk } from './desk.ts'
import { cursorToText, partsOf, readCursor, readOrder, type Cursor, type Order } from './page-order.ts'
import { layoutOf } from './layout.ts'
import { resolveView } from './resolve-view.ts'
import { matchOf } from './search-words.ts'
import { indexNow } from './search-index.ts'
import { searchIdsPerTable, searchRowId } from './search-text.ts'
import { showRows, shownColumns } from './show.ts'
import type { Sql } from './store.ts'
import { quote, type SqlValue } from './tables.ts'
import { filledBy, resolveWhere, whereSql } from './where-sql.ts'

/**
 * Reads one page of a table's rows. Pages are found by the key of the row beside them, never by counting rows off,
 * so that the last page of a million rows is as near as the first.
 * Problems: `unknown-table`, `unknown-view`, `unknown-field`, `bad-value`, and `bad-command` for a cursor of another order.
 */
export const readPage = (desk: Desk, query: Query): Result<Page> => {
  const table = desk.schema().tables.get(query.table)
  if (!table) return problem('unknown-table', `There is no table ${JSON.stringify(query.table.slice(0, 60))}.`, { next: `The tables are ${[...desk.schema().tables.keys()].join(', ')}.` })
  const asked = readQuery(desk, table, query)
  if (!asked.ok) return asked
  const { conditions, order, cursor, limit } = asked.value
  let found = readKeys(desk, table, { conditions, order, cursor, limit: limit + 1 })
  const isShort = cursor?.backward === true && found.length <= limit
  const from = isShort ? undefined : cursor // back at the start: a full first page, not the few rows before the cursor
  if (isShort) found = readKeys(desk, table, { conditions, order, cursor: from, limit: limit + 1 })
  const backward = from?.backward ?? false
  const shown = found.slice(0, limit)
  if (backward) shown.reverse()
  const more = found.length > limit
  const total = countUpTo(desk, table, conditions, countedExactly + 1)
  const [first, last] = [shown[0], shown.at(-1)]
  return ok({
    rows: showRows(desk, table, shown),
    total: Math.min(total, countedExactly),
    atLeast: total > countedExactly,
    ...(last && (backward || more) && { next: cursorToText(order, cursorAt(last, false)) }),
    ...(first && (backward ? more : from !== undefined) && { previous: cursorToText(order, cursorAt(first, true)) }),
  })
}

/** One row; undefined if it is not there or belongs to another profile. */
export const readRow = (desk: Desk, table: string, id: number, profile: number): ShownRow | undefined => readRows(desk, table, [id], profile)[0]

/** Rows by their ids, in that order; those that are not there or belong to another profile are left out. */
export const readRows = (desk: Desk, table: string, ids: readonly number[], profile: number): readonly ShownRow[] => {
  const known = desk.schema().tables.get(table)
  if (!known) return []
  const scope = scopeOf(known, profile)
  // The plus keeps SQLite from walking an index of the whole profile in place of a look at each id: 150 ms of a million rows.
  const rows = desk.store.reader.all<Record<string, SqlValue>>({
    sql: `SELECT ${shownColumns(known)} FROM ${quote(known.name)} WHERE id IN (SELECT value FROM json_each(?)) AND +(${scope.sql})`, parameters: [JSON.stringify(ids), ...scope.parameters],
  })
  const byId = new Map(rows.map((row) => [Number(row['id']), row]))
  return showRows(desk, known, ids.map((id) => byId.get(id)).filter((row) => row !== undefined))
}

/** Whether any row of a table came from outside. */
export const holdsForeign = (desk: Desk, { name }: Table): boolean => desk.store.reader.get({ sql: `SELECT 1 FROM ${quote(name)} WHERE _foreign = 1 LIMIT 1`, parameters: [] }) !== undefined

/** How many rows of a profile meet the conditions, counted no further than `atMost`; 0 where the table or a condition is not known. */
export const countRows = (desk: Desk, table: string, profile: number, where?: Where, atMost = Number.MAX_SAFE_INTEGER): number => {
  const known = desk.schema().tables.get(table)
  if (!known) return 0
  const resolved = resolveWhere(desk, known, { where: where ?? {}, speaker })
  if (!resolved.ok) return 0
  return countUpTo(desk, known, all([scopeOf(known, profile), whereSql(known, resolved.value)]), atMost)
}

/** The conditions of a query as SQL: profile, view, where, words. In rows that meet them the fields `filled` have a value. */
export const conditionsOf = (desk: Desk, table: Table, { profile, view, where, words, open = false }: Omit<Query, 'table'>): Result<{ readonly conditions: Sql; readonly filled: readonly string[]; readonly sort?: string }> => {
  const shown = view === undefined ? ok<{ readonly where: Where; readonly sort?: string }>({ where: {} }) : resolveView(desk, table, view, speaker)
  if (!shown.ok) return shown
  const resolved = resolveWhere(desk, table, { where: where ?? {}, speaker })
  if (!resolved.ok) return resolved
  const conditions = all([scopeOf(table, profile), whereSql(table, shown.value.where), whereSql(table, resolved.value), ...(words?.trim() ? [wordsSql(desk, table, { words, open })] : [])])
  return ok({ conditions, filled: [...filledBy(shown.value.where), ...filledBy(resolved.value)], ...(shown.value.sort !== undefined && { sort: shown.value.sort }) })
}

const countedExactly = 10_000
/** A person on the desk's own pages. */
const speaker = { ai: false, private: true }

interface Asked { readonly conditions: Sql; readonly order: Order; readonly cursor: Cursor | undefined; readonly limit: number }

const readQuery = (desk: Desk, table: Table, query: Query): Result<Asked> => {
  const found = conditionsOf(desk, table, query)
  if (!found.ok) return found
  const order = readOrder(desk.schema(), table, query.sort ?? found.value.sort ?? table.order)
  if (!order.ok) return order
  const cursor = query.cursor === undefined ? ok(undefined) : readCursor(order.value, query.cursor)
  if (!cursor.ok) return cursor
  const limit = Math.min(Math.max(Math.trunc(query.limit ?? 50) || 1, 1), 1000)
  const isFilled = found.value.filled.includes(order.value.name.replace(/^-/, ''))
  return ok({ conditions: found.value.conditions, order: { ...order.value, isFilled }, cursor: cursor.value, limit })
}

type KeyedRow = Readonly<Record<string, SqlValue>>

const readKeys = (desk: Desk, table: Table, { conditions, order, cursor, limit }: Asked): KeyedRow[] => {
  const rows: KeyedRow[] = []
  for (const part of partsOf(order, cursor)) {
    if (rows.length >= limit) break
    rows.push(...desk.store.reader.all<KeyedRow>({
      sql: `SELECT ${shownColumns(table)}, ${order.key ?? 'id'} AS _key FROM ${quote(table.name)} WHERE ${conditions.sql} AND ${part.sql} ORDER BY ${part.order} LIMIT ?`,
      parameters: [...conditions.parameters, ...part.parameters, limit - rows.length],
    }))
  }
  return rows
}

const cursorAt = (row: KeyedRow, backward: boolean): Cursor => {
  const key = row['_key']
  return { backward, id: Number(row['id']), key: typeof key === 'string' || typeof key === 'number' ? key : null }
}

const countUpTo = (desk: Desk, table: Table, { sql, parameters }: Sql, limit: number): number =>
  desk.store.reader.get<{ count: number }>({ sql: `SELECT count(*) AS count FROM (SELECT 1 FROM ${quote(table.name)} WHERE ${sql} LIMIT ?)`, parameters: [...parameters, limit] })?.count ?? 0

const scopeOf = (table: Table, profile: number): Sql => (table.scope === 'profile' ? { sql: '_profile = ?', parameters: [profile] } : { sql: '1', parameters: [] })

const wordsSql = ({ store }: Desk, table: Table, { words, open }: { readonly words: string; readonly open: boolean }): Sql => {
  const layout = layoutOf(store, table.name)
  const match = matchOf(words, { open })
  if (!layout || match === undefined) return { sql: '0', parameters: [] }
  indexNow(store)
  const from = searchRowId(layout, 0)
  return { sql: `id IN (SELECT rowid - ? FROM _search WHERE _search MATCH ? AND rowid BETWEEN ? AND ?)`, parameters: [from, match, from, from + searchIdsPerTable - 1] }
}

const all = (parts: readonly Sql[]): Sql => {
  const real = parts.filter(({ sql }) => sql !== '1')
  return { sql: real.length > 0 ? real.map(({ sql }) => `(${sql})`).join(' AND ') : '1', parameters: real.flatMap(({ parameters }) => parameters) }
}
