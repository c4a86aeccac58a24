import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, date, integer, text } from '../app/field.ts'
import { mergeApps } from '../app/merge.ts'
import { randomFrom, testSeed } from '../../test/random.ts'
import { normalise } from './aliases.ts'

const app = defineApp({
  title: 'All',
  tables: {
    task: table({ name: text(), done: checkbox(), priority: text(), due: date() }, { aka: ['todo'] }),
    goal: table({ name: text(), target: text(), details: text(), operation: text() }),
    bank_entry: table({ text: text(), booked: checkbox() }, { aka: ['booking'] }),
    category: table({ name: text() }),
  },
  actions: {
    snooze: { on: 'task', input: { days: integer() }, run: () => undefined },
    set_aside: { on: 'goal', input: { values: text() }, run: () => undefined },
  },
})
const schema = mergeApps([{ name: 'all', file: '', app }])
const insert = { action: 'insert', table: 'task', name: 'Buy milk' }
const done = { action: 'update', table: 'task', id: 3, done: true }

const canonical: readonly Readonly<Record<string, unknown>>[] = [
  insert,
  { action: 'update', table: 'task', id: 'dentist', done: true },
  { action: 'update', table: 'task', view: 'overdue', due: 'tomorrow' },
  { action: 'delete', table: 'task', where: { done: true } },
  { action: 'move', table: 'task', id: 81, after: 80 },
  { action: 'read', table: 'task', where: { due: { before: 'friday' } }, sort: 'due', limit: 20 },
  { action: 'read', table: 'deal', sum: 'amount', by: 'stage' },
  { action: 'snooze', table: 'task', id: 81, days: 2 },
  { action: 'toggle', table: 'task', id: 1, field: 'done' },
  { action: 'switch', profile: 'Acme' },
  { action: 'undo' },
  { action: 'insert', table: 'goal', name: 'Run', target: '10 km', details: 'by May', operation: 'y' },
  { action: 'set_aside', table: 'goal', id: 1, values: '{"a":1}' },
  { action: 'insert', table: 'nowhere', name: 'x' },
]
for (const command of canonical) {
  test(`passes ${JSON.stringify(command)} through`, () => {
    const result = normalise(command, schema)
    assert.ok(result.ok)
    assert.equal(JSON.stringify(result.value), JSON.stringify([command]))
  })
}

const aliased: readonly (readonly [Readonly<Record<string, unknown>>, object])[] = [
  [{ action_type: 'insert', table: 'task', name: 'Buy milk' }, insert],
  [{ operation: 'create', table: 'todo', name: 'Buy milk' }, insert],
  [{ tool: 'insert', table: 'tasks', name: 'Buy milk' }, insert],
  [{ tool: 'insert_task', args: { name: 'Buy milk' } }, insert],
  [{ action: 'add', target: 'task', values: { name: 'Buy milk' } }, insert],
  [{ action: 'Insert', target: 'Tasks', details: { name: 'Buy milk' } }, insert],
  [{ name: 'insert_task', arguments: { name: 'Buy milk' } }, insert],
  [{ name: 'insert_task', arguments: '{"name":"Buy milk"}' }, insert],
  [{ name: 'task.insert', parameters: { table: 'task', name: 'Buy milk' } }, insert],
  [{ name: 'functions.insertTask', parameters: { values: { name: 'Buy milk' } } }, insert],
  [{ name: 'insert', arguments: { table: 'todo', name: 'Buy milk' } }, insert],
  [{ name: 'add_todo', arguments: { name: 'Buy milk' } }, insert],
  [{ name: 'Buy milk', table: 'task', action: 'insert' }, insert],
  [{ action: 'update', table: 'task', item_id: 3, set: { done: true } }, done],
  [{ action: 'update', table: 'task', done: true, id: 3 }, done],
  [{ action: 'update', table: 'task', match: 'milk', done: true }, { ...done, id: 'milk' }],
  [{ action: 'complete', table: 'task', id: 3 }, done],
  [{ action: 'done', target: 'task', item_id: 3, done: true }, done],
  [{ name: 'complete_task', arguments: { id: 3 } }, done],
  [{ name: 'complete_bank_entry', arguments: { id: 3 } }, { action: 'update', table: 'bank_entry', id: 3, booked: true }],
  [{ name: 'bank_entry_add', arguments: { text: 'x' } }, { action: 'insert', table: 'bank_entry', text: 'x' }],
  [{ action: 'remove', table: 'task', id: 3 }, { action: 'delete', table: 'task', id: 3 }],
  [{ name: 'list_categories', arguments: {} }, { action: 'read', table: 'category' }],
  [{ action: 'get', table: 'task', id: 3 }, { action: 'read', table: 'task', id: 3 }],
  [{ action: 'snooze', id: 3, days: 2 }, { action: 'snooze', table: 'task', id: 3, days: 2 }],
  [{ name: 'snooze_task', arguments: { id: 3 } }, { action: 'snooze', table: 'task', id: 3 }],
  [{ name: 'undo', arguments: {} }, { action: 'undo' }],
  [{ action: 'insert', target: 'goal', name: 'x' }, { action: 'insert', table: 'goal', name: 'x' }],
]
for (const [raw, command] of aliased) {
  test(`reads ${JSON.stringify(raw)}`, () => {
    const result = normalise(raw, schema)
    assert.ok(result.ok, JSON.stringify(result))
    assert.equal(JSON.stringify(result.value), JSON.stringify([command]))
    const again = normalise(result.value[0] ?? {}, schema)
    assert.deepEqual(again, result, 'what is produced holds no alias')
  })
}

test('makes moves of a sort', () => {
  for (const items of [[3, 1, 2], [{ id: 3 }, { id: 1 }, { item_id: 2 }]]) {
    const result = normalise({ action: 'sort', target: 'task', items }, schema)
    assert.ok(result.ok)
    assert.deepEqual(result.value, [{ action: 'move', table: 'task', id: 1, after: 3 }, { action: 'move', table: 'task', id: 2, after: 1 }])
  }
})

const refused: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
  [{ table: 'task', name: 'x' }, 'bad-command'],
  [{ action: 'explode', table: 'task' }, 'unknown-action'],
  [{ action: 5 }, 'unknown-action'],
  [{ name: 'explode_task', arguments: {} }, 'unknown-action'],
  [{ name: 'insert_nothing', arguments: {} }, 'unknown-action'],
  [{ operation: 'insert', table: 'goal', name: 'x' }, 'bad-command'],
  [{ action: 'insert', table: 'task', name: 'a', values: { name: 'b' } }, 'bad-command'],
  [{ name: 'insert_task', arguments: { table: 'goal', name: 'a' } }, 'bad-command'],
  [{ name: 'insert_task', arguments: '{"name":' }, 'bad-json'],
  [{ name: 'insert_task', arguments: '{"name":"a","name":"b"}' }, 'bad-json'],
  [{ name: 'insert_task', arguments: '{"id":1e309}' }, 'bad-json'],
  [{ action: 'complete', table: 'goal', id: 1 }, 'bad-command'],
  [{ action: 'complete', id: 1 }, 'bad-command'],
  [{ action: 'complete', table: 'task', id: 1, done: false }, 'bad-command'],
  [{ action: 'sort', table: 'task', items: [1] }, 'bad-command'],
  [{ action: 'sort', table: 'task', items: [1, 1] }, 'bad-command'],
  [{ action: 'sort', table: 'task', items: [1, null] }, 'bad-command'],
  [JSON.parse('{"action":"insert","table":"task","values":{"constructor":1}}'), 'refused'],
  [JSON.parse('{"action":"insert","table":"task","__proto__":{"polluted":true}}'), 'refused'],
]
for (const [raw, code] of refused) {
  test(`refuses ${JSON.stringify(raw)}`, () => {
    const result = normalise(raw, schema)
    assert.ok(!result.ok)
    assert.equal(result.code, code)
    assert.ok(result.message.length > 10)
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false)
  })
}

test('never throws, and never says a reserved key, whatever it is given', () => {
  const random = randomFrom(testSeed)
  const pick = (items: readonly unknown[]): unknown => items[Math.floor(random() * items.length)]
  const keys = ['action', 'action_type', 'tool', 'name', 'arguments', 'table', 'target', 'id', 'match', 'values', 'set', 'items', 'done', '__proto__', 'constructor']
  const values = ['insert', 'sort', 'complete', 'task', 'insert_task', 3, null, true, [1, 2], '{"name":"x"}', '[]', '"{}"', {}, { name: 'x' }, JSON.parse('{"__proto__":1}'), { values: { args: { set: { details: {} } } } }]
  for (let round = 0; round < 5000; round += 1) {
    const raw = Object.fromEntries(Array.from({ length: 1 + Math.floor(random() * 6) }, () => [String(pick(keys)), pick(values)]))
    const result = normalise(raw, schema)
    if (!result.ok) continue
    for (const command of result.value) {
      const message = `PRENTICE_SEED=${testSeed}, round ${round}: ${JSON.stringify(raw)}`
      assert.equal(Object.keys(command)[0], 'action', message)
      assert.equal(Object.getPrototypeOf(command), Object.prototype, message)
      assert.ok(!['__proto__', 'constructor'].some((key) => Object.hasOwn(command, key)), message)
    }
  }
})
