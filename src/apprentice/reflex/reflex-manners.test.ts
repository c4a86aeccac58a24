import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { strangerSchema, strangerWorld } from '../../../test/reflex-trials/stranger-desk.ts'
import { telegramAsked, telegramLeft, telegramTrials } from '../../../test/reflex-trials/telegrams.ts'
import type { Trial } from '../../../test/reflex-trials/trial.ts'
import { verbsLeft, verbsTrials } from '../../../test/reflex-trials/verbs.ts'
import { wrappedLeft, wrappedTrials } from '../../../test/reflex-trials/wrapping.ts'
import { loadApps } from '../../app/load.ts'
import { resolvePrentice } from '../../app/resolve-prentice.ts'
import { compileReflex, understand, type Reflex, type Understanding } from './reflex.ts'

const resolving = resolvePrentice()
after(() => resolving.end())

const shipped = await loadApps([join(dirname(fileURLToPath(import.meta.url)), '../../../apps')])
const own: Readonly<Record<string, string>> = { invoice: 'billing', item: 'shopping', recipe: 'recipes', plant: 'plants', workout: 'gym', book: 'reading', wine: 'cellar' }
const reflexes = new Map<string, Reflex>()
const hear = (said: string, page: string): Understanding => {
  const stranger = { who: page, page, apps: own[page] ? [own[page]] : [], says: [] }
  const reflex = reflexes.get(page) ?? compileReflex(strangerSchema(shipped, stranger))
  reflexes.set(page, reflex)
  return understand(reflex, said, strangerWorld(stranger))
}
const commandsOf = (got: Understanding) => (got.kind === 'act' || got.kind === 'read' ? got.commands : got)
const meant = (means: Trial[1]) => (Array.isArray(means) ? means : [means])

for (const [kind, suites] of Object.entries({ 'words around a request': wrappedTrials, 'as short as can be': telegramTrials, 'other verbs': verbsTrials }))
  for (const [page, trials] of Object.entries(suites))
    describe(`${kind}, on the page of ${page}`, () => {
      for (const [said, means] of trials) test(said, () => assert.deepEqual(commandsOf(hear(said, page)), meant(means)))
    })

describe('what is asked first', () => {
  for (const [page, said, question, answers] of telegramAsked)
    test(said, () => {
      const got = hear(said, page)
      assert.ok(got.kind === 'ask', JSON.stringify(got))
      assert.equal(got.say, question)
      assert.deepEqual((got.choices ?? []).map(({ say }) => say), answers)
      for (const answer of answers) assert.equal(hear(answer, page).kind, 'act', answer)
    })
})

for (const [kind, left] of Object.entries({ 'only words around': wrappedLeft, 'short, and no request': telegramLeft, 'such verbs, and no request': verbsLeft }))
  for (const [page, sayings] of Object.entries(left))
    describe(`${kind}, on the page of ${page}`, () => {
      for (const said of sayings) test(said, () => assert.match(hear(said, page).kind, /^(unsure|missing|ask)$/, JSON.stringify(hear(said, page))))
    })
