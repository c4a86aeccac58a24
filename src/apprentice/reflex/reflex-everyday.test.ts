import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { everydayAsked, everydayLeft, everydayNoted, everydayTrials } from '../../../test/reflex-trials/everyday.ts'
import { commandsOf, hearOn, meant, testAsked, testLeft, testTrials } from '../../../test/reflex-trials/hearing.ts'
import { newcomerSchema, newcomerWorld } from '../../../test/reflex-trials/newcomer-desk.ts'

const hear = hearOn(newcomerSchema, newcomerWorld)

testTrials('around the house, on the page of', everydayTrials, hear)
testAsked('what may be meant is asked, and the answer acts', everydayAsked, hear)
testLeft('what is near to it and changes nothing', everydayLeft, hear)

describe('what cannot be kept is said', () => {
  for (const [said, means, say] of everydayNoted)
    test(said, () => {
      const got = hear(said, 'task')
      assert.deepEqual(commandsOf(got), meant(means))
      assert.equal(got.kind === 'act' && got.say, say)
    })
  test('and nothing is said of a day', () => {
    const got = hear('remind me to call mum tomorrow', 'task')
    assert.ok(got.kind === 'act' && got.say === undefined, JSON.stringify(got))
  })
})
