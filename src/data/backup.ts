import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Desk } from './desk.ts'
import { fullDisk, nameFullDisk, storeProblem, systemProblem } from './store-problem.ts'

/** How many backups are kept; the oldest go first, by their numbers and not by the clock. */
export const backupsKept = 20

/**
 * Copies the database as it stands at one moment into `backups/`, checks the copy whole, then drops the oldest ones.
 * The file is named by number, day and reason. Problems: no space, no rights, or a copy that is not sound (then it is removed).
 */
export const backUp = async (desk: Pick<Desk, 'dir' | 'now'>, reason: string): Promise<Result<{ readonly file: string }>> => {
  const dir = join(desk.dir, 'backups')
  const draft = join(dir, `${process.pid}-${(drafts += 1)}.part`)
  try {
    const isNew = !existsSync(dir)
    if (isNew) mkdirSync(dir) // never the desk's own folder: where that was moved, none is made in its place
    for (const name of readdirSync(dir)) if (name.includes('.part') && !name.startsWith(`${process.pid}-`)) removeIfPossible(join(dir, name)) // what a killed process has left
    await copyInOneStep(join(desk.dir, 'desk.db'), draft)
    const finding = checkCopy(draft)
    if (finding !== 'ok') return problem('failed', `The backup is not sound: ${finding}.`, { next: 'Run prentice audit; the desk itself may be damaged.' })
    // numbered only now, without waiting, so that two at once get two numbers
    const file = join(dir, nameOf({ number: (backupNumbers(dir).at(-1) ?? 0) + 1, now: desk.now(), reason }))
    renameSync(draft, file)
    for (const folder of isNew ? [dir, desk.dir] : [dir]) syncFolder(folder)
    for (const name of listBackups(dir).slice(0, -backupsKept)) removeIfPossible(join(dir, name))
    return ok({ file })
  } catch (error) {
    const known = storeProblem(error) ?? systemProblem(error)
    if (known?.code === 'read-only' && error instanceof Error) return unwritten(nameFullDisk(known, desk.dir), error)
    if (known) return known
    throw error
  } finally {
    for (const left of ['', '-journal', '-wal', '-shm']) removeIfPossible(`${draft}${left}`)
  }
}

/** The desk itself is as it was: what failed is the copy. */
const unwritten = (known: Problem, { message }: Error): Problem =>
  known === fullDisk
    ? problem('read-only', 'The disk is full: the backup that comes first could not be written.', { ...(fullDisk.next !== undefined && { next: fullDisk.next }) })
    : problem('read-only', `The backup that comes first could not be written (${message}).`, { next: 'Check the folder backups and its disk, then try again; nothing was changed.' })

/** What stays is tried again at the next backup, and is no reason to be without this one. */
const removeIfPossible = (file: string): void => {
  try {
    rmSync(file, { force: true })
  } catch {
    return
  }
}

/** The backups' file names, oldest first. */
export const listBackups = (dir: string): readonly string[] =>
  (existsSync(dir) ? readdirSync(dir) : []).filter((name) => /^\d+-.*\.db$/.test(name)).toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))

const nameOf = ({ number, now, reason }: { readonly number: number; readonly now: number; readonly reason: string }): string => {
  const words = reason.toLowerCase().match(/[a-z0-9]+/g)?.join('-').slice(0, 40) ?? 'backup'
  return `${String(number).padStart(6, '0')}-${new Date(now).toISOString().slice(0, 10)}-${words}.db`
}
let drafts = 0
const backupNumbers = (dir: string): readonly number[] => listBackups(dir).map((name) => Number.parseInt(name, 10))

/** Only then does a new name outlive a power cut. Where a folder cannot be opened (Windows), the file system sees to it. */
const syncFolder = (dir: string): void => {
  if (process.platform === 'win32') return
  const folder = openSync(dir, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Over a connection of its own, in one step (Node takes no -1 for "all pages"): in smaller steps every commit meanwhile would start it again. */
const copyInOneStep = async (from: string, to: string): Promise<void> => {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5000 })
  try {
    await backup(source, to, { rate: 2 ** 31 - 1 })
  } finally {
    source.close()
  }
}

const checkCopy = (file: string): string => {
  const copy = new DatabaseSync(file)
  try {
    copy.exec('PRAGMA journal_mode = DELETE') // the copy is one file, without a log beside it
    return String(Object.values(copy.prepare('PRAGMA integrity_check(1)').get() ?? {})[0])
  } finally {
    copy.close()
  }
}
