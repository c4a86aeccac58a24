import { existsSync, renameSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { connect, type Connection } from './connection.ts'
import { hasContent } from './left-log.ts'
import { storeProblem } from './store-problem.ts'
import { applicationId, layoutVersion, systemTablesSql } from './tables.ts'

export type { DatabaseSync }

/** Makes the database file of a new desk: built beside it and renamed when whole, so that a half-made one never counts. */
export const makeStore = (file: string): void => {
  const draft = `${file}.new`
  rmSync(draft, { force: true })
  const database = new DatabaseSync(draft)
  try {
    database.exec(`PRAGMA synchronous = FULL; BEGIN; ${systemTablesSql} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layoutVersion}; COMMIT`)
  } finally {
    database.close()
  }
  if (existsSync(file)) throw new Error(`${file} appeared while it was being made`)
  renameSync(draft, file)
}

/** A private database that vanishes when it is closed, on disk where it grows beyond memory: for work on more rows than memory should hold. */
export const openScratch = (): Connection & { close(): void } => {
  const database = new DatabaseSync('')
  return { ...connect(database), close: () => database.close() }
}

const busyTimeoutMs = 5000
/** A command writes some ten pages, many of them the same ones again and again: 16 MB of log are put into the file at once. */
const pagesPerCheckpoint = 4000

/** Takes back what a crash has left half done. A file that has no log yet (a new desk's, a restored backup's) keeps it beside itself, and only a connection that may write takes that back. */
export const takeBackHalfDone = (file: string): void => {
  if (!hasContent(`${file}-journal`)) return
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, defensive: true })
  try {
    database.prepare('SELECT 1 FROM sqlite_schema').get()
  } finally {
    database.close()
  }
}

/**
 * Opens a connection that cannot write. A folder that may not be written to cannot hold the shared memory of a WAL database: then, if nothing is left to do to it, the file is read as it is.
 * Never beside a writer, whose changes would not be seen.
 */
export const openReader = (file: string, { readOnly }: { readonly readOnly: boolean }): DatabaseSync => {
  const options = { readOnly: true, timeout: busyTimeoutMs, defensive: true }
  let database = new DatabaseSync(file, options)
  try {
    database.prepare('SELECT 1 FROM sqlite_schema').get()
  } catch (error) {
    database.close()
    if (!readOnly || storeProblem(error)?.code !== 'read-only' || hasContent(`${file}-wal`) || hasContent(`${file}-journal`)) throw error
    const url = pathToFileURL(file)
    url.searchParams.set('immutable', '1')
    database = new DatabaseSync(url, options)
  }
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON; PRAGMA cache_size = -4000')
  return database
}

/** Opens the one connection that writes. What a savepoint would take back is kept in memory: SQLite would make a file for it in most transactions, and write every changed page twice. */
export const openWriter = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true, defensive: true })
  try {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = ${pagesPerCheckpoint}; PRAGMA writable_schema = ON`)
    for (const [name, right] of required) {
      const is = Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
      if (is !== right) throw new Error(`SQLite answers ${name} = ${String(is)}, but a desk needs ${right}`)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** Without any of these an acknowledged change could be lost or the file be broken. A defensive connection ignores writable_schema. */
const required: readonly (readonly [string, string | number])[] = [
  ['journal_mode', 'wal'], ['synchronous', 2], ['foreign_keys', 1], ['busy_timeout', busyTimeoutMs], ['writable_schema', 0],
]
