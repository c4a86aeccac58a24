import { existsSync, statSync } from 'node:fs'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import { takeClosingNote } from './closing-note.ts'
import { connect, type Connection, type Reading, type Sql } from './connection.ts'
import { watchPlace } from './in-place.ts'
import { hasLogOfAnother } from './left-log.ts'
import { checkDatabase } from './store-check.ts'
import { openReader, openWriter, takeBackHalfDone, type DatabaseSync } from './store-file.ts'
import { damaged, failWith, openingProblem, storeProblem } from './store-problem.ts'
import { transactionsOn, type Transaction, type Transactions } from './transaction.ts'

export { fold, type Reading, type Sql } from './connection.ts'
export type { Transaction }

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
    const refused = checkDatabase(reading, { whole: !note?.matches })
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
