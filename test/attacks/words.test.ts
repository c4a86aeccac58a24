import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTalkingDesk } from '../apprentice-desk.ts'

/** What every plain object of JavaScript answers to. */
const inherited = ['constructor', '__proto__', 'toString', 'valueOf']
const sentences = [
  'W', 'add W', 'add milk due W', 'add W: milk, bread', 'remind me to W the wall', 'put milk W my list', 'set priority of milk to W', 'set W of milk to high', 'set due of milk to W', 'move milk W bread', 'move W to the top', 'show W', 'show tasks W friday',
  'show tasks due W week', 'tasks W 5', 'tasks priority W than high', 'delete W', 'rename W to W', 'snooze milk W', 'mark W done', 'tasks by W', 'switch to W', '!W', '!table W', '{"action":"W"}', '{"action":"read","table":"W"}', '{"action":"insert","table":"task","name":"x","due":"W"}',
]

test('words that objects of JavaScript answer to are words like any other', async (t) => {
  const talk = await openTalkingDesk(t, { reply: () => 'I do not know.' })
  await talk.act({ action: 'insert', table: 'task', name: 'milk' }, { action: 'insert', table: 'task', name: 'bread' })
  for (const word of inherited) for (const sentence of sentences) {
    const { say } = await talk.say(sentence.replaceAll('W', word))
    assert.deepEqual(talk.notes.filter(({ kind }) => kind === 'failed'), [], sentence.replaceAll('W', word))
    assert.doesNotMatch(say, /function|native code|\[object/, sentence.replaceAll('W', word))
  }
})
