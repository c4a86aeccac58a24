import type { Image } from './entry.ts'
import { canonicalJson } from './hash.ts'
import type { TableMigration } from './migrate-table.ts'
import { migrateImage } from './migrated-image.ts'
import { openScratch } from './store-file.ts'

/** A picture of every row as the journal tells it, on disk where it grows large. Images are canonical JSON. */
export interface Replay {
  image(table: string, row: number): string | null
  put(table: string, row: number, image: string | null, seq: number): void
  /** Follows a migration: the tables' images get, rename and lose what their columns did. */
  migrate(tables: unknown): void
  /** The rows of a table, by id. */
  rows(table: string): IterableIterator<{ readonly row: number; readonly image: string; readonly seq: number }>
  /** Rows of tables that are not among these. */
  unknownRows(tables: readonly string[]): readonly { readonly table: string; readonly row: number }[]
  close(): void
}

/** Opens an empty picture. */
export const openReplay = (): Replay => {
  const scratch = openScratch()
  scratch.exec('PRAGMA journal_mode = OFF; CREATE TABLE picture ("table" TEXT, row INTEGER, image TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY ("table", row)) WITHOUT ROWID; BEGIN')
  const rows: Replay['rows'] = (table) => scratch.each({ sql: 'SELECT row, image, seq FROM picture WHERE "table" = ? ORDER BY row', parameters: [table] })
  return {
    rows,
    image: (table, row) => scratch.get<{ image: string }>({ sql: 'SELECT image FROM picture WHERE "table" = ? AND row = ?', parameters: [table, row] })?.image ?? null,
    put: (table, row, image, seq) => {
      if (image === null) scratch.run({ sql: 'DELETE FROM picture WHERE "table" = ? AND row = ?', parameters: [table, row] })
      else scratch.run({ sql: 'INSERT OR REPLACE INTO picture ("table", row, image, seq) VALUES (?, ?, ?, ?)', parameters: [table, row, image, seq] })
    },
    migrate: (tables) => {
      for (const [table, migration] of Object.entries(tables as Readonly<Record<string, TableMigration>>)) { // the migration's own entry holds it
        if (!changesImages(migration)) continue
        for (let after = -1; ; ) {
          const some = scratch.all<{ row: number; image: string }>({ sql: 'SELECT row, image FROM picture WHERE "table" = ? AND row > ? ORDER BY row LIMIT 1000', parameters: [table, after] })
          for (const { row, image } of some) scratch.run({ sql: 'UPDATE picture SET image = ? WHERE "table" = ? AND row = ?', parameters: [followMigration(image, migration), table, row] })
          const last = some.at(-1)
          if (!last) break
          after = last.row
        }
      }
    },
    unknownRows: (tables) => scratch.all({ sql: 'SELECT "table", row FROM picture WHERE "table" NOT IN (SELECT value FROM json_each(?)) LIMIT 100', parameters: [JSON.stringify(tables)] }),
    close: () => scratch.close(),
  }
}

const changesImages = ({ rename, add, convert, drop }: TableMigration): boolean => Boolean(rename ?? add ?? convert ?? drop)

/** The entries that follow a conversion hold the converted values. */
const followMigration = (json: string, migration: TableMigration): string =>
  canonicalJson(migrateImage(JSON.parse(json) as Image, migration, () => null)) // an image of the journal
