import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
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
 * Problems: `busy` when another process holds it; `read-only` when the folder may not be written to; `failed` when the file is no lock.
 */
const takeLock = (dir: string): Result<Lock> => {
  const file = join(dir, 'desk.lock.db')
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    const known = storeProblem(error)
    if (known?.code !== 'busy') {
      // A file that is damaged or somebody else's: no word of backups, for the database is another one.
      if (known?.code === 'failed') return problem('failed', 'The file desk.lock.db is not the desk’s lock.', { next: 'Remove it, then start again: it holds no data.' })
      if (known) return known
      throw error
    }
    return heldBy(undefined)
  }
  const held = database
  tellHolder(dir, undefined) // what a killed process has left
  return ok({
    publish: (text) => tellHolder(dir, `${process.pid} ${text}`),
    release: () => {
      if (!held.isOpen) return
      tellHolder(dir, undefined)
      held.close()
    },
  })
}

/** As `takeLock`, with what the holder has published; while nothing is told of it, which may just be starting or ending, it asks again for some seconds. */
export const awaitLock = async (dir: string): Promise<Result<Lock>> => {
  for (let waitedMs = 0; ; waitedMs += askEveryMs) {
    const lock = takeLock(dir)
    if (lock.ok || lock.code !== 'busy') return lock
    const holder = readHolder(dir)
    if (holder !== undefined || waitedMs >= askForMs) return heldBy(holder)
    await setTimeout(askEveryMs)
  }
}

const heldBy = (holder: string | undefined) =>
  problem('busy', holder ? `This desk is open already, at ${holder}.` : 'This desk is open already in another process.', {
    next: holder ? `Open ${holder} in the browser, or stop that process first.` : 'Stop that process first.',
  })

const askEveryMs = 50
const askForMs = 3000

/** Where it cannot be written, on a full disk say, a second start learns no address; that is all. */
const tellHolder = (dir: string, told: string | undefined): void => {
  try {
    if (told === undefined) rmSync(holderFile(dir), { force: true })
    else writeFileSync(holderFile(dir), told)
  } catch {
    return
  }
}

/** What the process that holds the folder has published; undefined if nothing can be read, or if a killed process has left it. */
const readHolder = (dir: string): string | undefined => {
  try {
    const [, pid, text] = readFileSync(holderFile(dir), 'utf8').match(/^(\d+) (.+)$/) ?? []
    return text !== undefined && isRunning(Number(pid)) ? text : undefined
  } catch {
    return undefined
  }
}

/** Signal 0 is sent to nobody; to ask about another user's process is refused, but only where there is one. */
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A plain file beside the lock, so that the lock's own file is opened by SQLite alone. */
const holderFile = (dir: string): string => join(dir, 'desk.address')
