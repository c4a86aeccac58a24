import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addTasks, openTalkingDesk } from '../../test/apprentice-desk.ts'
import { addMessages, currentConversation } from '../data/conversations.ts'
import { estimatePromptTokens } from '../models/tokens.ts'
import { compact, stablePrompt } from './context.ts'

test('however much the tables and the talk hold, what is left when a window is emptied is at most 35 % of it', async (t) => {
  const talk = await openTalkingDesk(t, { models: [] })
  for (const letter of ['a', 'b', 'c', 'd']) await addTasks(talk, ...Array.from({ length: 5 }, (_, n) => `${letter}${n} ${'long words '.repeat(40)}`))
  const conversation = currentConversation(talk.desk, 1).id
  addMessages(talk.desk, conversation, Array.from({ length: 200 }, (_, n) => ({ turn: n + 100, role: n % 2 ? 'assistant' : 'user', kind: n % 2 ? 'answer' : 'said', text: `${n} ${'words and words '.repeat(6)}` })))
  for (const windowTokens of [8192, 4096]) {
    compact(talk.desk, { conversation, profile: 1, windowTokens })
    const [system, ...history] = stablePrompt(talk.desk, conversation)
    assert.equal(system?.role, 'system')
    const left = estimatePromptTokens(history)
    assert.ok(left <= windowTokens * 0.35 && left > windowTokens * 0.2, `${left} of ${windowTokens}`)
  }
})
