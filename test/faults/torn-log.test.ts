import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { makeFolder } from '../data-fixture.ts'
import { memoryFolder } from '../memory-folder.ts'
import { choices, testSeed } from '../random.ts'
import { entriesIn, lookInto, openAndAudit, type Expected, type Found } from './after-fault.ts'
import type { WriterOrders } from './desk-writer.ts'
import { writerCommand, writerEnvironment } from './writer-process.ts'

/**
 * Power cuts as they can be tried wherever Prentice runs: a writer stops after each acknowledgement, its files are copied by this
 * other process, and what was written between two copies is kept, lost or torn. What was there at the first copy counts as on the disk:
 * whether the disk was truly waited for, the recording of system calls beside this shows, where there is strace.
 * A failure is replayed by its seed: PRENTICE_SEED=… PRENTICE_TORN_STATES=… node --test test/faults/torn-log.test.ts
 */
const stateCount = Number(process.env['PRENTICE_TORN_STATES'] ?? 2000)
const requests = 150
/** Some requests share a step. */
const statesPerStep = Math.ceil(stateCount / (requests / 3))
const auditEvery = 10

test(`a log or a file that is torn anywhere after what was acknowledged opens with all of that, and a beginning of the rest (${stateCount} states, PRENTICE_SEED=${testSeed})`, { timeout: 3_600_000 }, async (t) => {
  const tally = { states: 0, before: 0, between: 0, all: 0, inFile: 0 }
  for await (const { at, older, newer } of stepsOf(t)) {
    const torn = tears(older, newer, testSeed + at)
    for (let state = 0; state < statesPerStep && tally.states < stateCount; state += 1) {
      const found = await look(t, torn.next().value, { acks: older.acks, history: newer.entries }, state + at)
      assert.equal(found.wrong, undefined, `step ${at}, state ${state}, PRENTICE_SEED=${testSeed}`)
      tally.states += 1
      tally[found.entries === older.entries.size ? 'before' : found.entries === newer.entries.size ? 'all' : 'between'] += 1
      if (!older.file.equals(newer.file)) tally.inFile += 1
    }
  }
  assert.ok(tally.states === stateCount && tally.before > stateCount / 10 && tally.all > stateCount / 10 && tally.inFile > 0, JSON.stringify(tally))
  t.diagnostic(JSON.stringify(tally))
})

test(`a log that is torn before what was acknowledged is found out (PRENTICE_SEED=${testSeed})`, { timeout: 600_000 }, async (t) => {
  let [tried, found] = [0, 0]
  for await (const { older, newer } of stepsOf(t, 60)) {
    if (newer.acks.size === older.acks.size || !older.file.equals(newer.file)) continue
    tried += 1
    if ((await look(t, older, { acks: newer.acks, history: newer.entries }, tried)).wrong?.includes('was acknowledged')) found += 1
  }
  assert.ok(tried > 5 && found === tried, `${found} of ${tried}`)
})

/** The files of a desk at one moment, with what was acknowledged by then and what SQLite reads in them. */
interface Copy { readonly file: Buffer; readonly log: Buffer; readonly acks: Expected['acks']; readonly entries: Expected['acks'] }

/** Runs a writer from pause to pause; gives its files before and after each request, and each time the log was put into the file. */
async function* stepsOf(t: TestContext, count = requests): AsyncGenerator<{ readonly at: number; readonly older: Copy; readonly newer: Copy }> {
  const dir = await makeFolder(t, memoryFolder())
  const [node, ...file] = writerCommand
  const orders: WriterOrders = { dir, seed: testSeed, requests: count, pauses: true }
  const writer = spawn(node, [...file, JSON.stringify(orders)], { env: writerEnvironment, stdio: ['pipe', 'pipe', 'inherit'] })
  t.after(() => writer.kill('SIGKILL'))
  const acks = new Map<number, string>()
  let [older, at]: [Copy | undefined, number] = [undefined, 0]
  for await (const line of createInterface({ input: writer.stdout })) {
    const [word, seq, hash = ''] = line.split(' ')
    if (word === 'ack') acks.set(Number(seq), hash)
    if (word === 'closed') return
    if (word !== 'pause') continue
    const read = async (name: string): Promise<Buffer> => (existsSync(join(dir, name)) ? readFile(join(dir, name)) : Buffer.alloc(0))
    const files = { file: await read('desk.db'), log: await read('desk.db-wal') }
    const newer = { ...files, acks: new Map(acks), entries: await entriesOf(t, files) }
    if (older) yield { at: at += 1, older, newer }
    older = newer
    writer.stdin.write('.')
  }
}

/** Endless states of the files between two copies: of the one that was written, some of the new bytes, or sectors, are there. */
function* tears(older: Copy, newer: Copy, of: number): Generator<Pick<Copy, 'file' | 'log'>, never> {
  const { next, pick } = choices(of)
  const inFile = !older.file.equals(newer.file)
  const [from, to] = inFile ? [older.file, newer.file] : [older.log, newer.log]
  assert.ok(!inFile || older.log.equals(newer.log), 'a step writes into the log or the file, not into both')
  const first = Math.max(0, [...to].findIndex((byte, at) => byte !== from[at]))
  const ends = inFile ? pageEnds(to.length) : frameEnds(to.length)
  for (let state = 0; ; state += 1) {
    const edge = pick(ends.filter((end) => end >= first))
    const torn = state % 4 === 3 ? sectors(from, to, () => next(2) === 0) : begun(from, to, state % 4 === 0 ? edge : state % 4 === 1 ? edge + next(3) - 1 : first + next(to.length - first + 1))
    yield inFile ? { file: torn, log: newer.log } : { file: newer.file, log: torn }
  }
}

/** The new bytes up to one of them, then the old ones. */
const begun = (from: Buffer, to: Buffer, end: number): Buffer => Buffer.concat([to.subarray(0, end), from.subarray(Math.min(end, from.length))])

const sectorBytes = 512
/** Each sector new or old; zeros where there was none. */
const sectors = (from: Buffer, to: Buffer, isNew: () => boolean): Buffer => {
  const mixed = Buffer.alloc(to.length)
  from.copy(mixed)
  for (let at = 0; at < to.length; at += sectorBytes) if (isNew()) to.copy(mixed, at, at, at + sectorBytes)
  return mixed
}

const pageBytes = 4096
const pageEnds = (length: number): readonly number[] => Array.from({ length: length / pageBytes }, (_, page) => (page + 1) * pageBytes)
/** A log is a header of 32 bytes, then frames of 24 bytes and a page. https://www.sqlite.org/fileformat2.html#the_write_ahead_log */
const frameEnds = (length: number): readonly number[] => [0, 24, 32, ...Array.from({ length: Math.floor((length - 32) / (24 + pageBytes)) }, (_, frame) => 32 + (frame + 1) * (24 + pageBytes))]

/** Puts files into a folder of their own and opens them. */
const look = async (t: TestContext, files: Pick<Copy, 'file' | 'log'>, expected: Expected, state: number): Promise<Found> => {
  const dir = await put(t, files)
  return state % auditEvery === 0 ? openAndAudit(dir, expected) : lookInto(dir, expected)
}

const entriesOf = async (t: TestContext, files: Pick<Copy, 'file' | 'log'>): Promise<Expected['acks']> => entriesIn(await put(t, files))

const folders = new WeakMap<TestContext, string>()
const put = async (t: TestContext, { file, log }: Pick<Copy, 'file' | 'log'>): Promise<string> => {
  const parent = folders.get(t) ?? (await makeFolder(t, memoryFolder()))
  folders.set(t, parent)
  const dir = join(parent, 'torn')
  await rm(dir, { recursive: true, force: true })
  await mkdir(dir)
  await writeFile(join(dir, 'desk.db'), file)
  await writeFile(join(dir, 'desk.db-wal'), log)
  return dir
}
