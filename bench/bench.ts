import { machine, measureSyncMs } from './machine.ts'
import { reportJson, reportTable, type Report } from './report.ts'
import type { BenchRow } from './row.ts'

/** A measurement; its name is what the command line calls it. */
export type Bench = () => Promise<readonly BenchRow[]>
/** The measurements by the names that the command line calls them. */
export type Benches = Readonly<Record<string, Bench>>

/** Every bench, in the order in which they run; each is loaded when it is run. */
export const benches: Benches = {
  commands: async () => (await import('./commands.ts')).benchCommands(),
  disks: async () => (await import('./commands.ts')).benchSlowerDisks(),
  list: async () => (await import('./list.ts')).benchList(),
  search: async () => (await import('./search.ts')).benchSearch(),
  live: async () => (await import('./live.ts')).benchLive(),
  start: async () => (await import('./start.ts')).benchStart(),
  reflex: async () => (await import('./reflex.ts')).benchReflex(),
  turn: async () => (await import('./turn.ts')).benchTurn(),
  monitor: async () => (await import('./monitor.ts')).benchMonitor(),
}

/**
 * Runs the named benches, or all, and prints the table, or JSON. Answers the exit code: 0, 1 if a bench broke, 2 for an unknown name.
 * A missed target is shown, not an error: the machine may be a slow one.
 */
export const main = async (args: readonly string[], { json = false, known = benches, write = (text: string): void => void process.stdout.write(text) } = {}): Promise<number> => {
  const asJson = json || args.includes('--json')
  const names = args.filter((word) => word !== '--json')
  const unknown = names.find((name) => !Object.hasOwn(known, name))
  if (unknown !== undefined) {
    process.stderr.write(`There is no bench "${unknown}". There are: ${Object.keys(known).join(', ')}. With --json the numbers come as JSON.\n`)
    return 2
  }
  const { rows, broken } = await runAll(known, names.length > 0 ? names : Object.keys(known))
  const report: Report = { machine: machine(), syncMs: await measureSyncMs(), rows, broken }
  write(asJson ? reportJson(report) : reportTable(report))
  return broken.length > 0 ? 1 : 0
}

/** One after the other: they would disturb each other. */
const runAll = async (known: Benches, names: readonly string[]): Promise<Pick<Report, 'rows' | 'broken'>> => {
  const rows: BenchRow[] = []
  const broken: { readonly name: string; readonly reason: string }[] = []
  for (const name of names) {
    const startedAt = performance.now()
    try {
      rows.push(...((await known[name]?.()) ?? []))
    } catch (error) {
      broken.push({ name, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
    process.stderr.write(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
  }
  return { rows, broken }
}
