import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { defineApp, table, type TableOptions } from '../app/define.ts'
import { checkbox, choice, date, decimal, email, integer, link, longtext, money, text, type Fields } from '../app/field.ts'
import { audit } from './audit.ts'
import { describeEntry } from './describe.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { addRows, openTestDesk, schemaOf } from '../../test/data-fixture.ts'
import { entriesAfter, lastSeq } from './journal.ts'
import { readPage, readRow } from './read.ts'
import { readImage } from './rows.ts'
import { search } from './search.ts'

const appOf = (fields: Fields, options: TableOptions = {}) => defineApp({ title: 'Things', tables: { thing: table({ name: text({ required: true }), ...fields }, options) } })
const other = defineApp({ title: 'Others', tables: { other: table({ name: text({ required: true }) }) } })

/** Opens a desk with one definition and rows, then puts the app's file in another form. */
const change = async (t: TestContext, { from, rows, to }: { readonly from: readonly [Fields, TableOptions?]; readonly rows: readonly object[]; readonly to: readonly [Fields, TableOptions?] }) => {
  const desk = await openTestDesk(t, { things: appOf(...from), others: other })
  addRows(desk, 'profile', [{ name: 'Other' }])
  addRows(desk, 'other', [{ name: 'one' }])
  if (rows.length > 0) addRows(desk, 'thing', rows.map((row) => ({ name: 'thing', ...row })))
  const before = lastSeq(desk)
  const schema = await desk.useSchema(schemaOf({ things: appOf(...to), others: other }))
  const report = audit(desk)
  assert.deepEqual(report.findings, [])
  assert.ok(schema.tables.has('other'), 'other apps run on')
  const backups = await readdir(join(desk.dir, 'backups')).catch(() => [])
  return { desk, schema, entries: entriesAfter(desk, before), backups }
}
const valuesOf = (desk: Desk, field: string) => desk.store.all<{ id: number }>({ sql: 'SELECT id FROM thing ORDER BY id', parameters: [] }).map(({ id }) => readImage(desk.store, 'thing', id)?.[field])

const done: readonly (readonly [string, Parameters<typeof change>[1], string, readonly unknown[]])[] = [
  ['a new field fills its default in', { from: [{}], rows: [{}, {}], to: [{ size: integer({ default: 3 }) }] }, 'size', [3, 3]],
  ['a new date reads its default', { from: [{}], rows: [{}], to: [{ due: date({ default: 'tomorrow' }) }] }, 'due', ['2026-11-23']],
  ['a new money field', { from: [{}], rows: [{}], to: [{ price: money({ default: 1.5 }) }] }, 'price', [1.5]],
  ['a new required field with a default', { from: [{}], rows: [{}], to: [{ size: text({ required: true, default: "it's" }) }] }, 'size', ["it's"]],
  ['a new link', { from: [{}], rows: [{}], to: [{ other: link('other') }] }, 'other', [null]],
  ['a new link with a default', { from: [{}], rows: [{}], to: [{ other: link('other', { default: 1 }) }] }, 'other', [1]],
  ['a new checkbox is off', { from: [{}], rows: [{}], to: [{ done: checkbox() }] }, 'done', [false]],
  ['a new required field in an empty table', { from: [{}], rows: [], to: [{ size: text({ required: true }) }] }, 'size', []],
  ['a rename keeps the values', { from: [{ size: integer() }], rows: [{ size: 7 }], to: [{ weight: integer({ was: 'size' }) }] }, 'weight', [7]],
  ['a rename and a change of kind at once', { from: [{ size: integer() }], rows: [{ size: 7 }], to: [{ weight: text({ was: 'size' }) }] }, 'weight', ['7']],
  ['another field of its kind beside one that had no value', { from: [{ size: integer() }], rows: [{}], to: [{ weight: integer() }] }, 'weight', [null]],
  ['another field of another kind for one that is gone', { from: [{ size: integer() }], rows: [{ size: 7 }], to: [{ weight: text() }] }, 'weight', [null]],
  ['text to longtext', { from: [{ note: text() }], rows: [{ note: 'hello' }], to: [{ note: longtext() }] }, 'note', ['hello']],
  ['text that holds numbers to integer', { from: [{ size: text() }], rows: [{ size: '7' }, { size: null }], to: [{ size: integer() }] }, 'size', [7, null]],
  ['integer to decimal', { from: [{ size: integer() }], rows: [{ size: 7 }], to: [{ size: decimal() }] }, 'size', [7]],
  ['decimal to money', { from: [{ size: decimal() }], rows: [{ size: 7.25 }], to: [{ size: money() }] }, 'size', [7.25]],
  ['text to a choice that allows all of it', { from: [{ size: text() }], rows: [{ size: 'big' }], to: [{ size: choice(['small', 'big']) }] }, 'size', ['big']],
  ['a choice more', { from: [{ size: choice(['a']) }], rows: [{ size: 'a' }], to: [{ size: choice(['b', 'a']) }] }, 'size', ['a']],
  ['a choice less that nothing uses', { from: [{ size: choice(['a', 'b']) }], rows: [{ size: 'a' }], to: [{ size: choice(['a']) }] }, 'size', ['a']],
  ['a removed field keeps its column', { from: [{ size: integer() }], rows: [{ size: 7 }], to: [{}] }, 'size', [7]],
  ['an empty link to another kind', { from: [{ other: link('other') }], rows: [{}], to: [{ other: text() }] }, 'other', [null]],
]
for (const [name, input, field, wanted] of done)
  test(`${name}: done, journalled, after a backup`, async (t) => {
    const { desk, schema, entries, backups } = await change(t, input)
    assert.deepEqual(schema.broken, [])
    assert.deepEqual(valuesOf(desk, field), wanted)
    const isRule = name.startsWith('a choice')
    assert.equal(entries.length > 0, !isRule)
    assert.equal(backups.length, isRule ? 0 : 1)
    assert.ok(entries.every(({ actor, command }) => actor === 'desk' && command.action === 'migrate'))
    const add = await execute(desk, { commands: [{ action: 'insert', table: 'thing', name: 'later' }], actor: 'person', via: 'page', profile: 1 })
    const isRequired = input.to[0]['size']?.required === true && input.to[0]['size'].default === undefined
    assert.equal(add.ok, !isRequired, JSON.stringify(add))
    assert.deepEqual(audit(desk).findings, [])
  })

const refused: readonly (readonly [string, Parameters<typeof change>[1], RegExp, next?: RegExp])[] = [
  ['text that is no number to integer', { from: [{ size: text() }], rows: [{ size: 'big' }, { size: '7' }, { size: 'small' }], to: [{ size: integer() }] }, /2 rows of thing .*cannot become an integer/],
  ['decimal with a fraction to integer', { from: [{ size: decimal() }], rows: [{ size: 1.5 }], to: [{ size: integer() }] }, /1 row .*1\.5/],
  ['text to date', { from: [{ size: text() }], rows: [{ size: 'soon' }], to: [{ size: date() }] }, /soon/],
  ['text to email', { from: [{ size: text() }], rows: [{ size: 'soon' }], to: [{ size: email() }] }, /soon/],
  ['a choice less that rows use', { from: [{ size: choice(['a', 'b']) }], rows: [{ size: 'a' }, { size: 'b' }], to: [{ size: choice(['a']) }] }, /1 row .*"b"/],
  ['text shorter than what is there', { from: [{ size: text() }], rows: [{ size: 'x'.repeat(20) }], to: [{ size: text({ max: 10 }) }] }, /1 row/],
  ['a smaller greatest number', { from: [{ size: integer() }], rows: [{ size: 20 }], to: [{ size: integer({ max: 10 }) }] }, /20/],
  ['required where rows are empty', { from: [{ size: integer() }], rows: [{}, { size: 1 }], to: [{ size: integer({ required: true }) }] }, /1 row .*no value/],
  ['a new required field without a default', { from: [{}], rows: [{}], to: [{ size: integer({ required: true }) }] }, /no default/],
  ['a new name that says nothing of the old one', { from: [{ size: integer() }], rows: [{ size: 7 }, {}], to: [{ weight: integer() }] }, /^The field size of thing is gone, with a value in 1 row, and weight is new\.$/, /^If it is the same field, write `weight: integer\({ was: 'size', … }\)`\. If not, save the app once without weight, then add it\. /],
  ['a required new name that says nothing of the old one', { from: [{ size: text() }], rows: [{ size: 'x' }], to: [{ weight: text({ required: true }) }] }, /no default/, /^If it is size by a new name, write `weight: text\({ was: 'size', … }\)`\. Give it a default/],
  ['a new name for one that never was', { from: [{ size: text() }], rows: [{ size: 'x' }], to: [{ weight: text({ required: true, was: 'sise' }) }] }, /no default/, /^There is no field sise that it could have been; gone are size\. /],
  ['a link to another table', { from: [{ to: link('other') }], rows: [{ to: 1 }], to: [{ to: link('thing') }] }, /1 row/],
  ['rows of two profiles made common', { from: [{}, { scope: 'profile' }], rows: [{}, { _profile: 2 }], to: [{}, { scope: 'desk' }] }, /2 profiles/],
]
for (const [name, input, reason, next = /./] of refused)
  test(`${name}: refused, the app is off, nothing has changed`, async (t) => {
    const { desk, schema, entries, backups } = await change(t, input)
    assert.deepEqual(schema.broken.map((app) => [app.name, app.file]), [['things', 'apps/things.ts']])
    const [broken] = schema.broken
    assert.match(broken?.problem.message ?? '', reason)
    assert.match(broken?.problem.next ?? '', next)
    assert.match(broken?.problem.next ?? '', /switched off; its rows are kept/)
    assert.ok(!schema.tables.has('thing'))
    assert.deepEqual([entries, backups], [[], []])
    const back = await desk.useSchema(schemaOf({ things: appOf(...input.from), others: other }))
    assert.deepEqual(back.broken, [], 'the former file works again')
    assert.equal(lastSeq(desk), entriesAfter(desk, 0).length)
  })

test('scope and order change with the rows kept and placed', async (t) => {
  const { desk } = await change(t, { from: [{}], rows: [{ name: 'old' }, { name: 'new' }], to: [{}, { scope: 'profile', order: 'manual' }] })
  const names = (profile: number) => {
    const page = readPage(desk, { table: 'thing', profile })
    return page.ok ? page.value.rows.map(({ label }) => label) : page.code
  }
  assert.deepEqual([names(1), names(2)], [['new', 'old'], []])
  await desk.useSchema(schemaOf({ things: appOf({}, { order: '-id' }), others: other }))
  assert.deepEqual([names(1), names(2)], [['new', 'old'], ['new', 'old']])
  assert.deepEqual(audit(desk).findings, [])
  await desk.useSchema(schemaOf({ things: appOf({}, { scope: 'profile', order: 'manual' }), others: other }))
  assert.deepEqual([names(1), names(2)], [['new', 'old'], []])
  assert.deepEqual(audit(desk).findings, [])
})

test('what became of the fields is told', async (t) => {
  const told = async (from: Fields, to: Fields) => {
    const { desk, entries } = await change(t, { from: [from], rows: [{}], to: [to] })
    return entries[0] && describeEntry(desk, entries[0]).text
  }
  assert.equal(await told({ size: integer() }, { size: integer(), colour: text() }), 'prepared the table thing: colour is new')
  assert.equal(await told({ size: integer() }, { weight: integer({ was: 'size' }) }), 'prepared the table thing: size is weight now')
  assert.equal(await told({ size: integer(), note: text() }, { size: decimal(), note: longtext() }), 'prepared the table thing: size is a decimal now, note is a longtext now')
  assert.equal(await told({ size: integer() }, {}), 'prepared the table thing: size is gone, its values are kept')
})

test('a removed field comes back with its values; what is removed or private is not found', async (t) => {
  const withNote = [{ note: text() }] as const
  const { desk } = await change(t, { from: withNote, rows: [{ note: 'pebble' }], to: [{}] })
  assert.deepEqual(search(desk, { words: 'pebble', profile: 1 }), [])
  await desk.useSchema(schemaOf({ things: appOf({ note: text({ private: true }) }), others: other }))
  assert.equal(readRow(desk, 'thing', 1, 1)?.values['note'], 'pebble')
  assert.equal(search(desk, { words: 'pebble', profile: 1 }).length, 1)
  assert.deepEqual(search(desk, { words: 'pebble', profile: 1, open: true }), [])
  assert.deepEqual(audit(desk).findings, [])
})

test('an app that is gone keeps its rows, and a migration that cannot be written leaves all as it was', async (t) => {
  const desk = await openTestDesk(t, { things: appOf({}), others: other })
  addRows(desk, 'thing', Array.from({ length: 600 }, () => ({ name: 'x'.repeat(300) })))
  await desk.useSchema(schemaOf({ others: other }))
  assert.deepEqual(audit(desk).findings, [])
  desk.store.limitPages(1)
  const before = lastSeq(desk)
  const schema = await desk.useSchema(schemaOf({ things: appOf({}, { order: 'manual' }), others: other }))
  assert.deepEqual(schema.broken.map(({ name, problem }) => [name, problem.code]), [['things', 'read-only']])
  assert.equal(lastSeq(desk), before)
  assert.deepEqual(audit(desk).findings, [])
  desk.store.limitPages(1_000_000)
  const again = await desk.useSchema(schemaOf({ things: appOf({}, { order: 'manual' }), others: other }))
  assert.deepEqual(again.broken, [])
  assert.equal(readPage(desk, { table: 'thing', profile: 1 }).ok, true)
  assert.deepEqual(audit(desk).findings, [])
})
