import type { Page } from 'playwright-core'
import { launchBrowser } from '../test/browser.ts'
import { startDeskProcess, type DeskProcess } from './desk.ts'
import { inFolder, makeDesk } from './fill.ts'
import { openTabs } from './live-tabs.ts'
import type { BenchRow } from './row.ts'
import { percentile, rounded } from './statistics.ts'

const rows = 1000
const changesPerCrowd = 150
const warmUpChanges = 20

/**
 * Measures how long it takes from a program's sending a change until it stands in the DOM of a page in Chromium: the request,
 * the commit, the fragment, the frame and htmx's swap. The other tabs are sockets that speak as pages do: two cores could not
 * run a hundred browsers.
 */
export const benchLive = (): Promise<readonly BenchRow[]> =>
  inFolder(async (dir) => {
    await makeDesk(dir, rows)
    const desk = await startDeskProcess(dir)
    const browser = await launchBrowser()
    try {
      const cookie = await desk.signIn()
      const context = await browser.newContext()
      const [name = '', value = ''] = cookie.split('=')
      await context.addCookies([{ name, value, url: desk.url }])
      const page = await context.newPage()
      await page.goto(`${desk.url}/p/1/tasks`)
      await page.waitForSelector('html[data-live=on]')
      await page.evaluate(watchTitles)
      await measure(desk, page, warmUpChanges)
      const measured: BenchRow[] = []
      for (const crowd of [1, 10, 100]) {
        const others = await openTabs(desk, cookie, crowd - 1)
        const times = await measure(desk, page, changesPerCrowd)
        await others.close(await lastSeq(desk))
        const named = `live, change sent to DOM of another tab, ${crowd === 1 ? '1 tab' : `${crowd} tabs (1 Chromium, ${crowd - 1} sockets)`}`
        measured.push({ name: `${named}, p50`, value: rounded(percentile(times, 50)), unit: 'ms' }, { name: `${named}, p99`, value: rounded(percentile(times, 99)), unit: 'ms' })
      }
      return measured
    } finally {
      await browser.close()
      await desk.close()
    }
  })

/** Changes the first rows of the list one after the other; answers the time that each took, in milliseconds. */
const measure = async (desk: DeskProcess, page: Page, changes: number): Promise<readonly number[]> => {
  const offsetMs = await clockOffset(page)
  const times: number[] = []
  for (let n = 0; n < changes; n += 1) {
    const name = `Changed ${(count += 1)}`
    const sentAt = now()
    await command(desk, { action: 'update', table: 'task', id: rows - (n % 20), name })
    times.push((await page.evaluate<number>(`seen(${JSON.stringify(name)})`)) - offsetMs - sentAt)
  }
  return times
}

let count = 0

const command = async (desk: DeskProcess, said: object): Promise<void> => {
  const answer = await fetch(`${desk.url}/api/commands`, { method: 'POST', headers: { ...desk.bearer, 'content-type': 'application/json' }, body: JSON.stringify(said) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
}

const lastSeq = async (desk: DeskProcess): Promise<number> => {
  const answer = await fetch(`${desk.url}/api/entries?after=999999999`, { headers: desk.bearer })
  const { last }: { readonly last: number } = JSON.parse(await answer.text())
  return last
}

/** Notes the moment at which a title first stands in the list; `seen(title)` waits for it. */
const watchTitles = `
  const now = () => performance.timeOrigin + performance.now()
  const times = new Map()
  const waiting = new Map()
  new MutationObserver(() => {
    const at = now()
    for (const title of document.querySelectorAll('#list .row td.title')) {
      const [name] = title.textContent.match(/Changed \\d+/) ?? []
      if (name && !times.has(name)) {
        times.set(name, at)
        waiting.get(name)?.(at)
      }
    }
  }).observe(document.getElementById('list'), { subtree: true, childList: true, characterData: true })
  globalThis.seen = (name) => times.get(name) ?? new Promise((resolve) => waiting.set(name, resolve))
  globalThis.clock = now`

const now = (): number => performance.timeOrigin + performance.now()

/** How far the page's clock is ahead of ours: by the quickest of some questions, whose answer was read half-way. */
const clockOffset = async (page: Page): Promise<number> => {
  const asked: { readonly took: number; readonly offset: number }[] = []
  for (let n = 0; n < 40; n += 1) {
    const from = now()
    const theirs = await page.evaluate<number>('clock()')
    const to = now()
    asked.push({ took: to - from, offset: theirs - (from + to) / 2 })
  }
  return asked.toSorted((a, b) => a.took - b.took)[0]?.offset ?? 0
}
