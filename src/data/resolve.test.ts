import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, choice, date, datetime, integer, money, text, url } from '../app/field.ts'
import { addRows, openTestDesk } from '../../test/data-fixture.ts'
import { readNumber, resolveValue } from './resolve-value.ts'
import { resolveRow } from './resolve-row.ts'
import { idsWhere, resolveWhere } from './where-sql.ts'

const app = defineApp({
  title: 'Tasks',
  tables: { task: table({ name: text({ required: true }), done: checkbox(), size: choice(['very_small', 'big']), due: date(), at: datetime(), pay: money(), n: integer(), site: url() }, { scope: 'profile' }) },
})
const tableOf = async (t: TestContext) => {
  const desk = await openTestDesk(t, { app })
  const task = desk.schema().tables.get('task')
  assert.ok(task)
  return { desk, task }
}

test('a row is found by the whole name, its beginning, whole words, then a near miss; or the candidates are told', async (t) => {
  const { desk, task } = await tableOf(t)
  addRows(desk, 'task', ['Buy milk', 'Buy milk and bread', 'Call the dentist', 'Café crème', 'Call mum'].map((name) => ({ name })))
  const find = (said: unknown) => {
    const found = resolveRow(desk, task, said, 1)
    return found.ok ? `${found.value.id} ${found.value.how}` : `${found.code} ${found.candidates?.map(({ id }) => id).join() ?? ''}`.trim()
  }
  for (const [said, wanted] of [
    [2, '2 id'], ['2', '2 id'], ['#2', '2 id'], ['buy  MILK', '1 exact'], ['"Buy milk."', '1 exact'], ['buy milk a', '2 fuzzy'], ['bread', '2 fuzzy'], ['the dentist', '3 fuzzy'],
    ['dentsit', '3 fuzzy'], ['cafe creme', '4 exact'], ['call', 'ambiguous-row 5,3'], ['buy', 'ambiguous-row 1,2'], ['aunt', 'unknown-row'], [99, 'unknown-row'], ['', 'unknown-row'], [1.5, 'unknown-row'],
  ] as const) assert.equal(find(said), wanted, String(said))
  assert.equal(resolveRow(desk, task, 1, 2).ok, false, 'another profile')
})

test('a row is found among very many by the search index', async (t) => {
  const { desk, task } = await tableOf(t)
  addRows(desk, 'task', Array.from({ length: 2500 }, (_, n) => ({ name: n === 17 ? 'Call the dentist' : `Errand ${n}` })))
  assert.deepEqual(resolveRow(desk, task, 'call the dentist', 1), { ok: true, value: { id: 18, how: 'exact' } })
  assert.deepEqual(resolveRow(desk, task, 'dentsit', 1), { ok: true, value: { id: 18, how: 'fuzzy' } })
  assert.deepEqual(resolveRow(desk, task, 'Errand 2400', 1), { ok: true, value: { id: 2401, how: 'exact' } })
})

test('values are read as people and small models write them', async (t) => {
  const { desk, task } = await tableOf(t)
  for (const [name, said, wanted] of [
    ['due', 'tomorrow', '2026-11-23'], ['due', '2026-12-24', '2026-12-24'], ['due', 'whenever', 'bad-value'], ['due', '12/11', 'bad-value'], ['due', '', null], ['at', 'tomorrow at 14:30', '2026-11-23T14:30:00Z'],
    ['done', 'yes', true], ['done', 'Done', true], ['done', 0, false], ['done', 'maybe', 'bad-value'], ['size', 'Very small', 'very_small'], ['size', 'huge', 'bad-value'],
    ['pay', '1,200.50', 1200.5], ['pay', '€1.200,50', 1200.5], ['pay', '12 EUR', 12], ['pay', '1.234', 'bad-value'], ['n', '1,200', 1200], ['n', '1.5', 'bad-value'], ['n', Infinity, 'bad-value'], ['n', NaN, 'bad-value'],
    ['name', 5, '5'], ['name', ' x ', 'x'], ['name', true, 'bad-value'], ['name', null, 'missing-value'], ['name', { a: 1 }, 'bad-value'], ['name', 'a\u0000b', 'bad-value'], ['site', 'example.com', 'https://example.com'], ['site', 'javascript:alert(1)', 'bad-value'],
  ] as const) {
    const field = task.fields.get(name)
    assert.ok(field)
    const value = resolveValue(desk, name, field, said)
    assert.equal(value.ok ? value.value : value.code, wanted, `${name}: ${JSON.stringify(said)}`)
  }
})

test('a number that could mean two things is none', () => {
  for (const [said, wanted] of [['1200', 1200], ['-3.5', -3.5], ['1,200', 1200], ['1,200,000.5', 1200000.5], ['1.200.000,5', 1200000.5], ['12,5', 12.5], ['1 200', 1200], ['$5', 5], ['1,20,0', undefined], ['', undefined], ['2k', undefined], ['1e5', undefined], ['0x10', undefined]] as const)
    assert.equal(readNumber(said), wanted, said)
})

test('conditions choose exactly the rows that they say', async (t) => {
  const { desk, task } = await tableOf(t)
  addRows(desk, 'task', [{ name: 'a', done: true, due: '2026-11-20', pay: 10.1 }, { name: 'b%', due: '2026-11-22', pay: 20 }, { name: 'c_', due: '2026-11-30' }, { name: 'd', done: true }])
  const ids = (where: Record<string, unknown>) => {
    const resolved = resolveWhere(desk, task, { where, speaker: { ai: false, private: true } })
    return resolved.ok ? idsWhere(desk, task, { where: resolved.value, profile: 1 }).join() : resolved.code
  }
  for (const [where, wanted] of [
    [{ done: true }, '1,4'], [{ done: 'yes', due: { before: 'today' } }, '1'], [{ due: { from: 'today' } }, '2,3'], [{ due: { after: 'today' } }, '3'], [{ due: { from: '2026-11-20', to: '2026-11-22' } }, '1,2'],
    [{ due: null }, '4'], [{ due: { not: null } }, '1,2,3'], [{ name: { in: ['a', 'd', 'zz'] } }, '1,4'], [{ due: { in: [null, '2026-11-20'] } }, '1,4'], [{ pay: 10.1 }, '1'], [{ pay: { after: '10.10' } }, '2'],
    [{ name: { contains: '%' } }, '2'], [{ name: { contains: '_' } }, '3'], [{ id: { in: [2, 3] } }, '2,3'], [{ name: { not: 'a' } }, '2,3,4'], [{ pay: { not: 20 } }, '1,3,4'],
    [{ due: 'this week' }, '1,2'], [{ due: { from: 'this week' } }, '1,2,3'], [{ due: { to: 'this week' } }, '1,2'], [{ due: { before: 'this week' } }, ''], [{ due: { after: 'this week' } }, '3'], [{ due: 'next month' }, ''], [{ due: 'this year' }, '1,2,3'],
    [{ nope: 1 }, 'unknown-field'], [{ due: { near: 'today' } }, 'bad-command'], [{ due: { before: 'whenever' } }, 'bad-value'],
  ] as const) assert.equal(ids(where), wanted, JSON.stringify(where))
})
