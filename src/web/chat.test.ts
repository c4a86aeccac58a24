import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestWeb } from '../../test/web-fixture.ts'

test('the apprentice is told which table the person looks at, with script and without', async (t) => {
  const web = await openTestWeb(t)
  const browser = await web.signIn()
  await browser.get('/p/1/tasks')
  const from = async (path: string | undefined, headers: Readonly<Record<string, string>> = {}): Promise<void> => {
    await browser.post('/p/1/chat', { text: 'add milk' }, { ...(path !== undefined && { referer: path.startsWith('/') ? web.serving.address.url + path : path }), ...headers })
  }
  await from('/p/1/tasks?view=open')
  await from('/p/1/tasks/project', { 'hx-request': 'true' })
  await from('/p/1/row/project/3')
  await from('/p/1/tasks/nothing')
  await from('/p/1/tasks/count')
  await from('/settings')
  await from(undefined)
  await from('no address')
  assert.deepEqual(web.seen, ['task', 'project', 'project', undefined, undefined, undefined, undefined, undefined])
  assert.deepEqual(web.said, Array<string>(8).fill('add milk'))
})
