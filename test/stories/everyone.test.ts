import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { becomes, isGone, rowOf, say, shows, titles } from '../desk.ts'
import { openStory } from '../story.ts'

/** Without a mouse, on a phone, without script, with a screen reader: the desk is for everyone. */
const { browser, desk } = await openStory()
await desk.run(
  { action: 'insert', table: 'contact', name: 'Ada Milkwood', email: 'ada@example.com', website: 'https://example.com', note: 'Drinks **oat** milk.' },
  { action: 'insert', table: 'deal', title: 'New roof', contact: '$1', amount: 1200.5, expected: '2020-01-01' },
  { action: 'update', table: 'task', id: 2, due: '2020-01-01' },
)
await desk.api('/turns', { text: 'add water the plants' })
await desk.api('/turns', { text: '!tabel' })

const paths = [
  '/p/1/tasks', '/p/1/contacts', '/p/1/contacts/deal?view=pipeline', '/settings', '/settings/grants', '/settings/sessions', '/p/1/search?q=milk',
  '/p/1/chat/history', '/p/1/row/contact/1', '/p/1/timeline', '/app/contacts/forecast', '/p/1/tasks?words=nothing', '/p/1/tasks#chat',
]

for (const [width, height] of [[1280, 800], [390, 844]] as const) {
  test(`axe finds nothing wrong on any page, light or dark, and none is wider than its window: ${width} px`, async () => {
    const { page, close } = await desk.open(browser, '/p/1/tasks', { width, height })
    const faults: string[] = []
    const look = async (where: string): Promise<void> => {
      faults.push(...(await findFaults(page)).map((fault) => `${where}: ${fault}`))
      if (!(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'))) faults.push(`${where} is wider than its window`)
    }
    for (const path of paths) {
      await page.goto(`${desk.url}${path}`)
      if (path === '/p/1/tasks') await page.locator('#timeline > summary').click()
      await look(path)
    }
    await page.goto(`${desk.url}/p/1/tasks`)
    await rowOf(page, 'task', 2).getByRole('link', { name: /^Edit/ }).click()
    await page.locator('#sheet form.row-fields').waitFor()
    await look('the form of a row')
    assert.deepEqual(faults, [])
    await close()
  })
}

test('by keys alone: every control is reached, and a row is added, ticked, edited, deleted and brought back', async () => {
  const { page, close } = await desk.open(browser)
  await reach(page, '#add-task-name')
  await page.keyboard.type('By keys')
  await page.keyboard.press('Enter')
  await becomes(async () => (await titles(page)).includes('By keys'), true)
  const id = (await desk.rows('task')).find(({ name }) => name === 'By keys')?.['id'] as number // ids are numbers
  const row = `#row-task-${id}`

  await reach(page, `${row} input[type=checkbox]`)
  await page.keyboard.press('Space')
  await shows(page.locator(`${row}.ticked`), 'By keys')
  await reach(page, `${row} .title a.value`)
  await page.keyboard.press('Enter')
  await page.locator(`${row} .editing input`).waitFor()
  await page.keyboard.type('Edited by keys')
  await page.keyboard.press('Enter')
  await shows(page.locator(`${row} .title`), 'Edited by keys')
  await reach(page, `${row} button.i-trash`)
  await page.keyboard.press('Enter')
  await isGone(page.locator(row))
  await reach(page, '#timeline > summary')
  await page.keyboard.press('Enter')
  await reach(page, '#timeline-lines > li:first-child button.undo')
  await page.keyboard.press('Enter')
  await shows(page.locator(row), 'Edited by keys')

  // What can be clicked can be reached by Tab, and shows that it was.
  const [reached, all] = [await walk(page), await controls(page)]
  assert.deepEqual(all.filter((name) => !reached.includes(name)), [])
  await page.keyboard.press('Control+/')
  await page.keyboard.type('delete edited by keys')
  await page.keyboard.press('Enter')
  await isGone(page.locator(row))
  await close()
})

test('on a phone rows and chat are two tabs, and both work', async () => {
  const { page, close } = await desk.open(browser, '/p/1/tasks', { width: 390, height: 844 })
  const [rows, chat] = [page.locator('#main'), page.locator('#chat')]
  assert.deepEqual([await rows.isVisible(), await chat.isVisible()], [true, false])
  await rowOf(page, 'task', 1).getByRole('checkbox').tap()
  await shows(rowOf(page, 'task', 1).locator('.saw-line'), '"done":true')
  // The form to add is one line until something is typed.
  const due = page.locator('#add-task input[type=date]')
  assert.equal(await due.isVisible(), false)
  await page.locator('#add-task-name').fill('Water the plants')
  assert.equal(await due.isVisible(), true)
  await page.locator('#add-task').getByRole('button', { name: 'Add' }).tap()
  await becomes(async () => (await titles(page)).includes('Water the plants'), true)
  await becomes(() => due.isVisible(), false)
  await page.locator('.phone-tabs a').last().tap()
  assert.deepEqual([await rows.isVisible(), await chat.isVisible()], [false, true])
  await say(page, 'add call mum')
  await shows(page.locator('#turns .turn').last(), /added “call mum”/i)
  await page.locator('.phone-tabs a').first().tap()
  await becomes(async () => (await titles(page)).some((title) => /call mum/i.test(title)), true)
  await close()
})

test('without script the page is there at once, and its forms add, edit, tick, delete, undo and chat', async () => {
  const { page, close } = await desk.open(browser, '/p/1/tasks', { script: false })
  const has = async (name: string): Promise<boolean> => (await titles(page)).includes(name)
  await page.locator('#add-task-name').fill('Without script')
  await page.locator('#add-task').getByRole('button', { name: 'Add' }).click()
  assert.equal(await has('Without script'), true)
  const row = page.locator('#list .row', { hasText: 'Without script' })
  await row.getByRole('checkbox').check()
  await row.getByRole('button', { name: 'Save' }).click()
  assert.equal(await row.getByRole('checkbox').isChecked(), true)
  await row.getByRole('link', { name: /^Edit/ }).click()
  await page.getByLabel('Name', { exact: true }).fill('Plainly')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.goto(`${desk.url}/p/1/tasks`)
  assert.equal(await has('Plainly'), true)
  await page.locator('#list .row', { hasText: 'Plainly' }).getByRole('button', { name: /^Delete/ }).click()
  assert.equal(await has('Plainly'), false)
  await page.locator('#timeline > summary').click()
  await page.locator('#timeline-lines > li').first().getByRole('button', { name: /^Undo/ }).click()
  assert.equal(await has('Plainly'), true)
  await page.locator('#say').fill('add bake bread')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await shows(page.locator('#turns .turn').last(), 'instantly, without the model')
  assert.equal((await titles(page)).some((title) => /bake bread/i.test(title)), true)
  await close()
})

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds wrong on a page; in the dark only its colours are others. Motion is stilled, so that colours are those that stay. */
const findFaults = async (page: Page): Promise<readonly string[]> => {
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await page.evaluate(await axeSource)
  const inLight = await runAxe(page, '{ resultTypes: ["violations"] }')
  await page.emulateMedia({ colorScheme: 'dark' })
  return [...inLight, ...(await runAxe(page, '{ runOnly: ["color-contrast", "link-in-text-block"] }')).map((fault) => `dark: ${fault}`)]
}

const runAxe = async (page: Page, options: string): Promise<readonly string[]> => {
  const { violations }: { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] } = await page.evaluate(`axe.run(document, ${options})`)
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => `${id} ${html.slice(0, 160)} ${failureSummary.split('\n').at(-1)?.trim()}`))
}

/** Goes to an element by the Tab key, from the top of the page. */
const reach = async (page: Page, selector: string): Promise<void> => {
  await page.evaluate('document.activeElement?.blur(), getSelection().removeAllRanges()')
  await page.locator('.skip').focus()
  for (let presses = 0; presses < 150; presses += 1) {
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`${selector} is not reached by Tab`)
}

const nameOf = `(element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim() + '|' + element.tagName + '|' + (element.id || element.name || '')`

/** The names of what Tab reaches, each with a visible focus. */
const walk = async (page: Page): Promise<readonly string[]> => {
  const names: string[] = []
  await page.locator('.skip').focus()
  for (let presses = 0; presses < 250; presses += 1) {
    const [name, isSeen] = await page.evaluate<[string, boolean]>(`{ const element = document.activeElement; const style = getComputedStyle(element); [(${nameOf})(element), style.outlineStyle !== 'none' || style.boxShadow !== 'none'] }`)
    if (presses > 0 && name === names[0]) return names
    // Within a date, Tab goes on from part to part.
    assert.ok(isSeen || name.includes('|BODY') || name === names.at(-1), `${name} does not show that it has the focus`)
    names.push(name)
    await page.keyboard.press('Tab')
  }
  return names
}

const controls = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter((element) => element.checkVisibility({ visibilityProperty: true })).map(${nameOf})`)
