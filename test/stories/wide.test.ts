import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { becomes, rowOf, shows } from '../desk.ts'
import { openStory } from '../story.ts'

/** A table of fifteen fields. */
const projects = `import { checkbox, choice, date, datetime, decimal, defineApp, email, integer, longtext, money, table, text, url } from 'prentice'
export default defineApp({
  title: 'Projects',
  tables: { project: table({
    title: text({ required: true }), active: checkbox(), phase: choice(['plan', 'build', 'done']), owner_name: text(), budget: money(), spent: money(), hours: decimal(), people: integer(),
    start_date: date(), due_date: date(), kickoff: datetime(), site: url(), contact_email: email(), notes: longtext(), region: choice(['north', 'south']),
  }) },
})
`
/** Apps that have no room beside each other. */
const rooms = Object.fromEntries(Array.from({ length: 18 }, (_, at) => [`room${at}.ts`, `import { defineApp, table, text } from 'prentice'
export default defineApp({ title: 'Room number ${at}', icon: '🚪', tables: { thing${at}: table({ name: text() }) } })
`]))
const { browser, desk } = await openStory({ apps: { 'projects.ts': projects, ...rooms } })
await desk.run(...['Bridge repair', 'A new harbour wall, of which the town has spoken for many years'].map((title, at) => ({
  action: 'insert', table: 'project', title, active: at === 0, phase: 'build', owner_name: 'Edmund Hillary-Featherstonehaugh', budget: 120000.5, spent: 47532.1, hours: 134.75, people: 12,
  start_date: '2020-01-01', due_date: at === 0 ? '2020-02-01' : '2030-02-01', kickoff: '2026-05-01T09:30:00Z', site: 'https://www.example.com/projects/1', contact_email: 'office@example.com', notes: 'Long. '.repeat(80), region: 'north',
})))

for (const width of [1280, 1024, 768, 390]) {
  test(`fifteen fields at ${width} px: nothing is wider than its place, and a row’s title and tools are in sight`, async () => {
    const { page, close } = await desk.open(browser, '/p/1/projects', { width, height: 800 })
    assert.deepEqual(await overflowing(page), [])
    for (const inSight of [rowOf(page, 'project', 1).locator('.title .value'), rowOf(page, 'project', 1).getByRole('button', { name: /^Delete/ })]) {
      const box = await inSight.boundingBox()
      assert.ok(box && box.x >= 0 && box.x + box.width <= width)
    }
    // What has no column stands on the row's page.
    await rowOf(page, 'project', 1).getByRole('link', { name: /^Edit/ }).click()
    await shows(page.locator('#sheet'), 'Contact email')
    await page.locator('#sheet').getByLabel('Region').focus()
    const [save, region] = [await page.locator('#sheet').getByRole('button', { name: 'Save' }).boundingBox(), await page.locator('#sheet').getByLabel('Region').boundingBox()]
    assert.ok(save && region && save.y + save.height <= 800 && region.y + region.height <= save.y, 'Save is in sight, and does not hide what is typed in')
    await close()
  })
}

for (const [width, script] of [[1440, true], [1280, true], [390, true], [390, false]] as const) {
  test(`twenty apps at ${width} px, ${script ? 'with' : 'without'} script: the current one is in sight, and “More” shows all of them`, async () => {
    const { page, close } = await desk.open(browser, '/p/1/room14', { width, height: 800, script })
    const nav = page.locator('#nav')
    const linesInSight = (): Promise<readonly string[]> => nav.locator('a').evaluateAll((links) => links.filter((link) => {
      const [box, line] = [link.getBoundingClientRect(), link.closest('nav')?.getBoundingClientRect()]
      return line && box.top > line.top - 1 && box.bottom < line.bottom + 1
    }).map((link) => link.textContent?.trim() ?? ''))
    await becomes(async () => (await linesInSight()).includes('🚪 Room number 14'), true)
    assert.ok((await linesInSight()).length < 12)
    assert.deepEqual(await overflowing(page), [])
    await nav.getByText('More').click()
    const last = nav.getByRole('link', { name: 'Make a new app' })
    const box = await last.boundingBox()
    assert.ok(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= 800)
    if (script) {
      await page.keyboard.press('Escape')
      await becomes(async () => (await linesInSight()).includes('🚪 Room number 14'), true)
      await nav.getByText('More').click()
    }
    await nav.getByRole('link', { name: 'Room number 2', exact: true }).click()
    await becomes(async () => new URL(page.url()).pathname, '/p/1/room2')
    await close()
  })
}

test('three apps need no “More”', async () => {
  const few = await openStory()
  const { page, close } = await few.desk.open(few.browser, '/p/1/tasks')
  assert.equal(await page.locator('#nav').getByText('More').isVisible(), false)
  await shows(page.locator('#nav'), 'App')
  await close()
})

test('all columns at a wish, scrolled below a title that stays; the wish outlasts the page', async () => {
  const { page, close } = await desk.open(browser, '/p/1/projects')
  const shown = (): Promise<number> => page.locator('#rows-project thead th').filter({ visible: true }).count()
  const few = await shown()
  assert.ok(few > 4 && few < 16, `${few} columns`)
  await page.getByRole('button', { name: /^All columns/ }).click()
  await becomes(shown, 15)
  assert.ok((await page.evaluate<number>(`{ const frame = document.querySelector('.rows-frame'); frame.scrollLeft = 9999; frame.scrollLeft }`)) > 300)
  for (const inSight of ['.title', '.tools']) {
    const box = await rowOf(page, 'project', 1).locator(inSight).boundingBox()
    const frame = await page.locator('.rows-frame').boundingBox()
    assert.ok(box && frame && box.x >= frame.x - 1 && box.x + box.width <= frame.x + frame.width + 1, inSight)
  }
  assert.deepEqual(await overflowing(page), [])
  await page.reload()
  await becomes(shown, 15)
  await page.getByRole('button', { name: /^All columns/ }).click()
  await becomes(shown, few)
  await close()
})

test('only what is done is struck out, and only the deadline is late', async () => {
  const { page, close } = await desk.open(browser, '/p/1/projects')
  await page.getByRole('button', { name: /^All columns/ }).click()
  const look = (id: number, cell: string): Promise<string> => page.evaluate(`{ const style = getComputedStyle(document.querySelector('#row-project-${id} ${cell}')); style.textDecorationLine + ' ' + style.fontWeight }`)
  assert.equal(await look(1, '.title .value'), 'none 400')
  await rowOf(page, 'project', 1).getByRole('checkbox').uncheck()
  await shows(page.locator('#row-project-1.late'), 'Bridge repair')
  assert.deepEqual([await look(1, '[href$=field-due_date]'), await look(1, '[href$=field-start_date]'), await look(2, '[href$=field-due_date]')], ['none 600', 'none 400', 'none 400'])
  await close()
})

/** What is wider than its place: the page, or its main part. */
const overflowing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`['html', '#main'].filter((name) => { const part = document.querySelector(name); return part.scrollWidth > part.clientWidth })`)
