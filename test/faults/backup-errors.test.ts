import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { audit } from '../../src/data/audit.ts'
import { openDesk } from '../../src/data/desk.ts'
import { makeFolder } from '../data-fixture.ts'
import { memoryFolder } from '../memory-folder.ts'
import { testSeed } from '../random.ts'
import { writerSchema, type WriterOrders } from './desk-writer.ts'
import { noStrace } from './strace.ts'
import { writerCommand, writerEnvironment } from './writer-process.ts'

const faults = [
  'mkdir:error=EACCES:when=1', 'getdents64:error=EIO:when=2', 'openat:error=EACCES:when=1..3', 'openat:error=ENOSPC:when=2+2', 'pwrite64:error=ENOSPC:when=1+',
  'pread64:error=EIO:when=3', 'fsync:error=EIO:when=2', 'rename:error=EIO:when=1..2', 'unlink:error=EACCES:when=1+',
]

test('a backup that fails before a migration or a bulk change keeps that from being done, and nothing else', { skip: noStrace, timeout: 3_600_000 }, async (t) => {
  const felt: string[] = []
  for (const fault of faults) {
    const dir = join(await makeFolder(t, memoryFolder()), 'desk')
    const told = `${fault}, PRENTICE_SEED=${testSeed}`
    const lines = await failBackups(t, { dir, seed: testSeed, requests: 12, opens: 3, migrates: true, bulk: true }, fault)
    if (!lines) return t.skip('strace may not attach to a process that runs (a container may need --cap-add=SYS_PTRACE)')
    const refusals = lines.filter((line) => / (read-only|busy|failed|too-large) /.test(line))
    for (const line of refusals) assert.match(line, /^(no|off) read-only (The disk is full: the|The) backup that comes first could not be written/, told)
    felt.push(...refusals)
    assert.deepEqual(lines.filter((line) => /^(shut|unread) /.test(line)), [], told)
    const backups = join(dir, 'backups')
    const drafts = existsSync(backups) ? readdirSync(backups).filter((name) => name.includes('.part')) : []
    if (!fault.startsWith('unlink')) assert.deepEqual(drafts, [], told)

    const opened = await openDesk({ dir, schema: writerSchema(3) })
    assert.ok(opened.ok, told)
    const { store, schema } = opened.value
    const there = new Set(store.all<{ ack: string }>({ sql: "SELECT 'ack ' || seq || ' ' || lower(hex(hash)) AS ack FROM _entry", parameters: [] }).map(({ ack }) => ack))
    const [acks, { broken }, { findings }] = [lines.filter((line) => line.startsWith('ack ')), schema(), audit(opened.value)]
    await opened.value.close()
    assert.ok(acks.length > 10, told)
    assert.deepEqual([acks.filter((ack) => !there.has(ack)), broken, findings], [[], [], []], told)
    assert.deepEqual(readdirSync(backups).filter((name) => !/^\d{6}-.*\.db$/.test(name)), [], `${told}: the next backup has tidied up`)
  }
  assert.ok(felt.length > faults.length, felt.join('\n'))
})

/** Runs a writer of which only the calls on its backups fail so: their drafts bear its number, so strace comes when that is known. Undefined where it may not. */
const failBackups = async (t: TestContext, orders: WriterOrders, fault: string): Promise<readonly string[] | undefined> => {
  const [node, ...file] = writerCommand
  const writer = spawn(node, file, { env: writerEnvironment, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  t.after(() => writer.kill('SIGKILL'))
  const exit = once(writer, 'exit')
  await once(writer, 'message')
  const folder = join(orders.dir, 'backups')
  const drafts = Array.from({ length: 40 }, (_, at) => ['', '-journal', '-wal', '-shm'].map((end) => join(folder, `${writer.pid}-${at + 1}.part${end}`))).flat()
  const tracer = spawn('strace', ['-f', '-p', String(writer.pid), '-o', '/dev/null', ...[folder, ...drafts].flatMap((path) => ['-P', path]), '-e', `trace=${fault.split(':')[0]}`, '-e', `inject=${fault}`], { stdio: ['ignore', 'ignore', 'pipe'] })
  let attached = false
  for await (const line of createInterface(tracer.stderr)) if ((attached = line.includes('attached'))) break
  if (!attached) return undefined
  writer.send(orders)
  let said = ''
  for await (const chunk of writer.stdout ?? []) said += String(chunk)
  const [code]: (number | null)[] = await exit
  assert.equal(code, 0, fault)
  return said.split('\n').slice(0, -1)
}
