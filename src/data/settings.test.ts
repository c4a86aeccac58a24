import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDesk } from '../../test/data-fixture.ts'
import { describeEntry } from './describe.ts'
import { execute } from './execute.ts'
import { settingCommand, settings } from './settings.ts'

test('a change of settings names only what differs, and is told as one', async (t) => {
  const desk = await openTestDesk(t, {})
  const set = async (values: Parameters<typeof settingCommand>[1]) => {
    const outcome = await execute(desk, { commands: [settingCommand(desk, { ...settings(desk), ...values })], actor: 'person', via: 'page', profile: 1 })
    assert.ok(outcome.ok, JSON.stringify(outcome))
    const [result] = outcome.results
    return result?.kind === 'changed' ? [result.command, describeEntry(desk, result.entry).text] : result?.kind
  }
  assert.deepEqual(await set({ comments: true }), [{ action: 'insert', table: 'setting', comments: true }, 'changed the settings: comments'])
  assert.deepEqual(await set({ persona_words: 20, desk_name: 'Home' }), [{ action: 'update', table: 'setting', id: 1, desk_name: 'Home', persona_words: 20 }, 'changed the settings: desk name and persona words'])
  assert.deepEqual(await set({ persona: null }), [{ action: 'update', table: 'setting', id: 1, persona: null }, 'changed the settings: persona'])
  assert.equal(settings(desk).persona, null, 'what was emptied stays empty')
  assert.equal(await set({}), 'unchanged')
  assert.deepEqual([settings(desk).comments, settings(desk).desk_name, settings(desk).persona_words], [true, 'Home', 20])
})
