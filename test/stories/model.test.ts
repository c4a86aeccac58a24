import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { becomes, isGone, rowOf, say, shows, titles } from '../desk.ts'
import { startOllamaServer, type Reply } from '../ollama-server.ts'
import { openStory } from '../story.ts'

/** A desk with a scripted model. */
/** What it answers to words that are said to it: one reply for each round. A remark that nobody asked for is quiet. */
const scripts: { readonly words: string; readonly replies: Reply[] }[] = []
const server = await startOllamaServer({
  reply: ({ messages }) => scripts.findLast(({ words }) => messages.some(({ role, content }) => role === 'user' && content.includes(words)))?.replies.shift() ?? 'All quiet.',
})
const { browser, desk } = await openStory({ ollamaUrl: server.url })
after(() => server.close())
const watched = await desk.open(browser)
await shows(watched.page.locator('#model-status.ready'), 'llama3.2:3b')

test('its words stand there as they come, and Stop ends them', async () => {
  const { page } = watched
  const last = page.locator('#turns .turn').last()
  assert.equal(await page.locator('.no-model').count(), 0)
  const gate = Promise.withResolvers<void>()
  await sayTo(page, 'tell me a story about my day, would you', { pieces: ['Once upon ', 'a time', { gate: gate.promise }, ' all was well.'] })
  await shows(last.locator('.say'), 'Once upon a time')
  assert.equal(await last.locator('.say').innerText(), 'Once upon a time')
  await page.reload()
  await shows(last.locator('.say'), 'Once upon a time')
  assert.deepEqual(await Promise.all((await last.locator('.thinking').all()).map((each) => each.isVisible())), [false, false])
  // Without script nothing more comes to the page, and it says so.
  const plain = await desk.open(browser, '/p/1/tasks', { script: false })
  const thinking = plain.page.locator('#turns .turn').last().locator('.thinking')
  await shows(thinking, 'It was not done when this page was loaded. Load it again')
  assert.equal(await thinking.first().isVisible(), false)
  gate.resolve()
  await shows(last.locator('.say'), 'Once upon a time all was well.')
  await shows(last.locator('.by-line'), 'llama3.2:3b')
  await thinking.getByRole('link', { name: 'Load it again' }).click()
  await shows(plain.page.locator('#turns .turn').last().locator('.say'), 'Once upon a time all was well.')
  assert.equal(await thinking.count(), 0)
  await plain.close()

  const never = Promise.withResolvers<void>()
  await sayTo(page, 'and another one, longer, please, my friend', { pieces: ['This takes ', { gate: never.promise }, 'forever.'] })
  await shows(last.locator('.say'), 'This takes')
  await page.getByRole('button', { name: 'Stop' }).click()
  await shows(last, 'stopped')
  await isGone(page.getByRole('button', { name: 'Stop' }))
  never.resolve()
  assert.match(await last.locator('.say').innerText(), /^This takes/)
})

test('a command in its words acts when it has been shown, with Undo; the page tells what it was told', async () => {
  const { page } = watched
  const last = page.locator('#turns .turn').last()
  // Not yet shown: it is asked for. The page says what it has learned.
  await shows(page.locator('#learned'), /not yet: .*add/)
  await sayTo(page, 'hmm, perhaps we should think about bread for the weekend', 'Bread is a fine idea. {"action":"insert","table":"task","name":"Bake bread"}', 'There.')
  const proposal = last.locator('.proposal')
  await shows(proposal, 'It has not yet seen you')
  assert.equal((await desk.rows('task')).length, 3)
  await proposal.getByRole('button', { name: 'Yes' }).click()
  await shows(proposal.first(), 'You said yes.')
  await becomes(async () => (await titles(page)).includes('Bake bread'), true)

  // Shown by the person: from now on it acts.
  await page.locator('#add-task [name="f.name"]').fill('Sweep the yard')
  await page.locator('#add-task [name="f.name"]').press('Enter')
  await shows(page.locator('#learned'), /has learned: .*add/)
  await sayTo(page, 'somebody around here looks hungry and it has whiskers', 'On it. {"action":"insert","table":"task","name":"Feed the cat"} The cat will purr.', 'The cat will purr.')
  await shows(last.locator('.card.done'), 'added “Feed the cat”')
  await becomes(async () => (await titles(page)).includes('Feed the cat'), true)
  assert.doesNotMatch(await last.locator('.say').innerText(), /[{}]/)
  await last.getByRole('button', { name: /^Undo/ }).click()
  await becomes(async () => (await titles(page)).includes('Feed the cat'), false)

  await last.getByRole('link', { name: 'what it was told' }).click()
  await shows(page.locator('main'), 'somebody around here looks hungry')
  await page.goBack()
  await shows(page.locator('#turns'), 'somebody around here looks hungry')
})

test('it asks before it deletes: Yes runs it, No does not, a second Yes does nothing', async () => {
  const { page } = watched
  const last = page.locator('#turns .turn').last()
  await sayTo(page, 'I never want to hear about dairy, my dear', '{"action":"delete","table":"task","id":"Buy milk"}', 'Shall I?')
  await shows(last.locator('.proposal.waiting'), 'Buy milk')
  await last.getByRole('button', { name: 'No' }).click()
  await shows(last.locator('.proposal'), 'You said no.')
  assert.equal((await desk.rows('task')).some(({ name }) => name === 'Buy milk'), true)

  await sayTo(page, 'I really never want to hear about dairy again', '{"action":"delete","table":"task","id":"Buy milk"}', 'Shall I?')
  await shows(last.locator('.proposal.waiting'), 'Buy milk')
  const yes = await last.locator('.proposal form.yes').getAttribute('action')
  await last.getByRole('button', { name: 'Yes' }).click()
  await shows(last.locator('.proposal'), 'You said yes.')
  await isGone(rowOf(page, 'task', 2))
  // A page from before the answer would say yes once more: it comes too late.
  const seq = await desk.seq()
  const again = await page.evaluate(`fetch('${yes}', { method: 'POST', body: new URLSearchParams({ _token: document.querySelector('[name=_token]').value }) }).then((answer) => answer.status)`)
  assert.equal(again, 410)
  assert.equal(await desk.seq(), seq)
  watched.complaints.splice(0, watched.complaints.length, ...watched.complaints.filter((line) => !line.includes('status of 410')))
})

test('a claim of a change that was not made is marked', async () => {
  const { page } = watched
  const last = page.locator('#turns .turn').last()
  const seq = await desk.seq()
  await sayTo(page, 'my heart longs for a holiday by the sea, you know', 'Done! I added it to your list.', 'Done! I added it to your list.', 'Done! I added it to your list.')
  await shows(last.locator('.false-claim'), 'nothing was changed')
  assert.equal(await desk.seq(), seq)
})

test('what is said while it talks stands there and waits, until its turn comes', async () => {
  const { page } = watched
  const last = page.locator('#turns .turn').last()
  const waiting = page.locator('#chat .waiting li')
  const gate = Promise.withResolvers<void>()
  await sayTo(page, 'what do you make of this afternoon, then', { pieces: ['Let me think', { gate: gate.promise }, '. A calm one.'] })
  await shows(last.locator('.say'), 'Let me think')
  await say(page, 'add oat bread')
  await say(page, 'add rye bread')
  await becomes(() => waiting.allInnerTexts(), ['add oat bread', 'add rye bread'])
  await page.reload()
  await becomes(() => waiting.allInnerTexts(), ['add oat bread', 'add rye bread'])
  assert.equal((await titles(page)).includes('oat bread'), false)
  gate.resolve()
  await shows(last, 'added “rye bread”')
  await isGone(waiting)
  await isGone(page.getByRole('button', { name: 'Stop' }))
  assert.deepEqual((await page.locator('#turns .turn .said-by p').allInnerTexts()).slice(-3), ['what do you make of this afternoon, then', 'add oat bread', 'add rye bread'])
  await watched.close()
})

const sayTo = (page: Page, words: string, ...replies: readonly Reply[]): Promise<void> => {
  scripts.push({ words, replies: [...replies] })
  return say(page, words)
}
