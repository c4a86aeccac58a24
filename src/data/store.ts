import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import { connect, type Connection, type Reading } from './connection.ts'
import { damaged, openingProblem, storeProblem } from './store-problem.ts'
import { applicationId, layoutVersion, quote, systemTablesSql } from './tables.ts'

export { fold, type Reading, type Sql } from './connection.ts'
export type { DatabaseSync }

/**
 * The one database of a desk. Everything is synchronous: a transaction that cannot wait cannot be interleaved with another,
 * needs no queue of connections, and is several times as fast as an asynchronous driver around the same library.
 * Each SQL text is prepared once.
 */
export interface Store extends Connection {
  /** Committed rows only, over a connection that cannot write; inside a transaction, what that transaction sees. */
  readonly reader: Reading
  /** BEGIN IMMEDIATE, `fn`, COMMIT. A throw or a returned Problem rolls back. `fn` must not wait. */
  transaction<T>(fn: () => T): T
  /** A part of the open transaction that a throw or a returned Problem takes back alone. */
  savepoint<T>(fn: () => T): T
  readonly inTransaction: boolean
  /** The open transaction; what is kept by it ends with it. */
  readonly open: Transaction | undefined
  /** The Problem of the last write if it failed for want of space or rights; the next write that works clears it. */
  writeProblem(): Problem | undefined
  /** Greatest number of pages that the file may have; how tests fill the disk. */
  limitPages(pages: number): void
  close(): void
}

/** A transaction while it is open. */
export interface Transaction {
  /** How many of its savepoints have been taken back. */
  takenBack: number
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
 * Opens an existing desk's database and checks it whole before anything is written to it.
 * Problems: a missing, foreign, newer, damaged or locked file; none of them is changed.
 */
export const openStore = (file: string, { readOnly = false }: { readonly readOnly?: boolean } = {}): Result<Store> => {
  if (!existsSync(file)) return problem('failed', `There is no database at ${file}.`)
  if (statSync(file).size === 0) return damaged('The desk’s database file is empty.')
  const opened: DatabaseSync[] = []
  try {
    const reading = openReader(file)
    opened.push(reading)
    const refused = examine(reading)
    if (refused) {
      reading.close()
      return refused
    }
    const writing = readOnly ? openReader(file) : openWriter(file)
    opened.push(writing)
    return ok(storeOf(writing, reading, readOnly ? storeProblem(Object.assign(new Error(), { errcode: readOnlyCode })) : undefined))
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
/** A command writes some 20 pages, many of them the same ones again and again: 16 MB of log are put into the file at once. */
const pagesPerCheckpoint = 4000
const readOnlyCode = 8

/** A folder that may not be written to cannot hold the shared memory of a WAL database: then, if nothing is left in the log, the file is read as it is. */
const openReader = (file: string): DatabaseSync => {
  const options = { readOnly: true, timeout: busyTimeoutMs, defensive: true }
  let database = new DatabaseSync(file, options)
  try {
    database.prepare('SELECT 1 FROM sqlite_schema').get()
  } catch (error) {
    database.close()
    const log = `${file}-wal`
    if (storeProblem(error)?.code !== 'read-only' || (existsSync(log) && statSync(log).size > 0)) throw error
    const url = pathToFileURL(file)
    url.searchParams.set('immutable', '1')
    database = new DatabaseSync(url, options)
  }
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA query_only = ON; PRAGMA cache_size = -8000')
  return database
}

const openWriter = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true, defensive: true })
  try {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = ${pagesPerCheckpoint}; PRAGMA writable_schema = ON`)
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

const examine = (database: DatabaseSync): Problem | undefined => {
  const pragma = (name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
  if (pragma('application_id') !== applicationId) return damaged('The file desk.db is not a desk’s database.')
  const version = Number(pragma('user_version'))
  if (version > layoutVersion)
    return problem('failed', 'A newer Prentice has written this desk.', { next: 'Start it with that version or a later one; the file was left as it is.' })
  const finding = findDamage(database) ?? findOtherTables(database)
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

const storeOf = (writing: DatabaseSync, reading: DatabaseSync, failure: Problem | undefined): Store => {
  const write = connect(writing)
  const read = connect(reading)
  let open: Transaction | undefined
  let depth = 0

  const writeTo = <T>(fn: () => T): T => {
    if (open && !writing.isTransaction) throw new Error('the transaction is gone')
    if (open) return fn()
    try {
      const result = fn()
      failure = undefined
      return result
    } catch (error) {
      const known = storeProblem(error)
      if (known?.code === 'read-only') failure = known
      throw error
    }
  }
  /** Prepared once, like all that runs often. */
  const say = (sql: string): void => void write.run({ sql, parameters: [] })
  const reader = (): Reading => (open ? write : read)

  return {
    all: (query) => write.all(query),
    get: (query) => write.get(query),
    each: (query) => write.each(query),
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
    transaction: (fn) => {
      if (open) throw new Error('a transaction is open already')
      return writeTo(() => {
        say('BEGIN IMMEDIATE')
        const begun: Transaction = { takenBack: 0 }
        open = begun
        try {
          const result = fn()
          if (result instanceof Promise) throw new Error('a transaction must not wait')
          say(isProblem(result) ? 'ROLLBACK' : 'COMMIT')
          return result
        } catch (error) {
          if (writing.isTransaction) say('ROLLBACK')
          throw error
        } finally {
          open = undefined
        }
      })
    },
    savepoint: (fn) => {
      if (!open || !writing.isTransaction) throw new Error('a savepoint needs an open transaction')
      const name = `s${(depth += 1)}`
      say(`SAVEPOINT ${name}`)
      let keep = false
      try {
        const result = fn()
        keep = !isProblem(result)
        return result
      } finally {
        depth -= 1
        // a full disk makes SQLite roll the whole transaction back by itself
        if (writing.isTransaction) {
          if (!keep) {
            say(`ROLLBACK TO ${name}`)
            open.takenBack += 1
          }
          say(`RELEASE ${name}`)
        }
      }
    },
    get inTransaction() {
      return open !== undefined
    },
    get open() {
      return open
    },
    writeProblem: () => failure,
    limitPages: (pages) => writing.exec(`PRAGMA max_page_count = ${pages}`),
    close: () => {
      if (reading.isOpen) reading.close()
      if (writing.isOpen) writing.close() // last, so that it empties the log into the file
    },
  }
}

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'ok' in value && value.ok === false
