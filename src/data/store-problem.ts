import { statfsSync } from 'node:fs'
import { problem, type Problem } from '../app/problem.ts'

/** There is no room: the one Problem for it, to be compared with. */
export const fullDisk = problem('read-only', 'The disk is full.', { next: 'Make some room, then try again; nothing was changed, and everything can still be read.' })

/**
 * Tells a failure of the database or its disk as a Problem: `read-only`, `busy`, `too-large` or `failed` (a damaged file).
 * Anything else, a broken constraint too, is a bug and gives undefined.
 * Codes: https://www.sqlite.org/rescode.html
 */
export const storeProblem = (error: unknown): Problem | undefined => {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return toldBySqlite(error.errcode & 0xff)
  return refusals.get(error)
}

/** Makes the error of a write that was not even tried; `storeProblem` tells it as this Problem. */
export const failWith = (told: Problem): Error => {
  const error = new Error(told.message)
  refusals.set(error, told)
  return error
}

const refusals = new WeakMap<Error, Problem>()

const toldBySqlite = (code: number): Problem | undefined => {
  switch (code) {
    case 5:
    case 6:
      return problem('busy', 'Another program holds the desk’s database.', { next: 'Close it, then try again; nothing was changed.' })
    case 8:
      return problem('read-only', 'The desk’s database cannot be written to.', { next: 'Give this user the right to write to the desk’s folder and its files, then try again; nothing was changed.' })
    case 10:
      // SQLite's log may hold what could not be synced; if nothing overwrites it, the next opening finds it whole and keeps it.
      return problem('read-only', 'The disk failed while the desk was being written.', { next: 'Check the disk, then look whether the change is there before you try again: it was not confirmed, but may be there after a restart. Everything can still be read.' })
    case 13:
      return fullDisk
    case 14:
      return problem('read-only', 'The desk’s database file cannot be opened.', { next: 'Check that the desk’s folder exists and that this user may write to it.' })
    case 18:
      return problem('too-large', 'The value is too large to be kept.', { next: 'Say less at once.' })
    case 11:
    case 26:
      // An open file that could be read a moment ago: to put a backup in its place would be too much for a disk that fails once.
      return problem('failed', 'The desk’s database file cannot be read: it is damaged, or the disk fails.', { next: 'Check the disk, then end Prentice and start it again: the start looks through the whole file, and says what to do.' })
    default:
      return undefined
  }
}

/** Writes; a disk that is full or a database that another program holds comes back as its Problem, and nothing was written. */
export const guardWrite = <T>(write: () => T): T | Problem => {
  try {
    return write()
  } catch (error) {
    const known = storeProblem(error)
    if (known) return known
    throw error
  }
}

/** As `storeProblem`, while a desk is opened: there what SQLite cannot make sense of is a damaged file, not a bug, and files beside the database are made, renamed and removed. */
export const openingProblem = (error: unknown): Problem | undefined =>
  isDamage(error) ? damaged('The desk’s database file is damaged.') : storeProblem(error) ?? systemProblem(error) ?? (error instanceof SyntaxError || (error instanceof Error && 'errcode' in error) ? damaged(`The desk’s database file cannot be read: ${error.message}.`) : undefined)

const isDamage = (error: unknown): boolean => error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && [11, 26].includes(error.errcode & 0xff)

/** A file beside the database that the system does not let be made, renamed or read. Codes: https://nodejs.org/api/errors.html#common-system-errors */
export const systemProblem = (error: unknown): Problem | undefined =>
  error instanceof Error && 'syscall' in error && 'code' in error ? toldBySqlite(sqliteCodes.get(String(error.code)) ?? 14) : undefined

/** What SQLite says where the system says this; that the file cannot be opened, of any other. */
const sqliteCodes: ReadonlyMap<string, number> = new Map([['EACCES', 8], ['EPERM', 8], ['EROFS', 8], ['EIO', 10], ['ENOSPC', 13], ['EDQUOT', 13]])

/** Gives what cannot be written in a folder its true reason where that is a full disk: SQLite tells some of it as missing rights or a broken disk. */
export const nameFullDisk = (told: Problem, dir: string): Problem => (told.code === 'read-only' && isFull(dir) ? fullDisk : told)

const isFull = (dir: string): boolean => {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(dir)
    return bavail * bsize < leastRoomBytes || (files > 0 && ffree === 0)
  } catch {
    return false
  }
}

/** What SQLite needs at once for the index of a log. */
const leastRoomBytes = 65_536

/** The Problem of a file that must not be written over: damaged, cut short, or not a desk's. */
export const damaged = (message: string): Problem =>
  problem('failed', message, {
    next: 'It was left as it is. Move desk.db away, with desk.db-wal and desk.db-shm where they are there (keep them), put a copy of the newest file of the backups folder in its place, then start again.',
  })
