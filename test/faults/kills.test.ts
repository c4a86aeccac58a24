import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { audit } from '../../src/data/audit.ts'
import { openDesk } from '../../src/data/desk.ts'
import { makeFolder } from '../data-fixture.ts'
import { randomFrom, testSeed } from '../random.ts'
import { writerSchema, type WriterOrders } from './desk-writer.ts'
import { writerCommand, writerEnvironment } from './writer-process.ts'

// A failure is replayed by its seed: PRENTICE_SEED=… PRENTICE_KILLS=… node --test test/faults/kills.test.ts
const killCount = Number(process.env['PRENTICE_KILLS'] ?? 200)
/** Mostly the next writer opens what the last one left; now and then everything is looked at. */
const auditEvery = 20

test(`kill -9 under mixed load loses nothing that was acknowledged (${killCount} kills, PRENTICE_SEED=${testSeed})`, { timeout: 3_600_000 }, async (t) => {
  const dir = await makeFolder(t)
  const random = randomFrom(testSeed)
  const below = (most: number): number => Math.floor(random() * most)
  const acknowledged = new Map<number, string>()
  const openedMs: number[] = []
  let slain = 0
  let waiting = start()
  t.after(async () => (await waiting).kill('SIGKILL'))
  for (let kill = 1; kill <= killCount; kill += 1) {
    const writer = await waiting
    waiting = start() // the next one loads its code meanwhile
    // Some are killed while they open the desk.
    const lines = await runUntilKilled(writer, { dir, seed: testSeed + kill }, below(5) === 0 ? { afterMs: below(40) } : { afterLines: 1 + below(60) })
    const told = `kill ${kill}, PRENTICE_SEED=${testSeed}`
    if (writer.signalCode === 'SIGKILL') slain += 1
    for (const line of lines) {
      const [word, seq = '', hash = ''] = line.split(' ')
      if (word === 'open') openedMs.push(Number(seq))
      else if (word === 'ack') acknowledged.set(Number(seq), hash)
      else assert.match(line, /^no (unknown-row|bad-value|bad-command|nothing-to-undo|conflict|linked) /, told)
    }
    if (kill % auditEvery === 0 || kill === killCount) await check(dir, acknowledged, told)
  }
  assert.equal(slain, killCount)
  assert.ok(acknowledged.size > killCount * 5)
  t.diagnostic(`${acknowledged.size} acknowledged; ready again in ${openedMs.toSorted((a, b) => a - b)[openedMs.length >> 1]} ms (median), ${Math.max(...openedMs)} ms at most`)
})

const start = async (): Promise<ChildProcess> => {
  const [node, ...file] = writerCommand
  const child = spawn(node, file, { env: writerEnvironment, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  await once(child, 'message')
  return child
}

/** Gives the whole lines that a writer has said before its end. */
const runUntilKilled = async (writer: ChildProcess, orders: WriterOrders, { afterLines = Infinity, afterMs }: { readonly afterLines?: number; readonly afterMs?: number }): Promise<readonly string[]> => {
  const exit = once(writer, 'exit')
  writer.send(orders)
  const timer = afterMs === undefined ? undefined : setTimeout(() => writer.kill('SIGKILL'), afterMs)
  let said = ''
  for await (const chunk of writer.stdout ?? []) {
    said += String(chunk)
    if (said.split('\n').length > afterLines) writer.kill('SIGKILL')
  }
  await exit
  clearTimeout(timer)
  return said.split('\n').slice(0, -1)
}

const check = async (dir: string, acknowledged: ReadonlyMap<number, string>, told: string): Promise<void> => {
  const opened = await openDesk({ dir, schema: writerSchema() })
  assert.ok(opened.ok, `${told}: ${JSON.stringify(opened)}`)
  const desk = opened.value
  const there = new Map(desk.store.all<{ seq: number; hash: string }>({ sql: 'SELECT seq, lower(hex(hash)) AS hash FROM _entry', parameters: [] }).map(({ seq, hash }) => [seq, hash]))
  assert.deepEqual([...acknowledged].filter(([seq, hash]) => there.get(seq) !== hash), [], told)
  assert.deepEqual(audit(desk).findings, [], told)
  await desk.close()
}
