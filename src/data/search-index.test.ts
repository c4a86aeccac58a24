import assert from 'node:assert/strict'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, text } from '../app/field.ts'
import { problem } from '../app/problem.ts'
import { audit } from './audit.ts'
import { backUp } from './backup.ts'
import type { Command } from './command.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { addRows, makeFolder, openTestDesk } from '../../test/data-fixture.ts'
import { readImage, writeImage } from './rows.ts'
import { search } from './search.ts'
import { indexNow } from './search-index.ts'

const notes = defineApp({ title: 'Notes', tables: { note: table({ name: text({ required: true }), done: checkbox(), code: text({ private: true }) }, { scope: 'profile' }) } })
const say = (desk: Desk, ...commands: readonly Command[]) => execute(desk, { commands, actor: 'person', via: 'import', profile: 1, confirm: commands.length })
const find = (desk: Desk, words: string): readonly number[] => search(desk, { words, profile: 1 }).map(({ id }) => id).toSorted((a, b) => a - b)

/** The index says of every row what the row says. */
const assertInStep = (desk: Desk) => {
  const indexed = desk.store.all<{ id: number; text: string; secret: string }>({ sql: "SELECT rowid % (1 << 40) AS id, text, secret FROM _search WHERE rowid >> 40 = (SELECT n FROM _table WHERE name = 'note') ORDER BY rowid", parameters: [] })
  const rows = desk.store.all<{ id: number; text: string; secret: string }>({ sql: "SELECT id, coalesce(name, '') AS text, coalesce(code, '') AS secret FROM note ORDER BY id", parameters: [] })
  assert.deepEqual(indexed, rows)
  desk.store.exec("INSERT INTO _search (_search, rank) VALUES ('integrity-check', 1)") // FTS5 proves its lists by the texts
  assert.deepEqual(audit(desk).findings, [])
}

test('what changes no word writes nothing into the index; many changes of a row write it once', async (t) => {
  const desk = await openTestDesk(t, { notes })
  await say(desk, { action: 'insert', table: 'note', name: 'Milk' })
  indexNow(desk.store)
  const runs = t.mock.method(desk.store, 'run')
  const writes = () => {
    indexNow(desk.store)
    const texts = runs.mock.calls.map(({ arguments: [{ sql }] }) => sql).filter((sql) => sql.includes('_search'))
    runs.mock.resetCalls()
    return texts.map((sql) => sql.split(' ')[0])
  }
  assert.ok((await say(desk, { action: 'update', table: 'note', id: 1, done: true })).ok)
  assert.deepEqual(writes(), [])
  assert.ok((await say(desk, { action: 'update', table: 'note', id: 1, name: 'Tea' }, { action: 'update', table: 'note', id: 1, name: 'Oats' }, { action: 'update', table: 'note', id: 1, code: 'xyzzy' })).ok)
  assert.deepEqual(writes(), ['UPDATE'])
  assert.ok((await say(desk, { action: 'insert', table: 'note', name: 'Brief' }, { action: 'delete', table: 'note', id: '$1' })).ok)
  assert.deepEqual(writes(), [])
  assert.deepEqual([find(desk, 'oats'), find(desk, 'tea'), find(desk, 'milk'), find(desk, 'xyzzy'), find(desk, 'brief')], [[1], [], [], [1], []])
  assertInStep(desk)
})

test('words of rows that the same request wrote are found, in a table too large to be read whole', async (t) => {
  const desk = await openTestDesk(t, { notes })
  addRows(desk, 'note', Array.from({ length: 600 }, (_, at) => ({ name: `row ${at}` })))
  const outcome = await say(desk,
    { action: 'insert', table: 'note', name: 'Ancient marmalade jar' }, { action: 'update', table: 'note', id: 'marmalade', name: 'Quince jelly' },
    { action: 'update', table: 'note', id: 'quince', done: true }, { action: 'read', table: 'note', words: 'jelly' })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const [found] = find(desk, 'quince')
  assert.equal(readImage(desk.store, 'note', found ?? 0)?.['done'], true)
  assert.deepEqual(find(desk, 'marmalade'), [])
  assertInStep(desk)
})

test('a savepoint that is taken back takes its words back, looked up in between or not', async (t) => {
  const desk = await openTestDesk(t, { notes })
  addRows(desk, 'note', [{ name: 'first' }, { name: 'second' }, { name: 'third' }])
  const { store } = desk
  const before = store.all({ sql: 'SELECT * FROM _entry', parameters: [] })
  const put = (id: number, name: string | undefined) => writeImage(store, 'note', id, name === undefined ? undefined : { name, _profile: 1 }, 3)
  const refused = problem('refused', 'No.')
  store.transaction(() => {
    put(1, 'apple')
    store.savepoint(() => {
      put(2, 'banana')
      put(3, undefined)
      put(4, 'cherry')
      assert.deepEqual([find(desk, 'apple'), find(desk, 'banana'), find(desk, 'third'), find(desk, 'cherry')], [[1], [2], [], [4]])
      return refused
    })
    assert.deepEqual([find(desk, 'apple'), find(desk, 'banana'), find(desk, 'third'), find(desk, 'cherry')], [[1], [], [3], []])
    store.savepoint(() => {
      put(2, 'date')
      return refused
    })
  })
  assert.deepEqual([find(desk, 'apple'), find(desk, 'second'), find(desk, 'date')], [[1], [2], []])
  store.transaction(() => {
    put(1, 'elder')
    return refused
  })
  store.transaction(() => put(1, 'first'))
  assert.deepEqual([find(desk, 'first'), find(desk, 'elder')], [[1], []])
  assert.deepEqual(store.all({ sql: 'SELECT * FROM _entry', parameters: [] }), before)
})

test('words that a crash kept from the index are found after the next start', async (t) => {
  const dir = await makeFolder(t)
  const crashed = await openTestDesk(t, { notes }, { dir: join(dir, 'crashed') })
  const outcome = await say(crashed, { action: 'insert', table: 'note', name: 'Apple' }, { action: 'insert', table: 'note', name: 'Banana' }, { action: 'insert', table: 'note', name: 'Cherry' })
  assert.ok(outcome.ok)
  assert.deepEqual(find(crashed, 'banana'), [2])
  await say(crashed, { action: 'update', table: 'note', id: 1, name: 'Apricot' }, { action: 'delete', table: 'note', id: 2 }, { action: 'insert', table: 'note', name: 'Date' })
  const made = await backUp({ dir: join(dir, 'crashed'), now: crashed.now }, 'as a crash leaves it')
  assert.ok(made.ok)
  await mkdir(join(dir, 'next'))
  await copyFile(made.value.file, join(dir, 'next', 'desk.db'))
  const desk = await openTestDesk(t, { notes }, { dir: join(dir, 'next') })
  assert.deepEqual(['apple', 'apricot', 'banana', 'cherry', 'date'].map((words) => find(desk, words)), [[], [1], [], [3], [4]])
  assertInStep(desk)
})

test('on a full disk words are looked up as far as the index goes; with room again it has them all', async (t) => {
  const desk = await openTestDesk(t, { notes })
  await say(desk, { action: 'insert', table: 'note', name: 'Apple' })
  assert.deepEqual(find(desk, 'apple'), [1])
  await say(desk, ...Array.from({ length: 40 }, (_, at) => ({ action: 'insert', table: 'note', name: `Pear ${at} ${'long '.repeat(60)}` })))
  desk.store.limitPages(1)
  assert.deepEqual([find(desk, 'apple'), find(desk, 'pear')], [[1], []])
  assert.deepEqual(audit(desk).findings, [], 'what waits is no damage')
  desk.store.limitPages(1_000_000)
  assert.equal(find(desk, 'pear').length, 20)
  assertInStep(desk)
})
