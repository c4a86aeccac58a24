import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { becomes, isLive, rowOf, shows, titles } from '../desk.ts'
import { newPage } from '../page.ts'
import { openStory } from '../story.ts'

const { browser, desk } = await openStory()

test('a link signs in once; a second browser sees only the way to sign in, until it has a link of its own', async () => {
  const first = await newPage(browser)
  const link = await desk.link()
  await first.page.goto(link)
  await shows(first.page.locator('#list-title'), 'Task')
  assert.doesNotMatch(first.page.url(), /token/)

  const second = await newPage(browser)
  for (const path of ['/', '/p/1/tasks', '/settings', '/p/1/search?q=milk', '/nothing']) {
    const answer = await second.page.goto(`${desk.url}${path}`)
    assert.equal(answer?.status(), 401)
    assert.doesNotMatch(await second.page.content(), /Buy milk|Timeline/)
    await shows(second.page.locator('main'), 'This browser is not signed in.')
  }
  await second.page.goto(link)
  await shows(second.page.locator('main'), 'This link was used already')
  await shows(second.page.locator('main'), 'npx prentice link')
  // Chromium tells each refusal on its console, and nothing else is wrong.
  assert.deepEqual(second.complaints.filter((line) => !line.includes('status of 401')), [])
  second.complaints.length = 0

  const printed = await promisify(execFile)(process.execPath, [join(import.meta.dirname, '..', '..', 'bin', 'prentice.js'), 'link', '--data', desk.dataDir])
  assert.ok(printed.stdout.startsWith(desk.url), printed.stderr)
  await second.page.goto(printed.stdout.trim())
  await shows(second.page.locator('#list-title'), 'Task')
  await second.close()
  await first.close()
})

test('a page that is older than its sign-in loads itself anew, once, and works', async () => {
  const { page, complaints, close } = await desk.open(browser)
  const loads: string[] = []
  page.on('load', () => loads.push(page.url()))
  // The same browser signs in again: what its open page holds is of the old sign-in.
  await page.context().request.get(await desk.link())
  await page.locator('#say').fill('half a thought')
  await rowOf(page, 'task', 2).getByRole('checkbox').click()
  await becomes(() => loads.length, 1)
  await isLive(page)
  assert.equal(await page.locator('#say').inputValue(), 'half a thought')
  await page.locator('#say').fill('')
  assert.equal((await desk.rows('task')).find(({ id }) => id === 2)?.['done'], false)
  await rowOf(page, 'task', 2).getByRole('checkbox').check()
  await shows(rowOf(page, 'task', 2).locator('.saw-line'), '"done":true')
  assert.equal(loads.length, 1)
  assert.deepEqual(complaints.filter((line) => !/status of 40[13]/.test(line)), [])
  complaints.length = 0
  await close()
})

test('what happens while the connection is lost is there when it comes back, and the machine is never left', async () => {
  const { page, complaints, close } = await desk.open(browser)
  const asked: string[] = []
  page.context().on('request', (request) => asked.push(new URL(request.url()).hostname))
  await page.addInitScript(`{ const { WebSocket: Plain } = window
    window.WebSocket = class extends Plain { constructor(...given) { super(...given); window.newestSocket = this } } }`)
  await page.reload()
  await isLive(page)
  await page.locator('#say').fill('half a thought')

  await page.context().setOffline(true)
  await page.evaluate('newestSocket.close()')
  await page.locator('html[data-live=off]').waitFor()
  await desk.run({ action: 'insert', table: 'task', name: 'Came while away' }, { action: 'update', table: 'task', id: 2, name: 'Buy oat milk' })
  assert.deepEqual((await titles(page)).includes('Came while away'), false)
  await page.context().setOffline(false)
  await becomes(async () => (await titles(page)).filter((title) => ['Came while away', 'Buy oat milk'].includes(title)).toSorted(), ['Buy oat milk', 'Came while away'])
  await isLive(page)
  await shows(page.locator('#timeline-newest'), 'Buy oat milk')
  assert.equal(await page.locator('#turns .saw-item', { hasText: 'Came while away' }).count(), 1)
  assert.equal(await page.locator('#say').inputValue(), 'half a thought')

  assert.ok(asked.length > 10)
  assert.deepEqual(asked.filter((host) => host !== '127.0.0.1'), [])
  complaints.splice(0, complaints.length, ...complaints.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED')))
  await close()
})
