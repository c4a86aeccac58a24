import type { DatabaseSync } from './store-file.ts'
import type { SqlValue } from './tables.ts'

/** SQL with its values. */
export interface Sql { readonly sql: string; readonly parameters: readonly unknown[] }

/** The reading half of a connection. */
export interface Reading {
  /** Every row. */
  all<O>(query: Sql): readonly O[]
  /** The first row. */
  get<O>(query: Sql): O | undefined
  /** Row by row, for more rows than memory should hold; nothing else may be written while it runs. */
  each<O>(query: Sql): IterableIterator<O>
}

/** One connection to a database. */
export interface Connection extends Reading {
  /** Runs one changing statement; gives the number of rows changed and the last row's id. */
  run(query: Sql): { readonly changes: number; readonly lastId: number }
  /** Runs statements without values, such as table definitions. */
  exec(sql: string): void
  /** Lets go of prepared statements, whose columns a change of tables may have made others. */
  forget(): void
}

/** Runs queries on one connection, each SQL text prepared once; the least used are dropped. */
export const connect = (database: DatabaseSync): Connection => {
  database.function('fold', { deterministic: true }, (text) => (typeof text === 'string' ? fold(text) : text))
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const prepare = (sql: string): ReturnType<DatabaseSync['prepare']> => {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.delete(sql)
    statements.set(sql, statement)
    if (statements.size > keptStatements) for (const oldest of statements.keys()) if (statements.size > keptStatements) statements.delete(oldest)
    return statement
  }
  return {
    all: <O>({ sql, parameters }: Sql) => prepare(sql).all(...parameters.map(bound)) as unknown as readonly O[], // who writes the query says what its columns are
    get: <O>({ sql, parameters }: Sql) => prepare(sql).get(...parameters.map(bound)) as unknown as O | undefined, // as above
    // as above; its own statement, so that the same query may run meanwhile
    each: <O>({ sql, parameters }: Sql) => database.prepare(sql).iterate(...parameters.map(bound)) as unknown as IterableIterator<O>,
    run: ({ sql, parameters }) => {
      const { changes, lastInsertRowid } = prepare(sql).run(...parameters.map(bound))
      return { changes: Number(changes), lastId: Number(lastInsertRowid) }
    },
    exec: (sql) => {
      database.exec(sql)
      statements.clear() // their columns may be others now
    },
    forget: () => statements.clear(),
  }
}

/** Text as it is compared without regard to upper and lower case, of any alphabet; in SQL too. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase()

const keptStatements = 400

const bound = (value: unknown): SqlValue => {
  if (typeof value === 'boolean') return Number(value)
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Uint8Array) return value
  throw new TypeError(`a query cannot hold a ${typeof value}`)
}
