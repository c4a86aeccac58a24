import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import { takeClosingNote } from './closing-note.ts'
import { connect, type Connection, type Reading, type Sql } from './connection.ts'
import { watchPlace } from './in-place.ts'
import { hasContent, hasLogOfAnother } from './left-log.ts'
import { damaged, failWith, openingProblem, storeProblem } from './store-problem.ts'
import { applicationId, layoutVersion, quote, systemTablesSql } from './tables.ts'
import { transactionsOn, type Transaction, type Transactions } from './transaction.ts'

export { fold, type Reading, type Sql } from './connection.ts'
export type { DatabaseSync, Transaction }

/**
 * The one database of a desk. Everything is synchronous: a transaction that cannot wait cannot be interleaved with another,
 * needs no queue of connections, and is several times as fast as an asynchronous driver around the same library.
 * Each SQL text is prepared once.
 */
export interface Store extends Connection, Transactions {
  /** Committed rows only, over a connection that cannot write; inside a transaction, what that transaction sees. */
  readonly reader: Reading
  readonly inTransaction: boolean
  /** The Problem of the last write if it failed for want of space or rights; the next write that works clears it. */
  writeProblem(): Problem | undefined
  /** Hears the Problem of every read and write that the disk or the file failed; returns the way to stop. */
  onFailure(listener: (told: Problem) => void): () => void
  /** Greatest number of pages that the file may have; how tests fill the disk. */
  limitPages(pages: number): void
  close(): void
}

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

/**
 * Opens an existing desk's database and checks it before anything is written to it: whole, unless it is the very file that was last closed in order.
 * Where it is known why nothing can be written, it is opened for reading alone. Problems: a missing, foreign, newer, damaged or locked file; none of them is changed.
 */
export const openStore = (file: string, { unwritable }: { readonly unwritable?: Problem | undefined } = {}): Result<Store> => {
  const readOnly = unwritable !== undefined
  if (!existsSync(file)) return problem('failed', `There is no database at ${file}.`)
  const found = statSync(file)
  if (!found.isFile()) return problem('failed', 'What is called desk.db is no file.', { next: 'Move it away and put the desk.db that belongs there in its place; it was left as it is.' })
  if (found.size === 0) return damaged('The desk’s database file is empty.')
  const opened: DatabaseSync[] = []
  try {
    if (hasLogOfAnother(file)) return problem('failed', 'What is called desk.db-wal is the log of another file than the desk.db beside it.', { next: 'Move desk.db-wal and desk.db-shm to where the desk.db that was here before is kept, then start again; both were left as they are.' })
    const note = readOnly ? undefined : takeClosingNote(file)
    if (!readOnly) takeBackHalfDone(file)
    const reading = openReader(file, { readOnly })
    opened.push(reading)
    const refused = examine(reading, { whole: !note?.matches })
    if (refused) {
      reading.close()
      return refused
    }
    const writing = readOnly ? openReader(file, { readOnly }) : openWriter(file)
    opened.push(writing)
    return ok(storeOf(reading, writing, { refusal: unwritable ? () => unwritable : watchPlace(file), closed: () => note?.leave() }))
  } catch (error) {
    for (const database of opened) if (database.isOpen) database.close()
    const known = openingProblem(error)
    if (known) return known
    throw error
  }
}

/** A private database that vanishes when it is closed, on disk where it grows beyond memory: for work on more rows than memory should hold. */
export const openScratch = (): Connection & { close(): void } => {
  const database = new DatabaseSync('')
  return { ...connect(database), close: () => database.close() }
}

const busyTimeoutMs = 5000
/** A command writes some ten pages, many of them the same ones again and again: 16 MB of log are put into the file at once. */
const pagesPerCheckpoint = 4000

/** A file that has no log yet (a new desk's, a restored backup's) keeps beside it what a crash left half done. Only a connection that may write takes that back. */
const takeBackHalfDone = (file: string): void => {
  if (!hasContent(`${file}-journal`)) return
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, defensive: true })
  try {
    database.prepare('SELECT 1 FROM sqlite_schema').get()
  } finally {
    database.close()
  }
}

/**
 * A folder that may not be written to cannot hold the shared memory of a WAL database: then, if nothing is left to do to it, the file is read as it is.
 * Never beside a writer, whose changes would not be seen.
 */
const openReader = (file: string, { readOnly }: { readonly readOnly: boolean }): DatabaseSync => {
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

/** What a savepoint would take back is kept in memory: SQLite would make a file for it in most transactions, and write every changed page twice. */
const openWriter = (file: string): DatabaseSync => {
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

const examine = (database: DatabaseSync, { whole }: { readonly whole: boolean }): Problem | undefined => {
  const pragma = (name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
  if (pragma('application_id') !== applicationId) return damaged('The file desk.db is not a desk’s database.')
  const version = Number(pragma('user_version'))
  if (version > layoutVersion)
    return problem('failed', 'A newer Prentice has written this desk.', { next: 'Start it with that version or a later one; the file was left as it is.' })
  const finding = (whole ? findDamage(database) : undefined) ?? findOtherTables(database)
  return finding === undefined ? undefined : damaged(`The desk’s database file is damaged: ${finding}.`)
}

/** Every table but the search index as such, whose own check takes three times as long as all others together; the audit makes it. */
const findDamage = (database: DatabaseSync): string | undefined => {
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'").all()) {
    const [finding] = Object.values(database.prepare(`PRAGMA quick_check(${quote(String(name))})`).get() ?? {})
    if (finding !== 'ok') return String(finding)
  }
  return undefined
}

/** The desk's own tables must be those that this version makes. */
const findOtherTables = (database: DatabaseSync): string | undefined => {
  const right = new DatabaseSync(':memory:')
  try {
    right.exec(systemTablesSql)
    const select = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
    const there = new Map(database.prepare(select).all().map(({ name, sql }) => [name, sql]))
    const other = right.prepare(select).all().find(({ name, sql }) => there.get(name) !== sql)
    return other && `the table ${String(other['name'])} is not as it was made`
  } finally {
    right.close()
  }
}

interface StoreOptions {
  /** Why nothing may be written now. */
  readonly refusal: () => Problem | undefined
  /** Called after the close, if the database never failed while it was open. */
  readonly closed: () => void
}

const storeOf = (reading: DatabaseSync, writing: DatabaseSync, { refusal, closed }: StoreOptions): Store => {
  let failure = refusal()
  let hasFailed = false
  const listeners = new Set<(told: Problem) => void>()
  const noteFailure = (error: unknown): void => {
    const told = storeProblem(error)
    if (!told) return
    hasFailed = true
    for (const listener of listeners) listener(told)
  }
  const read = noting(connect(reading), noteFailure)
  const write = noting(connect(writing), noteFailure)
  const transactions = transactionsOn(write, () => writing.isTransaction)
  const reader = (): Reading => (transactions.open ? write : read)
  const writeTo = <T>(fn: () => T): T => {
    if (transactions.open && !writing.isTransaction) throw new Error('the transaction is gone')
    if (transactions.open) {
      transactions.open.written = true
      return fn()
    }
    try {
      const refused = refusal()
      if (refused) throw failWith(refused)
      const result = fn()
      failure = undefined
      return result
    } catch (error) {
      noteFailure(error)
      const known = storeProblem(error)
      if (known?.code === 'read-only') failure = known
      throw error
    }
  }

  return {
    all: write.all,
    get: write.get,
    each: write.each,
    reader: { all: (query) => reader().all(query), get: (query) => reader().get(query), each: (query) => reader().each(query) },
    run: (query) => writeTo(() => write.run(query)),
    exec: (sql) => {
      writeTo(() => write.exec(sql))
      read.forget()
    },
    forget: () => {
      write.forget()
      read.forget()
    },
    transaction: (fn) => writeTo(() => transactions.transaction(fn)),
    savepoint: transactions.savepoint,
    get inTransaction() {
      return transactions.open !== undefined
    },
    get open() {
      return transactions.open
    },
    writeProblem: () => failure,
    onFailure: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    limitPages: (pages) => writing.exec(`PRAGMA max_page_count = ${pages}`),
    close: () => {
      if (!writing.isOpen) return
      if (reading.isOpen) reading.close()
      writing.close() // last, so that it empties the log into the file
      if (!hasFailed) closed()
    },
  }
}

/** The same connection, whose errors are told before they are thrown on. */
const noting = (connection: Connection, note: (error: unknown) => void): Connection => {
  const noted = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      note(error)
      throw error
    }
  }
  return {
    all: (query) => noted(() => connection.all(query)),
    get: (query) => noted(() => connection.get(query)),
    *each<O>(query: Sql): IterableIterator<O> {
      try {
        yield* connection.each<O>(query)
      } catch (error) {
        note(error)
        throw error
      }
    },
    run: (query) => noted(() => connection.run(query)),
    exec: (sql) => noted(() => connection.exec(sql)),
    forget: connection.forget,
  }
}
