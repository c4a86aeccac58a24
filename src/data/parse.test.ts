import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, date, integer, text } from '../app/field.ts'
import type { ProblemCode } from '../app/problem.ts'
import { schemaOf } from '../../test/data-fixture.ts'
import { parseCommand } from './parse.ts'
import type { Speaker } from './parse-names.ts'

const schema = schemaOf({
  tasks: defineApp({
    title: 'Tasks',
    tables: {
      task: table({ name: text({ required: true }), done: checkbox(), due_date: date({ label: 'Due' }), secret: text({ private: true }) }, { aka: ['todo'], order: 'manual' }),
      company: table({ name: text({ required: true }) }, { order: 'name' }),
      diary: table({ name: text({ required: true }) }, { ai: 'hidden' }),
      rule: table({ name: text({ required: true }) }, { ai: 'read' }),
    },
    actions: { snooze: { on: 'task', input: { days: integer() }, run: () => undefined } },
  }),
})
const person: Speaker = { ai: false, private: true }
const model: Speaker = { ai: true, private: false }

const parsed = (raw: unknown, speaker = person) => {
  const result = parseCommand(schema, raw, speaker)
  assert.ok(result.ok, JSON.stringify(result))
  return result.value
}
const refusedAs = (raw: unknown, code: ProblemCode, says: RegExp, speaker = person) => {
  const result = parseCommand(schema, raw, speaker)
  assert.ok(!result.ok, JSON.stringify(raw))
  assert.equal(result.code, code, result.message)
  assert.match(`${result.message} ${result.next ?? ''}`, says)
}

const target = (more: object) => {
  const command = parsed({ action: 'delete', table: 'task', ...more })
  assert.ok(command.kind === 'delete')
  return command.target
}
const place = (more: object) => {
  const command = parsed({ action: 'move', table: 'task', id: 1, ...more })
  assert.ok(command.kind === 'move')
  return command.place
}

test('parse finds tables and fields by every name that they have', () => {
  for (const said of ['task', 'Task', 'tasks', 'ToDo', 'todos', 'Tasks'])
    assert.deepEqual(parsed({ action: 'insert', table: said, Name: 'x', due: 'friday' }), { kind: 'insert', table: schema.tables.get('task'), values: { name: 'x', due_date: 'friday' } })
  assert.equal(parsed({ action: 'read', table: 'companies' }).kind, 'read')
})

test('parse reads every way to name rows', () => {
  assert.deepEqual(target({ id: 1 }), { by: 'ids', ids: [1] })
  assert.deepEqual(target({ match: 'milk' }), { by: 'ids', ids: ['milk'] })
  assert.deepEqual(target({ id: '$1' }), { by: 'ids', ids: ['$1'] })
  assert.deepEqual(target({ id: [1, 2, 1] }), { by: 'ids', ids: [1, 2] })
  assert.deepEqual(target({ where: { done: true } }), { by: 'where', where: { done: true } })
  assert.deepEqual(target({ view: 'all' }), { by: 'where', view: 'all' })
  assert.deepEqual(target({ id: 1, where: null }), { by: 'ids', ids: [1] })
})

test('parse reads moves', () => {
  assert.deepEqual(place({ after: 2 }), { at: 'after', row: 2 })
  assert.deepEqual(place({ before: 'milk' }), { at: 'before', row: 'milk' })
  for (const top of [{ to: 'top' }, { after: null }, { after: 'top' }, { before: 'top' }]) assert.deepEqual(place(top), { at: 'top' })
  for (const bottom of [{ to: 'bottom' }, { before: null }, { after: 'bottom' }]) assert.deepEqual(place(bottom), { at: 'bottom' })
})

test('parse refuses what is not a command, with what is right', () => {
  refusedAs(null, 'bad-command', /one JSON object/)
  refusedAs([], 'bad-command', /one JSON object/)
  refusedAs('insert', 'bad-command', /one JSON object/)
  refusedAs({}, 'unknown-action', /The actions are insert, .*snooze/)
  refusedAs({ action: 'isnert', table: 'task' }, 'unknown-action', /Did you mean insert\?/)
  refusedAs({ action: 'create', table: 'task' }, 'unknown-action', /Did you mean insert\?/)
  refusedAs({ action: 'insert' }, 'unknown-table', /one of task, company/)
  refusedAs({ action: 'insert', table: 'tsak' }, 'unknown-table', /Did you mean task\?/)
  refusedAs({ action: 'insert', table: 'task', nmae: 'x' }, 'unknown-field', /Did you mean name\? Its fields are name, done, due_date, secret/)
  refusedAs({ action: 'insert', table: 'task', name: 'x', NAME: 'y' }, 'bad-command', /names name twice/)
  refusedAs(JSON.parse('{"action":"insert","table":"task","__proto__":{"x":1}}'), 'bad-command', /__proto__/)
  refusedAs({ action: 'insert', table: 'task', constructor: 1 }, 'bad-command', /constructor/)
  for (const action of ['update', 'delete', 'toggle', 'snooze', 'move'] as const) refusedAs({ action, table: 'task', to: undefined, ...(action === 'update' && { name: 'x' }) }, 'bad-command', /which task/)
  refusedAs({ action: 'update', table: 'task', id: 1 }, 'bad-command', /what to change/)
  refusedAs({ action: 'delete', table: 'task', where: {} }, 'bad-command', /view: all/)
  refusedAs({ action: 'delete', table: 'task', where: [] }, 'bad-command', /at least one field/)
  refusedAs({ action: 'delete', table: 'task', id: 1, where: { done: true } }, 'bad-command', /not both/)
  refusedAs({ action: 'delete', table: 'task', id: { not: 1 } }, 'bad-command', /a number or the words/)
  refusedAs({ action: 'delete', table: 'task', id: [] }, 'bad-command', /a number or the words/)
  refusedAs({ action: 'delete', table: 'task', id: 1, done: true }, 'bad-command', /does not take “done”/)
  refusedAs({ action: 'move', table: 'company', id: 1, to: 'top' }, 'bad-command', /sorted by name/)
  refusedAs({ action: 'move', table: 'task', id: 1 }, 'bad-command', /where to/)
  refusedAs({ action: 'toggle', table: 'company', id: 1 }, 'bad-command', /nothing to toggle/)
  refusedAs({ action: 'snooze', table: 'company', id: 1 }, 'bad-command', /works on task/)
  refusedAs({ action: 'snooze', id: 1, hours: 2 }, 'unknown-field', /Its fields are days/)
  refusedAs({ action: 'read', table: 'task', done: true }, 'bad-command', /Put conditions in where/)
  refusedAs({ action: 'read', table: 'task', limit: -1 }, 'bad-command', /1 to 1000/)
  refusedAs({ action: 'read', table: 'task', sum: 'x', count: true }, 'unknown-field', /x/)
  refusedAs({ action: 'switch' }, 'bad-command', /profile/)
  refusedAs({ action: 'undo', all: true }, 'bad-command', /undo/)
})

test('parse keeps from an apprentice what it may not know', () => {
  refusedAs({ action: 'read', table: 'diary' }, 'unknown-table', /^(?!.*diary.*diary).*The tables are/, model)
  refusedAs({ action: 'insert', table: 'rule', name: 'x' }, 'refused', /may read/, model)
  refusedAs({ action: 'update', table: 'task', id: 1, secret: 'x' }, 'unknown-field', /^(?!.*secret.*secret)/, model)
  assert.equal(parsed({ action: 'read', table: 'rule' }, model).kind, 'read')
})

test('parse answers any JSON with a command or a Problem, never an exception', () => {
  const odd: unknown[] = [0, '', true, Infinity, {}, [], { a: 1 }, '\u0000', '$1', -1, null]
  for (const action of ['insert', 'update', 'delete', 'move', 'read', 'toggle', 'undo', 'switch', 'snooze'])
    for (const key of ['table', 'id', 'where', 'view', 'after', 'to', 'name', 'field', 'sum', 'by', 'sort', 'limit', 'profile', 'entry'])
      for (const value of odd) assert.equal(typeof parseCommand(schema, { action, table: 'task', id: 1, [key]: value }, model).ok, 'boolean')
})
