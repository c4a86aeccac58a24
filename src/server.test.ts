import assert from 'node:assert/strict'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { problemToText } from './app/problem.ts'
import { makeFolder } from '../test/data-fixture.ts'
import type { DeskOptions } from './options.ts'
import { askForLink } from './running.ts'
import { auditDesk, startDesk, type RunningDesk } from './server.ts'

interface Started {
  readonly desk: RunningDesk
  readonly options: DeskOptions
  /** What the terminal shows. */
  readonly shown: Terminal
}

const start = async (t: TestContext, given: Partial<DeskOptions> = {}): Promise<Started> => {
  const dir = await makeFolder(t)
  const options: DeskOptions = { port: 0, host: '127.0.0.1', dataDir: join(dir, 'data'), appsDir: join(dir, 'apps'), open: false, verbose: false, token: 'the-token', ollamaUrl: 'http://127.0.0.1:1', ...given }
  const shown = openTerminal()
  const desk = await startDesk(options, shown.out)
  if ('ok' in desk) throw new Error(problemToText(desk))
  t.after(() => desk.close())
  return { desk, options, shown }
}

test('a desk starts in an empty folder: banner, samples, pages, API, a fresh link, and ends whole', async (t) => {
  const { desk, options, shown } = await start(t)
  const link = shown.text().match(/http:\S+\/sign-in\?token=\S+/)?.[0] ?? ''
  assert.match(shown.text(), new RegExp(`Prentice runs at ${desk.url}`))
  assert.match(shown.text(), /✅ Tasks {4,}\/p\/1\/tasks \(task\)/)
  const entered = await fetch(link, { redirect: 'manual' })
  assert.equal(entered.status, 303)
  const cookie = String(entered.headers.get('set-cookie')).split(';')[0] ?? ''
  const page = await (await fetch(`${desk.url}/p/1/tasks`, { headers: { cookie } })).text()
  for (const name of ['Send the invoice', 'Buy milk', 'Call the dentist']) assert.match(page, new RegExp(name))
  const said = await fetch(`${desk.url}/api/turns`, { method: 'POST', headers: { authorization: 'Bearer the-token' }, body: JSON.stringify({ text: 'finish the dentist' }) })
  const turn: { via?: string; commands?: readonly { command: object; entry: { actor: string } }[] } = JSON.parse(await said.text())
  assert.deepEqual([turn.via, turn.commands?.[0]?.command], ['reflex', { action: 'update', table: 'task', id: 1, done: true }])
  const fresh = await askForLink(options.dataDir)
  assert.ok(fresh.ok && fresh.value.startsWith(`${desk.url}/sign-in?token=`))
  assert.equal((await fetch(fresh.value, { redirect: 'manual' })).status, 303)

  await desk.close()
  await assert.rejects(fetch(desk.url))
  assert.equal((await askForLink(options.dataDir)).ok, false)
  const proof = await auditDesk(options)
  assert.ok(proof.ok, JSON.stringify(proof))
  const log = await readFile(join(options.dataDir, 'logs', 'prentice.log'), 'utf8')
  assert.match(log, /finished “Call the dentist”/)
  for (const secret of [cookie.split('=')[1] ?? '', link.split('=')[1] ?? '', fresh.value.split('=')[1] ?? '', 'the-token']) assert.ok(secret.length > 5 && !log.includes(secret))
  assert.equal((await stat(join(options.dataDir, 'logs', 'prentice.log'))).mode & 0o077, 0)
})

test('a port that is taken is passed over and told; a folder that is open is not opened twice', async (t) => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  t.after(() => other.close())
  const { port } = other.address() as AddressInfo // a TCP server's address is one
  const { desk, options, shown } = await start(t, { port })
  assert.notEqual(desk.url, `http://127.0.0.1:${port}`)
  assert.match(shown.text(), new RegExp(`port ${port} is taken`))
  const second = await startDesk(options, openTerminal().out)
  assert.ok('ok' in second && second.code === 'busy')
  assert.match(second.message, new RegExp(desk.url))
  assert.equal((await fetch(`${desk.url}/health`)).status, 200)
})

test('a desk that cannot write down where it answers runs, and names no command that must find it', async (t) => {
  const dataDir = await makeFolder(t)
  for (const name of ['running.json.new', 'desk.address']) await mkdir(join(dataDir, name)) // where files should be
  const { desk, options, shown } = await start(t, { dataDir })
  assert.equal((await fetch(`${desk.url}/health`)).status, 200)
  assert.match(shown.text(), /starting again prints a fresh one/)
  assert.equal((await askForLink(dataDir)).ok, false)
  const second = await startDesk(options, openTerminal().out)
  assert.ok('ok' in second && second.code === 'busy')
  await desk.close()
})

test('a saved app file is there without a restart; a broken one says why and leaves the others running', async (t) => {
  const { desk, options, shown } = await start(t)
  const tables = async (): Promise<string> => (await fetch(`${desk.url}/api/tables`, { headers: { authorization: 'Bearer the-token' } })).text()
  assert.doesNotMatch(await tables(), /"book"/)
  await mkdir(options.appsDir, { recursive: true })
  await writeFile(join(options.appsDir, 'books.ts'), `import { defineApp, table, text } from 'prentice'\nexport default defineApp({ title: 'Books', tables: { book: table({ title: text({ required: true }) }) } })\n`)
  await shown.until(/apps loaded again: .*Books \/p\/1\/books \(book\)/)
  assert.match(await tables(), /"book"/)
  await writeFile(join(options.appsDir, 'bad.ts'), 'export default 5 +')
  await shown.until(/broken: bad/)
  assert.match(await tables(), /"book".*"task"|"task".*"book"/)
})

interface Terminal {
  readonly out: Writable
  text(): string
  /** Resolves when what is shown matches. */
  until(pattern: RegExp): Promise<void>
}

const openTerminal = (): Terminal => {
  let shown = ''
  const waiting = new Set<() => void>()
  const out = new Writable({
    write: (chunk: Buffer, _, done) => {
      shown += chunk.toString()
      for (const look of waiting) look()
      done()
    },
  })
  return {
    out,
    text: () => shown,
    until: (pattern) => new Promise((resolve) => {
      const look = (): void => {
        if (!pattern.test(shown)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    }),
  }
}
