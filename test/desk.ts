import assert from 'node:assert/strict'
import { readFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as later } from 'node:timers/promises'
import type { Browser, Locator, Page } from 'playwright-core'
import { startDesk } from '../src/server.ts'
import { newPage, type PageShape, type WatchedPage } from './page.ts'

/** A whole desk, as `prentice` starts it, in a folder of its own on a free port. */
export interface StartedDesk {
  readonly url: string
  readonly dataDir: string
  /** What the terminal has shown so far. */
  shown(): string
  /** A fresh sign-in link. */
  link(): Promise<string>
  /** Opens a signed-in browser at a path; its cookies are its own. */
  open(browser: Browser, path?: string, shape?: PageShape): Promise<WatchedPage>
  /** Asks the API as a program with the fixed token; a body makes it a POST. */
  api(path: string, body?: unknown): Promise<ApiAnswer>
  /** Runs commands over the API and answers nothing: they must succeed. */
  run(...commands: readonly object[]): Promise<void>
  /** The rows of a table of a profile, in the order of its list: their values and their ids. */
  rows(table: string, profile?: number): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Every entry after a seq. */
  entries(after?: number): Promise<readonly ApiEntry[]>
  /** The newest seq: a test that nothing happened compares two. */
  seq(): Promise<number>
  /** Saves an app file into the person's folder. */
  saveApp(name: string, source: string): Promise<void>
  /** What the log file holds. */
  log(): Promise<string>
  close(): Promise<void>
}

export interface ApiAnswer { readonly status: number; readonly body: unknown }

/** The part of an entry that these tests read. */
export interface ApiEntry {
  readonly seq: number
  readonly actor: string
  readonly via: string
  readonly profile: number
  readonly turn: number
  readonly command: Readonly<Record<string, unknown>>
}

export interface DeskShape {
  /** Where a model answers; nothing listens at the default. */
  readonly ollamaUrl?: string
  /** App files that are there from the start, by name. */
  readonly apps?: Readonly<Record<string, string>>
}

/** Starts a desk; `close` ends it and removes its folder. */
export const openDesk = async ({ ollamaUrl = 'http://127.0.0.1:2', apps = {} }: DeskShape = {}): Promise<StartedDesk> => {
  const dir = await mkdtemp(join(tmpdir(), 'prentice-story-'))
  const [dataDir, appsDir] = [join(dir, 'data'), join(dir, 'apps')]
  await mkdir(appsDir)
  const saveApp = (name: string, source: string): Promise<void> => writeFile(join(appsDir, name), source)
  for (const [name, source] of Object.entries(apps)) await saveApp(name, source)
  const said: string[] = []
  const out = new Writable({ write: (chunk, _, done) => (said.push(String(chunk)), done()) })
  const running = await startDesk({ port: 0, host: '127.0.0.1', dataDir, appsDir, open: false, verbose: false, token, ollamaUrl }, out)
  if ('ok' in running) throw new Error(running.message)
  const { url } = running
  const api = async (path: string, body?: unknown): Promise<ApiAnswer> => {
    const answer = await fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${token}` }, ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }) })
    return { status: answer.status, body: await answer.json() }
  }
  const read = async <T>(path: string): Promise<T> => {
    const { status, body } = await api(path)
    assert.equal(status, 200, JSON.stringify(body))
    return body as T // the API's own answer, whose shape its tests check
  }
  return {
    url, dataDir, api, saveApp,
    shown: () => said.join(''),
    link: () => running.signInLink(),
    open: async (browser, path = '/p/1/tasks', shape = {}) => {
      const watched = await newPage(browser, shape)
      await watched.page.goto(await running.signInLink())
      await watched.page.goto(`${url}${path}`)
      if (shape.script !== false && path.startsWith('/p/')) await isLive(watched.page)
      return watched
    },
    run: async (...commands) => {
      const { status, body } = await api('/commands', commands.length === 1 ? commands[0] : commands)
      assert.equal(status, 200, JSON.stringify(body))
    },
    rows: async (table, profile = 1) => {
      const { rows } = await read<{ rows: readonly { id: number; values: object }[] }>(`/tables/${table}/rows?profile=${profile}&limit=1000`)
      return rows.map(({ id, values }) => ({ id, ...values }))
    },
    entries: async (after = 0) => (await read<{ entries: readonly ApiEntry[] }>(`/entries?after=${after}`)).entries,
    seq: async () => (await read<{ last: number }>('/entries?limit=1')).last,
    log: () => readFile(join(dataDir, 'logs', 'prentice.log'), 'utf8'),
    close: async () => {
      await running.close()
      await rm(dir, { recursive: true, maxRetries: 3 })
    },
  }
}

const token = 'a-token-for-the-stories'

/** Waits until a page's socket is open: from now on it hears of everything. */
export const isLive = (page: Page): Promise<void> => page.locator('html[data-live=on]').waitFor()

/** Waits until a condition holds, asking again and again; fails with what it saw last. */
export const until = async <T>(look: () => Promise<T> | T, holds: (seen: T) => boolean, withinMs = 15_000): Promise<T> => {
  const deadline = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (holds(seen)) return seen
    if (Date.now() > deadline) assert.fail(`it did not come to hold; last seen: ${JSON.stringify(seen)}`)
    await later(20)
  }
}

/** Waits until something looks exactly so. */
export const becomes = async <T>(look: () => Promise<T> | T, expected: T): Promise<void> => {
  const seen = await until(look, (now) => JSON.stringify(now) === JSON.stringify(expected)).catch(look)
  assert.deepEqual(seen, expected)
}

/** Waits until text stands in a place that is seen. */
export const shows = (place: Locator, text: string | RegExp): Promise<void> => place.filter({ hasText: text, visible: true }).first().waitFor()

/** Waits until there is none of it any more. */
export const isGone = (place: Locator): Promise<void> => place.first().waitFor({ state: 'detached' })

/** The titles of a list's rows, from top to bottom. */
export const titles = (page: Page): Promise<string[]> => page.locator('#list .row .title a.value, #list .row header a.value').allInnerTexts()

/** Says something in the chat of a page. */
export const say = async (page: Page, text: string): Promise<void> => {
  await page.locator('#say').fill(text)
  await page.locator('#say').press('Enter')
}

/** A row of a table by its id. */
export const rowOf = (page: Page, table: string, id: number): Locator => page.locator(`#row-${table}-${id}`)
