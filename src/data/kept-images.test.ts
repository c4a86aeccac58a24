import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDesk } from '../../test/data-fixture.ts'
import { problem } from '../app/problem.ts'
import { execute } from './execute.ts'
import { lastSeq } from './journal.ts'
import { readKeptImage, writeImage } from './rows.ts'
import { settingCommand, settings } from './settings.ts'

const person = { actor: 'person', via: 'page', profile: 1 } as const

test('a kept row is read as it was last committed, and within a transaction as that one left it', async (t) => {
  const desk = await openTestDesk(t, {})
  const { store } = desk
  const name = (): unknown => readKeptImage(store, 'profile', 1)?.['name']
  const rename = (to: string) => writeImage(store, 'profile', 1, { name: to }, lastSeq(desk))
  const was = name()
  assert.equal(name(), was)
  store.transaction(() => {
    store.savepoint(() => {
      rename('Taken back')
      assert.equal(name(), 'Taken back')
      return problem('refused', 'No.')
    })
    assert.equal(name(), was, 'the savepoint was taken back')
    rename('Thrown away')
    assert.equal(name(), 'Thrown away')
    return problem('refused', 'No.')
  })
  assert.equal(name(), was, 'the transaction was rolled back')
  store.transaction(() => void rename('Kept'))
  assert.equal(name(), 'Kept')
  assert.equal(readKeptImage(store, 'nothing', 1), undefined)
})

test('a profile that is made, settings that are set, hold for the very next command', async (t) => {
  const desk = await openTestDesk(t, {})
  const say = (command: { readonly action: string } & Record<string, unknown>, profile = 1) => execute(desk, { commands: [command], ...person, profile })
  const refused = await say({ action: 'insert', table: 'profile', name: 'Work' }, 2)
  assert.equal(refused.ok ? '' : refused.code, 'unknown-profile')
  assert.ok((await say({ action: 'insert', table: 'profile', name: 'Work' })).ok)
  assert.ok((await say(settingCommand(desk, { desk_name: 'Home' }), 2)).ok)
  assert.equal(settings(desk).desk_name, 'Home')
  assert.ok((await say({ action: 'delete', table: 'profile', id: 2 })).ok)
  const gone = await say(settingCommand(desk, { desk_name: 'Away' }), 2)
  assert.equal(gone.ok ? '' : gone.code, 'unknown-profile')
  assert.equal(settings(desk).desk_name, 'Home')
})
