import type { Problem } from '../app/problem.ts'
import type { Connection } from './connection.ts'

/** A transaction while it is open. */
export interface Transaction {
  /** How many of its savepoints have been taken back. */
  takenBack: number
  /** Whether anything has been written in it that still stands; who writes says so. */
  written: boolean
}

/** The transactions of one connection, one at a time. */
export interface Transactions {
  /** What is kept by it ends with it. */
  readonly open: Transaction | undefined
  /** BEGIN IMMEDIATE, `fn`, COMMIT. A throw or a returned Problem rolls back. `fn` must not wait. */
  transaction<T>(fn: () => T): T
  /**
   * A part of the open transaction that a throw or a returned Problem takes back alone. Where nothing was written before it,
   * it is the transaction itself, ended and begun anew: SQLite keeps a copy of every page that is written under a savepoint.
   */
  savepoint<T>(fn: () => T): T
}

/** Makes transactions on a connection; `isBegun` asks the database itself, which may have rolled back on its own. */
export const transactionsOn = (connection: Connection, isBegun: () => boolean): Transactions => {
  let open: Transaction | undefined
  let depth = 0
  /** Prepared once, like all that runs often. */
  const say = (sql: string): void => void connection.run({ sql, parameters: [] })

  return {
    get open() {
      return open
    },
    transaction: (fn) => {
      if (open) throw new Error('a transaction is open already')
      say('BEGIN IMMEDIATE')
      open = { takenBack: 0, written: false }
      try {
        const result = fn()
        if (result instanceof Promise) throw new Error('a transaction must not wait')
        say(isProblem(result) ? 'ROLLBACK' : 'COMMIT')
        return result
      } catch (error) {
        if (isBegun()) say('ROLLBACK')
        throw error
      } finally {
        open = undefined
      }
    },
    savepoint: (fn) => {
      if (!open || !isBegun()) throw new Error('a savepoint needs an open transaction')
      const transaction = open
      const isFirst = !transaction.written && depth === 0
      const name = `s${(depth += 1)}`
      if (!isFirst) say(`SAVEPOINT ${name}`)
      let keep = false
      try {
        const result = fn()
        keep = !isProblem(result)
        return result
      } finally {
        depth -= 1
        // a full disk makes SQLite roll the whole transaction back by itself
        if (isBegun()) {
          if (!keep) {
            if (isFirst) say('ROLLBACK')
            say(isFirst ? 'BEGIN IMMEDIATE' : `ROLLBACK TO ${name}`)
            if (isFirst) transaction.written = false
            transaction.takenBack += 1
          }
          if (!isFirst) say(`RELEASE ${name}`)
        }
      }
    },
  }
}

const isProblem = (value: unknown): value is Problem => typeof value === 'object' && value !== null && 'ok' in value && value.ok === false
