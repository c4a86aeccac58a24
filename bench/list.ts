import { alternate } from './alternate.ts'
import type { DeskProcess } from './desk.ts'
import type { BenchRow } from './row.ts'
import { rounded } from './statistics.ts'
import { besideFloor, withDesk } from './with-desk.ts'

/** Measures the page of a table: the first 50 rows against the floor, then how far down the list matters, to a million rows. */
export const benchList = async (): Promise<readonly BenchRow[]> => [...(await benchFirstPage()), ...(await benchDeepPages(100_000)), ...(await benchDeepPages(1_000_000))]

const path = '/p/1/tasks'

const benchFirstPage = (): Promise<readonly BenchRow[]> =>
  besideFloor(1000, async ({ desk, load, floor }) => {
    const cookie = await desk.signIn()
    const { ours, bare, ratio } = await alternate(load, {
      bare: { port: floor.port, pid: floor.pid, method: 'GET', paths: ['/list'], clients: 4 },
      ours: { port: desk.port, pid: desk.pid, method: 'GET', paths: [path], headers: { cookie }, clients: 4 },
      rounds: 5,
    })
    const api = await load.run({ port: desk.port, method: 'GET', paths: ['/api/tables/task/rows'], headers: desk.bearer, clients: 4, ms: 2000 })
    return [
      { name: 'list, whole page of 50 rows with chat, 4 clients', value: rounded(ours.perSecond), unit: 'pages/s', floor: rounded(bare.perSecond), ratio: rounded(ratio) },
      { name: 'list, the same 50 rows as JSON', value: rounded(api.perSecond), unit: 'pages/s', floor: rounded(bare.perSecond), ratio: rounded(api.perSecond / bare.perSecond) },
    ]
  })

/** A page that is as near when it lies deep is at most this much slower. */
const deepAtMost = 1.5

const benchDeepPages = (rows: number): Promise<readonly BenchRow[]> =>
  withDesk(rows, async ({ desk, load }) => {
    const cookie = await desk.signIn()
    const cursor = await cursorInTheMiddle(desk, rows)
    const ask = { port: desk.port, method: 'GET', headers: { cookie }, clients: 1 } as const
    const measure = async (query: string): Promise<number> => {
      await load.run({ ...ask, paths: [`${path}${query}`], ms: 500 })
      return (await load.run({ ...ask, paths: [`${path}${query}`], ms: 2500 })).p50Ms
    }
    const first = await measure('')
    const deep = await measure(`?cursor=${cursor}`)
    const sorted = await measure('?sort=name')
    const named = `list, ${rows.toLocaleString('en-US')} rows`
    const ratio = deep / first
    return [
      { name: `${named}, first page, p50`, value: rounded(first), unit: 'ms' },
      { name: `${named}, page in the middle, p50`, value: rounded(deep), unit: 'ms', floor: rounded(first), ratio: rounded(ratio), target: `≤ ${deepAtMost} × the first page`, pass: ratio <= deepAtMost },
      { name: `${named}, sorted by name, p50`, value: rounded(sorted), unit: 'ms' },
    ]
  })

/** Goes through half of the rows as a program would, 1,000 at a time. */
const cursorInTheMiddle = async (desk: DeskProcess, rows: number): Promise<string> => {
  let cursor = ''
  for (let seen = 0; seen < rows / 2; seen += 1000) {
    const answer = await fetch(`${desk.url}/api/tables/task/rows?limit=1000${cursor && `&cursor=${cursor}`}`, { headers: desk.bearer })
    const page: { readonly next?: string } = JSON.parse(await answer.text())
    if (page.next === undefined) throw new Error(`the list ends after ${seen} rows`)
    cursor = page.next
  }
  return cursor
}
