import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, date, integer, text } from '../app/field.ts'
import { mergeApps } from '../app/merge.ts'
import { findLessons } from './context-lessons.ts'

const app = defineApp({
  title: 'All',
  tables: {
    task: table({ name: text({ required: true }), done: checkbox(), due: date() }),
    secret: table({ name: text({ required: true }) }, { ai: 'hidden' }),
  },
  actions: { snooze: { on: 'task', input: { days: integer() }, run: () => undefined } },
  teach: {
    'finish {task}': { action: 'update', done: true },
    'push {task} to {due}': { action: 'update', due: '{due}' },
    'sleep over {task} for {days} days': { action: 'snooze', days: '{days}' },
    'celebrate the day': { action: 'insert', table: 'task', name: 'Buy cake' },
    'burn {secret}': { action: 'delete' },
  },
})
const schema = mergeApps([{ name: 'all', file: '', app }])
const found = (words: string): readonly string[] => findLessons(schema, words).map(({ say, command }) => `${say} ${JSON.stringify(command)}`)

test('an example is told as a whole command, near words alone count, and what is hidden is not shown', () => {
  assert.deepEqual(schema.broken, [])
  assert.deepEqual(found('did I finish it?'), ['finish Example {"action":"update","table":"task","id":"Example","done":true}'])
  assert.deepEqual(found('push the dentist to Friday'), ['push Example to tomorrow {"action":"update","table":"task","id":"Example","due":"tomorrow"}'])
  assert.deepEqual(found('let me sleep over the offer'), ['sleep over Example for 1 days {"action":"snooze","table":"task","id":"Example","days":1}'])
  assert.deepEqual(found('we should celebrate'), ['celebrate the day {"action":"insert","table":"task","name":"Buy cake"}'])
  for (const words of ['burn it', 'to the task', '']) assert.deepEqual(found(words), [], words)
})

test('of many near examples the three nearest are told', () => {
  const teach = Object.fromEntries(['paint', 'paint wall', 'paint wall blue', 'paint wall blue today', 'clean'].map((say) => [say, { action: 'insert', table: 'task', name: say }]))
  const many = mergeApps([{ name: 'all', file: '', app: defineApp({ title: 'All', tables: { task: table({ name: text({ required: true }) }) }, teach }) }])
  assert.deepEqual(findLessons(many, 'paint the wall blue today').map(({ say }) => say), ['paint wall blue today', 'paint wall blue', 'paint wall'])
})
