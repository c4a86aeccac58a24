import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTasks, openTalkingDesk } from '../../test/apprentice-desk.ts'
import { currentConversation, messages } from '../data/conversations.ts'
import { lastSeq } from '../data/journal.ts'
import { keepUntold } from './context-change.ts'

test('what was missed is told first and once, then what is heard; of a flood only the numbers', async (t) => {
  const talk = await openTalkingDesk(t)
  const told = () => messages(talk.desk, currentConversation(talk.desk, 1).id).map(({ text, body }) => [text.split(' {')[0], body?.entry])
  const seq = lastSeq(talk.desk)
  await addTasks(talk, 'Missed')
  const untold = keepUntold(talk.desk, seq)
  const stop = talk.desk.onEntry(untold.heard)
  t.after(stop)
  await addTasks(talk, 'Heard before the first telling')
  assert.deepEqual(told(), [])
  untold.tell()
  await addTasks(talk, 'Heard after it')
  untold.tell()
  untold.tell()
  assert.deepEqual(told(), [['The user added task 1', seq + 1], ['The user added task 2', seq + 2], ['The user added task 3', seq + 3]])
  for (let at = 0; at < 21; at += 1) await addTasks(talk, `T${at}`)
  await talk.desk.useSchema(talk.desk.schema())
  untold.tell()
  assert.deepEqual(told().slice(3), [['21 more changes were made, to 21 rows.', seq + 24]])
})

test('what the disk refuses to keep is told the next time', async (t) => {
  const talk = await openTalkingDesk(t)
  const untold = keepUntold(talk.desk, lastSeq(talk.desk))
  untold.tell()
  const stop = talk.desk.onEntry(untold.heard)
  t.after(stop)
  await addTasks(talk, 'Milk')
  talk.desk.store.exec('ALTER TABLE _message RENAME TO _hidden')
  assert.throws(untold.tell)
  talk.desk.store.exec('ALTER TABLE _hidden RENAME TO _message')
  untold.tell()
  untold.tell()
  assert.equal(messages(talk.desk, currentConversation(talk.desk, 1).id).length, 1)
})
