import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { becomes, isGone, isLive, rowOf, shows, titles, type ApiEntry } from '../desk.ts'
import { openStory } from '../story.ts'

const brokenPages = `import { defineApp, table, text } from 'prentice'
export default defineApp({
  title: 'Bugs',
  tables: { bug: table({ name: text({ required: true }) }) },
  pages: ({ app }) => { app.get('/oops', () => { throw new Error('a bug in a page') }) },
})
`

const { browser, desk } = await openStory({ apps: { 'broken_pages.ts': brokenPages } })

test('a thousand rows: paged, sorted, filtered, and the filter kept as a view', async () => {
  const many = Array.from({ length: 1000 }, (_, at) => ({ action: 'insert', table: 'task', name: `Task ${String(at).padStart(4, '0')}`, ...(at < 7 && { priority: 'high', due: '2020-01-01' }) }))
  const { status } = await desk.api('/commands', { commands: many, confirm: many.length })
  assert.equal(status, 200)
  const { page, close } = await desk.open(browser)
  await shows(page.locator('#total'), '1,003 rows')
  const first = await titles(page)
  await page.getByRole('link', { name: 'Next →' }).click()
  await becomes(async () => (await titles(page)).some((title) => first.includes(title)), false)
  await page.getByRole('link', { name: '← Previous' }).click()
  await becomes(() => titles(page), first)

  await page.locator('thead').getByRole('link', { name: 'Name' }).click()
  await shows(page.locator('th[aria-sort=ascending]'), 'Name')
  await becomes(async () => (await titles(page)).slice(0, 2), ['Buy milk', 'Call the dentist'])
  await page.locator('thead').getByRole('link', { name: 'Name' }).click()
  await becomes(async () => (await titles(page))[0], 'Task 0999')

  await page.locator('.filter summary').click()
  await page.getByLabel('Condition', { exact: true }).selectOption({ label: 'Priority is high' })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await shows(page.locator('#total'), '8 rows')
  await shows(page.locator('.chips'), 'Priority is high')
  await page.locator('.filter summary').click()
  await page.getByLabel('Keep this filter as a view').fill('Urgent')
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await page.locator('#views').getByRole('link', { name: /urgent/i }).click()
  await shows(page.locator('#views [aria-current=page]'), /urgent/i)
  await shows(page.locator('#total'), '8 rows')
  await page.getByRole('button', { name: /^Remove the view/ }).click()
  await isGone(page.locator('#views').getByText(/urgent/i))

  // A command that is shown in short is copied whole.
  assert.equal((await desk.api('/commands', { commands: [{ action: 'update', table: 'task', where: { priority: 'medium' }, due: '2030-01-02' }], confirm: 995 })).status, 200)
  await page.goto(`${desk.url}/p/1/timeline`)
  const line = page.locator('.plain .entry').first()
  await line.locator('summary').click()
  await shows(line.locator('code'), '… 985 more')
  await line.getByRole('button', { name: 'Copy the command' }).click()
  await becomes(async () => (JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()') || '{}') as { readonly id?: readonly number[] }).id?.length, 995)
  await close()
})

test('"/" searches every table, and what was found leads to its row', async () => {
  await desk.run({ action: 'insert', table: 'contact', name: 'Ada Milkwood', note: 'Drinks oat milk.' })
  const { page, close } = await desk.open(browser)
  await page.locator('body').press('/')
  await page.keyboard.type('milk')
  await page.keyboard.press('Enter')
  const hits = page.locator('.hits')
  await shows(hits, 'Buy milk')
  await shows(hits.locator('mark'), 'milk')
  await hits.getByRole('link', { name: 'Ada Milkwood' }).click()
  await shows(page.locator('#row-title'), 'Ada Milkwood')
  await close()
})

test('undo and redo from the timeline; the form of a row; an action that asks', async () => {
  const { page, close } = await desk.open(browser, '/p/1/tasks?view=overdue')
  const late = page.locator('#list .row.late').first()
  const id = Number(await late.getAttribute('data-id'))
  await rowOf(page, 'task', id).getByRole('link', { name: /^Edit/ }).click()
  const sheet = page.locator('#sheet')
  await sheet.getByLabel('Priority').selectOption('low')
  await sheet.getByRole('button', { name: 'Save' }).click()
  await shows(rowOf(page, 'task', id), 'low')
  await becomes(() => sheet.isVisible(), false)
  const { command } = await newest()
  assert.deepEqual(command, { action: 'update', table: 'task', id, priority: 'low' })

  await page.locator('#timeline > summary').click()
  const line = page.locator('#timeline-lines > li').first()
  await line.getByRole('button', { name: /^Undo/ }).click()
  await shows(rowOf(page, 'task', id), 'high')
  await page.locator('#timeline-lines > li.undone').first().getByRole('button', { name: /^Redo/ }).click()
  await shows(rowOf(page, 'task', id), 'low')

  await rowOf(page, 'task', id).getByRole('link', { name: /^Edit/ }).click()
  await sheet.getByLabel('Days').fill('9000')
  await sheet.getByRole('button', { name: 'Snooze' }).click()
  assert.equal(await page.evaluate('document.querySelector("#sheet input[name$=days]").validity.rangeOverflow'), true)
  await sheet.getByLabel('Days').fill('3')
  await sheet.getByRole('button', { name: 'Snooze' }).click()
  await becomes(async () => (await desk.rows('task')).find((row) => row['id'] === id)?.['due'], '2020-01-04')
  await close()
})

test('contacts and deals: links, money, dates, a board, an action with input, a delete that is refused while linked', async () => {
  const { page, complaints, close } = await desk.open(browser, '/p/1/contacts/deal')
  const add = page.locator('#add-deal')
  await add.getByRole('textbox', { name: 'Title' }).fill('New roof')
  await add.getByLabel('Contact').selectOption({ label: 'Ada Milkwood' })
  await add.getByLabel('Amount').fill('1200.50')
  await add.getByRole('button', { name: 'Add' }).click()
  await shows(rowOf(page, 'deal', 1), 'New roof')
  const [deal] = await desk.rows('deal')
  assert.deepEqual({ contact: deal?.['contact'], amount: deal?.['amount'], stage: deal?.['stage'] }, { contact: 1, amount: 1200.5, stage: 'lead' })

  // The board: a card changes its column by the mouse and by its select.
  await page.locator('#views').getByRole('link', { name: /pipeline/i }).click()
  const column = (stage: string) => page.locator(`.cards[data-choice="${stage}"]`)
  await shows(column('lead'), 'New roof')
  await shows(column('lead'), '€1,200.50')
  await dragCard(page)
  await shows(column('offer'), 'New roof')
  await becomes(async () => (await desk.rows('deal'))[0]?.['stage'], 'offer')
  await rowOf(page, 'deal', 1).locator('header select').selectOption('lead')
  await shows(column('lead'), 'New roof')

  // An action that must ask opens its form.
  await rowOf(page, 'deal', 1).getByRole('link', { name: 'Follow up' }).click()
  await page.getByLabel('What is next').fill('Send the plans')
  await page.getByLabel('Expected', { exact: true }).last().fill('2030-05-01')
  await page.getByRole('button', { name: 'Follow up' }).click()
  await becomes(async () => (await desk.rows('deal'))[0]?.['expected'], '2030-05-01')
  await page.waitForURL((url) => !url.pathname.includes('/row/'))

  // A contact with deals stays.
  await page.goto(`${desk.url}/p/1/contacts`)
  await isLive(page)
  const seq = await desk.seq()
  await rowOf(page, 'contact', 1).getByRole('button', { name: /^Delete/ }).click()
  await shows(page.locator('#notes'), 'New roof')
  assert.equal(await desk.seq(), seq)
  assert.deepEqual(complaints.splice(0).filter((line) => !line.includes('status of 4')), [])
  await close()
})

test('a second profile has a menu and rows of its own, and stays while it has any', async () => {
  const { page, complaints, close } = await desk.open(browser)
  assert.equal(await page.locator('.menu.profiles').count(), 0)
  await page.goto(`${desk.url}/profiles`)
  await isLive(page)
  await page.locator('#add-profile').getByRole('textbox', { name: 'Name' }).fill('Acme')
  await page.locator('#add-profile').getByRole('button', { name: 'Add' }).click()
  await shows(rowOf(page, 'profile', 2), 'Acme')
  await page.goto(`${desk.url}/p/1/tasks`)
  await page.locator('.menu.profiles summary').click()
  await page.locator('.menu.profiles').getByRole('link', { name: 'Acme' }).click()
  await page.waitForURL(/\/p\/2\/tasks/)
  await isLive(page)
  assert.deepEqual(await titles(page), [])
  await shows(page.locator('.empty-state'), 'Nothing here yet.')
  await page.locator('#add-task-name').fill('Call Acme')
  await page.locator('#add-task-name').press('Enter')
  await becomes(() => titles(page), ['Call Acme'])
  assert.equal((await desk.rows('task', 2)).length, 1)
  assert.equal((await desk.rows('task', 1)).some(({ name }) => name === 'Call Acme'), false)

  await page.goto(`${desk.url}/profiles`)
  await isLive(page)
  await shows(rowOf(page, 'profile', 2), '1')
  await rowOf(page, 'profile', 2).getByRole('button', { name: /^Delete/ }).click()
  await shows(page.locator('#notes'), 'still has 1 task')
  assert.equal((await desk.rows('profile')).length, 2)
  assert.deepEqual(complaints.splice(0).filter((line) => !line.includes('status of 4')), [])
  await close()
})

test('settings change the desk; a page that is not there suggests; a bug is told by the id that is in the log', async () => {
  const { page, complaints, close } = await desk.open(browser)
  const { page: other, close: closeOther } = await desk.open(browser)
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Workshop')
  await page.getByLabel('Its name').fill('Ada')
  await page.getByLabel('Its manner').fill('like a pirate')
  await page.getByLabel('Colours', { exact: true }).selectOption('dark')
  await page.getByRole('button', { name: 'Save' }).click()
  await shows(page.locator('.saved'), 'Saved.')
  await shows(page.locator('.brand'), 'Workshop')
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  // The other tab has not been loaded again, and shows it all the same.
  await shows(other.locator('.brand'), 'Workshop')
  await shows(other.locator('#chat h2'), 'Ada')
  const look = (): Promise<readonly unknown[]> => other.evaluate('[document.title, document.documentElement.dataset.theme, document.querySelector("#theme").value]')
  await becomes(look, ['Tasks – Workshop', 'dark', 'auto'])
  const { command } = await newest()
  assert.deepEqual({ desk_name: command?.['desk_name'], persona: command?.['persona'], theme: command?.['theme'] }, { desk_name: 'Workshop', persona: 'like a pirate', theme: 'dark' })

  await page.getByRole('button', { name: /^Colours: dark/ }).click()
  await becomes(look, ['Tasks – Workshop', undefined, 'light'])
  await closeOther()

  assert.equal((await page.goto(`${desk.url}/p/1/contact`))?.status(), 404)
  await page.locator('.trouble').getByRole('link', { name: 'Contacts' }).click()
  await shows(page.locator('#list-title'), 'Contact')

  assert.equal((await page.goto(`${desk.url}/app/broken_pages/oops`))?.status(), 500)
  const id = await page.locator('.trouble code').innerText()
  assert.match(id, /^[0-9a-f]{8}$/)
  await becomes(async () => (await desk.log()).split('\n').some((line) => line.includes(id) && line.includes('a bug in a page')), true)
  await shows(page.locator('.trouble'), 'a bug in a page')
  assert.deepEqual(complaints.splice(0).filter((line) => !/status of (404|500)/.test(line)), [])
  await close()
})

const newest = async (): Promise<Partial<ApiEntry>> => (await desk.entries((await desk.seq()) - 1))[0] ?? {}

const dragCard = async (page: Page): Promise<void> => {
  const [card, to] = [await rowOf(page, 'deal', 1).locator('dl').boundingBox(), await page.locator('.cards[data-choice="offer"]').boundingBox()]
  assert.ok(card && to)
  await page.mouse.move(card.x + 20, card.y + 4)
  await page.mouse.down()
  await page.mouse.move(card.x + 40, card.y + 14, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + 30, { steps: 10 })
  await page.mouse.up()
}
