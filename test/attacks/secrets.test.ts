import assert from 'node:assert/strict'
import { readFile, readdir, stat, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { problemToText } from '../../src/app/problem.ts'
import { readRunningNote } from '../../src/running.ts'
import { startDesk } from '../../src/server.ts'
import { makeFolder } from '../data-fixture.ts'
import { startOllamaServer } from '../ollama-server.ts'
import { tokenIn } from '../web-fixture.ts'

const brokenPages = `
import { defineApp, table, text } from 'prentice'
export default defineApp({ title: 'Breaks', tables: { thing: table({ name: text({ required: true }) }) }, pages: ({ app }) => { app.all('/bug', () => { throw new Error('a bug') }) } })`

test('no secret is in a log, the terminal, the database, an answer that anybody gets, or a prompt, whatever goes wrong', async (t) => {
  const model = await startOllamaServer({ reply: () => 'Well.' })
  t.after(() => model.close())
  const dir = await makeFolder(t)
  const [dataDir, appsDir] = [join(dir, 'data'), join(dir, 'apps')]
  await mkdir(appsDir)
  await writeFile(join(appsDir, 'breaks.ts'), brokenPages)
  const out = new PassThrough()
  let shown = ''
  out.on('data', (chunk: Buffer) => (shown += chunk.toString()))
  const token = 'a-token-that-nobody-may-read'
  const desk = await startDesk({ port: 0, host: '127.0.0.1', dataDir, appsDir, open: false, verbose: true, token, ollamaUrl: model.url }, out)
  if ('ok' in desk) throw new Error(problemToText(desk))
  t.after(() => desk.close())
  const key = (await readRunningNote(dataDir))?.key ?? ''
  const links = [await desk.signInLink(), await desk.signInLink()]
  const [spent = '', unspent = ''] = links.map((link) => new URL(link).searchParams.get('token') ?? '')
  const entered = await fetch(links[0] ?? '', { redirect: 'manual' })
  const cookie = String(entered.headers.get('set-cookie')).split(';')[0] ?? ''
  const page = await (await fetch(`${desk.url}/p/1/tasks`, { headers: { cookie } })).text()
  const pageToken = tokenIn(page) ?? ''
  const secrets = [token, key, spent, unspent, cookie.split('=')[1] ?? '', pageToken.slice(22)]
  assert.ok(secrets.every((secret) => secret.length > 15))

  const answers: string[] = []
  const ask = async (path: string, { body, ...headers }: Readonly<Record<string, string>> = {}): Promise<void> => {
    const answer = await fetch(desk.url + path, { redirect: 'manual', headers, ...(body !== undefined && { method: 'POST', body }) })
    answers.push(`${[...answer.headers].join('\n')}\n${await answer.text()}`)
  }
  // Nobody's, or somebody's with a mistake.
  const strange: readonly Readonly<Record<string, string>>[] = [{}, { authorization: `Bearer ${token}x` }, { authorization: `Basic ${token}` }, { cookie: `${cookie}x` }, { authorization: `Bearer ${key}x`, body: `{"token":"x"}` }, { cookie, origin: 'http://evil.example', 'x-page-token': pageToken, body: 'action=insert' }]
  for (const path of ['/', '/p/1/tasks', '/nothing', '/health', `/sign-in?token=${spent}`, '/app/breaks/bug', '/api/tables', '/api/turns', '/link', '/p/1/do'])
    for (const headers of strange) await ask(path, headers)
  const foreign = answers.length
  // The person's own, and bugs among them.
  const form = { cookie, origin: desk.url, 'content-type': 'application/x-www-form-urlencoded' }
  for (const path of [`/app/breaks/bug?token=${unspent}`, `/nothing?token=${unspent}`, `/p/1/search?q=${unspent}`]) await ask(path, { cookie })
  for (const path of ['/app/breaks/bug', '/p/1/do', '/p/1/nothing']) await ask(path, { ...form, body: `_token=${pageToken}&action=insert&table=task&name=Mine` })
  await ask('/api/turns', { authorization: `Bearer ${token}`, body: '{"text":"well, what do you make of it all"}' })
  await ask('/api/commands', { authorization: `Bearer ${token}`, body: '{"action":"insert","table":"task","name":"From a program"}' })
  await desk.close()

  for (const [at, answer] of answers.slice(0, foreign).entries()) for (const secret of secrets) assert.ok(!answer.includes(secret), `answer ${at}: ${answer.slice(0, 200)}`)
  assert.ok(model.chats.length > 0)
  for (const secret of secrets) assert.ok(!JSON.stringify(model.requests).includes(secret), 'a prompt')
  const told = shown.replace(/http:\S+\/sign-in\?token=\S+/, '')
  assert.match(told, /a bug/)
  for (const secret of secrets) assert.ok(!told.includes(secret), 'the terminal')
  for (const name of await readdir(dataDir, { recursive: true })) {
    const file = join(dataDir, name)
    if (!(await stat(file)).isFile()) continue
    const bytes = await readFile(file, 'latin1')
    for (const secret of secrets) assert.ok(!bytes.includes(secret), `${name} holds ${secret}`)
  }
})
