import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { audit } from '../../src/data/audit.ts'
import { openDesk, type Desk } from '../../src/data/desk.ts'
import { makeFolder } from '../data-fixture.ts'
import { memoryFolder } from '../memory-folder.ts'
import { randomFrom, testSeed } from '../random.ts'
import { writerSchema, type WriterOrders } from './desk-writer.ts'
import { noStrace, runTraced } from './strace.ts'

// A failure is replayed by its seed: PRENTICE_SEED=… PRENTICE_IO_FAULTS=… node --test test/faults/io-errors.test.ts
const faultCount = Number(process.env['PRENTICE_IO_FAULTS'] ?? 50)

/** Six requests of two commands each, at most. */
const mostInACommit = 12
const kinds = ['fsync:error=EIO', 'pwrite64:error=ENOSPC', 'pwrite64:error=EIO', 'ftruncate:error=EIO', 'pread64:error=EIO', 'unlink:error=EACCES', 'rename:error=EIO', 'openat:error=EACCES', 'openat:error=ENOSPC'] as const

test('a first start on a full disk says so and leaves no desk; the next one, with room, makes it', { skip: noStrace }, async (t) => {
  const dir = join(await makeFolder(t), 'desk')
  const lines = await runFailing({ dir, seed: 1, requests: 1, opens: 2 }, 'pwrite64:error=ENOSPC:when=1+')
  assert.deepEqual(lines, Array.from({ length: 2 }, () => 'shut read-only The disk is full.'))
  assert.ok(!(await readdir(dir)).includes('desk.db'))
  const opened = await openDesk({ dir, schema: writerSchema() })
  assert.ok(opened.ok)
  assert.deepEqual([opened.value.readOnly(), audit(opened.value).findings], [false, []])
  await opened.value.close()
})

test('whichever single file cannot be opened, renamed or removed as a desk is made, closed and opened again: plainly told, and what is written is seen', { skip: noStrace, timeout: 3_600_000 }, async (t) => {
  for (const [call, errors, most] of [['openat', ['EACCES', 'ENOSPC'], 40], ['unlink', ['EACCES'], 14], ['rename', ['EIO'], 1]] as const)
    for (let at = 1; at <= most; at += 1) await failOnce(t, { seed: at, requests: 4, opens: 3 }, `${call}:error=${errors[at % errors.length] ?? errors[0]}:when=${at}`)
})

test(`a disk that is full or fails: nothing refused is there, nothing acknowledged is lost, reads go on, and it ends (${faultCount} runs, PRENTICE_SEED=${testSeed})`, { skip: noStrace, timeout: 3_600_000 }, async (t) => {
  const random = randomFrom(testSeed)
  const below = (most: number): number => Math.floor(random() * most)
  const tally = { acknowledged: 0, refused: 0, unsaid: 0, shut: 0, recovered: 0 }
  for (let run = 0; run < faultCount; run += 1) {
    const kind = kinds[run % kinds.length] ?? kinds[0]
    // One call, some in a row, every so many, or all from one on.
    const from = 1 + below(kind.startsWith('pwrite') ? 400 : 60)
    const when = [`${from}`, `${from}..${from + 1 + below(40)}`, `${from}+${2 + below(30)}`, `${from}+`][below(4)] ?? '1'
    const felt = await failOnce(t, { seed: testSeed + run, requests: 40, opens: 4, migrates: run % 2 === 1, bulk: run % 8 === 7 }, `${kind}:when=${when}`)
    for (const [name, count] of Object.entries(felt)) tally[name as keyof typeof tally] += count // the same names
  }
  t.diagnostic(JSON.stringify(tally))
  assert.ok(tally.refused > faultCount / 5 && tally.recovered > faultCount / 10, 'the faults were felt')
})

/** Has a writer's calls fail so, and checks what it said against what is there afterwards; gives what was felt of it. */
const failOnce = async (t: TestContext, { opens, ...orders }: Omit<WriterOrders, 'dir'> & { readonly opens: number }, fault: string): Promise<{ readonly acknowledged: number; readonly refused: number; readonly unsaid: number; readonly shut: number; readonly recovered: number }> => {
  const folder = await mkdtemp(join(memoryFolder(), 'prentice-fault-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const dir = join(folder, 'desk')
  const told = `${fault}, PRENTICE_SEED=${testSeed}, ${JSON.stringify(orders)}`
  const lines = await runFailing({ dir, opens, ...orders }, fault)
  const said = (word: string): readonly string[] => lines.filter((line) => line.startsWith(`${word} `))
  const isReading = fault.startsWith('pread64')
  if (!isReading) assert.deepEqual(said('unread'), [], told)
  const failures = [...said('no'), ...said('shut')].filter((line) => / (read-only|busy|failed|too-large) /.test(line))
  // SQLite tells some reads that failed as damage: it cannot know better.
  const plain = isReading ? /^(no|shut) (read-only The (disk|desk|backup)|failed The desk’s database file (is damaged|cannot be read))/ : /^(no|shut) read-only The (disk|desk|backup)/
  for (const line of failures) assert.match(line, plain, told)
  const opened = await openDesk({ dir, schema: writerSchema() })
  assert.ok(opened.ok, `${told}: ${JSON.stringify(opened)}`)
  const there = entriesOf(opened.value)
  const findings = audit(opened.value).findings
  await opened.value.close()
  const acknowledged = said('ack').map((line) => line.slice('ack '.length))
  for (const ack of acknowledged) assert.ok(there.all.has(ack), `${told}: ${ack} was acknowledged`)
  const unsaid = [...there.persons].filter((entry) => !acknowledged.includes(entry))
  // A log that could not be synced may still be whole when the next opening reads it: one commit for each opening, as its Problem says.
  if (!fault.startsWith('fsync') || failures.length === 0) assert.deepEqual(unsaid, [], `${told}: what was refused is not there`)
  assert.ok(unsaid.length <= mostInACommit * opens, `${told}: ${unsaid.length} refused entries are there`)
  assert.deepEqual(findings, [], told)
  await rm(folder, { recursive: true, force: true })
  const recovered = failures.length > 0 && acknowledged.length > 0 && lines.lastIndexOf(failures.at(-1) ?? '') < lines.lastIndexOf(said('ack').at(-1) ?? '')
  return { acknowledged: acknowledged.length, refused: said('no').filter((line) => failures.includes(line)).length, unsaid: unsaid.length, shut: said('shut').length, recovered: recovered ? 1 : 0 }
}

/** Runs a writer whose calls on the desk's files fail so; gives what it said. */
const runFailing = async (orders: WriterOrders, fault: string): Promise<readonly string[]> => {
  const paths = ['desk.db', 'desk.db-wal', 'desk.db-journal', 'desk.db.new', 'desk.db.new-journal', 'desk.db-closed', 'desk.address', 'desk.lock.db', 'desk.lock.db-journal', ''].flatMap((name) => ['-P', join(orders.dir, name)])
  const { lines, code } = await runTraced(orders, ['-o', '/dev/null', ...paths, '-e', `trace=${fault.split(':')[0]}`, '-e', `inject=${fault}`])
  assert.equal(code, 0, `${fault}: the writer ended with ${code}; ${lines.slice(-3).join('\n')}`)
  return lines
}

/** Entries as `SEQ HASH`: all, and those of commands. */
const entriesOf = ({ store }: Desk) => {
  const rows = store.all<{ seq: number; hash: string; actor: string }>({ sql: 'SELECT seq, lower(hex(hash)) AS hash, actor FROM _entry', parameters: [] })
  const told = (some: typeof rows): ReadonlySet<string> => new Set(some.map(({ seq, hash }) => `${seq} ${hash}`))
  return { all: told(rows), persons: told(rows.filter(({ actor }) => actor === 'person')) }
}
