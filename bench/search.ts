import { alternate } from './alternate.ts'
import type { BenchRow } from './row.ts'
import { rounded } from './statistics.ts'
import { besideFloor } from './with-desk.ts'

const rows = 100_000

/** Measures the page of a full-text search over 100,000 rows, one client, against the same query on a bare index. */
export const benchSearch = (): Promise<readonly BenchRow[]> =>
  besideFloor(rows, async ({ desk, load, floor }) => {
    const cookie = await desk.signIn()
    const measured: BenchRow[] = []
    for (const { words, name } of searches) {
      const ask = { method: 'GET', clients: 1 } as const
      const { ours, bare } = await alternate(load, {
        bare: { ...ask, port: floor.port, pid: floor.pid, paths: [`/search?words=${words}`] },
        ours: { ...ask, port: desk.port, pid: desk.pid, paths: [`/p/1/search?q=${words}`], headers: { cookie } },
        rounds: 5,
      })
      measured.push({ name: `search, 100,000 rows, ${name}, p50`, value: rounded(ours.p50Ms), unit: 'ms', floor: rounded(bare.p50Ms), ratio: rounded(ours.p50Ms / bare.p50Ms) })
    }
    return measured
  })

const searches = [
  { words: 'mara+orchestra', name: 'two words' },
  { words: 'orchestra', name: 'a word of 3,333 rows' },
  { words: 'orch', name: 'the beginning of two words' },
]
