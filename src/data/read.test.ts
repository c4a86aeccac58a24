import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { checkbox, choice, date, link, money, text } from '../app/field.ts'
import { defineApp, table } from '../app/define.ts'
import type { Desk } from './desk.ts'
import { addRows, openTestDesk, putRow } from '../../test/data-fixture.ts'
import { lastSeq } from './journal.ts'
import { readNumbers } from './numbers.ts'
import { countRows, readPage, readRow } from './read.ts'

const warned: string[] = []
process.on('warning', (warning) => warned.push(warning.message))

const broken = { boom: () => { throw new Error('computed breaks') }, late: async () => { throw new Error('later') }, odd: () => ({ a: 1 }), none: () => Number.NaN }
const app = defineApp({
  title: 'Deals',
  tables: {
    contact: table({ name: text({ required: true }) }, { order: 'name' }),
    deal: table(
      { name: text({ required: true }), contact: link('contact'), amount: money(), won: checkbox(), stage: choice(['open', 'late', 'closed']), due: date() },
      { order: 'manual', scope: 'profile', computed: { ...(broken as unknown as { boom: () => string }), loud: (row) => String(row.name).toUpperCase() } },
    ),
  },
  views: { overdue: { table: 'deal', where: { won: false, due: { before: 'today' } }, sort: 'due' } },
})

const open = async (t: TestContext): Promise<Desk> => {
  const desk = await openTestDesk(t, { deals: app })
  addRows(desk, 'profile', [{ name: 'Other' }])
  addRows(desk, 'contact', [{ name: 'Ada' }, { name: 'bob' }])
  addRows(desk, 'deal', [
    { name: 'Boat 100%', contact: 1, amount: 10.1, stage: 'late', due: '2026-11-20', _position: 'a0' },
    { name: 'apple', contact: 2, amount: 20.2, stage: 'open', due: null, _position: 'a1' },
    { name: 'Crème', contact: 1, amount: 0.3, stage: 'closed', won: true, due: '2026-11-01', _position: 'a2' },
    { name: 'Zoo', contact: null, amount: null, stage: null, due: '2026-12-24', _position: 'a3' },
    { name: 'Hidden', stage: 'open', due: '2020-01-01', _position: 'a0', _profile: 2 },
  ])
  return desk
}

const names = (desk: Desk, query: object): readonly string[] => {
  const page = readPage(desk, { table: 'deal', profile: 1, ...query })
  assert.ok(page.ok, JSON.stringify(page))
  return page.value.rows.map(({ label }) => label)
}

test('conditions mean what they say, and rows of another profile do not exist', async (t) => {
  const desk = await open(t)
  assert.deepEqual(names(desk, {}), ['Boat 100%', 'apple', 'Crème', 'Zoo'])
  assert.deepEqual(names(desk, { profile: 2 }), ['Hidden'])
  assert.deepEqual(names(desk, { where: { stage: 'open' } }), ['apple'])
  assert.deepEqual(names(desk, { where: { stage: { not: 'open' } } }), ['Boat 100%', 'Crème', 'Zoo'], 'empty is not open')
  assert.deepEqual(names(desk, { where: { stage: null } }), ['Zoo'])
  assert.deepEqual(names(desk, { where: { stage: { in: ['late', null] } } }), ['Boat 100%', 'Zoo'])
  assert.deepEqual(names(desk, { where: { name: { contains: '0%' } } }), ['Boat 100%'])
  assert.deepEqual(names(desk, { where: { name: { contains: '_' } } }), [])
  assert.deepEqual(names(desk, { where: { name: { contains: 'APPL' } } }), ['apple'])
  assert.deepEqual(names(desk, { where: { name: { contains: 'CRÈ' } } }), ['Crème'])
  assert.deepEqual(names(desk, { where: { amount: { from: 10.1, to: 20.2 } } }), ['Boat 100%', 'apple'])
  assert.deepEqual(names(desk, { where: { amount: { after: 10.1 } } }), ['apple'])
  assert.deepEqual(names(desk, { where: { due: { before: 'today' }, won: false } }), ['Boat 100%'])
  assert.deepEqual(names(desk, { view: 'overdue' }), ['Boat 100%'])
  assert.deepEqual(names(desk, { where: { contact: 1 }, sort: '-name' }), ['Crème', 'Boat 100%'])
  assert.deepEqual(names(desk, { words: 'creme' }), ['Crème'])
  assert.deepEqual(names(desk, { words: '"*:(' }), [])
  assert.equal(countRows(desk, 'deal', 1), 4)
  assert.equal(countRows(desk, 'deal', 1, { won: true }), 1)
})

test('a view that few rows are in is read by its own index, and counted no further than asked', async (t) => {
  const desk = await open(t)
  addRows(desk, 'deal', Array.from({ length: 200 }, (_, at) => ({ name: `won ${at}`, won: true, due: null })))
  const steps = (sql: string, parameters: readonly unknown[]) => desk.store.all<{ detail: string }>({ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters }).map(({ detail }) => detail)
  assert.deepEqual(steps('SELECT id FROM deal WHERE (_profile = ?) AND ("won" IS ? AND "due" < ?) AND "due" IS NOT NULL ORDER BY "due", id', [1, 0, '2026-11-22']), [
    'SEARCH deal USING COVERING INDEX _deal_by__view_overdue (_profile=? AND won=? AND due>? AND due<?)',
  ])
  assert.deepEqual(names(desk, { view: 'overdue' }), ['Boat 100%'])
  assert.deepEqual(names(desk, { where: { due: { not: null } }, sort: '-due' }), ['Zoo', 'Boat 100%', 'Crème'])
  assert.deepEqual(names(desk, { where: { due: { in: [null, '2026-12-24'] }, won: false }, sort: 'due' }), ['Zoo', 'apple'])
  assert.equal(countRows(desk, 'deal', 1, { won: true }, 100), 100)
  assert.equal(countRows(desk, 'deal', 1, { won: true }), 201)
})

test('what is not there is a Problem that lists what is', async (t) => {
  const desk = await open(t)
  const before = lastSeq(desk)
  const refuse = (query: object): readonly [string, string | undefined] => {
    const page = readPage(desk, { table: 'deal', profile: 1, ...query })
    assert.ok(!page.ok)
    return [page.code, page.next]
  }
  assert.equal(refuse({ table: 'dael' })[0], 'unknown-table')
  assert.match(refuse({ table: 'dael' })[1] ?? '', /contact, deal/)
  assert.equal(refuse({ view: 'nope' })[0], 'unknown-view')
  assert.match(refuse({ view: 'nope' })[1] ?? '', /overdue/)
  assert.equal(refuse({ where: { nope: 1 } })[0], 'unknown-field')
  assert.equal(refuse({ sort: 'nope' })[0], 'unknown-field')
  assert.match(refuse({ sort: 'loud' })[1] ?? '', /manual, id, name/)
  assert.equal(refuse({ where: { name: { like: 1 } } })[0], 'bad-command')
  assert.equal(refuse({ cursor: 'x' })[0], 'bad-command')
  assert.equal(refuse({ cursor: Buffer.from('["due",false,"x",1]').toString('base64url') })[0], 'bad-command')
  assert.equal(lastSeq(desk), before)
})

test('every order pages forth and back over every row once', async (t) => {
  const desk = await open(t)
  const orders: readonly (readonly [string, readonly string[]])[] = [
    ['name', ['apple', 'Boat 100%', 'Crème', 'Zoo']],
    ['-name', ['Zoo', 'Crème', 'Boat 100%', 'apple']],
    ['due', ['Crème', 'Boat 100%', 'Zoo', 'apple']],
    ['-due', ['Zoo', 'Boat 100%', 'Crème', 'apple']],
    ['stage', ['apple', 'Boat 100%', 'Crème', 'Zoo']],
    ['-amount', ['apple', 'Boat 100%', 'Crème', 'Zoo']],
    ['contact', ['Boat 100%', 'Crème', 'apple', 'Zoo']],
    ['-id', ['Zoo', 'Crème', 'apple', 'Boat 100%']],
    ['manual', ['Boat 100%', 'apple', 'Crème', 'Zoo']],
  ]
  for (const [sort, wanted] of orders)
    for (const limit of [1, 2, 3]) {
      const forth: string[] = []
      let cursor: string | undefined
      let back: string | undefined
      for (;;) {
        const page = readPage(desk, { table: 'deal', profile: 1, sort, limit, ...(cursor && { cursor }) })
        assert.ok(page.ok)
        assert.equal(page.value.total, 4)
        forth.push(...page.value.rows.map(({ label }) => label))
        back = page.value.previous
        cursor = page.value.next
        if (!cursor || forth.length > 9) break
      }
      assert.deepEqual(forth, wanted, `${sort} by ${limit}`)
      assert.ok(back, 'the last page has one before it')
      const page = readPage(desk, { table: 'deal', profile: 1, sort, limit, cursor: back })
      assert.ok(page.ok)
      const lastPage = wanted.length % limit || limit
      assert.deepEqual(page.value.rows.map(({ label }) => label), wanted.slice(Math.max(0, wanted.length - lastPage - limit), wanted.length - lastPage || limit), `${sort} back by ${limit}`)
    }
})

test('a shown row has values, labels of links and computed values; a computed value that breaks is empty', async (t) => {
  const desk = await open(t)
  const row = readRow(desk, 'deal', 1, 1)
  assert.deepEqual(row, {
    id: 1, label: 'Boat 100%', version: lastSeq(desk), foreign: false, profile: 1, links: { contact: 'Ada' }, computed: { boom: null, late: null, odd: null, none: null, loud: 'BOAT 100%' },
    values: { name: 'Boat 100%', contact: 1, amount: 10.1, won: false, stage: 'late', due: '2026-11-20' },
  })
  await new Promise(setImmediate)
  assert.deepEqual(warned.map((message) => message.replace(/ \d+ /, ' … ')), [
    'The computed boom of deal … failed: computed breaks. Correct deals.ts.',
    'The computed late of deal … must not wait. Correct deals.ts.',
    'The computed odd of deal … is no text, number or yes or no. Correct deals.ts.',
  ], 'told once, however many rows it breaks on')
  assert.equal(readRow(desk, 'deal', 5, 1), undefined, 'of another profile')
  assert.equal(readRow(desk, 'deal', 99, 1), undefined)
  putRow(desk, 'deal', 1, undefined)
  assert.equal(readRow(desk, 'deal', 1, 1), undefined)
})

test('numbers are exact and grouped', async (t) => {
  const desk = await open(t)
  const ask = (query: object): unknown => {
    const answer = readNumbers(desk, { table: 'deal', profile: 1, measure: 'sum', ...query })
    return answer.ok ? answer.value.groups.map(({ label, value }) => [label, value]) : answer.code
  }
  assert.deepEqual(ask({ field: 'amount' }), [['', 30.6]])
  assert.deepEqual(ask({ field: 'amount', by: 'stage' }), [['open', 20.2], ['late', 10.1], ['closed', 0.3], ['none', null]])
  assert.deepEqual(ask({ measure: 'count', by: 'contact' }), [['Ada', 2], ['bob', 1], ['none', 1]])
  assert.deepEqual(ask({ measure: 'max', field: 'due' }), [['', '2026-12-24']])
  assert.deepEqual(ask({ measure: 'count', where: { stage: 'open' } }), [['', 1]])
  assert.equal(ask({ field: 'name' }), 'bad-value')
  assert.equal(ask({ field: 'nope' }), 'unknown-field')
})
