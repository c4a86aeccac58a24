import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { commandsOf, hearOn, meant, testLeft, testTrials, type ByPage } from '../../../test/reflex-trials/hearing.ts'
import { newcomerAsks } from '../../../test/reflex-trials/newcomer-asks.ts'
import { newcomerSchema, newcomerWorld } from '../../../test/reflex-trials/newcomer-desk.ts'
import { newcomerHeldOut } from '../../../test/reflex-trials/newcomer-held-out.ts'
import { newcomerLeft } from '../../../test/reflex-trials/newcomer-left.ts'
import { newcomerPages } from '../../../test/reflex-trials/newcomer-pages.ts'
import { newcomerAdds, newcomerChanges } from '../../../test/reflex-trials/newcomer-tasks.ts'
import type { Trial } from '../../../test/reflex-trials/trial.ts'

const hear = hearOn(newcomerSchema, newcomerWorld)
const suites: ByPage<Trial> = { ...newcomerPages, task: [...newcomerAdds, ...newcomerChanges, ...newcomerAsks, ...(newcomerPages['task'] ?? [])] }

testTrials('a newcomer on the page of', suites, hear)
testLeft('what a newcomer says that changes nothing', newcomerLeft, hear)

/** Plain requests that change something; the forms below are put around them. */
const requests = Object.entries(suites).flatMap(([page, trials]) =>
  trials.flatMap(([said, means]) => (/^(add|finish|delete|remove|mark|set|change|rename|move|tick|make|water)\b[^.;?\n]*$/i.test(said) ? [{ page, said: said.replace(/[!]+$/, ''), means }] : [])))

const manners: readonly ((said: string) => string)[] = [(said) => `please ${said}`, (said) => `could you ${said}?`, (said) => `hey, ${said} please`, (said) => `${said}, thanks 🙏`, (said) => `I want you to ${said}`, (said) => `would you ${said} for me`,
  (said) => `I should be most grateful if you would ${said}`, (said) => `um okay so basically ${said}`, (said) => `Good afternoon. If it is not too much trouble, ${said}. Many thanks.`]
for (const manner of manners)
  test(`as it is meant however it is put: “${manner('…')}”`, () => {
    for (const { page, said, means } of requests) assert.deepEqual(commandsOf(hear(manner(said), page)), meant(means), manner(said))
  })

const refusals: readonly ((said: string) => string)[] = [
  (said) => `don't ${said}`, (said) => `should I ${said}?`, (said) => `if it rains, ${said}`, (said) => `why did you ${said}?`, (said) => `he told me to ${said}`, (said) => `I wanted to ${said} yesterday`,
  (said) => `${said} unless it is late`, (said) => `how do I ${said}?`, (said) => `she said "${said}"`, (said) => `let's not ${said}`, (said) => `it was a mistake to ${said}`,
]
for (const refusal of refusals)
  test(`nothing is done for “${refusal('…')}”`, () => {
    for (const { page, said } of requests) assert.match(hear(refusal(said), page).kind, /^(unsure|missing|ask)$/, refusal(said))
  })

test('of what was held out, nearly all is understood and what is not about the tables changes nothing', () => {
  const heard = Object.entries(newcomerHeldOut).flatMap(([page, { must, may, not }]) => [
    ...[...must, ...may].map(([said, means]) => ({ got: hear(said, page), means: meant(means), must: must.some(([one]) => one === said) })),
    ...not.map((said) => ({ got: hear(said, page), means: [], must: false })),
  ])
  const acted = heard.filter(({ got }) => got.kind === 'act' || got.kind === 'read')
  const right = acted.filter(({ got, means }) => isDeepStrictEqual(commandsOf(got), means))
  const asked = heard.filter(({ must }) => must)
  // Some questions that were thought to be too much for rules are answered by now.
  const unexpected = acted.filter(({ means }) => means.length === 0)
  assert.deepEqual(unexpected.filter(({ got }) => got.kind === 'act'), [])
  assert.ok(unexpected.length <= 5, `${unexpected.length} were read that were to be left alone`)
  const expected = acted.length - unexpected.length
  assert.ok(right.length / expected > 0.96, `${right.length} of ${expected} right`)
  assert.ok(right.filter(({ must }) => must).length / asked.length > 0.94, `${right.filter(({ must }) => must).length} of ${asked.length} understood`)
})
