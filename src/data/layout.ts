import type { FieldKind, Value } from '../app/field.ts'
import type { Reading, Store } from './store.ts'

/** One column of an app's table, as the desk keeps it; a removed field's column stays, not live. */
export interface Column {
  readonly name: string
  readonly kind: FieldKind
  readonly private: boolean
  readonly live: boolean
  /** What a row gets that was written before the column was there. */
  readonly fill: Value
}

/** How an app's table stands in the database; known without its app, so that removed and disabled apps keep their rows. */
export interface Layout {
  /** The table's number; part of its rows' ids in the search index. */
  readonly n: number
  readonly name: string
  readonly app: string
  /** Whether every row belongs to one profile. */
  readonly scoped: boolean
  /** Whether rows have a place of their own. */
  readonly manual: boolean
  /** Fields first, then `_profile` and `_position` where the table has them, then `_foreign`: what an Image holds. */
  readonly columns: readonly Column[]
}

/** The layout of one table; undefined if the desk has never had it. */
export const layoutOf = (store: Store, table: string): Layout | undefined => layoutsOf(store).get(table)

/** Every table that the desk has ever had, by name, in the order in which they were made. */
export const layoutsOf = (store: Store): ReadonlyMap<string, Layout> => {
  const known = layouts.get(store)
  if (known) return known
  const read = readLayouts(store)
  layouts.set(store, read)
  return read
}

/** Must follow every change of a layout, and a change of one that was taken back. */
export const forgetLayouts = (store: Store): void => {
  layouts.delete(store)
}

const layouts = new WeakMap<Store, ReadonlyMap<string, Layout>>()

interface FieldRow { readonly table: string; readonly name: string; readonly kind: FieldKind; readonly private: number; readonly live: number; readonly fill: string | null }
interface TableRow { readonly n: number; readonly name: string; readonly app: string; readonly scope: string; readonly manual: number }

const readLayouts = (reading: Reading): ReadonlyMap<string, Layout> => {
  const fields = Map.groupBy(
    reading.all<FieldRow>({ sql: 'SELECT "table", name, kind, private, live, fill FROM _field ORDER BY rowid', parameters: [] }),
    (field) => field.table,
  )
  const tables = reading.all<TableRow>({ sql: 'SELECT n, name, app, scope, manual FROM _table ORDER BY n', parameters: [] })
  return new Map(tables.map((table) => [table.name, toLayout(table, fields.get(table.name) ?? [])]))
}

const toLayout = ({ n, name, app, scope, manual }: TableRow, fields: readonly FieldRow[]): Layout => ({
  n, name, app, scoped: scope === 'profile', manual: manual === 1,
  columns: [
    ...fields.map((field): Column => ({
      name: field.name, kind: field.kind, private: field.private === 1, live: field.live === 1,
      fill: field.fill === null ? null : (JSON.parse(field.fill) as Value), // migrate wrote it from a Value
    })),
    ...(scope === 'profile' ? [systemColumn('_profile', 'integer', null)] : []),
    ...(manual === 1 ? [systemColumn('_position', 'text', null)] : []),
    systemColumn('_foreign', 'checkbox', false),
  ],
})

const systemColumn = (name: string, kind: FieldKind, fill: Value): Column => ({ name, kind, private: true, live: true, fill })
