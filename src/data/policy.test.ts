import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor, Via } from './command.ts'
import { decide, type Deed, type Situation } from './policy.ts'

const deed = (more: Partial<Deed> = {}): Deed => ({
  verb: 'update', table: 'task', noun: 'task', effect: 'change', does: 'changes', rows: 1, standing: 1000, touched: more.rows ?? 1, exact: true, guarded: false, granted: false, learned: true, ...more,
})
const situation = (actor: Actor, via: Via, more: Partial<Situation> = {}): Situation => ({
  actor, via, asked: true, doubts: [], foreign: false, turnRows: 0, hourRows: 0, ...more,
})
const del = (more: Partial<Deed> = {}) => deed({ verb: 'delete', effect: 'destroy', does: 'deletes', ...more })

/** Each mouth, in one word. */
const mouths = {
  person: situation('person', 'page'),
  token: situation('program', 'api'),
  desk: situation('desk', 'start'),
  reflex: situation('apprentice', 'reflex'),
  model: situation('apprentice', 'model'),
  agent: situation('agent', 'mcp'),
  unasked: situation('apprentice', 'model', { asked: false }),
} as const
type Mouth = keyof typeof mouths
type Verdict = 'run' | 'backed-up' | 'ask' | 'typed' | 'propose' | 'propose-typed' | 'refuse'

const verdict = (deeds: readonly Deed[], where: Situation): Verdict => {
  const decision = decide(deeds, where)
  switch (decision.kind) {
    case 'run':
      return decision.backUp ? 'backed-up' : 'run'
    case 'ask':
      return decision.typed ? 'typed' : 'ask'
    case 'propose':
      return decision.typedCount === undefined ? 'propose' : 'propose-typed'
    case 'refuse':
      return 'refuse'
  }
}

/** The safety table, row by row: what is done, and the verdict for each mouth. */
const rows: readonly [string, readonly Deed[], Readonly<Record<Mouth, Verdict>>][] = [
  ['read', [deed({ verb: 'read', effect: 'read', rows: 0 })], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'run', agent: 'run', unasked: 'run' }],
  ['read a guarded table', [deed({ verb: 'read', effect: 'read', rows: 0, guarded: true })], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'run', agent: 'run', unasked: 'run' }],
  ['change 1 row', [deed()], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'run', agent: 'run', unasked: 'propose' }],
  ['change 5 rows', [deed({ rows: 5 })], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'run', agent: 'run', unasked: 'propose' }],
  ['insert 3, update 2', [deed({ verb: 'insert', rows: 3, touched: 0 }), deed({ rows: 2 })], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'run', agent: 'run', unasked: 'propose' }],
  ['change 6 rows', [deed({ rows: 6 })], { person: 'ask', token: 'ask', desk: 'run', reflex: 'propose', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['change 3 and 3 rows', [deed({ rows: 3 }), deed({ rows: 3 })], { person: 'ask', token: 'ask', desk: 'run', reflex: 'propose', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['change 51 rows', [deed({ rows: 51 })], { person: 'typed', token: 'typed', desk: 'run', reflex: 'propose-typed', model: 'propose-typed', agent: 'propose-typed', unasked: 'refuse' }],
  ['change 6 of 11 rows', [deed({ rows: 6, standing: 11 })], { person: 'typed', token: 'typed', desk: 'run', reflex: 'propose-typed', model: 'propose-typed', agent: 'propose-typed', unasked: 'refuse' }],
  ['change 6 of 12 rows', [deed({ rows: 6, standing: 12 })], { person: 'ask', token: 'ask', desk: 'run', reflex: 'propose', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['change 5 of 5 rows', [deed({ rows: 5, standing: 5 })], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'run', agent: 'run', unasked: 'propose' }],
  ['insert 6 rows into an empty table', [deed({ verb: 'insert', rows: 6, touched: 0, standing: 0 })], { person: 'ask', token: 'ask', desk: 'run', reflex: 'propose', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['delete 1 row named exactly', [del()], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['delete 1 row by a fuzzy name', [del({ exact: false })], { person: 'run', token: 'run', desk: 'run', reflex: 'propose', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['delete 2 rows', [del({ rows: 2 })], { person: 'run', token: 'run', desk: 'run', reflex: 'propose', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['delete 1 row, granted', [del({ granted: true })], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'run', agent: 'run', unasked: 'refuse' }],
  ['delete 6 rows, granted', [del({ granted: true, rows: 6 })], { person: 'ask', token: 'ask', desk: 'run', reflex: 'propose', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['change and delete', [deed(), del()], { person: 'run', token: 'run', desk: 'run', reflex: 'propose', model: 'propose', agent: 'propose', unasked: 'refuse' }],
  ['change what it has not seen', [deed({ learned: false })], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'propose', agent: 'run', unasked: 'propose' }],
  ['change what it has not seen, granted', [deed({ learned: false, granted: true })], { person: 'run', token: 'run', desk: 'run', reflex: 'run', model: 'run', agent: 'run', unasked: 'propose' }],
  ['change settings', [deed({ guarded: true, granted: true })], { person: 'run', token: 'refuse', desk: 'run', reflex: 'refuse', model: 'refuse', agent: 'refuse', unasked: 'refuse' }],
]

for (const [name, deeds, verdicts] of rows)
  test(`policy: ${name}`, () => {
    for (const [mouth, wanted] of Object.entries(verdicts)) assert.equal(verdict(deeds, mouths[mouth as Mouth]), wanted, mouth) // the keys are the mouths
  })

test('policy: the right count is a yes, any other is not', () => {
  assert.equal(verdict([deed({ rows: 6 })], { ...mouths.person, confirm: 6 }), 'run')
  assert.equal(verdict([deed({ rows: 6 })], { ...mouths.token, confirm: 6 }), 'run')
  assert.equal(verdict([deed({ rows: 51 })], { ...mouths.person, confirm: 51 }), 'backed-up')
  for (const confirm of [0, 5, 7, 50, NaN]) assert.equal(verdict([deed({ rows: 6 })], { ...mouths.person, confirm }), 'ask')
  assert.equal(verdict([deed({ rows: 6 })], { ...mouths.model, confirm: 6 }), 'propose', 'a model cannot agree with itself')
})

test('policy: rows are counted over the whole turn', () => {
  assert.equal(verdict([deed()], { ...mouths.model, turnRows: 4 }), 'run')
  assert.equal(verdict([deed()], { ...mouths.model, turnRows: 5 }), 'propose')
  assert.equal(verdict([deed()], { ...mouths.reflex, turnRows: 5 }), 'propose')
  assert.equal(verdict([del()], { ...mouths.reflex, turnRows: 1 }), 'propose')
  assert.equal(verdict([deed()], { ...mouths.model, turnRows: 50 }), 'propose-typed')
})

test('policy: doubts, foreign text and the hour make proposals, the reflex is exempt from the last two', () => {
  assert.equal(verdict([deed()], { ...mouths.model, doubts: ['It repeats a row.'] }), 'propose')
  assert.equal(verdict([deed()], { ...mouths.reflex, doubts: ['The JSON was repaired.'] }), 'propose')
  assert.equal(verdict([deed()], { ...mouths.model, foreign: true }), 'run')
  assert.equal(verdict([deed({ rows: 2 })], { ...mouths.model, foreign: true }), 'propose')
  assert.equal(verdict([deed()], { ...mouths.model, foreign: true, turnRows: 1 }), 'propose')
  assert.equal(verdict([deed({ rows: 2 })], { ...mouths.reflex, foreign: true }), 'run')
  assert.equal(verdict([deed()], { ...mouths.model, hourRows: 59 }), 'run')
  assert.equal(verdict([deed()], { ...mouths.model, hourRows: 60 }), 'propose')
  assert.equal(verdict([deed()], { ...mouths.agent, hourRows: 60 }), 'propose')
  assert.equal(verdict([deed()], { ...mouths.reflex, hourRows: 60 }), 'run')
})

test('policy: what has its own page is changed there alone, not by what a person types in the chat', () => {
  assert.equal(verdict([deed({ guarded: true })], situation('person', 'bang')), 'refuse')
  assert.equal(verdict([deed(), del({ guarded: true })], situation('person', 'bang', { confirm: 2 })), 'refuse')
  assert.equal(verdict([deed()], situation('person', 'bang')), 'run')
})

test('policy: whatever is combined, no model or agent deletes many or touches what is guarded', () => {
  for (const mouth of ['reflex', 'model', 'agent', 'unasked'] as const)
    for (const granted of [true, false])
      for (const asked of [true, false])
        for (const confirm of [undefined, 6]) {
          const where = { ...mouths[mouth], asked, confirm }
          assert.notEqual(verdict([del({ rows: 6, granted })], where), 'run')
          assert.equal(verdict([del({ guarded: true, granted })], where), 'refuse')
          if (!asked) assert.notEqual(verdict([deed({ granted })], where), 'run')
        }
})

test('many rows are told by what is done to all of them', () => {
  const reasonFor = (...deeds: readonly Deed[]) => {
    const decision = decide(deeds, mouths.reflex)
    return decision.kind === 'propose' ? decision.reason : decision.kind
  }
  const [removed, added] = [del({ rows: 6 }), deed({ verb: 'add', does: 'adds', rows: 6, touched: 0 })]
  assert.deepEqual([reasonFor(removed), reasonFor(added), reasonFor(deed({ rows: 6 }))], ['It deletes 6 rows.', 'It adds 6 rows.', 'It changes 6 rows.'])
  assert.deepEqual([reasonFor(del({ rows: 3 }), deed({ rows: 3 })), reasonFor(del(), del(), del())], ['It changes 6 rows.', 'It deletes 3 rows.'])
  assert.deepEqual(decide([removed], situation('apprentice', 'reflex', { turnRows: 1 })), { kind: 'propose', reason: 'With it, this turn changes 7 rows.' })
  assert.deepEqual(decide([removed], mouths.person), { kind: 'ask', does: 'deletes', confirm: 6, typed: false })
})
