import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable, type CompiledQuery } from 'kysely'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import { damaged, storeProblem } from './store-problem.ts'
import { applicationId, layoutVersion, systemTablesSql, type SqlValue, type SystemTables } from './tables.ts'

/** SQL with its values, as Kysely compiles it or as written by hand. */
export interface Sql { readonly sql: string; readonly parameters: readonly unknown[] }
type Ask<O> = Compilable<O> | CompiledQuery<O> | Sql

export interface Reading {
  /** Every row. */
  all<O>(query: Ask<O>): readonly O[]
  /** The first row. */
  get<O>(query: Ask<O>): O | undefined
  /** Row by row, for more rows than memory should hold; nothing else may be written while it runs. */
  each<O>(query: Ask<O>): IterableIterator<O>
}

/**
 * The one database of a desk. Everything is synchronous: a transaction that cannot wait cannot be interleaved with another,
 * needs no queue of connections, and is several times as fast as an asynchronous driver around the same library.
 * Kysely only compiles queries; they run here, each SQL text prepared once.
 */
export interface Store extends Reading {
  /** Builds typed queries on the system tables; compile only. */
  readonly db: typeof db
  /** Starts a query on an app's table, whose columns only the schema knows. */
  rowsOf(table: string): ReturnType<typeof appDb.selectFrom<string>>
  /** Committed rows only, over a connection that cannot write; inside a transaction, what that transaction sees. */
  readonly reader: Reading
  /** Runs one changing statement; gives the number of rows changed and the last row's id. */
  run(query: Ask<unknown>): { readonly changes: number; readonly lastId: number }
  /** Runs statements without values, such as table definitions. */
  exec(sql: string): void
  /** BEGIN IMMEDIATE, `fn`, COMMIT. A throw or a returned Problem rolls back. `fn` must not wait. */
  transaction<T>(fn: () => T): T
  /** A part of the open transaction that a throw or a returned Problem takes back alone. */
  savepoint<T>(fn: () => T): T
  readonly inTransaction: boolean
  /** The Problem of the last write if it failed for want of space or rights; the next write that works clears it. */
  writeProblem(): Problem | undefined
  /** Greatest number of pages that the file may have; how tests fill the disk. */
  limitPages(pages: number): void
  close(): void
}

/** Builds typed queries on the system tables; compile only. */
export const db = new Kysely<SystemTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

type KeptRow = { id: number; _seq: number } & Record<string, SqlValue>
const appDb = db.withTables<Record<string, KeptRow>>()

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
    const known = storeProblem(error)
    if (known) return known
    throw error
  }
}

const busyTimeoutMs = 5000
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
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA journal_size_limit = 67108864; PRAGMA writable_schema = ON')
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
  const finding = pragma('quick_check(1)')
  return finding === 'ok' ? undefined : damaged(`The desk’s database file is damaged: ${String(finding)}.`)
}

const storeOf = (writing: DatabaseSync, reading: DatabaseSync, failure: Problem | undefined): Store => {
  const write = connection(writing)
  const read = connection(reading)
  let inTransaction = false
  let depth = 0

  const writeTo = <T>(fn: () => T): T => {
    if (inTransaction && !writing.isTransaction) throw new Error('the transaction is gone')
    if (inTransaction) return fn()
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
  const reader = (): Reading => (inTransaction ? write : read)

  return {
    db,
    rowsOf: (table) => appDb.selectFrom(table),
    all: (query) => write.all(query),
    get: (query) => write.get(query),
    each: (query) => write.each(query),
    reader: { all: (query) => reader().all(query), get: (query) => reader().get(query), each: (query) => reader().each(query) },
    run: (query) => writeTo(() => write.run(query)),
    exec: (sql) => {
      writeTo(() => writing.exec(sql))
      write.forget()
      read.forget()
    },
    transaction: (fn) => {
      if (inTransaction) throw new Error('a transaction is open already')
      return writeTo(() => {
        writing.exec('BEGIN IMMEDIATE')
        inTransaction = true
        try {
          const result = fn()
          if (result instanceof Promise) throw new Error('a transaction must not wait')
          if (isProblem(result)) writing.exec('ROLLBACK')
          else writing.exec('COMMIT')
          return result
        } catch (error) {
          if (writing.isTransaction) writing.exec('ROLLBACK')
          throw error
        } finally {
          inTransaction = false
        }
      })
    },
    savepoint: (fn) => {
      if (!inTransaction || !writing.isTransaction) throw new Error('a savepoint needs an open transaction')
      const name = `s${(depth += 1)}`
      writing.exec(`SAVEPOINT ${name}`)
      let keep = false
      try {
        const result = fn()
        keep = !isProblem(result)
        return result
      } finally {
        depth -= 1
        // a full disk makes SQLite roll the whole transaction back by itself
        if (writing.isTransaction) writing.exec(keep ? `RELEASE ${name}` : `ROLLBACK TO ${name}; RELEASE ${name}`)
      }
    },
    get inTransaction() {
      return inTransaction
    },
    writeProblem: () => failure,
    limitPages: (pages) => writing.exec(`PRAGMA max_page_count = ${pages}`),
    close: () => {
      if (reading.isOpen) reading.close()
      if (writing.isOpen) writing.close() // last, so that it empties the log into the file
    },
  }
}

/** Text as it is compared without regard to upper and lower case, of any alphabet; in SQL too. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase()

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'ok' in value && value.ok === false

const keptStatements = 400

/** Runs queries on one connection, each SQL text prepared once; the least used are dropped. */
const connection = (database: DatabaseSync): Reading & Pick<Store, 'run'> & { forget(): void } => {
  database.function('fold', { deterministic: true }, (text) => (typeof text === 'string' ? fold(text) : text))
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.delete(sql)
    statements.set(sql, statement)
    if (statements.size > keptStatements) for (const oldest of statements.keys()) if (statements.size > keptStatements) statements.delete(oldest)
    return statement
  }
  const compiled = (query: Ask<unknown>): Sql => ('compile' in query ? query.compile() : query)
  return {
    all: <O>(query: Ask<O>) => {
      const { sql, parameters } = compiled(query)
      return prepare(sql).all(...parameters.map(bound)) as unknown as readonly O[] // the query's type says what its columns are
    },
    get: <O>(query: Ask<O>) => {
      const { sql, parameters } = compiled(query)
      return prepare(sql).get(...parameters.map(bound)) as unknown as O | undefined // as above
    },
    each: <O>(query: Ask<O>) => {
      const { sql, parameters } = compiled(query)
      return database.prepare(sql).iterate(...parameters.map(bound)) as unknown as IterableIterator<O> // as above; its own statement, so that the same query may run meanwhile
    },
    run: (query) => {
      const { sql, parameters } = compiled(query)
      const { changes, lastInsertRowid } = prepare(sql).run(...parameters.map(bound))
      return { changes: Number(changes), lastId: Number(lastInsertRowid) }
    },
    forget: () => statements.clear(),
  }
}

const bound = (value: unknown): SqlValue => {
  if (typeof value === 'boolean') return Number(value)
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array) return value
  throw new TypeError(`a query cannot hold a ${typeof value}`)
}
