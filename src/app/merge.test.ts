import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table, type App } from './define.ts'
import { choice, integer, link, text } from './field.ts'
import { plural } from './english.ts'
import { mergeApps } from './merge.ts'
import { problem } from './problem.ts'

const app = (definition: object): App => ({ title: 'Some', ...definition }) as unknown as App // wrong on purpose in places
const named = (name: string, definition: object) => ({ name, file: `/apps/${name}.ts`, app: app(definition) })
const books = named('books', { tables: { book: table({ title: text({ required: true }) }) } })

const reasonFor = (definition: object) => {
  const { broken, tables } = mergeApps([named('bad', definition), books])
  assert.ok(tables.has('book'), 'the other app runs')
  assert.equal(broken.length, 1)
  return broken[0]?.problem.message ?? ''
}

test('a desk has its own tables beside those of its apps', () => {
  const schema = mergeApps([books])
  assert.deepEqual([...schema.tables.keys()].toSorted(), ['book', 'profile', 'setting', 'view'])
  assert.deepEqual([...schema.apps.keys()], ['books', 'profiles'])
  assert.equal(schema.tables.get('book')?.title, 'Books')
  assert.equal(schema.tables.get('book')?.titleField, 'title')
  assert.equal(schema.tables.get('setting')?.guarded, true)
  assert.equal(schema.tables.get('book')?.guarded, false)
  assert.deepEqual(schema.broken, [])
})

test('an app that is wrong is set aside with its reason, and the others run', () => {
  const name = text({ required: true })
  for (const [definition, reason] of [
    [{ tables: {} , title: '' }, 'no title'],
    [{ tables: { Bad: table({ name }) } }, 'table name “Bad”'],
    [{ tables: { bad: table({}) } }, 'no fields'],
    [{ tables: { bad: table({ action: name }) } }, 'name that commands use'],
    [{ tables: { bad: table({ _seq: name }) } }, 'field name “_seq”'],
    [{ tables: { bad: table({ kind: choice([]) }) } }, 'no words'],
    [{ tables: { bad: table({ kind: choice(['a'], { default: 'b' as 'a' }) }) } }, 'default of kind'],
    [{ tables: { bad: table({ name, count_of: integer({ was: 'name' }) }) } }, 'still a field with that name'],
    [{ tables: { bad: table({ name }, { order: 'nope' }) } }, 'ordered by nope'],
    [{ tables: { bad: table({ other: link('nowhere') }) } }, 'no running app has'],
    [{ tables: { bad: table({ name }) }, views: { v: { table: 'bad', where: { nope: 1 } } } }, 'names the field nope'],
    [{ tables: { bad: table({ name }) }, views: { v: { table: 'bad', shape: 'board', by: 'name' } } }, 'no choice'],
    [{ tables: { bad: table({ name }) }, actions: { delete: { on: 'bad', run() {} } } }, 'name that commands use'],
    [{ tables: { bad: table({ name }) }, teach: { x: { action: 'explode' } } }, 'no known action'],
    [{ tables: { bad: table({ name }) }, samples: { bad: [{ nope: 1 }] } }, 'names the field nope'],
    [{ tables: { setting: table({ name }) } }, 'desk’s own'],
    [{ tables: { bad: table({ size: choice([1, 2] as unknown as ['1']) }) } }, 'no text'],
    [{ tables: { bad: table({ name: text({ label: 5 as unknown as 'x' }) }) } }, 'label of name'],
    [{ tables: { bad: table({ name }, { title: [] as unknown as 'x' }) } }, 'title of the table bad'],
    [{ tables: { bad: table({ name }, { aka: 'thing' as unknown as [] }) } }, 'words for the table bad'],
    [{ tables: { bad: table({ name }, { scope: 'user' as 'desk' }) } }, 'scope of the table bad'],
    [{ tables: { bad: table({ name }, { ai: 'write' as 'read' }) } }, 'ai of the table bad'],
    [{ tables: { bad: table({ name: { ...name, kind: 'string' as 'text' } }) } }, 'not made by text'],
    [{ tables: { bad: table({ name }) }, views: { v: { table: 'bad', where: null } } }, 'not written as a view'],
    [{ tables: { bad: table({ name }) }, views: { v: { table: 'bad', title: 5 } } }, 'not written as a view'],
    [{ tables: { bad: table({ name }) }, actions: { nap: { on: 'bad', input: { days: 1 }, run() {} } } }, 'input days'],
    [{ tables: { bad: table({ name }) }, samples: { bad: { name: 'x' } } }, 'no list'],
    [{ title: 'No tables' }, 'does not export an app'],
  ] as const) assert.match(reasonFor(definition), new RegExp(reason), reason)
})

test('every word that a command uses beside its fields is refused as a field and as an input, with another', () => {
  for (const word of ['action', 'table', 'id', 'match', 'where', 'view', 'after', 'before', 'limit', 'sort', 'by', 'words', 'field', 'sum', 'count', 'avg', 'min', 'max', 'confirm']) {
    assert.match(reasonFor({ tables: { bad: table({ name: text({ required: true }), [word]: text() }) } }), new RegExp(`field ${word} .* name that commands use`), word)
    assert.match(reasonFor({ tables: { bad: table({ name: text({ required: true }) }) }, actions: { nap: { on: 'bad', input: { [word]: text() }, run() {} } } }), new RegExp(`input ${word} .* name that commands use`), word)
  }
})

test('a file that exports nothing, or anything but an app, is set aside too', () => {
  for (const whatever of [undefined, null, 5, 'books', [], () => books.app]) {
    const { broken, tables } = mergeApps([{ name: 'bad', file: '/apps/bad.ts', app: whatever as unknown as App }, books]) // as a file may export it
    assert.match(broken[0]?.problem.message ?? '', /does not export an app/)
    assert.ok(tables.has('book'), 'the other app runs')
  }
  const unread = problem('bad-app', 'bad cannot be read: line 2.')
  assert.deepEqual(mergeApps([{ name: 'bad', file: '/apps/bad.ts', app: unread }, books]).broken, [{ name: 'bad', file: '/apps/bad.ts', problem: unread }])
})

test('the second app to claim a table is set aside, naming the first', () => {
  const { broken } = mergeApps([books, named('library', { tables: { book: table({ title: text() }) } })])
  assert.deepEqual(broken.map(({ name }) => name), ['library'])
  assert.match(broken[0]?.problem.message ?? '', /belongs to the app books already/)
})

test('an app whose link leads into a broken app is set aside too', () => {
  const lists = named('lists', { tables: { list: table({ name: text(), book: link('shelf') }) } })
  const broken = { name: 'shelves', file: '/apps/shelves.ts', app: problem('bad-app', 'Broken.') }
  const schema = mergeApps([broken, lists, books])
  assert.deepEqual(schema.broken.map(({ name }) => name), ['shelves', 'lists'])
  assert.ok(!schema.tables.has('list') && schema.tables.has('book'))
})

test('a profiles app without a usable name is replaced by a plain one', () => {
  const schema = mergeApps([named('mine', { tables: { profile: table({ called: text() }) } })])
  assert.equal(schema.tables.get('profile')?.titleField, 'name')
  assert.deepEqual(schema.broken.map(({ name }) => name), ['mine'])
})

test('plurals are near enough', () => {
  assert.deepEqual(['task', 'box', 'city', 'day', 'branch'].map(plural), ['tasks', 'boxes', 'cities', 'days', 'branches'])
})

test('a definition stays plain data', () => {
  const definition = defineApp({ title: 'T', tables: { t: table({ name: text() }) } })
  assert.ok(Object.isFrozen(definition) && Object.isFrozen(definition.tables['t']?.fields))
})
