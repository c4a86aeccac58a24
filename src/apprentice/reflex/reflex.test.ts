import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileReflex, understand, type Understanding } from './reflex.ts'
import { askedBackTrials } from '../../../test/reflex-trials/asked-back.ts'
import { booksTrials } from '../../../test/reflex-trials/books.ts'
import { trialSchema, trialWorld } from '../../../test/reflex-trials/desk.ts'
import { gardenTrials } from '../../../test/reflex-trials/garden.ts'
import { idioms } from '../../../test/reflex-trials/idioms.ts'
import { leftAlone } from '../../../test/reflex-trials/left-alone.ts'
import { salesTrials } from '../../../test/reflex-trials/sales.ts'
import { tablesChosenTrials } from '../../../test/reflex-trials/tables-chosen.ts'
import { tasksAddedTrials } from '../../../test/reflex-trials/tasks-added.ts'
import { tasksAskedTrials } from '../../../test/reflex-trials/tasks-asked.ts'
import { tasksChangedTrials } from '../../../test/reflex-trials/tasks-changed.ts'
import type { Settings, Trial } from '../../../test/reflex-trials/trial.ts'

const recent = [{ table: 'task', id: 2, label: 'Call the dentist' }]
const reflexes = new Map<string, ReturnType<typeof compileReflex>>()
const understood = (said: string, { page, apps = [] }: Settings = {}): Understanding => {
  const key = apps.join(' ')
  const reflex = reflexes.get(key) ?? compileReflex(trialSchema(...apps))
  reflexes.set(key, reflex)
  return understand(reflex, said, trialWorld({ recent, ...(page ? { page } : {}) }))
}

const suite = (name: string, trials: readonly Trial[], usual: Settings = {}) =>
  describe(name, () => {
    for (const [said, means, settings = usual] of trials)
      test(`${said}${settings.page ? ` (on ${settings.page})` : ''}`, () => {
        const got = understood(said, settings)
        assert.ok(got.kind === 'act' || got.kind === 'read', `it is ${JSON.stringify(got)}`)
        const expected = Array.isArray(means) ? means : [means]
        assert.deepEqual(got.commands, expected)
        assert.equal(got.kind, expected.every(({ action }) => action === 'read') ? 'read' : 'act')
      })
  })

suite('new tasks', tasksAddedTrials, { apps: ['tasks'] })
suite('changed tasks', tasksChangedTrials, { apps: ['tasks'] })
suite('questions about tasks', tasksAskedTrials, { apps: ['tasks'] })
suite('contacts and deals', salesTrials)
suite('books', booksTrials)
suite('a garden', gardenTrials)
suite('the table that is meant', tablesChosenTrials)

describe('what it asks back', () => {
  for (const [said, question, answers, settings] of askedBackTrials)
    test(said, () => {
      const got = understood(said, settings)
      assert.ok(got.kind === 'ask', `it is ${JSON.stringify(got)}`)
      assert.equal(got.say, question)
      assert.deepEqual((got.choices ?? []).map(({ say }) => say), answers)
      for (const answer of answers) assert.equal(understood(answer, settings).kind, 'act', `“${answer}” is an answer that acts`)
    })
})

describe('what it leaves alone', () => {
  for (const settings of [{}, { page: 'task' }, { page: 'book' }, { apps: ['tasks'] }, { apps: ['books'], page: 'book' }])
    for (const said of [...leftAlone, ...idioms])
      test(`${said} ${JSON.stringify(settings)}`, () => assert.match(understood(said, settings).kind, /^(unsure|missing)$/, JSON.stringify(understood(said, settings))))
})

describe('what it says of rows that are not there', () => {
  const trials: readonly (readonly [string, string, string, Settings?])[] = [
    ['delete cheese', 'task', 'cheese'], ['delete the cheese from my list', 'task', 'cheese'], ['finish cheese, please', 'task', 'cheese'], ['mark cheese as done', 'task', 'cheese'], ['rename cheese to ham', 'task', 'cheese'],
    ['move milk above cheese', 'task', 'cheese'], ['is cheese done?', 'task', 'cheese'], ['when is cheese due?', 'task', 'cheese'], ['what is the priority of cheese?', 'task', 'cheese'], ['snooze cheese by 2 days', 'task', 'cheese'],
    ['add oil and delete cheese', 'task', 'cheese'], ['delete the task about the roof', 'task', 'roof'], ['delete contact Bob Smith', 'contact', 'Bob Smith'], ['set the rating of Ulysses to 5', 'book', 'Ulysses'], ['delete Ulysses', 'book', 'Ulysses', { page: 'book' }],
  ]
  for (const [said, table, words, settings] of trials)
    test(said, () => {
      const { add: _, ...got } = { add: '', ...understood(said, settings) }
      assert.deepEqual(got, { kind: 'missing', table, words })
    })
  test('and offers to add what was given a value', () => {
    assert.deepEqual(understood('set priority of cheese to high'), { kind: 'missing', table: 'task', words: 'cheese', add: 'add a task called "cheese", priority high' })
    assert.deepEqual(understood('add a task called "cheese", priority high', { apps: ['tasks'] }), { kind: 'act', commands: [{ action: 'insert', table: 'task', name: 'cheese', priority: 'high' }] })
  })
})
