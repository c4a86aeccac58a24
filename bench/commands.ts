import { alternate } from './alternate.ts'
import type { BenchRow } from './row.ts'
import { rounded } from './statistics.ts'
import { besideFloor, type Running } from './with-desk.ts'

/** Rows that both have at the start. */
const rows = 1000

/**
 * Measures commands per second over `POST /api/commands` against the floor, both durable: rounds of the floor and of the desk
 * take turns, and each number is the median of its rounds.
 */
export const benchCommands = async (): Promise<readonly BenchRow[]> => {
  const { speeds, processor } = await measureCommands({})
  return [...speeds, ...processor.filter(({ value }) => !Number.isNaN(value))]
}

/**
 * Measures the same where each synced write takes longer, for both: what a commit waits for is the disk's, 0.1 ms or several,
 * and the ratio to the floor, which syncs once a command, is mostly its.
 */
export const benchSlowerDisks = async (): Promise<readonly BenchRow[]> => {
  const measured: BenchRow[] = []
  for (const slowerSyncMs of [0.2, 1]) {
    const { speeds } = await measureCommands({ slowerSyncMs, rounds: 5 })
    measured.push(...speeds.map((row) => ({ ...row, name: `${row.name}, a sync ${slowerSyncMs} ms longer` })))
  }
  return measured
}

interface Measured { readonly speeds: readonly BenchRow[]; readonly processor: readonly BenchRow[] }

const measureCommands = ({ rounds, ...running }: Running & { readonly rounds?: number }): Promise<Measured> =>
  besideFloor(rows, async ({ desk, load, floor }) => {
    const speeds: BenchRow[] = []
    const processor: BenchRow[] = []
    for (const { name, clients, least } of crowds)
      for (const { verb, floorPath, floorBody, deskBody } of changes) {
        const ask = { method: 'POST', clients, from: 1, upTo: rows } as const
        const { ours, bare, ratio } = await alternate(load, {
          bare: { ...ask, port: floor.port, pid: floor.pid, paths: [floorPath], body: floorBody },
          ours: { ...ask, port: desk.port, pid: desk.pid, paths: ['/api/commands'], headers: desk.bearer, body: deskBody },
          ...(rounds !== undefined && { rounds }),
        })
        speeds.push({
          name: `commands, ${name}, ${verb}`, value: rounded(ours.perSecond), unit: 'commands/s', floor: rounded(bare.perSecond), ratio: rounded(ratio),
          target: `≥ ${least} × the floor`, pass: ratio >= least,
        })
        processor.push({
          name: `commands, ${name}, ${verb}, the server’s processor time`, value: rounded(ours.processorUs), unit: 'µs/command', floor: rounded(bare.processorUs),
          ratio: rounded(ours.processorUs / bare.processorUs),
        })
      }
    return { speeds, processor }
  }, running)

const crowds = [
  { name: '1 client', clients: 1, least: 0.6 },
  { name: '16 clients', clients: 16, least: 2 },
] as const

const changes = [
  {
    verb: 'insert', floorPath: '/insert', floorBody: '{"name":"Call the dentist {n}","priority":"high"}',
    deskBody: '{"action":"insert","table":"task","name":"Call the dentist {n}","priority":"high"}',
  },
  {
    // The number that is not the row's own makes each change a real one.
    verb: 'update', floorPath: '/update', floorBody: '{"id":{n},"name":"Renamed {count}"}',
    deskBody: '{"action":"update","table":"task","id":{n},"name":"Renamed {count}"}',
  },
] as const
