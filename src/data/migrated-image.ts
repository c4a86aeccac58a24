import type { FieldKind, Value } from '../app/field.ts'
import type { Image } from './entry.ts'
import type { TableMigration } from './migrate-table.ts'
import type { Reading } from './store.ts'

/** What migrations did to tables after an entry, oldest first, by table. */
export type Migrations = readonly Readonly<Record<string, TableMigration>>[]

/** The migrations after an entry; none is the rule. */
export const migrationsAfter = (store: Reading, seq: number): Migrations =>
  store
    .all<{ tables: string }>({ sql: `SELECT command -> '$.tables' AS tables FROM _entry WHERE profile = 0 AND seq > ? AND command ->> '$.action' = 'migrate' AND command ->> '$.tables' IS NOT NULL ORDER BY seq`, parameters: [seq] })
    .map(({ tables }) => JSON.parse(tables) as Migrations[number]) // migrate wrote it

/** A value as a column of another kind holds it. */
export type Convert = (column: string, value: Value, kinds: { readonly from: FieldKind; readonly to: FieldKind }) => Value

/** A row's image as it stands after its table's migration. */
export const migrateImage = (image: Image, { rename, add, convert, drop }: TableMigration, converted: Convert): Image => {
  const migrated: Record<string, Value> = { ...image }
  for (const former of Object.values(rename ?? {})) delete migrated[former]
  for (const [name, former] of Object.entries(rename ?? {})) migrated[name] = image[former] ?? null
  for (const [name, kinds] of Object.entries(convert ?? {})) migrated[name] = converted(name, migrated[name] ?? null, kinds)
  for (const name of drop ?? []) delete migrated[name]
  return { ...migrated, ...add }
}
