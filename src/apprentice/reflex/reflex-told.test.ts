import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missed, shippedApps } from '../../../test/reflex-trials/hearing.ts'
import { hearStrangers } from '../../../test/reflex-trials/stranger-score.ts'
import { thirdSchema, thirdWorld } from '../../../test/reflex-trials/third-stranger-desk.ts'
import { toldOf } from '../../../test/reflex-trials/told-of.ts'
import { mergeApps } from '../../app/merge.ts'
import { compileReflex, understand } from './reflex.ts'

const shipped = await shippedApps()
const desk = { schemaOf: thirdSchema, worldOf: thirdWorld }

for (const stranger of toldOf)
  test(`what is told and asked ${stranger.who} is heard, and nothing else`, () => assert.deepEqual(missed(hearStrangers(shipped, [stranger], desk)), []))

test('a value that is put right is asked about where the row holds a third one', () => {
  const rows = thirdWorld({ who: '', page: 'task', apps: [], says: [] })
  const reflex = compileReflex(mergeApps(shipped))
  const hear = (holds: string) => understand(reflex, 'the dentist is high, not low', { ...rows, valueIn: (_table, _id, field) => (field === 'priority' ? holds : undefined) })
  assert.equal(hear('low').kind, 'act')
  const got = hear('medium')
  assert.ok(got.kind === 'ask', JSON.stringify(got))
  assert.equal(got.say, 'Its priority is medium, not low. Shall it be high?')
  assert.equal(understand(reflex, got.choices?.[0]?.say ?? '', rows).kind, 'act')
})

test('a sigh over what is not done unticks only what stands as done', () => {
  const rows = thirdWorld({ who: '', page: 'task', apps: [], says: [] })
  const reflex = compileReflex(mergeApps(shipped))
  const hear = (done: boolean) => understand(reflex, "I haven't painted the shed", { ...rows, valueIn: (_table, _id, field) => (field === 'done' ? done : undefined) })
  assert.equal(hear(false).kind, 'unsure')
  assert.equal(hear(true).kind, 'act')
})
