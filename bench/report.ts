import type { Machine } from './machine.ts'
import type { BenchRow } from './row.ts'

/** What a run of the benches came to. */
export interface Report {
  readonly machine: Machine
  /** Median of one small write that waits for the disk: what a commit cannot be faster than. */
  readonly syncMs: number
  readonly rows: readonly BenchRow[]
  /** Benches that ended in an error. */
  readonly broken: readonly { readonly name: string; readonly reason: string }[]
}

/** Writes the report as one JSON object. */
export const reportJson = (report: Report): string => `${JSON.stringify(report, undefined, 2)}\n`

/** Writes the report as a table to read, the machine below it. */
export const reportTable = ({ machine, syncMs, rows, broken }: Report): string => {
  const lines = [['what', 'value', 'unit', 'floor', 'ratio', 'target', ''], ...rows.map(cells)]
  const widths = lines.reduce<readonly number[]>((widest, line) => line.map((cell, at) => Math.max(widest[at] ?? 0, cell.length)), [])
  const table = lines.map((line) => line.map((cell, at) => (isNumber(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ').trimEnd())
  const [head = '', ...body] = table
  const rule = '─'.repeat(Math.max(...table.map((line) => line.length)))
  const under = `${machine.cpu} · ${machine.cores} cores · ${machine.memoryGb} GB · ${machine.system} · Node ${machine.node} · a synced write takes ${syncMs} ms`
  return `${[head, rule, ...body, rule, under, ...broken.map(({ name, reason }) => `\n${name} broke: ${reason}`)].join('\n')}\n`
}

const cells = ({ name, value, unit, floor, ratio, target, pass }: BenchRow): readonly string[] => [
  name, grouped(value), unit, floor === undefined ? '' : grouped(floor), ratio === undefined ? '' : `${ratio.toFixed(2)} ×`, target ?? '',
  pass === undefined ? '' : pass ? 'ok' : 'MISSED',
]

const isNumber = (column: number): boolean => [1, 3, 4].includes(column)

const grouped = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
