import { mkdtempSync, rmSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyBetween } from 'fractional-indexing'
import { loadApps } from '../src/app/load.ts'
import { mergeApps } from '../src/app/merge.ts'
import { resolvePrentice } from '../src/app/resolve-prentice.ts'
import { openDesk, type Desk } from '../src/data/desk.ts'
import { execute } from '../src/data/execute.ts'
import { appendEntry } from '../src/data/journal.ts'
import { newId, writeImage } from '../src/data/rows.ts'
import { nextTurn } from '../src/data/turns.ts'
import { nameOf } from './names.ts'

/** Runs `work` in a folder of its own, removed afterwards. */
export const inFolder = async <T>(work: (dir: string) => Promise<T>): Promise<T> => {
  const dir = await mkdtemp(join(tmpdir(), 'prentice-bench-'))
  try {
    return await work(dir)
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * Makes a desk in `dir` whose task table has `rows` rows, each with its journal entry: the first 100,000 by the
 * road of commands, the rest below it, for time's sake. In one run of the benches equal desks are made once and copied.
 */
export const makeDesk = async (dir: string, rows: number): Promise<void> => {
  if (!desks.has(rows)) {
    const kept = mkdtempSync(join(tmpdir(), 'prentice-bench-'))
    process.once('exit', () => rmSync(kept, { recursive: true, force: true, maxRetries: 3 }))
    if (rows > byTheRoad) await makeDesk(kept, byTheRoad)
    await fillDesk(kept, rows)
    desks.set(rows, kept)
  }
  await cp(desks.get(rows) ?? '', dir, { recursive: true })
}

/** Where each is kept until the process ends. */
const desks = new Map<number, string>()

const byTheRoad = 100_000
const atOnce = 128
const perTransaction = 10_000

/** Opens a made desk in this process. */
export const openMadeDesk = async (dir: string): Promise<Desk> => {
  const resolving = resolvePrentice()
  const schema = mergeApps(await loadApps([join(import.meta.dirname, '..', 'apps')]))
  resolving.end()
  const opened = await openDesk({ dir, schema })
  if (!opened.ok) throw new Error(opened.message)
  return opened.value
}

const fillDesk = async (dir: string, rows: number): Promise<void> => {
  const desk = await openMadeDesk(dir)
  try {
    if (rows <= byTheRoad) for (let n = 1; n <= rows; n += atOnce) await insertRows(desk, n, Math.min(n + atOnce - 1, rows))
    for (let n = byTheRoad + 1; n <= rows; n += perTransaction) addRows(desk, n, Math.min(n + perTransaction - 1, rows))
  } finally {
    await desk.close()
  }
}

/** Requests of one row each, as programs send them; those of one moment share a commit. */
const insertRows = async (desk: Desk, from: number, to: number): Promise<void> => {
  const outcomes = await Promise.all(numbers(from, to).map((n) =>
    execute(desk, { commands: [{ action: 'insert', table: 'task', name: nameOf(n), done: n % 3 === 0 }], actor: 'desk', via: 'import', profile: 1 })))
  for (const outcome of outcomes) if (!outcome.ok) throw new Error(outcome.message)
}

const addRows = (desk: Desk, from: number, to: number): void => {
  const { store } = desk
  const last = store.get<{ seq: number }>({ sql: 'SELECT max(seq) AS seq FROM _entry', parameters: [] })?.seq ?? 0
  let position = store.get<{ position: string | null }>({ sql: 'SELECT min(_position) AS position FROM task WHERE _profile = 1', parameters: [] })?.position ?? null
  const [at, turn] = [new Date().toISOString(), nextTurn(desk)]
  store.transaction(() => {
    for (const n of numbers(from, to)) {
      const name = nameOf(n)
      position = generateKeyBetween(null, position)
      const image = { name, done: n % 3 === 0, priority: 'medium', _profile: 1, _position: position, _foreign: false }
      const change = writeImage(store, 'task', newId(store, 'task'), image, last + 1 + n - from)
      appendEntry(store, { at, actor: 'desk', via: 'import', turn, profile: 1, command: { action: 'insert', table: 'task', name }, changes: [change] })
    }
  })
}

const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)
