import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { askForLink } from '../src/running.ts'
import { withSlowerSync } from './slower-sync.ts'

/** A desk that runs as it does for a person: a process of its own, started by the launcher. */
export interface DeskProcess {
  readonly port: number
  readonly url: string
  readonly pid: number
  /** Spawn to the first answer, in milliseconds. */
  readonly startMs: number
  /** What programs send. */
  readonly bearer: Readonly<Record<string, string>>
  /** Signs a new browser in; answers its `Cookie` header. */
  signIn(): Promise<string>
  close(): Promise<void>
}

/** Starts a desk on the data in `dir`, with the shipped apps and no model, and waits until it answers. Its synced writes take `slowerSyncMs` longer. */
export const startDeskProcess = async (dir: string, { slowerSyncMs = 0 }: { readonly slowerSyncMs?: number } = {}): Promise<DeskProcess> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const launcher = join(import.meta.dirname, '..', 'bin', 'prentice.js')
  const said: string[] = []
  const startedAt = performance.now()
  const launch = withSlowerSync(slowerSyncMs, { file: process.execPath, args: [...flagsOfStart(), launcher, '--port', String(port), '--data', dir, '--apps', join(dir, 'apps'), '--no-open'] })
  const child = spawn(launch.file, launch.args, {
    cwd: dir, stdio: ['ignore', 'pipe', 'pipe'],
    // Nothing listens on port 1: no model.
    env: { ...process.env, PRENTICE_TOKEN: token, OLLAMA_HOST: 'http://127.0.0.1:1', CI: 'true' },
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.length < 500 && said.push(text))
  const startMs = await firstAnswer(url, { startedAt, hasEnded: () => child.exitCode !== null, said })
  return {
    port, url, startMs,
    pid: child.pid ?? 0,
    bearer: { authorization: `Bearer ${token}` },
    signIn: () => signIn(dir),
    close: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** What `npm start` gives Node before the launcher's name. */
const flagsOfStart = (): readonly string[] => {
  const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'))
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

const token = 'bench-token-of-no-use-elsewhere'

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

const firstAnswer = async (url: string, { startedAt, hasEnded, said }: { readonly startedAt: number; readonly hasEnded: () => boolean; readonly said: readonly string[] }): Promise<number> => {
  for (;;) {
    if (hasEnded() || performance.now() - startedAt > 120_000) throw new Error(`The desk did not start: ${said.join('')}`)
    const answer = await fetch(`${url}/health`).catch(() => undefined)
    if (answer?.ok) return performance.now() - startedAt
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
}

const signIn = async (dir: string): Promise<string> => {
  const link = await askForLink(dir)
  if (!link.ok) throw new Error(link.message)
  const answer = await fetch(link.value, { redirect: 'manual' })
  const [cookie] = answer.headers.getSetCookie()
  if (cookie === undefined) throw new Error(`signing in gave no cookie: ${answer.status} ${await answer.text()}`)
  return cookie.split(';')[0] ?? ''
}
