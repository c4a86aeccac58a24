import { Agent, request } from 'node:http'
import type { TestContext } from 'node:test'
import { WebSocket } from 'ws'
import type { App } from '../src/app/define.ts'
import { defineApp, table } from '../src/app/define.ts'
import * as field from '../src/app/field.ts'
import type { ChatEvent } from '../src/apprentice/chat-event.ts'
import type { Apprentice } from '../src/apprentice/port.ts'
import type { Desk } from '../src/data/desk.ts'
import { cookieName } from '../src/web/auth.ts'
import { signInLink } from '../src/web/routes/sign-in.ts'
import { serveWeb, type Patience, type Serving } from '../src/web/serve.ts'
import { openTestDesk } from './data-fixture.ts'

/** What a server answered, whole. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export interface Ask {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** A desk that serves on loopback at a free port, closed after the test. */
export interface TestWeb {
  readonly desk: Desk
  readonly serving: Serving
  readonly port: number
  /** Bugs that were logged. */
  readonly failures: readonly unknown[]
  /** Sends one request exactly as given; `host` is the desk's own unless it is named. */
  ask(ask: Ask): Promise<Answer>
  signIn(): Promise<TestBrowser>
  /** Tells the open pages what an apprentice would tell. */
  tell(event: ChatEvent): void
  /** What was said to the apprentice. */
  readonly said: readonly string[]
  /** The tables that were looked at while it was said. */
  readonly seen: readonly (string | undefined)[]
}

/** A browser that is signed in, without script. */
export interface TestBrowser {
  readonly cookie: string
  /** The token of the page that was loaded last. */
  token(): string
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  post(path: string, form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Opens the page's socket and says where it is. */
  open(path: string): Promise<TestTab>
}

export interface TestTab {
  readonly frames: readonly { readonly content?: string; readonly seq?: number; readonly reload?: true }[]
  readonly token: string
  readonly nonce: string
  /** Resolves with everything received so far once all that has happened has been sent. */
  settled(): Promise<string>
  /** Sends a message as the page's script would. */
  say(message: object): void
  /** Reads nothing from now on. */
  deafen(): void
  /** Reads again, and resolves when the connection has ended. */
  ended(): Promise<void>
  close(): void
}

/** Tasks in a hand-made order, projects that they belong to. */
export const testApp: App = defineApp({
  title: 'Tasks', icon: '✅',
  tables: {
    task: table({
      name: field.text({ required: true, max: 200 }), done: field.checkbox(), priority: field.choice(['low', 'medium', 'high'], { default: 'medium' }), due: field.date(), project: field.link('project'),
    }, { order: 'manual', scope: 'profile' }),
    project: table({ name: field.text({ required: true }) }, { order: 'name' }),
  },
  views: { open: { table: 'task', where: { done: false } } },
  pages: ({ app, list, layout }) => {
    app.get('/count', (c) => layout(c, 'Count', `${list(c, 'task').length} tasks` as never)) // plain text is HTML enough here
  },
})

export const openTestWeb = async (t: TestContext, { apps = { tasks: testApp }, token, now, patience }: {
  readonly apps?: Readonly<Record<string, App>>; readonly token?: string; readonly now?: () => number; readonly patience?: Patience
} = {}): Promise<TestWeb> => {
  const desk = await openTestDesk(t, apps, { ...(now && { now }) })
  const listeners = new Set<(event: ChatEvent) => void>()
  const [said, seen]: [string[], (string | undefined)[]] = [[], []]
  const failures: unknown[] = []
  const started = await serveWeb({
    desk, host: '127.0.0.1', port: 0, token, ...(patience && { patience }), isLinkKey: (key) => key === 'the-key', apprentice: silentApprentice(listeners, (text, page) => (said.push(text), seen.push(page))),
    failed: (error) => `bug-${failures.push(error)}`,
  })
  if (!started.ok) throw new Error(started.message)
  const serving = started.value
  t.after(() => serving.close())
  const { port } = serving.address
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  t.after(() => agent.destroy())
  const ask = (sent: Ask): Promise<Answer> => send(agent, port, sent)
  return {
    desk, serving, port, failures, said, seen, ask,
    tell: (event) => listeners.forEach((listener) => listener(event)),
    signIn: () => signIn(serving, ask),
  }
}

const signIn = async (serving: Serving, ask: TestWeb['ask']): Promise<TestBrowser> => {
  const { port, url } = serving.address
  const followed = await ask({ path: signInLink(serving.site).slice(url.length) })
  const [cookie = ''] = String(followed.headers['set-cookie']).split(';')
  let token = ''
  const browser: TestBrowser = {
    cookie,
    token: () => token,
    get: async (path, headers = {}) => {
      const answer = await ask({ path, headers: { cookie, ...headers } })
      token = tokenIn(answer.text) ?? token
      return answer
    },
    post: (path, form, headers = {}) => ask({
      method: 'POST', path, body: new URLSearchParams({ _token: token, ...form }).toString(),
      headers: { cookie, origin: url, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    }),
    open: async (path) => {
      const page = await browser.get(path)
      return openTab(serving, { cookie, path, token, seq: Number(page.text.match(/data-seq="(\d+)"/)?.[1]) })
    },
  }
  if (!cookie.startsWith(cookieName(port))) throw new Error(`not signed in: ${followed.status}`)
  return browser
}

const openTab = async (serving: Serving, { cookie, path, token, seq }: { readonly cookie: string; readonly path: string; readonly token: string; readonly seq: number }): Promise<TestTab> => {
  const { port, url } = serving.address
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, ['prentice', token], { headers: { cookie, origin: url } })
  const frames: { content?: string; seq?: number; reload?: true }[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as { content?: string })) // the desk's own frames
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.send(JSON.stringify({ seen: seq, path }))
  const tab: TestTab = {
    frames, token, nonce: token.slice(0, 22),
    settled: async () => {
      // A ping is answered after every frame before it, so whatever was sent has come when its pong has.
      await pong(socket)
      await serving.live.settled()
      await pong(socket)
      return frames.map(({ content = '' }) => content).join('\n')
    },
    say: (message) => socket.send(JSON.stringify(message)),
    deafen: () => socket.pause(),
    ended: async () => {
      socket.resume()
      if (socket.readyState !== WebSocket.CLOSED) await new Promise((resolve) => socket.once('close', resolve))
    },
    close: () => socket.terminate(),
  }
  await tab.settled()
  return tab
}

const pong = (socket: WebSocket): Promise<void> => new Promise((resolve, reject) => {
  const closed = (): void => reject(new Error('The desk has closed this socket.'))
  if (socket.readyState !== WebSocket.OPEN) return closed()
  socket.once('close', closed)
  socket.once('pong', () => {
    socket.off('close', closed)
    resolve()
  })
  socket.ping()
})

export const tokenIn = (page: string): string | undefined => page.match(/name="_token" value="([\w-]+)"/)?.[1]

const send = (agent: Agent, port: number, { method = 'GET', path, headers = {}, body }: Ask): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, agent, headers: { ...(body !== undefined && headers['transfer-encoding'] === undefined && { 'content-length': String(Buffer.byteLength(body)) }), ...headers } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }))
      answer.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })

/** Fills the port that the real one fills: hears, says nothing, does nothing. */
const silentApprentice = (listeners: Set<(event: ChatEvent) => void>, hear: (text: string, page: string | undefined) => void): Apprentice => {
  let turn = 1000
  const answer = () => Promise.resolve({ turn: (turn += 1), via: 'reflex', say: 'I hear.', results: [], proposals: [] } as const)
  return {
    say: (_, text, { page }) => (hear(text, page?.table), answer()),
    poke: answer,
    stop: () => false,
    newChat: () => undefined,
    visited: () => undefined,
    onChat: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    waiting: () => [],
    status: () => ({ state: 'absent', models: [], busy: [] }),
    onStatus: () => () => undefined,
    close: () => Promise.resolve(),
  }
}
