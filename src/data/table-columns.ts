import type { Field, Value } from '../app/field.ts'
import type { Table } from '../app/schema.ts'
import { rulesOf } from './migration-plan.ts'
import type { Store } from './store.ts'
import { columnType, quote, toColumn } from './tables.ts'

/** Makes a table, and notes its fields. */
export const makeTable = (store: Store, table: Table): void => {
  const columns = [...table.fields].map(([name, field]) => columnSql(name, field))
  const scope = table.scope === 'profile' ? ['_profile INTEGER REFERENCES profile (id)'] : []
  const position = table.order === 'manual' ? ['_position TEXT'] : []
  store.exec(`CREATE TABLE ${quote(table.name)} (${['id INTEGER PRIMARY KEY AUTOINCREMENT', ...columns, ...scope, ...position, '_foreign INTEGER NOT NULL DEFAULT 0', '_seq INTEGER NOT NULL'].join(', ')}) STRICT`)
  store.run({ sql: 'INSERT INTO _table (name, app, scope, manual) VALUES (?, ?, ?, ?)', parameters: [table.name, table.app, table.scope, table.order === 'manual'] })
  for (const [name, { kind }] of table.fields) keepField(store, table, name, kind === 'checkbox' ? false : null)
}

/** Gives every row of a table a column with the same value. */
export const addColumn = (store: Store, table: Table, name: string, fill: Value): void => {
  const field = table.fields.get(name) ?? missing(table, name)
  const kept = toColumn(field.kind, fill)
  const literal = typeof kept === 'string' ? `'${kept.replaceAll("'", "''")}'` : String(kept)
  const isLink = field.kind === 'link'
  store.exec(`ALTER TABLE ${quote(table.name)} ADD COLUMN ${columnSql(name, field)}${kept === null || isLink ? '' : ` DEFAULT ${literal}`}`)
  if (isLink && kept !== null) store.run({ sql: `UPDATE ${quote(table.name)} SET ${quote(name)} = ?`, parameters: [kept] })
}

/** Notes a field that the table did not have. `fill` is what rows got that were written before. */
export const keepField = (store: Store, table: Table, name: string, fill: Value): void => {
  const field = table.fields.get(name) ?? missing(table, name)
  store.run({
    sql: 'INSERT INTO _field ("table", name, kind, private, live, fill, settings) VALUES (?, ?, ?, ?, 1, ?, ?)',
    parameters: [table.name, name, field.kind, field.private ?? false, fill === null ? null : JSON.stringify(fill), rulesOf(field)],
  })
}

/** Notes a table and its fields as its app defines them. */
export const keepTable = (store: Store, table: Table): void => {
  store.run({ sql: 'UPDATE _table SET app = ?, scope = ?, manual = ? WHERE name = ?', parameters: [table.app, table.scope, table.order === 'manual', table.name] })
  for (const [name, field] of table.fields)
    store.run({ sql: 'UPDATE _field SET kind = ?, private = ?, live = 1, settings = ? WHERE "table" = ? AND name = ?', parameters: [field.kind, field.private ?? false, rulesOf(field), table.name, name] })
}

/** Whether a table has a column of this name. */
export const hasColumn = (store: Store, table: string, column: string): boolean =>
  store.get({ sql: 'SELECT 1 FROM pragma_table_info(?) WHERE name = ?', parameters: [table, column] }) !== undefined

const columnSql = (name: string, { kind, to }: Field): string => `${quote(name)} ${columnType[kind]}${to === undefined ? '' : ` REFERENCES ${quote(to)} (id)`}`

const missing = (table: Table, field: string): never => {
  throw new Error(`${table.name} has no field ${field}`)
}
