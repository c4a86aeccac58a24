import { compileReflex, understand } from '../src/apprentice/reflex/reflex.ts'
import { trialSchema, trialWorld } from '../test/reflex-trials/desk.ts'
import type { BenchRow } from './row.ts'

/** Measures how long the reflex takes for one request, without a database: the median and the slowest hundredth over many plain requests, and a compile of its rules. */
export const benchReflex = async (): Promise<BenchRow[]> => {
  const schema = trialSchema()
  const reflex = compileReflex(schema)
  const world = trialWorld({ page: 'task' })
  const times: number[] = []
  for (let round = 0; round < 60; round += 1)
    for (const text of requests) {
      const start = performance.now()
      understand(reflex, text, world)
      if (round >= 10) times.push(performance.now() - start)
    }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(3))
  const start = performance.now()
  for (let round = 0; round < 20; round += 1) compileReflex(schema)
  return [
    { name: 'reflex, one request, p50', value: at(0.5), unit: 'ms', target: '< 1', pass: at(0.5) < 1 },
    { name: 'reflex, one request, p99', value: at(0.99), unit: 'ms' },
    { name: 'reflex, compiling the rules of five tables', value: Number(((performance.now() - start) / 20).toFixed(3)), unit: 'ms' },
  ]
}

const requests: readonly string[] = [
  'add buy milk', 'add buy milk and call mum', 'mark the dentist done', 'rename milk to oat milk', 'delete buy milk', 'move milk to the top', 'what is on my list?', 'is milk on my list?',
  'set priority of milk to high', 'add buy milk due tomorrow', 'clear the finished ones', 'add Dune by Frank Herbert, rating 5', 'new contact Ada Lovelace with email ada@x.org', 'add milk and finish the dentist and delete bread',
  'how many unread books do I have?', 'sum of amount by stage', 'snooze milk by 2 days', 'what do you think about tasks?', 'I bought milk yesterday', 'could you please tell me a story about a dragon and a knight?',
]
