import { compileReflex, understand } from '../src/apprentice/reflex/reflex.ts'
import { trialSchema, trialWorld } from '../test/reflex-trials/desk.ts'
import { worldOf } from '../src/apprentice/turn-world.ts'
import { inFolder, makeDesk, openMadeDesk } from './fill.ts'
import type { BenchRow } from './row.ts'
import { percentile, rounded } from './statistics.ts'

/** Measures how long the reflex takes for one request: over a few rows in memory, and over a desk with 100,000 rows; and a compile of its rules. */
export const benchReflex = async (): Promise<BenchRow[]> => {
  const schema = trialSchema()
  const reflex = compileReflex(schema)
  const inMemory = measure((text) => understand(reflex, text, trialWorld({ page: 'task' })), 60)
  const onDesk = await inFolder(async (dir) => {
    await makeDesk(dir, rows)
    const desk = await openMadeDesk(dir)
    const own = compileReflex(desk.schema())
    try {
      return measure((text) => understand(own, text, worldOf(desk, 1, { table: 'task' })), 20)
    } finally {
      await desk.close()
    }
  })
  const start = performance.now()
  for (let round = 0; round < 20; round += 1) compileReflex(schema)
  return [
    { name: 'reflex, one request, p50', value: rounded(percentile(inMemory, 50)), unit: 'ms', target: '< 1', pass: percentile(inMemory, 50) < 1 },
    { name: 'reflex, one request, p99', value: rounded(percentile(inMemory, 99)), unit: 'ms' },
    { name: 'reflex, one request, 100,000 rows, p50', value: rounded(percentile(onDesk, 50)), unit: 'ms', target: '< 10', pass: percentile(onDesk, 50) < 10 },
    { name: 'reflex, one request, 100,000 rows, p99', value: rounded(percentile(onDesk, 99)), unit: 'ms' },
    { name: 'reflex, compiling the rules of five tables', value: rounded((performance.now() - start) / 20), unit: 'ms' },
  ]
}

const rows = 100_000

/** Milliseconds of every request in every round; a sixth of the rounds only warms. */
const measure = (hear: (text: string) => unknown, rounds: number): readonly number[] => {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1)
    for (const text of requests) {
      const start = performance.now()
      hear(text)
      if (round >= rounds / 6) times.push(performance.now() - start)
    }
  return times
}

const requests: readonly string[] = [
  'add buy milk', 'add buy milk and call mum', 'mark the dentist done', 'rename milk to oat milk', 'delete buy milk', 'move milk to the top', 'what is on my list?', 'is milk on my list?',
  'set priority of milk to high', 'add buy milk due tomorrow', 'clear the finished ones', 'add Dune by Frank Herbert, rating 5', 'new contact Ada Lovelace with email ada@x.org', 'add milk and finish the dentist and delete bread',
  'how many unread books do I have?', 'sum of amount by stage', 'snooze milk by 2 days', 'what do you think about tasks?', 'I bought milk yesterday', 'could you please tell me a story about a dragon and a knight?', 'finish Call Ada about the invoice 1',
]
