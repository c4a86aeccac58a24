import assert from 'node:assert/strict'
import { test } from 'node:test'
import { becomes, isLive, rowOf, say, shows, titles } from '../desk.ts'
import { openStory } from '../story.ts'

const { browser, desk } = await openStory()

const books = `import { choice, defineApp, table, text } from 'prentice'
export default defineApp({
  title: 'Books', icon: '📚',
  tables: { book: table({ title: text({ required: true }), author: text(), state: choice(['unread', 'reading', 'read']) }) },
})
`

test('the first five minutes: click teaches, say acts, a saved file is an app; all of it without a model', async () => {
  const { page, close } = await desk.open(browser)
  const other = await page.context().newPage()
  await other.goto(page.url())
  await isLive(other)
  assert.deepEqual(await titles(page), ['Send the invoice', 'Buy milk', 'Call the dentist'])
  const begun = await desk.seq()

  // With no model one card says what one would add, with the command that gets it.
  await shows(page.locator('.no-model'), 'all of this works without one')
  await shows(page.locator('.no-model .command'), 'ollama')

  // A tick is seen, beside the row and in the chat, as the very command.
  const command = '{"action":"update","table":"task","id":2,"done":true}'
  await rowOf(page, 'task', 2).getByRole('checkbox', { name: 'Done: Buy milk' }).check()
  await shows(rowOf(page, 'task', 2).locator('.saw-line'), `I saw ${command}`)
  await shows(rowOf(other, 'task', 2).locator('.saw-line'), `I saw ${command}`)
  const seen = page.locator('#turns .saw-item').last()
  await shows(seen.locator('.saw-line'), `I saw ${command}`)

  // It is copied, edited and said again.
  await rowOf(page, 'task', 2).getByRole('button', { name: 'Copy the command' }).click()
  await becomes(() => page.evaluate('navigator.clipboard.readText()'), command)
  await rowOf(page, 'task', 2).getByRole('button', { name: 'Edit the command in the chat' }).click()
  assert.equal(await page.locator('#say').inputValue(), command)
  await page.locator('#say').fill(command.replace('true', 'false'))
  await page.locator('#say').press('Enter')
  await shows(page.locator('#turns .turn').last(), 'as typed, without the model')
  await becomes(() => rowOf(other, 'task', 2).getByRole('checkbox').isChecked(), false)
  await seen.getByRole('button', { name: 'Say the command again' }).click()
  await becomes(() => rowOf(page, 'task', 2).getByRole('checkbox').isChecked(), true)

  // A plain sentence acts in both tabs, with Undo beside it, and says who answered.
  await say(page, 'finish the dentist too')
  for (const tab of [page, other]) {
    await becomes(() => rowOf(tab, 'task', 1).getByRole('checkbox').isChecked(), true)
    const turn = tab.locator('#turns .turn').last()
    await shows(turn, 'instantly, without the model')
    await turn.getByRole('button', { name: /^Undo/ }).waitFor()
  }
  await becomes(async () => (await desk.entries(begun)).map(({ actor, via, command: { id, done } }) => ({ actor, via, id, done })), [
    { actor: 'person', via: 'page', id: 2, done: true },
    { actor: 'person', via: 'bang', id: 2, done: false },
    { actor: 'person', via: 'bang', id: 2, done: true },
    { actor: 'apprentice', via: 'reflex', id: 1, done: true },
  ])

  // A saved app file is there without a restart, in words too; a broken one is shown, and the others run.
  await desk.saveApp('books.ts', books)
  await page.getByRole('link', { name: 'Books' }).click()
  await shows(page.locator('#list-title'), 'Book')
  await isLive(page)
  await say(page, 'add Dune by Frank Herbert')
  await becomes(async () => (await desk.rows('book')).map(({ title, author }) => ({ title, author })), [{ title: 'Dune', author: 'Frank Herbert' }])
  await becomes(() => titles(page), ['Dune'])
  await desk.saveApp('garden.ts', 'export default { title: "Garden", tabels: {} }\n')
  await shows(page.locator('#nav a.broken'), 'garden')
  await say(page, 'add Emma by Jane Austen')
  await becomes(async () => (await titles(page)).toSorted(), ['Dune', 'Emma'])
  await close()
})
