import type { Load, LoadProcess } from './load.ts'
import { processorMs } from './process-usage.ts'
import { median } from './statistics.ts'

/** What to ask, and the process that answers it. */
type Timeless = Omit<Load, 'ms'> & { readonly pid: number }

/** The medians over the rounds. */
export interface Speed {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor time of the server for one request in microseconds: what a busy machine disturbs least. NaN where the system does not say. */
  readonly processorUs: number
}

/**
 * Asks the floor and the desk the same by turns, in short rounds, so that what else the machine does meets both alike.
 * `ratio` is the desk's speed against the floor's, both medians.
 */
export const alternate = async (
  load: LoadProcess, { bare, ours, rounds = 9, ms = 700 }: { readonly bare: Timeless; readonly ours: Timeless; readonly rounds?: number; readonly ms?: number },
): Promise<{ readonly bare: Speed; readonly ours: Speed; readonly ratio: number }> => {
  const measure = async (each: Timeless, forMs: number): Promise<Speed> => {
    const before = await processorMs(each.pid)
    const result = await load.run({ ...each, ms: forMs })
    return { ...result, processorUs: (((await processorMs(each.pid)) - before) * 1000) / result.requests }
  }
  const [floor, desk]: [Speed[], Speed[]] = [[], []]
  for (const each of [bare, ours]) await measure(each, warmUpMs)
  for (let round = 0; round < rounds; round += 1) {
    floor.push(await measure(bare, ms))
    desk.push(await measure(ours, ms))
  }
  const [bareSpeed, ourSpeed] = [medians(floor), medians(desk)]
  return { bare: bareSpeed, ours: ourSpeed, ratio: ourSpeed.perSecond / bareSpeed.perSecond }
}

/** Some thousand requests, after which the engine has compiled most of what is hot. */
const warmUpMs = 5000

const medians = (speeds: readonly Speed[]): Speed => ({
  perSecond: median(speeds.map(({ perSecond }) => perSecond)),
  p50Ms: median(speeds.map(({ p50Ms }) => p50Ms)),
  p99Ms: median(speeds.map(({ p99Ms }) => p99Ms)),
  processorUs: median(speeds.map(({ processorUs }) => processorUs)),
})
