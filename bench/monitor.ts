import { createMonitor } from '../src/apprentice/monitor.ts'
import type { BenchRow } from './row.ts'
import { median, rounded } from './statistics.ts'

/** Measures the monitor over a mixed reply in pieces of 4 characters, as tokens come: its speed, and its time per character at ten times the length. */
export const benchMonitor = async (): Promise<BenchRow[]> => {
  const short = piecesOf(100_000)
  const long = piecesOf(1_000_000)
  for (let round = 0; round < 5; round += 1) secondsFor(short)
  const perShort = median(Array.from({ length: 9 }, () => secondsFor(short))) / 100_000
  const perLong = median(Array.from({ length: 3 }, () => secondsFor(long))) / 1_000_000
  const speed = 1 / perLong
  const ratio = perLong / perShort
  return [
    { name: 'monitor', value: Math.round(speed), unit: 'characters/s', target: '≥ 1,000,000', pass: speed >= 1_000_000 },
    { name: 'monitor, time per character at 1 MB against 100 kB', value: rounded(ratio), unit: '×', target: '≤ 1.5', pass: ratio <= 1.5 },
  ]
}

const mixed = [
  'Sure, here is what I would do for the list of tasks, with {braces} and [links](x) in it.\n',
  '{"action":"insert","table":"task","name":"Call the dentist","due":"tomorrow"}\n',
  '```json\n[{"action":"update","table":"task","id":81,"done":true},{"action":"undo"}]\n```\n',
  '<think>The person said "finish", so {"action":"update"} it is.</think>',
  '<tool_call>\n{"name":"insert_task","arguments":{"name":"Buy milk"}}\n</tool_call>\n',
  "{'action': 'update', 'table': 'task', 'id': 3, 'done': True}\n",
  '```example\n{"action":"delete","table":"task","id":1}\n```\n',
  'Both are done. The dentist owes you one. 🦷 Use `code`, or see {"price": 3}.\n',
].join('')

const piecesOf = (length: number): readonly string[] => mixed.repeat(Math.ceil(length / mixed.length)).slice(0, length).match(/[^]{1,4}/g) ?? []

const secondsFor = (pieces: readonly string[]): number => {
  const start = performance.now()
  const monitor = createMonitor()
  for (const piece of pieces) monitor.push(piece)
  monitor.end('complete')
  return (performance.now() - start) / 1000
}
