import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdTo, shippedApps, testDesks } from '../../../test/reflex-trials/hearing.ts'
import { strangerSchema, strangerWorld } from '../../../test/reflex-trials/stranger-desk.ts'
import { heldOutStrangers } from '../../../test/reflex-trials/stranger-held-out.ts'
import { homeStrangers } from '../../../test/reflex-trials/stranger-home.ts'
import { meaningOf } from '../../../test/reflex-trials/stranger-meaning.ts'
import { hearStrangers } from '../../../test/reflex-trials/stranger-score.ts'
import { tasksStrangers } from '../../../test/reflex-trials/stranger-tasks.ts'
import { workStrangers } from '../../../test/reflex-trials/stranger-work.ts'

const shipped = await shippedApps()
const openStrangers = [...tasksStrangers, ...workStrangers, ...homeStrangers]

test('strangers are heard as well as ever', (t) => holdTo(t, hearStrangers(shipped, openStrangers), { precise: 1, understood: 219, isListed: true }))
test('what was held out of the strangers is heard as well as ever', (t) => holdTo(t, hearStrangers(shipped, heldOutStrangers), { precise: 0.97, understood: 83 }))
testDesks(shipped, [...openStrangers, ...heldOutStrangers], strangerSchema)

test('two ways to say the same count as one, and no others', () => {
  const [stranger] = tasksStrangers
  assert.ok(stranger)
  const schema = strangerSchema(shipped, stranger)
  const meant = (...commands: Parameters<typeof meaningOf>[0]) => meaningOf(commands, schema, strangerWorld(stranger))
  const read = { action: 'read', table: 'task' }
  assert.deepEqual(meant({ ...read, view: 'open' }), meant({ ...read, where: { done: false } }))
  assert.deepEqual(meant({ ...read, where: { name: { contains: 'oven' } } }), meant({ ...read, id: 8 }))
  assert.deepEqual(meant({ action: 'delete', table: 'task', id: 'gym' }), meant({ action: 'delete', table: 'task', id: 9 }))
  assert.deepEqual(meant({ action: 'insert', table: 'task', name: 'Tea' }, { action: 'update', table: 'task', id: '$1', due: 'today' }), meant({ action: 'insert', table: 'task', name: 'tea', due: '2026-11-28' }))
  assert.deepEqual(meant({ action: 'update', table: 'task', id: 8, done: true }, { action: 'update', table: 'task', id: 8, due: null }), meant({ action: 'update', table: 'task', id: 8, done: true, due: null }))
  assert.notDeepEqual(meant({ ...read, view: 'open' }), meant(read))
  assert.notDeepEqual(meant({ action: 'delete', table: 'task', id: 8 }), meant({ action: 'delete', table: 'task', id: 9 }))
  assert.notDeepEqual(meant({ action: 'update', table: 'task', view: 'all', done: true }), meant({ action: 'update', table: 'task', view: 'open', done: true }))
})
