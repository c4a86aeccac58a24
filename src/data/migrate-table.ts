import { generateNKeysBetween } from 'fractional-indexing'
import type { Field, FieldKind, Value } from '../app/field.ts'
import type { Schema, Table, View } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import type { Change } from './entry.ts'
import { nextSeq } from './journal.ts'
import { layoutOf } from './layout.ts'
import { convertValue, rulesOf, type Step } from './migration-plan.ts'
import { imageOf, writeImage } from './rows.ts'
import { searchIdsPerTable, searchRowId, searchTextOf } from './search-text.ts'
import type { Store } from './store.ts'
import { columnType, fromColumn, quote, toColumn, type SqlValue } from './tables.ts'

/** What happened to one table, as the migration's entry says it; enough to follow row images through it. */
export interface TableMigration {
  readonly make?: true
  /** Every row got this value. */
  readonly add?: Readonly<Record<string, Value>>
  /** Former name by new name. */
  readonly rename?: Readonly<Record<string, string>>
  /** Every row's value became null; the entries that follow hold the converted ones. */
  readonly convert?: Readonly<Record<string, { readonly from: FieldKind; readonly to: FieldKind }>>
  readonly retype?: Readonly<Record<string, { readonly from: FieldKind; readonly to: FieldKind }>>
  readonly retire?: readonly string[]
  readonly revive?: readonly string[]
  /** The image no longer has it. */
  readonly drop?: readonly string[]
}

/** What is left to do once the layout is written. */
export interface AppliedSteps {
  readonly migration: TableMigration
  readonly conversions: readonly { readonly field: string; readonly kept: string; readonly from: FieldKind; readonly to: FieldKind }[]
  readonly position: boolean
  readonly reindex: boolean
}

/** Changes a table's columns and its layout; values that need work row by row are left to `finishSteps`. */
export const applySteps = ({ store }: Desk, table: Table, steps: readonly Step[]): AppliedSteps => {
  const name = quote(table.name)
  const migration: { -readonly [K in keyof TableMigration]: TableMigration[K] } = {}
  const conversions: AppliedSteps['conversions'][number][] = []
  let position = false
  for (const step of steps) {
    switch (step.kind) {
      case 'make':
        makeTable(store, table)
        migration.make = true
        break
      case 'rename':
        store.exec(`ALTER TABLE ${name} RENAME COLUMN ${quote(step.from)} TO ${quote(step.to)}`)
        store.run({ sql: 'UPDATE _field SET name = ? WHERE "table" = ? AND name = ?', parameters: [step.to, table.name, step.from] })
        migration.rename = { ...migration.rename, [step.to]: step.from }
        break
      case 'add':
        addColumn(store, table, step.field, step.fill)
        keepField(store, table, step.field, step.fill)
        migration.add = { ...migration.add, [step.field]: step.fill }
        break
      case 'retire':
        store.run({ sql: 'UPDATE _field SET live = 0 WHERE "table" = ? AND name = ?', parameters: [table.name, step.field] })
        migration.retire = [...(migration.retire ?? []), step.field]
        break
      case 'revive':
        migration.revive = [...(migration.revive ?? []), step.field]
        break
      case 'retype':
        migration.retype = { ...migration.retype, [step.field]: { from: step.from, to: step.to } }
        break
      case 'convert': {
        const kept = `_was_${step.field}_${nextSeq(store)}`
        dropIndexesOf(store, table.name)
        store.exec(`ALTER TABLE ${name} RENAME COLUMN ${quote(step.field)} TO ${quote(kept)}`)
        addColumn(store, table, step.field, null)
        store.run({ sql: 'UPDATE _field SET fill = NULL WHERE "table" = ? AND name = ?', parameters: [table.name, step.field] })
        conversions.push({ field: step.field, kept, from: step.from, to: step.to })
        migration.convert = { ...migration.convert, [step.field]: { from: step.from, to: step.to } }
        break
      }
      case 'scope': {
        if (step.scoped && !hasColumn(store, table.name, '_profile')) store.exec(`ALTER TABLE ${name} ADD COLUMN _profile INTEGER REFERENCES profile (id)`)
        const profile = step.scoped ? store.get<{ id: number | null }>({ sql: 'SELECT min(id) AS id FROM profile', parameters: [] })?.id ?? null : null
        store.run({ sql: `UPDATE ${name} SET _profile = ?`, parameters: [profile] })
        if (step.scoped) migration.add = { ...migration.add, _profile: profile }
        else migration.drop = [...(migration.drop ?? []), '_profile']
        break
      }
      case 'order':
        if (step.manual && !hasColumn(store, table.name, '_position')) store.exec(`ALTER TABLE ${name} ADD COLUMN _position TEXT`)
        else store.exec(`UPDATE ${name} SET _position = NULL`)
        if (step.manual) migration.add = { ...migration.add, _position: null }
        else migration.drop = [...(migration.drop ?? []), '_position']
        position = step.manual
        break
      case 'rules':
        break
    }
  }
  keepTable(store, table)
  const reindex = steps.some(({ kind }) => kind !== 'make' && kind !== 'order')
  return { migration, conversions, position, reindex }
}

/** Rewrites values row by row, 500 to an entry: conversions, first positions; then the search index. */
export function* finishSteps({ store }: Desk, table: Table, { conversions, position, reindex }: AppliedSteps): Generator<{ readonly field: string; readonly changes: readonly Change[] }> {
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

/** Makes the indexes that the table's orders, views and links read by, and drops those that nothing uses any more. */
export const syncIndexes = (store: Store, table: Table, schema: Schema): void => {
  const wanted = indexesOf(table, schema)
  const there = store.all<{ name: string; sql: string }>({ sql: `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`, parameters: [table.name] })
  const kept = new Set<string>()
  for (const { name, sql } of there) {
    if (wanted.get(name) === sql) kept.add(name)
    else store.exec(`DROP INDEX ${quote(name)}`)
  }
  for (const [name, sql] of wanted) if (!kept.has(name)) store.exec(sql)
}

/** How values of a kind are put into order: words without regard to upper and lower case. */
export const collationOf = (kind: FieldKind): '' | ' COLLATE NOCASE' => (kind === 'text' || kind === 'email' || kind === 'url' ? ' COLLATE NOCASE' : '')

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

const makeTable = (store: Store, table: Table): void => {
  const columns = [...table.fields].map(([name, field]) => columnSql(name, field))
  const scope = table.scope === 'profile' ? ['_profile INTEGER REFERENCES profile (id)'] : []
  const position = table.order === 'manual' ? ['_position TEXT'] : []
  store.exec(`CREATE TABLE ${quote(table.name)} (${['id INTEGER PRIMARY KEY AUTOINCREMENT', ...columns, ...scope, ...position, '_foreign INTEGER NOT NULL DEFAULT 0', '_seq INTEGER NOT NULL'].join(', ')}) STRICT`)
  store.run({ sql: 'INSERT INTO _table (name, app, scope, manual) VALUES (?, ?, ?, ?)', parameters: [table.name, table.app, table.scope, table.order === 'manual'] })
  for (const [name, { kind }] of table.fields) keepField(store, table, name, kind === 'checkbox' ? false : null)
}

const columnSql = (name: string, { kind, to }: Field): string => `${quote(name)} ${columnType[kind]}${to === undefined ? '' : ` REFERENCES ${quote(to)} (id)`}`

const addColumn = (store: Store, table: Table, name: string, fill: Value): void => {
  const field = table.fields.get(name) ?? missing(table, name)
  const kept = toColumn(field.kind, fill)
  const literal = typeof kept === 'string' ? `'${kept.replaceAll("'", "''")}'` : String(kept)
  const isLink = field.kind === 'link'
  store.exec(`ALTER TABLE ${quote(table.name)} ADD COLUMN ${columnSql(name, field)}${kept === null || isLink ? '' : ` DEFAULT ${literal}`}`)
  if (isLink && kept !== null) store.run({ sql: `UPDATE ${quote(table.name)} SET ${quote(name)} = ?`, parameters: [kept] })
}

const keepField = (store: Store, table: Table, name: string, fill: Value): void => {
  const field = table.fields.get(name) ?? missing(table, name)
  store.run({
    sql: 'INSERT INTO _field ("table", name, kind, private, live, fill, settings) VALUES (?, ?, ?, ?, 1, ?, ?)',
    parameters: [table.name, name, field.kind, field.private ?? false, fill === null ? null : JSON.stringify(fill), rulesOf(field)],
  })
}

const keepTable = (store: Store, table: Table): void => {
  store.run({ sql: 'UPDATE _table SET app = ?, scope = ?, manual = ? WHERE name = ?', parameters: [table.app, table.scope, table.order === 'manual', table.name] })
  for (const [name, field] of table.fields)
    store.run({ sql: 'UPDATE _field SET kind = ?, private = ?, live = 1, settings = ? WHERE "table" = ? AND name = ?', parameters: [field.kind, field.private ?? false, rulesOf(field), table.name, name] })
}

const dropIndexesOf = (store: Store, table: string): void => {
  for (const { name } of store.all<{ name: string }>({ sql: `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`, parameters: [table] })) store.exec(`DROP INDEX ${quote(name)}`)
}

const hasColumn = (store: Store, table: string, column: string): boolean =>
  store.get({ sql: 'SELECT 1 FROM pragma_table_info(?) WHERE name = ?', parameters: [table, column] }) !== undefined

/** Newest first within each profile, as new rows come. */
function* placeRows(store: Store, table: Table): Generator<{ readonly field: string; readonly changes: readonly Change[] }> {
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

const missing = (table: Table, field: string): never => {
  throw new Error(`${table.name} has no field ${field}`)
}
