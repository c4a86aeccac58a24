import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table, type App } from './define.ts'
import { checkbox, choice, date, integer, link, text } from './field.ts'
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
    [{ tables: { bad: table({ name }, { order: 'nope' as 'name' }) } }, 'ordered by nope'],
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
    [{ tables: { bad: table({ name }) }, view: {} }, 'app says view, which'],
    [{ tables: { bad: table({ name: text({ requird: true } as object) }) } }, 'field name of bad says requird'],
    [{ tables: { bad: table({ size: integer({ max: 'ten' as unknown as 10 }) }) } }, 'max that is no number'],
    [{ tables: { bad: table({ size: integer({ min: 5, max: 1 }) }) } }, 'min of 5 above its max of 1'],
    [{ tables: { bad: table({ name }, { sort: 'name' } as object) } }, 'table bad says sort'],
    [{ tables: { bad: table({ name, book: link('book', { onDelete: 'cascade' as 'clear' }) }) } }, 'onDelete of book cannot be “cascade”'],
    [{ tables: { bad: table({ name, book: link('book', { required: true, onDelete: 'clear' }) }) } }, 'is required, but is to be emptied'],
    [{ tables: { bad: table({ name }, { computed: { name: () => 1 } }) } }, 'both a field and a computed value called name'],
    [{ tables: { bad: table({ name }, { computed: { size: 1 as unknown as () => 1 } }) } }, 'computed value size of bad is no function'],
    [{ tables: { bad: table({ name }, { check: 'name' as unknown as () => undefined }) } }, 'check of the table bad is no function'],
    [{ tables: { bad: table({ name }) }, views: { v: { table: 'bad', filter: {} } } }, 'view v says filter'],
    [{ tables: { bad: table({ name }) }, views: { v: { table: 'bad', shape: 'grid' } } }, 'shape of the view v cannot be “grid”'],
    [{ tables: { bad: table({ size: integer() }) }, views: { v: { table: 'bad', where: { size: { gt: 3 } } } } }, 'tests size by gt, which is no test'],
    [{ tables: { bad: table({ day: date() }) }, views: { v: { table: 'bad', where: { day: { before: 'whenever' } } } } }, 'asks for day "whenever"'],
    [{ tables: { bad: table({ kind: choice(['a', 'b']) }) }, views: { v: { table: 'bad', where: { kind: { in: ['a', 'c'] } } } } }, 'asks for kind "c"'],
    [{ tables: { bad: table({ name }, { computed: { size: () => 1 } }) }, views: { v: { table: 'bad', sort: '-size' } } }, 'view v names size, which bad only works out'],
    [{ tables: { bad: table({ name }, { computed: { size: () => 1 }, order: 'size' as 'name' }) } }, 'order names size, which bad only works out'],
    [{ tables: { bad: table({ name }) }, actions: { nap: { on: 'bad', effect: 'delete', run() {} } } }, 'effect of the action nap'],
    [{ tables: { bad: table({ name }) }, actions: { nap: { on: 'bad', handler() {}, run() {} } } }, 'action nap says handler'],
    [{ tables: { bad: table({ name }) }, actions: { nap: { on: 'bad', input: { days: integer({ step: 1 } as object) }, run() {} } } }, 'input days of nap says step'],
    [{ tables: { bad: table({ name }) }, teach: { 'end {bad}': { action: 'update', id: '{bad}', don: true } } }, 'gives don, which bad does not have'],
    [{ tables: { bad: table({ name }) }, teach: { 'end {bed}': { action: 'update', table: 'bad', name: 'x' } } }, 'has the gap {bed}'],
    [{ tables: { bad: table({ name }) }, actions: { nap: { on: 'bad', input: { days: integer() }, run() {} } }, teach: { 'rest {bad}': { action: 'nap', hours: 1 } } }, 'gives hours, which nap does not have'],
    [{ tables: { bad: table({ size: integer() }) }, samples: { bad: [{ size: 'many' }] } }, 'has the size "many"'],
    [{ tables: { bad: table({ name }) }, samples: { beds: [{ name: 'x' }] } }, 'samples of beds, which is no table'],
  ] as const) assert.match(reasonFor(definition), new RegExp(reason), reason)
})

test('what means something is let through: words for a day, a choice in other letters, a gap by another name', () => {
  const { broken } = mergeApps([books, named('good', {
    tables: { plant: table({ name: text({ required: true }), day: date({ default: 'today' }), kind: choice(['Tree', 'shrub']), done: checkbox(), book: link('book', { onDelete: 'clear' }), size: integer() }, { aka: ['green thing'] }) },
    views: { old: { table: 'plant', where: { day: { before: 'last friday', not: null }, kind: { in: ['tree', null] }, size: { from: 3 }, id: { after: 1 }, done: false, book: 1 } } },
    teach: { 'end {plant} on {day}': { action: 'update', done: true }, 'stop {green_thing}': { action: 'update', table: 'plant', id: '{green_thing}', done: true }, 'read {book}': { action: 'update', table: 'book', title: 'x' }, 'what is in {plants}': { action: 'read', table: 'plant' } },
    samples: { plant: [{ name: 'Fern', day: 'tomorrow', kind: 'shrub', book: 1 }] },
  })])
  assert.deepEqual(broken, [])
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
