import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { memoryFolder } from '../memory-folder.ts'
import { randomFrom, testSeed } from '../random.ts'
import { lookInto, openAndAudit } from './after-fault.ts'
import type { WriterOrders } from './desk-writer.ts'
import { diskUnder } from './disk-model.ts'
import { noStrace, recordCalls, type Call } from './strace.ts'

// A failure is replayed by its seed: PRENTICE_SEED=… PRENTICE_POWER_STATES=… node --test test/faults/power-loss.test.ts
const stateCount = Number(process.env['PRENTICE_POWER_STATES'] ?? 2000)
const auditEvery = 10

/** Many short openings for what happens at the ends, also with a migration and its backup; one long one, with a large log, for checkpoints and a log that is used again: a state of it costs as much as ten of the others. */
const recordings: readonly { readonly name: string; readonly orders: Omit<WriterOrders, 'dir' | 'seed'>; readonly states: number }[] = [
  { name: 'many openings', orders: { requests: 25, opens: 12 }, states: Math.ceil(stateCount * 0.6) },
  { name: 'openings that migrate', orders: { requests: 15, opens: 12, migrates: true }, states: Math.floor(stateCount * 0.3) },
  { name: 'one long opening', orders: { requests: 1100 }, states: Math.floor(stateCount * 0.1) },
]

for (const { name, orders, states } of recordings)
  test(`a power cut loses nothing that was acknowledged: ${name} (${states} states, PRENTICE_SEED=${testSeed})`, { skip: noStrace, timeout: 3_600_000 }, async (t) => {
    const { calls, acks } = await record(t, orders)
    const tally = await cutPower(t, calls, states)
    assert.deepEqual(tally.wrong, [])
    assert.ok(tally.torn > tally.states / 4, 'most cuts fall where something is not yet safe')
    t.diagnostic(`${calls.length} calls, ${acks} acknowledged; ${JSON.stringify({ ...tally, wrong: tally.wrong.length })}`)
  })

test(`a database that does not wait for the disk is found out by the same cuts (PRENTICE_SEED=${testSeed})`, { skip: noStrace, timeout: 600_000 }, async (t) => {
  const { calls } = await record(t, { requests: 100, opens: 2, unsafe: true })
  const { states, wrong } = await cutPower(t, calls, 200)
  assert.ok(wrong.length > states / 4, `only ${wrong.length} of ${states}`)
  assert.match(wrong.join('\n'), /was acknowledged/)
  t.diagnostic(`${wrong.length} of ${states} states have lost what was acknowledged`)
})

const record = async (t: TestContext, orders: Omit<WriterOrders, 'dir' | 'seed'>) => {
  const dir = await mkdtemp(join(memoryFolder(), 'prentice-power-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const desk = join(dir, 'desk')
  const calls = await recordCalls({ dir: desk, seed: testSeed, ...orders }, join(dir, 'calls'))
  const acks = calls.filter((call) => ackIn(call)).length
  assert.ok(acks > 50, `${acks} acknowledged`)
  return { calls, acks, dir, desk }
}

/** The acknowledgement that a call is: a line on the standard output. */
const ackIn = (call: Call): { readonly seq: number; readonly hash: string } | undefined => {
  if (call.kind !== 'write' || call.fd !== 1) return undefined
  const [, seq, hash] = /^ack (\d+) (\w+)\n$/.exec(call.bytes.toString()) ?? []
  return hash === undefined ? undefined : { seq: Number(seq), hash }
}

interface Tally { states: number; torn: number; audited: number; readonly wrong: string[] }

/** Cuts the power after seeded calls, again and again, and looks at what is left. */
const cutPower = async (t: TestContext, calls: readonly Call[], count: number): Promise<Tally> => {
  const random = randomFrom(testSeed)
  const dir = await mkdtemp(join(memoryFolder(), 'prentice-cut-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  const folder = calls.find((call) => call.kind === 'open' && call.path.endsWith('/desk.lock.db'))
  assert.ok(folder?.kind === 'open')
  const disk = diskUnder(join(folder.path, '..'))
  const cuts = Map.groupBy(pointsOf(calls, count, random), (point) => point)
  const acks = new Map<number, string>()
  const tally: Tally = { states: 0, torn: 0, audited: 0, wrong: [] }
  for (const [at, call] of calls.entries()) {
    disk.follow(call)
    const ack = ackIn(call)
    if (ack) acks.set(ack.seq, ack.hash)
    for (const _ of cuts.get(at) ?? []) {
      await rm(dir, { recursive: true, force: true })
      await mkdir(dir)
      for (const [file, bytes] of disk.cut(random)) await writeFile(join(dir, file), bytes)
      tally.states += 1
      if (disk.pending() > 0) tally.torn += 1
      // Before the first acknowledgement there may be no desk to look at but through its own opening.
      const whole = tally.states % auditEvery === 0 || acks.size === 0
      if (whole) tally.audited += 1
      const { wrong } = whole ? await openAndAudit(dir, { acks }) : lookInto(dir, { acks })
      if (wrong !== undefined) tally.wrong.push(`state ${tally.states}, after call ${at} of ${calls.length}: ${wrong}`)
    }
  }
  return tally
}

/** Half of the cuts anywhere; half where more than the log is written: beginnings, checkpoints, ends. */
const pointsOf = (calls: readonly Call[], count: number, random: () => number): readonly number[] => {
  const below = (most: number): number => Math.floor(random() * most)
  const logs = new Set<number>()
  const rare = calls.flatMap((call, at) => {
    if (call.kind === 'open') logs[call.path.endsWith('-wal') ? 'add' : 'delete'](call.fd)
    return call.kind === 'write' ? (call.fd > 2 && !logs.has(call.fd) ? [at] : []) : call.kind === 'sync' || call.kind === 'open' || call.kind === 'close' ? [] : [at]
  })
  const first = calls.findIndex((call) => call.kind === 'open' && call.path.endsWith('/desk.lock.db'))
  return Array.from({ length: count }, (_, n) => (n % 2 === 0 ? first + below(calls.length - first) : (rare[below(rare.length)] ?? first)))
}
