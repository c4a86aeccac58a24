import { startDeskProcess } from './desk.ts'
import { inFolder, makeDesk } from './fill.ts'
import { startLoad } from './load.ts'
import { residentMb } from './process-usage.ts'
import type { BenchRow } from './row.ts'
import { median, rounded } from './statistics.ts'

/** Measures the start of a desk, from the process's first moment to its first answer, and its memory after it has served pages. */
export const benchStart = async (): Promise<readonly BenchRow[]> => [...(await benchDesk(0, 'an empty desk')), ...(await benchDesk(100_000, '100,000 rows'))]

const starts = 7
const mostSeconds = 0.5
const mostMb = 150

const benchDesk = (rows: number, name: string): Promise<readonly BenchRow[]> =>
  inFolder(async (dir) => {
    if (rows > 0) await makeDesk(dir, rows)
    await (await startDeskProcess(dir)).close()
    const seconds: number[] = []
    const megabytes: number[] = []
    for (let n = 0; n < starts; n += 1) {
      const desk = await startDeskProcess(dir)
      try {
        seconds.push(desk.startMs / 1000)
        if (n === starts - 1) megabytes.push(...(await memoryAfterPages(desk.port, desk.pid, await desk.signIn())))
      } finally {
        await desk.close()
      }
    }
    const [fresh = NaN, served = NaN] = megabytes
    const start = median(seconds)
    return [
      { name: `start of ${name} to its first answer`, value: rounded(start), unit: 's', target: `≤ ${mostSeconds}`, pass: start <= mostSeconds },
      ...(Number.isNaN(served) ? [] : [
        { name: `memory of ${name} after the first page`, value: rounded(fresh), unit: 'MB' },
        { name: `memory of ${name} after 2,000 pages`, value: rounded(served), unit: 'MB', target: `≤ ${mostMb}`, pass: served <= mostMb },
      ]),
    ]
  })

/** Resident memory after one page and after some 2,000; NaN where the system does not say. */
const memoryAfterPages = async (port: number, pid: number, cookie: string): Promise<readonly number[]> => {
  const load = startLoad()
  const ask = { port, method: 'GET', headers: { cookie }, clients: 4 } as const
  try {
    await load.run({ ...ask, paths: ['/p/1/tasks'], clients: 1, ms: 1 })
    const fresh = await residentMb(pid)
    for (let pages = 0; pages < 2000; ) pages += (await load.run({ ...ask, paths: ['/p/1/tasks', '/p/1/search?q=orchestra', '/p/1/tasks?sort=name', '/p/1/contacts'], ms: 1000 })).requests
    return [fresh, await residentMb(pid)]
  } finally {
    await load.close()
  }
}
