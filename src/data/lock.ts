import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ok, problem, type Result } from '../app/problem.ts'
import { storeProblem } from './store-problem.ts'

/** The right to be the one process on a desk's folder. */
export interface Lock {
  /** Tells later starts where this process answers, for example its address. */
  publish(text: string): void
  release(): void
}

/**
 * Takes the folder's lock: a small SQLite file of its own, held with BEGIN EXCLUSIVE, which a crash or a kill gives back.
 * Problems: `busy` when another process holds it, with what that one has published; `read-only` when the folder may not be written to.
 */
export const takeLock = (dir: string): Result<Lock> => {
  const file = join(dir, 'desk.lock.db')
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    const known = storeProblem(error)
    if (known?.code !== 'busy') {
      if (known) return known
      throw error
    }
    const holder = readHolder(dir)
    return problem('busy', holder ? `This desk is open already, at ${holder}.` : 'This desk is open already in another process.', {
      next: holder ? `Open ${holder} in the browser, or stop that process first.` : 'Stop that process first.',
    })
  }
  const held = database
  rmSync(holderFile(dir), { force: true }) // what a killed process has left
  return ok({
    publish: (text) => writeFileSync(holderFile(dir), text),
    release: () => {
      if (!held.isOpen) return
      rmSync(holderFile(dir), { force: true })
      held.close()
    },
  })
}

/** What the process that holds the folder has published; undefined if nothing. */
export const readHolder = (dir: string): string | undefined => {
  const file = holderFile(dir)
  const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return text || undefined
}

/** A plain file beside the lock, so that the lock's own file is opened by SQLite alone. */
const holderFile = (dir: string): string => join(dir, 'desk.address')
