import type { FieldKind } from '../app/field.ts'
import type { Schema, Table, View } from '../app/schema.ts'
import type { Store } from './store.ts'
import { quote } from './tables.ts'

/** Makes the indexes that the table's orders, views and links read by, and drops those that nothing uses any more. */
export const syncIndexes = (store: Store, table: Table, schema: Schema): void => {
  const wanted = indexesOf(table, schema)
  const kept = new Set<string>()
  for (const { name, sql } of madeIndexes(store, table.name)) {
    if (wanted.get(name) === sql) kept.add(name)
    else store.exec(`DROP INDEX ${quote(name)}`)
  }
  for (const [name, sql] of wanted) if (!kept.has(name)) store.exec(sql)
}

/** Drops every index of a table; `syncIndexes` makes them anew. */
export const dropIndexes = (store: Store, table: string): void => {
  for (const { name } of madeIndexes(store, table)) store.exec(`DROP INDEX ${quote(name)}`)
}

/** How values of a kind are put into order: words without regard to upper and lower case. */
export const collationOf = (kind: FieldKind): '' | ' COLLATE NOCASE' => (kind === 'text' || kind === 'email' || kind === 'url' ? ' COLLATE NOCASE' : '')

/** Those that were made by a statement, not by SQLite itself. */
const madeIndexes = (store: Store, table: string): readonly { readonly name: string; readonly sql: string }[] =>
  store.all<{ name: string; sql: string }>({ sql: `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`, parameters: [table] })

const indexesOf = (table: Table, schema: Schema): ReadonlyMap<string, string> => {
  const scope = table.scope === 'profile' ? ['_profile'] : []
  const sorted = new Set([table.titleField, table.order.replace(/^-/, '')])
  for (const view of schema.views.values()) if (view.table === table.name && view.sort) sorted.add(view.sort.replace(/^-/, ''))
  for (const [name, { kind }] of table.fields) if (sortedKinds.has(kind)) sorted.add(name)
  const indexes = new Map<string, string>()
  const add = (name: string, columns: readonly string[]): void => {
    const index = `_${table.name}_by_${name}`
    if (columns.length > 0) indexes.set(index, `CREATE INDEX ${quote(index)} ON ${quote(table.name)} (${columns.join(', ')})`)
  }
  if (table.order === 'manual') add('_position', [...scope, '_position', 'id'])
  else add('id', scope)
  for (const name of sorted) {
    const field = table.fields.get(name)
    if (field && field.kind !== 'longtext') add(name, [...scope, `${quote(name)}${collationOf(field.kind)}`, 'id'])
  }
  for (const view of schema.views.values()) {
    const columns = view.table === table.name ? viewColumns(table, view) : []
    if (columns.length > 0) add(`_view_${view.name}`, [...scope, ...columns])
  }
  for (const [name, { kind }] of table.fields) if (kind === 'link') add(`_link_${name}`, [quote(name)]) // for the check when the row pointed to goes
  return indexes
}
const sortedKinds: ReadonlySet<FieldKind> = new Set<FieldKind>(['date', 'datetime', 'integer', 'decimal', 'money'])

/** What a view's rows have in common, then its order: so that few among a million are found without looking through them. Nothing for a view of all rows. */
const viewColumns = (table: Table, { where = {}, sort = table.order }: View): readonly string[] => {
  const common = Object.entries(where).filter(([name, test]) => table.fields.has(name) && (typeof test !== 'object' || test === null)).map(([name]) => name)
  const key = sort.replace(/^-/, '')
  const field = table.fields.get(key)
  const order = field && !common.includes(key) ? [`${quote(key)}${collationOf(field.kind)}`] : key === 'manual' ? ['_position'] : []
  return common.length === 0 ? [] : [...common.map(quote), ...order, 'id']
}
