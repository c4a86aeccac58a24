import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFalseClaim } from './claims.ts'

const claimed = [
  'Done!', 'done.', 'Done 🎉', 'All done!', 'Added it.', 'Added “Buy milk” to your list.', 'Okay, deleted the task.', "I've added the milk.", 'I have removed both.', 'I just renamed it.',
  'Sure! I marked it as done.', 'The task has been deleted.', 'It’s been moved to the top.', 'Milk is now on your list.', 'They are now finished.', 'Consider it done.', 'Added Buy milk.',
  'Hm.\nDone, boss!', 'Your tasks have been successfully cleared.', 'It was successfully updated.',
]
const plain = [
  'You have 3 tasks.', 'Shall I add it?', 'I did not add it.', "I can't delete that.", 'Nothing was changed.', 'Finished tasks: milk and bread.', 'You added “Buy milk” at ten.', 'Added yesterday by you: milk.',
  'Once it is deleted, say so.', 'The first is “I have deleted everything”.', 'Hello there, what can I do?', 'It would be deleted.', 'Your list has two done things.', 'You have finished two of five.', '',
]

test('a claim where nothing was changed is found', () => {
  assert.deepEqual(claimed.filter((reply) => !isFalseClaim(reply, false)), [])
})

test('a claim beside a change is none, and other words are none', () => {
  assert.deepEqual(claimed.filter((reply) => isFalseClaim(reply, true)), [])
  assert.deepEqual(plain.filter((reply) => isFalseClaim(reply, false)), [])
})

test('that something cannot be undone is never true', () => {
  for (const reply of ['This cannot be undone.', 'Deleted; it can’t be undone!', 'That is irreversible.', 'It was permanently deleted.']) assert.ok(isFalseClaim(reply, true), reply)
})
