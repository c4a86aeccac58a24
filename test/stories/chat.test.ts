import assert from 'node:assert/strict'
import { test } from 'node:test'
import { becomes, isGone, isLive, say, shows } from '../desk.ts'
import { openStory } from '../story.ts'

const { browser, desk } = await openStory()

test('what begins with ! is answered at once, a reload keeps it, a new chat starts empty and the old one is in the history', async () => {
  const { page, close } = await desk.open(browser)
  const last = page.locator('#turns .turn').last()
  const begun = await desk.seq()

  await say(page, '!table task')
  await shows(last, 'Found 3')
  await shows(last.locator('.found-rows'), 'Buy milk')
  await say(page, '!schema')
  await shows(last, 'priority')
  await say(page, '!help')
  await shows(last, 'Answered at once, without a model')
  assert.equal(await desk.seq(), begun)
  await say(page, 'add buy bread')
  await shows(last, 'Buy bread')
  await say(page, '!log')
  await shows(last, /the apprentice added “buy bread”/i)
  await say(page, '!undo')
  await shows(last, 'as typed, without the model')
  await becomes(async () => (await desk.rows('task')).length, 3)
  await say(page, '!tabel')
  await shows(last, 'Did you mean !table?')
  // What was refused is told once.
  assert.equal((await last.innerText()).split('There is no !tabel').length - 1, 1)

  const turns = (): Promise<string[]> => page.locator('#turns > .turn').allInnerTexts()
  const shown = await turns()
  assert.equal(shown.length, 7)
  await page.reload()
  await isLive(page)
  assert.deepEqual(await turns(), shown)
  assert.equal(await page.locator('#say').inputValue(), '')

  await page.getByRole('button', { name: 'New chat' }).click()
  await isGone(page.locator('#turns .turn'))
  await shows(page.locator('.greeting'), 'Or say what you want')
  await isLive(page)
  await say(page, 'what is on my list?')
  await shows(last, 'instantly, without the model')

  await page.getByRole('link', { name: 'Earlier conversations' }).click()
  const lines = page.locator('main .lines li')
  await shows(lines.nth(0), 'going on')
  await lines.nth(1).getByRole('link', { name: '!table task' }).click()
  await shows(page.locator('.past'), /conversation/i)
  await shows(page.locator('#turns'), 'Buy bread')
  assert.equal(await page.locator('#say').count(), 0)
  await page.getByRole('link', { name: 'Back to the present one' }).click()
  await shows(page.locator('#turns .turn').last(), 'what is on my list?')
  await close()
})

test('a refusal with a long example stays inside the chat', async () => {
  const { page, close } = await desk.open(browser)
  await say(page, '{"action":"update","table":"task","id":1,"nume":"Call the dentist"}')
  await shows(page.locator('#turns .turn').last(), 'Did you mean name?')
  assert.equal(await page.locator('#turns').evaluate((turns) => turns.scrollWidth - turns.clientWidth), 0)
  await close()
})

test('what is typed while an answer is on its way stays there', async () => {
  const { page, close } = await desk.open(browser)
  let letGo: (() => void) | undefined
  const held = new Promise<void>((resolve) => { letGo = resolve })
  await page.route('**/chat', async (route) => {
    await held
    await route.continue()
  })
  const answered = page.waitForResponse('**/chat')
  await say(page, '!help')
  await page.locator('#say').fill('!help me with the next one')
  letGo?.()
  await answered
  await shows(page.locator('#turns .turn').last(), 'Answered at once')
  assert.equal(await page.locator('#say').inputValue(), '!help me with the next one')
  await close()
})

test('who reads further up stays there when something happens, and is at the end after saying something', async () => {
  const { page, close } = await desk.open(browser)
  const scroll = page.locator('#chat .scroll')
  const fromEnd = (): Promise<number> => scroll.evaluate((each) => Math.round(each.scrollHeight - each.scrollTop - each.clientHeight))
  for (let at = 0; at < 5; at += 1) await say(page, '!help')
  await becomes(() => page.locator('#turns .turn', { hasText: 'Answered at once' }).count(), 5)
  await becomes(fromEnd, 0)
  await scroll.evaluate((each) => each.scrollTo(0, 0))
  await becomes(async () => (await fromEnd()) > 100, true)
  await desk.run({ action: 'update', table: 'task', id: 1, name: 'Read above' })
  await shows(page.locator('#turns'), 'Read above')
  assert.equal(await scroll.evaluate((each) => each.scrollTop), 0)
  await say(page, '!log')
  await shows(page.locator('#turns .turn').last(), 'as typed, without the model')
  await becomes(fromEnd, 0)
  await close()
})
