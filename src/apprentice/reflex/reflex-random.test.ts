import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineApp, table } from '../../app/define.ts'
import { checkbox, choice, date, integer, text } from '../../app/field.ts'
import { plural } from '../../app/english.ts'
import { mergeApps } from '../../app/merge.ts'
import type { Command } from '../../data/command.ts'
import { compileReflex, understand } from './reflex.ts'
import { trialWorld } from '../../../test/reflex-trials/desk.ts'
import { randomFrom, testSeed } from '../../../test/random.ts'


/** The same choices for the same seed. */
const makeDice = (start: number) => {
  const roll = randomFrom(start)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T // the lists below are not empty
  const some = <T>(from: readonly T[], count: number): readonly T[] => from.map((one) => ({ one, at: roll() })).toSorted((x, y) => x.at - y.at).slice(0, count).map(({ one }) => one)
  return { roll, pick, some }
}
type Dice = ReturnType<typeof makeDice>

const nouns = ['film', 'recipe', 'invoice', 'gadget', 'wine', 'machine', 'lecture', 'boat', 'guest', 'parcel', 'sample', 'violin', 'city', 'hypothesis_note', 'puzzle']
const choiceSets = [['draft', 'sent', 'settled'], ['spotless', 'worn', 'broken'], ['spring', 'summer', 'autumn'], ['tiny', 'roomy', 'vast'], ['invited', 'coming', 'absent']] as const
const choiceFields = ['condition', 'phase', 'season_kind', 'mood', 'grade_mark']
const numberFields = ['weight', 'seats', 'floor_number', 'bottles']
const textFields = ['maker', 'colour', 'shelf_mark', 'origin_town']
const names = ['Zephyr Seven', 'Quillon', 'Marble Arch', 'Tindra', 'Old Harbour', 'Vexillum', 'Kestrel Nine', 'Obsidian', 'Blue Lantern', 'Pomona', 'Ratatosk', 'Hollow Crown']
const fresh = ['Umbra', 'Silver Thicket', 'Ganymede', 'Paper Moon', 'Wandering Oak', 'Sirocco']
const manners: readonly (readonly [string, string])[] = [['', ''], ['please ', ''], ['can you ', ' please'], ['Hey, could you ', '?'], ['', ', thanks'], ['now ', '.'], ['ok, ', '!'], ['I would like you to ', ''], ['', ' please']]
const refusals: readonly ((said: string) => string)[] = [
  (said) => `don't ${said}`, (said) => `should I ${said}?`, (said) => `if it rains, ${said}`, (said) => `${said} unless it is late`, (said) => `never ${said}`, (said) => `she told me to ${said}`,
  (said) => `why did you ${said}?`, (said) => `${said} and whistle a tune`, (said) => `what happens if I ${said}?`, (said) => `yesterday I wanted to ${said}`,
]

const words = (field: string) => field.replaceAll('_', ' ')

/** A desk with one made-up table, and requests with what they mean. */
const makeTrial = ({ pick, some, roll }: Dice) => {
  const noun = pick(nouns)
  const titleField = pick(['name', 'title', 'heading'])
  const [choices, state, amount, note] = [pick(choiceSets), pick(choiceFields), pick(numberFields), pick(textFields)]
  const rows = some(names, 5)
  const app = defineApp({
    title: 'Made up',
    tables: { [noun]: table({ [titleField]: text({ required: true }), [state]: choice(choices), [amount]: integer(), [note]: text(), done: checkbox(), due: date() }, { order: 'manual' }) },
  })
  const reflex = compileReflex(mergeApps([{ name: 'made', file: 'made.ts', app }]))
  const world = trialWorld({ rows: { [noun]: rows }, ...(roll() < 0.5 ? { page: noun } : {}) })
  const said = noun.replaceAll('_', ' ')
  const [row, other] = some(rows, 2) as [string, string] // there are five
  const [id, otherId] = [rows.indexOf(row) + 1, rows.indexOf(other) + 1]
  const [name, value] = [pick(fresh), pick(choices)]
  const count = Math.floor(roll() * 90) + 3
  const one = (command: Omit<Command, 'table'> & { readonly action: string }): readonly Command[] => [{ table: noun, ...command }]
  const trials: readonly (readonly [string, readonly Command[]])[] = [
    [`add a ${said} called ${name}`, one({ action: 'insert', [titleField]: name })],
    [`create a new ${said} named "${name}"`, one({ action: 'insert', [titleField]: name })],
    [`new ${said}: ${name}, ${value}`, one({ action: 'insert', [titleField]: name, [state]: value })],
    [`add ${name} to my ${plural(said)}`, one({ action: 'insert', [titleField]: name })],
    [`add ${name} with ${words(amount)} ${count}`, one({ action: 'insert', [titleField]: name, [amount]: count })],
    [`add ${name}, ${words(state)} ${value}, due tomorrow`, one({ action: 'insert', [titleField]: name, [state]: value, due: '2026-11-29' })],
    [`add ${name}, ${words(note)} Violet`, one({ action: 'insert', [titleField]: name, [note]: 'Violet' })],
    [`set the ${words(state)} of ${row} to ${value}`, one({ action: 'update', id, [state]: value })],
    [`change ${row}'s ${words(amount)} to ${count}`, one({ action: 'update', id, [amount]: count })],
    [`make ${row} ${value}`, one({ action: 'update', id, [state]: value })],
    [`mark ${row} as ${value}`, one({ action: 'update', id, [state]: value })],
    [`set ${words(note)} of the ${said} ${row} to Crimson`, one({ action: 'update', id, [note]: 'Crimson' })],
    [`mark ${row.toLowerCase()} as done`, one({ action: 'update', id, done: true })],
    [`tick off ${row}`, one({ action: 'update', id, done: true })],
    [`finish ${row} and ${other}`, [...one({ action: 'update', id, done: true }), ...one({ action: 'update', id: otherId, done: true })]],
    [`rename ${row} to ${name}`, one({ action: 'update', id, [titleField]: name })],
    [`delete ${row}`, one({ action: 'delete', id })],
    [`delete the ${said} ${row}`, one({ action: 'delete', id })],
    [`remove all ${value} ${plural(said)}`, one({ action: 'delete', where: { [state]: value } })],
    [`move ${row} above ${other}`, one({ action: 'move', id, before: otherId })],
    [`move ${row} to the bottom`, one({ action: 'move', id, to: 'bottom' })],
    [`show my ${plural(said)}`, one({ action: 'read' })],
    [`list all ${value} ${plural(said)}`, one({ action: 'read', where: { [state]: value } })],
    [`add ${name}, then finish ${row} and delete ${other}`, [...one({ action: 'insert', [titleField]: name }), ...one({ action: 'update', id, done: true }), ...one({ action: 'delete', id: otherId })]],
  ]
  return { reflex, world, trials }
}

test(`made-up tables are understood in their own words (PRENTICE_SEED=${testSeed})`, () => {
  const dice = makeDice(testSeed)
  let tried = 0
  for (let round = 0; round < 40; round += 1) {
    const { reflex, world, trials } = makeTrial(dice)
    for (const [said, means] of trials) {
      const [before, after] = dice.pick(manners)
      const got = understand(reflex, `${before}${said}${after}`, world)
      assert.deepEqual(got.kind === 'act' || got.kind === 'read' ? got.commands : got, means, `“${before}${said}${after}”, PRENTICE_SEED=${testSeed}`)
      tried += 1
    }
  }
  assert.equal(tried, 40 * 24)
})

test(`what is refused, asked or told of runs nothing (PRENTICE_SEED=${testSeed})`, () => {
  const dice = makeDice(testSeed + 1)
  for (let round = 0; round < 20; round += 1) {
    const { reflex, world, trials } = makeTrial(dice)
    for (const [said] of trials) {
      const refused = dice.pick(refusals)(said)
      const got = understand(reflex, refused, world)
      assert.ok(got.kind === 'unsure' || got.kind === 'missing' || got.kind === 'ask', `“${refused}” came to ${JSON.stringify(got)}, PRENTICE_SEED=${testSeed}`)
    }
  }
})
