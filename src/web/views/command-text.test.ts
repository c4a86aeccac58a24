import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandText } from './command-text.ts'

test('a command is shown whole, and a very long one in short', () => {
  const command = { action: 'update', table: 'task', id: [1, 2, 3], done: true }
  assert.deepEqual(commandText(command), { text: JSON.stringify(command), isWhole: true })
  const bulk = { action: 'update', table: 'task', id: Array.from({ length: 20_000 }, (_, at) => at + 1), done: true }
  assert.deepEqual(commandText(bulk), { text: '{"action":"update","table":"task","id":[1,2,3,4,5,6,7,8,9,10,"… 19990 more"],"done":true}', isWhole: false })
  const note = commandText({ action: 'insert', table: 'task', name: 'x'.repeat(199).concat('😀'.repeat(2000)) })
  assert.equal(note.isWhole, false)
  assert.ok(note.text.length < 300 && note.text.isWellFormed())
})
