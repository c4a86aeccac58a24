import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { becomes, isGone, isLive, rowOf, say, shows, titles } from '../desk.ts'
import { openStory } from '../story.ts'

/** Two tabs of one person, side by side, on the same rows. */
const { browser, desk } = await openStory()
const watched = await desk.open(browser)
const left = watched.page
const right = await left.context().newPage()
await right.goto(left.url())
await isLive(right)

test('an order made by mouse and by keys is the order in the other tab', async () => {
  const [a, b] = tabs()
  const grip = rowOf(a, 'task', 1).locator('.handle')
  const target = rowOf(a, 'task', 3)
  await drag(a, grip, target)
  for (const tab of [a, b]) await becomes(() => titles(tab), ['Call the dentist', 'Send the invoice', 'Buy milk'])

  await rowOf(b, 'task', 2).locator('.handle').focus()
  await b.keyboard.press('Alt+ArrowUp')
  for (const tab of [a, b]) await becomes(() => titles(tab), ['Call the dentist', 'Buy milk', 'Send the invoice'])
  // The focus stays with the row, so that it can be moved on.
  await becomes(() => b.evaluate('document.activeElement.closest(".row")?.id'), 'row-task-2')
  await b.keyboard.press('Alt+ArrowDown')
  for (const tab of [a, b]) await becomes(() => titles(tab), ['Call the dentist', 'Send the invoice', 'Buy milk'])
  assert.deepEqual((await desk.rows('task')).map(({ name }) => name), ['Call the dentist', 'Send the invoice', 'Buy milk'])
  assert.deepEqual((await desk.entries()).map(({ command: { action } }) => action).filter((action) => action === 'move').length, 3)
})

test('what is typed in one tab is never replaced; another field merges, the same field shows both values', async () => {
  const [a, b] = tabs()
  const editor = rowOf(a, 'task', 2).locator('.editing input')
  await title(a).click()
  await editor.fill('Buy oat milk')

  // Another field, meanwhile: the editor keeps its words, and both changes stand.
  await rowOf(b, 'task', 2).locator('td.choice a.value').click()
  await rowOf(b, 'task', 2).locator('.editing select').selectOption('high')
  await b.keyboard.press('Tab')
  await shows(rowOf(b, 'task', 2), 'high')
  await becomes(async () => (await desk.rows('task')).find(({ id }) => id === 2), { id: 2, name: 'Buy milk', done: false, priority: 'high', due: null })
  await shows(a.locator('#timeline-newest'), 'high')
  assert.equal(await editor.inputValue(), 'Buy oat milk')
  await editor.press('Enter')
  for (const tab of [a, b]) {
    await shows(title(tab), 'Buy oat milk')
    await shows(rowOf(tab, 'task', 2), 'high')
  }

  // The same field, meanwhile: nothing is overwritten, both values are told.
  await title(a).click()
  await editor.fill('Buy soy milk')
  await title(b).click()
  await rowOf(b, 'task', 2).locator('.editing input').fill('Buy rice milk')
  await b.keyboard.press('Enter')
  await shows(a.locator('#timeline-newest'), 'Buy rice milk')
  assert.equal(await editor.inputValue(), 'Buy soy milk')
  await editor.press('Enter')
  const sheet = a.locator('#sheet')
  await shows(sheet.locator('.conflict'), 'Buy oat milk')
  await shows(sheet.locator('.conflict'), 'Buy rice milk')
  assert.equal(await sheet.getByLabel('Name', { exact: true }).inputValue(), 'Buy soy milk')
  // Chromium tells every refusal on its console.
  assert.deepEqual(watched.complaints.splice(0).map((line) => line.replace(/ \(.*/, '')), ['console Failed to load resource: the server responded with a status of 409'])
  await a.keyboard.press('Escape')
  for (const tab of [a, b]) await shows(title(tab), 'Buy rice milk')
  assert.equal((await desk.rows('task')).find(({ id }) => id === 2)?.['name'], 'Buy rice milk')
})

test('what is said in one tab is done in both, and who did it is told', async () => {
  const [a, b] = tabs()
  await say(a, 'add water the plants')
  for (const tab of [a, b]) {
    await becomes(async () => (await titles(tab)).some((title) => /water the plants/i.test(title)), true)
    await shows(rowOf(tab, 'task', 4).locator('.who.apprentice'), 'apprentice')
    await shows(tab.locator('#turns .turn').last(), /added “water the plants”/i)
  }
  await b.locator('#turns .turn').last().getByRole('button', { name: /^Undo/ }).click()
  for (const tab of [a, b]) {
    await isGone(rowOf(tab, 'task', 4))
    await tab.locator('#turns .turn').last().getByRole('button', { name: /^Redo/ }).waitFor()
  }
  assert.equal((await desk.rows('task')).length, 3)
})

test('rows that come together all come, each at its place', async () => {
  const [a, b] = tabs()
  const shown = await titles(a)
  await say(a, 'add buy bread and call mum, sweep the floor')
  await becomes(async () => (await desk.rows('task')).length, shown.length + 3)
  const now = (await desk.rows('task')).map(({ name }) => String(name))
  for (const tab of [a, b]) await becomes(() => titles(tab), now)
  await watched.close()
})

const title = (page: Page): Locator => rowOf(page, 'task', 2).locator('.title a.value')

const tabs = (): readonly [Page, Page] => {
  assert.ok(left && right)
  return [left, right]
}

/** Drags by the real mouse to the upper edge of a row, in steps, as a hand does; and lets go when it sees the row lie there: a busy page follows late. */
const drag = async (page: Page, from: Locator, to: Locator): Promise<void> => {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()]
  assert.ok(start && end)
  const x = start.x + start.width / 2
  await page.mouse.move(x, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(x, start.y - 10, { steps: 4 })
  await page.mouse.move(x, end.y + 4, { steps: 8 })
  for (let tries = 0; tries < 100 && ((await from.boundingBox())?.y ?? 0) > ((await to.boundingBox())?.y ?? 0); tries += 1) await page.mouse.move(x, end.y + 3 + (tries % 3))
  await page.mouse.up()
}
