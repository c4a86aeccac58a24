import type { Value } from '../app/field.ts'
import type { Change, Image } from './entry.ts'
import { forgetImages, keepImage, keptImages } from './kept-images.ts'
import { layoutOf, type Column, type Layout } from './layout.ts'
import { isFoundOtherwise } from './search-text.ts'
import type { Reading, Store } from './store.ts'
import { fromColumn, quote, toColumn, type SqlValue } from './tables.ts'
import { noteUnindexed } from './unindexed.ts'

/** The stored image of a row, or undefined if it is not there; inside a transaction, as that transaction left it. */
export const readImage = (store: Store, table: string, id: number): Image | undefined => {
  const layout = known(store, table)
  const row = store.get<Record<string, SqlValue>>({ sql: statementsOf(layout).select, parameters: [id] })
  return row && imageOf(layout, row)
}

/** The same from memory, for the few rows that nearly every command asks for: a profile, the settings. Of a table that is not there, none. */
export const readKeptImage = (store: Store, table: string, id: number): Image | undefined => {
  const layout = layoutOf(store, table)
  const kept = layout && keptImages(store, layout)
  if (!kept) return layout && readImage(store, table, id)
  if (!kept.has(id)) keepImage(kept, id, readImage(store, table, id))
  return kept.get(id)
}

/**
 * Makes the row `id` be as `image` says, or not be there at all, and notes it for the search index where its words change; the only way in which an app's table is written.
 * Columns that `image` does not name keep what they hold (an existing row) or get what rows of their column got when it was added (a new one).
 * Gives the change as the journal keeps it. Must run inside a transaction, whose entry has the number `seq`.
 * Who has just read the row, or knows that it is not there, says so by `stands`, and it is not read again.
 */
export const writeImage = (store: Store, table: string, id: number, image: Image | undefined, seq: number, stands?: { readonly image: Image | undefined }): Change => {
  if (!store.inTransaction) throw new Error('a row is written only inside a transaction')
  const layout = known(store, table)
  const { insert, remove } = statementsOf(layout)
  forgetImages(store, layout)
  const before = stands ? stands.image : readImage(store, table, id)
  const after = image && completed(layout, before, image)
  if (after && before) updateColumns(store, layout, { id, seq, before, after })
  else if (after) store.run({ sql: insert, parameters: [...valuesOf(layout.columns, after), seq, id] })
  else if (before) store.run({ sql: remove, parameters: [id] })
  if (before && after ? isFoundOtherwise(layout, before, after) : before ?? after) noteUnindexed(store, table, id)
  return { table, row: id, ...(before && { before }), ...(after && { after }) }
}

/** The id that the table's next row gets; ids are never used twice. */
export const newId = (store: Reading, table: string): number =>
  (store.get<{ seq: number }>({ sql: 'SELECT seq FROM sqlite_sequence WHERE name = ?', parameters: [table] })?.seq ?? 0) + 1

/** The seq of the row's last change; undefined if the row is not there. */
export const readVersion = (store: Reading, table: string, id: number): number | undefined =>
  store.get<{ version: number }>({ sql: `SELECT _seq AS version FROM ${quote(table)} WHERE id = ?`, parameters: [id] })?.version

/** Reads a row's columns as an image. */
export const imageOf = (layout: Layout, row: Readonly<Record<string, SqlValue>>): Image =>
  Object.fromEntries(layout.columns.map(({ name, kind }) => [name, fromColumn(kind, row[name])]))

const known = (store: Store, table: string): Layout => {
  const layout = layoutOf(store, table)
  if (!layout) throw new Error(`there is no table ${table}`)
  return layout
}

const completed = (layout: Layout, before: Image | undefined, image: Image): Image => {
  for (const name of Object.keys(image)) if (!layout.columns.some((column) => column.name === name)) throw new Error(`the table ${layout.name} has no column ${name}`)
  const value = ({ name, fill }: Column): Value => (image[name] === undefined ? (before ? before[name] ?? null : fill) : image[name])
  return Object.fromEntries(layout.columns.map((column) => [column.name, fromColumn(column.kind, toColumn(column.kind, value(column)))]))
}

/** Names only what differs: SQLite writes every index of a column that is named anew, also where its value stays. */
const updateColumns = (store: Store, layout: Layout, { id, seq, before, after }: { readonly id: number; readonly seq: number; readonly before: Image; readonly after: Image }): void => {
  const changed = layout.columns.filter(({ name }) => before[name] !== after[name])
  store.run({ sql: `UPDATE ${quote(layout.name)} SET ${changed.map(({ name }) => `${quote(name)} = ?, `).join('')}_seq = ? WHERE id = ?`, parameters: [...valuesOf(changed, after), seq, id] })
}

const valuesOf = (columns: readonly Column[], image: Image): readonly SqlValue[] => columns.map(({ name, kind }) => toColumn(kind, image[name]))

interface Statements { readonly select: string; readonly insert: string; readonly remove: string }
const statements = new WeakMap<Layout, Statements>()

const statementsOf = (layout: Layout): Statements => {
  const made = statements.get(layout)
  if (made) return made
  const table = quote(layout.name)
  const names = layout.columns.map(({ name }) => quote(name))
  const texts: Statements = {
    select: `SELECT ${names.join(', ')} FROM ${table} WHERE id = ?`,
    insert: `INSERT INTO ${table} (${names.join(', ')}, _seq, id) VALUES (${names.map(() => '?').join(', ')}, ?, ?)`,
    remove: `DELETE FROM ${table} WHERE id = ?`,
  }
  statements.set(layout, texts)
  return texts
}
