import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateKeyBetween } from 'fractional-indexing'
import type { Value } from '../app/field.ts'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Schema } from '../app/schema.ts'
import { listBackups } from './backup.ts'
import { hasClosingNote } from './closing-note.ts'
import type { Entry, Image } from './entry.ts'
import { appendEntry, nextSeq } from './journal.ts'
import { listen, publish } from './listeners.ts'
import { awaitLock, type Lock } from './lock.ts'
import { migrate } from './migrate.ts'
import { flush } from './queue.ts'
import { newId, writeImage } from './rows.ts'
import { addSamples } from './samples.ts'
import { catchUpIndex, followWithIndex } from './search-index.ts'
import { openStore, type Store } from './store.ts'
import { makeStore } from './store-file.ts'
import { damaged, fullDisk, nameFullDisk, openingProblem } from './store-problem.ts'
import { nextTurn } from './turns.ts'

/** An open desk's data: one database, the apps' schema, and what hears of every entry. Passed to every function of this floor. */
export interface Desk {
  /** The folder that holds the database, its backups beside it. */
  readonly dir: string
  readonly store: Store
  /** The current schema; replaced by `useSchema` when an app file changes. */
  schema(): Schema
  /** Migrates to another schema and uses it from then on; gives it with the refused apps in `broken`. */
  useSchema(schema: Schema): Promise<Schema>
  /** The user's time zone, an IANA name. */
  zone(): string
  /** Milliseconds since 1970; tests fix it. */
  now(): number
  /** True after a write failed for want of space or rights: reads go on, changes answer with a Problem. */
  readOnly(): boolean
  /** Why it is read-only. */
  writeProblem(): Problem | undefined
  /** Hears the Problem of every read and write that the disk or the file failed; returns the way to stop. */
  onFailure(listener: (told: Problem) => void): () => void
  /** Hears each entry once, in order, after it is durable; returns the way to stop. */
  onEntry(listener: (entry: Entry) => void): () => void
  /** Tells a second start where this process answers. */
  publishAddress(address: string): void
  close(): Promise<void>
}

/** What a desk is opened with. */
export interface DeskOptions {
  /** Made if it is not there. */
  readonly dir: string
  readonly schema: Schema
  /** The clock; milliseconds since 1970. */
  readonly now?: () => number
  /** An IANA name; the system's by default. */
  readonly zone?: () => string
}

/**
 * Opens a desk: takes its lock, checks its database, migrates it to the apps, makes the first profile and the sample rows of new tables.
 * A folder that may not be written to is opened for reading alone. Problems: `busy` (open elsewhere, with its address),
 * `failed` (damaged, foreign, newer or missing beside its backups: the file is left as it is), `read-only` (nothing there to read).
 */
export const openDesk = async ({ dir, schema, now = Date.now, zone = systemZone }: DeskOptions): Promise<Result<Desk>> => {
  const file = join(dir, 'desk.db')
  const made = makeFolder(dir)
  if (made) return made
  const lock = await awaitLock(dir)
  if (!lock.ok && (lock.code !== 'read-only' || !existsSync(file))) return nameFullDisk(lock, dir)
  const opened = openFile(file, dir, lock.ok ? undefined : lock)
  if (!opened.ok) {
    if (lock.ok) lock.value.release()
    return opened
  }
  const desk = deskOf({ dir, now, zone, store: opened.value, lock: lock.ok ? lock.value : undefined })
  try {
    catchUpIndex(desk.store)
    await desk.useSchema(schema)
    return ok(desk)
  } catch (error) {
    await desk.close()
    const known = openingProblem(error)
    if (known) return known
    throw error
  }
}

const systemZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

const makeFolder = (dir: string): Problem | undefined => {
  try {
    makeFolders(dir)
    return undefined
  } catch (error) {
    return problem('read-only', `The folder ${dir} cannot be made (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'}).`, { next: 'Choose another one with --data, or give this user the right to make it.' })
  }
}

/** Node's own recursion never ends where a folder cannot be made though the one above it is there, as in /proc. */
const makeFolders = (dir: string): void => {
  if (existsSync(dir)) return void mkdirSync(dir, { recursive: true }) // refuses a file in its place
  makeFolders(dirname(dir))
  try {
    mkdirSync(dir, { mode: 0o700 }) // other users of the machine have no business in it
  } catch (error) {
    if (!existsSync(dir)) throw error // else another start was faster
  }
}

const openFile = (file: string, dir: string, unwritable: Problem | undefined): Result<Store> => {
  if (!existsSync(file)) {
    // A new desk would be renamed over the link.
    if (lstatSync(file, { throwIfNoEntry: false })) return problem('failed', 'The file desk.db is a link to a file that is not there.', { next: 'Bring back the disk or folder that it leads to, or remove the link to begin a new desk; it was left as it is.' })
    // An empty desk in the place of one that was there would hide what has happened to it.
    if (existsSync(`${file}-wal`) || listBackups(join(dir, 'backups')).length > 0) return damaged('The file desk.db is missing, but its backups or its log are there.')
    if (hasClosingNote(file)) return problem('failed', 'The file desk.db is missing, though a desk was closed here.', { next: 'Bring it back, or, to begin a new desk, remove the file desk.db-closed beside its place.' })
    try {
      makeStore(file)
    } catch (error) {
      const known = openingProblem(error)
      if (known) return known
      throw error
    }
  }
  const opened = unwritable ?? openStore(file)
  if (opened.ok || opened.code !== 'read-only') return opened
  const reading = openStore(file, { unwritable: untilRestart(nameFullDisk(opened, dir)) })
  return reading.ok ? reading : nameFullDisk(reading, dir)
}

/** What is opened for reading alone stays so. */
const untilRestart = (told: Problem): Problem =>
  problem('read-only', told.message, {
    next: `${told === fullDisk ? 'Make some room' : 'Give this user the right to write to the desk’s folder and its files, on a disk that works'}, then end Prentice and start it again: it began for reading alone, and everything can still be read.`,
  })

const deskOf = ({ dir, now, zone, store, lock }: { readonly dir: string; readonly now: () => number; readonly zone: () => string; readonly store: Store; readonly lock: Lock | undefined }): Desk => {
  let current: Schema
  const stopIndex = followWithIndex(store)
  const desk: Desk = {
    dir, store, now, zone,
    schema: () => current,
    useSchema: async (schema) => {
      const migrated = await migrate(desk, schema)
      current = migrated.schema
      publish(store, migrated.entries)
      if (!desk.readOnly()) {
        addFirstProfile(desk)
        await addSamples(desk)
      }
      return current
    },
    readOnly: () => store.writeProblem() !== undefined,
    writeProblem: () => store.writeProblem(),
    onFailure: (listener) => store.onFailure(listener),
    onEntry: (listener) => listen(store, listener),
    publishAddress: (address) => lock?.publish(address),
    close: async () => {
      flush(desk)
      stopIndex()
      store.close()
      lock?.release()
    },
  }
  return desk
}

/** The profile that everything belongs to until there is a second one. */
const addFirstProfile = (desk: Desk): void => {
  const { store } = desk
  const table = desk.schema().tables.get('profile')
  if (!table || store.get({ sql: 'SELECT 1 FROM profile LIMIT 1', parameters: [] })) return
  const name = 'Personal'
  const values: Record<string, Value> = { ...(table.order === 'manual' && { _position: generateKeyBetween(null, null) }) }
  for (const [field, { default: value, kind }] of table.fields) if (value !== undefined && kind !== 'date' && kind !== 'datetime') values[field] = value
  const image: Image = { ...values, name }
  const entry = store.transaction(() => {
    const change = writeImage(store, table.name, newId(store, table.name), image, nextSeq(store))
    return appendEntry(store, {
      at: new Date(desk.now()).toISOString(), actor: 'desk', via: 'start', turn: nextTurn(desk), profile: change.row, command: { action: 'insert', table: table.name, name }, changes: [change],
    })
  })
  publish(store, [entry])
}
