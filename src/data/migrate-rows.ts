import { generateNKeysBetween } from 'fractional-indexing'
import type { Table } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import type { Change } from './entry.ts'
import { nextSeq } from './journal.ts'
import { layoutOf } from './layout.ts'
import type { AppliedSteps } from './migrate-table.ts'
import { convertValue } from './migration-plan.ts'
import { imageOf, writeImage } from './rows.ts'
import { searchIdsPerTable, searchRowId, searchTextOf } from './search-text.ts'
import type { Store } from './store.ts'
import { fromColumn, quote, type SqlValue } from './tables.ts'

/** A field's values in some rows, written anew. */
interface Rewritten { readonly field: string; readonly changes: readonly Change[] }

/** Rewrites values row by row, 500 to an entry: conversions, first positions; then the search index. */
export function* finishSteps({ store }: Desk, table: Table, { conversions, position, reindex }: AppliedSteps): Generator<Rewritten> {
  const name = quote(table.name)
  for (const { field, kept, from, to } of conversions) {
    for (let after = 0; ; ) {
      const rows = store.all<{ id: number; kept: SqlValue }>({ sql: `SELECT id, ${quote(kept)} AS kept FROM ${name} WHERE id > ? AND ${quote(kept)} IS NOT NULL ORDER BY id LIMIT ${rowsPerEntry}`, parameters: [after] })
      const last = rows.at(-1)
      if (!last) break
      after = last.id
      const seq = nextSeq(store)
      yield { field, changes: rows.map(({ id, kept: value }) => writeImage(store, table.name, id, { [field]: convertValue(from, to, fromColumn(from, value)) ?? null }, seq)) }
    }
    if (from !== 'link') store.exec(`ALTER TABLE ${name} DROP COLUMN ${quote(kept)}`) // SQLite drops no column that refers to a table; it is empty by now
  }
  if (position) yield* placeRows(store, table)
  if (reindex) reindexTable(store, table.name)
}

const rowsPerEntry = 500

/** Newest first within each profile, as new rows come. */
function* placeRows(store: Store, table: Table): Generator<Rewritten> {
  const profile = table.scope === 'profile' ? '_profile' : 'NULL'
  const rows = store.all<{ id: number; profile: number | null }>({ sql: `SELECT id, ${profile} AS profile FROM ${quote(table.name)} ORDER BY id DESC`, parameters: [] })
  for (const ids of Map.groupBy(rows, (row) => row.profile).values()) {
    const keys = generateNKeysBetween(null, null, ids.length)
    for (let start = 0; start < ids.length; start += rowsPerEntry) {
      const seq = nextSeq(store)
      yield { field: '_position', changes: ids.slice(start, start + rowsPerEntry).map(({ id }, at) => writeImage(store, table.name, id, { _position: keys[start + at] ?? null }, seq)) }
    }
  }
}

const reindexTable = (store: Store, name: string): void => {
  const layout = layoutOf(store, name)
  if (!layout) throw new Error(`there is no table ${name}`)
  const from = searchRowId(layout, 0)
  store.run({ sql: 'DELETE FROM _search WHERE rowid BETWEEN ? AND ?', parameters: [from, from + searchIdsPerTable - 1] })
  for (let after = 0; ; ) {
    const rows = store.all<{ id: number } & Record<string, SqlValue>>({ sql: `SELECT * FROM ${quote(name)} WHERE id > ? ORDER BY id LIMIT ${rowsPerEntry}`, parameters: [after] })
    for (const row of rows) {
      const image = imageOf(layout, row)
      const { text, secret } = searchTextOf(layout, image)
      store.run({ sql: 'INSERT INTO _search (rowid, text, secret, profile) VALUES (?, ?, ?, ?)', parameters: [searchRowId(layout, row.id), text, secret, image['_profile'] ?? null] })
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.id
  }
}
