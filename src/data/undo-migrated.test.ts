import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { defineApp, table, type TableOptions } from '../app/define.ts'
import { choice, integer, text, type Fields } from '../app/field.ts'
import { audit } from './audit.ts'
import type { Command } from './command.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { openTestDesk, schemaOf } from '../../test/data-fixture.ts'
import { lastSeq } from './journal.ts'
import { readPage } from './read.ts'
import { readImage } from './rows.ts'
import { undo } from './undo.ts'

const appOf = (fields: Fields, options: TableOptions = {}) => defineApp({ title: 'Things', tables: { thing: table({ name: text({ required: true }), ...fields }, options) } })
const person = { actor: 'person', via: 'page', profile: 1 } as const
const say = async (desk: Desk, command: Command) => {
  const outcome = await execute(desk, { commands: [command], ...person })
  const [result] = outcome.ok ? outcome.results : []
  assert.ok(result?.kind === 'changed', JSON.stringify(outcome))
  return result.entry.seq
}

/** A desk with one row, what is said to it, and then another form of its app. */
const changed = async (t: TestContext, { from, row = {}, said, to }: { readonly from: readonly [Fields, TableOptions?]; readonly row?: object; readonly said: Command; readonly to: readonly [Fields, TableOptions?] }) => {
  const desk = await openTestDesk(t, { things: appOf(...from) })
  await say(desk, { action: 'insert', table: 'thing', name: 'a', ...row })
  const entry = await say(desk, said)
  const schema = await desk.useSchema(schemaOf({ things: appOf(...to) }))
  assert.deepEqual(schema.broken, [])
  const move = async (seq: number) => {
    const outcome = await undo(desk, { entry: seq }, person)
    const [result] = outcome.ok ? outcome.results : []
    assert.ok(result?.kind === 'changed', JSON.stringify(outcome))
    assert.deepEqual(audit(desk).findings, [])
    return result.entry.seq
  }
  return { desk, entry, move, image: () => readImage(desk.store, 'thing', 1) }
}

const update = { action: 'update', table: 'thing', id: 1, size: 8 }
const remove = { action: 'delete', table: 'thing', id: 1 }
const sized: readonly [Fields] = [{ size: integer() }]

const ways: readonly (readonly [string, Parameters<typeof changed>[1], object | undefined, object | undefined])[] = [
  ['an update before a rename', { from: sized, row: { size: 7 }, said: update, to: [{ weight: integer({ was: 'size' }) }] }, { name: 'a', weight: 7 }, { name: 'a', weight: 8 }],
  ['a delete before a rename', { from: sized, row: { size: 7 }, said: remove, to: [{ weight: integer({ was: 'size' }) }] }, { name: 'a', weight: 7 }, undefined],
  ['an update of a field removed since', { from: sized, row: { size: 7 }, said: update, to: [{}] }, { name: 'a', size: 7 }, { name: 'a', size: 8 }],
  ['a delete before a field was removed', { from: sized, row: { size: 7 }, said: remove, to: [{}] }, { name: 'a', size: 7 }, undefined],
  ['an update before a field was added', { from: sized, row: { size: 7 }, said: update, to: [{ size: integer(), colour: text({ default: 'red' }) }] }, { name: 'a', size: 7, colour: 'red' }, { name: 'a', size: 8, colour: 'red' }],
  ['a delete before a required field was added', { from: sized, row: { size: 7 }, said: remove, to: [{ size: integer(), colour: text({ required: true, default: 'red' }) }] }, { name: 'a', size: 7, colour: 'red' }, undefined],
  ['an update before another kind', { from: sized, row: { size: 7 }, said: update, to: [{ size: text() }] }, { name: 'a', size: '7' }, { name: 'a', size: '8' }],
  ['a delete before a rename and another kind', { from: sized, row: { size: 7 }, said: remove, to: [{ weight: text({ was: 'size' }) }] }, { name: 'a', weight: '7' }, undefined],
]
for (const [name, input, undone, redone] of ways)
  test(`${name} is undone and redone, and the audit holds`, async (t) => {
    const { entry, move, image } = await changed(t, input)
    const undoing = await move(entry)
    assert.deepEqual(image(), undone && { ...undone, _foreign: false })
    await move(undoing)
    assert.deepEqual(image(), redone && { ...redone, _foreign: false })
  })

test('an insert before a rename is undone, and undone and redone across two more', async (t) => {
  const { desk, move, image, entry } = await changed(t, { from: sized, row: { size: 7 }, said: update, to: [{ weight: integer({ was: 'size' }) }] })
  const undone = await move(entry)
  await desk.useSchema(schemaOf({ things: appOf({ mass: integer({ was: 'weight' }) }) }))
  const redone = await move(undone)
  assert.equal(image()?.['mass'], 8)
  await desk.useSchema(schemaOf({ things: appOf({ size: integer({ was: 'mass' }) }) }))
  await move(redone)
  assert.equal(image()?.['size'], 7)
})

test('a row deleted before its table got profiles and an order comes back into both', async (t) => {
  const { desk, entry, move } = await changed(t, { from: [{}], said: remove, to: [{}, { scope: 'profile', order: 'manual' }] })
  await say(desk, { action: 'insert', table: 'thing', name: 'b' })
  await move(entry)
  const page = readPage(desk, { table: 'thing', profile: 1 })
  assert.ok(page.ok)
  assert.deepEqual(page.value.rows.map(({ label }) => label), ['a', 'b'])
})

const unfit: readonly (readonly [string, Parameters<typeof changed>[1], RegExp])[] = [
  ['a value that the field’s kind cannot hold', { from: [{ size: text() }], row: { size: 'big' }, said: { ...update, size: '8' }, to: [{ size: integer() }] }, /size is of the kind integer now; "big"/],
  ['a value that its rules forbid', { from: [{ size: choice(['a', 'b']) }], row: { size: 'b' }, said: { ...update, size: 'a' }, to: [{ size: choice(['a']) }] }, /cannot be put back/],
  ['no value where one is required now', { from: sized, said: update, to: [{ size: integer({ required: true }) }] }, /cannot be put back/],
]
for (const [name, input, reason] of unfit)
  test(`${name} is not put back: nothing changes`, async (t) => {
    const { desk, entry, image } = await changed(t, input)
    const [before, seq] = [image(), lastSeq(desk)]
    const outcome = await undo(desk, { entry }, person)
    assert.ok(!outcome.ok && outcome.code === 'refused', JSON.stringify(outcome))
    assert.match(outcome.message, reason)
    assert.deepEqual([image(), lastSeq(desk)], [before, seq])
  })
