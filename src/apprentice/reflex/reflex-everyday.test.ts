import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { everydayAsked, everydayLeft, everydayNoted, everydayTrials } from '../../../test/reflex-trials/everyday.ts'
import { newcomerSchema, newcomerWorld } from '../../../test/reflex-trials/newcomer-desk.ts'
import type { Trial } from '../../../test/reflex-trials/trial.ts'
import { compileReflex, understand, type Reflex, type Understanding } from './reflex.ts'

const reflexes = new Map<string, Reflex>()
const hear = (said: string, page: string): Understanding => {
  const reflex = reflexes.get(page) ?? compileReflex(newcomerSchema(page))
  reflexes.set(page, reflex)
  return understand(reflex, said, newcomerWorld(page))
}
const commandsOf = (got: Understanding) => (got.kind === 'act' || got.kind === 'read' ? got.commands : got)
const meant = (means: Trial[1]) => (Array.isArray(means) ? means : [means])

for (const [page, trials] of Object.entries(everydayTrials))
  describe(`around the house, on the page of ${page}`, () => {
    for (const [said, means] of trials) test(said, () => assert.deepEqual(commandsOf(hear(said, page)), meant(means)))
  })

describe('what may be meant is asked, and the answer acts', () => {
  for (const [page, said, question, answers] of everydayAsked)
    test(said, () => {
      const got = hear(said, page)
      assert.ok(got.kind === 'ask', JSON.stringify(got))
      assert.equal(got.say, question)
      assert.deepEqual((got.choices ?? []).map(({ say }) => say), answers)
      for (const answer of answers) assert.equal(hear(answer, page).kind, 'act', answer)
    })
})

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

describe('what is near to it and changes nothing', () => {
  for (const [page, sayings] of Object.entries(everydayLeft))
    for (const said of sayings) test(`${said} (on ${page})`, () => assert.match(hear(said, page).kind, /^(unsure|missing|ask)$/, JSON.stringify(hear(said, page))))
})
