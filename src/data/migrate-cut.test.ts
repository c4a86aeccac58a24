import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { DatabaseSync } from 'node:sqlite'
import { defineApp, table, type TableOptions } from '../app/define.ts'
import { checkbox, integer, text, type Fields } from '../app/field.ts'
import { audit } from './audit.ts'
import { listBackups } from './backup.ts'
import type { Desk } from './desk.ts'
import { addRows, openTestDesk, schemaOf } from '../../test/data-fixture.ts'
import { forgetLayouts } from './layout.ts'
import { migrate } from './migrate.ts'
import { indexNow } from './search-index.ts'
import type { Store } from './store.ts'

const appOf = (fields: Fields, options: TableOptions = {}) => schemaOf({ things: defineApp({ title: 'Things', tables: { thing: table({ name: text({ required: true }), ...fields }, options) } }) })
const to = appOf({ size: integer(), colour: text({ default: 'red', was: 'none' }), told: checkbox() }, { scope: 'profile', order: 'manual' })

/** Everything in the file, and how it is laid out. */
const dump = ({ store }: Desk): string =>
  JSON.stringify([
    store.all({ sql: "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE '\\_search%' ESCAPE '\\' ORDER BY name", parameters: [] }),
    ...['thing', 'profile', '_entry', '_change', '_field', '_table', '_meta'].map((name) => store.all({ sql: `SELECT * FROM "${name}"`, parameters: [] })),
  ], (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value))

/** The same desk whose disk is full at the n-th changing statement. */
const cutAt = (desk: Desk, n: number): { readonly desk: Desk; readonly said: () => number } => {
  let said = 0
  const cut = <A, R>(write: (about: A) => R) => (about: A): R => {
    if ((said += 1) === n) throw Object.assign(new Error('database or disk is full'), { errcode: 13 })
    return write(about)
  }
  const store: Store = Object.create(desk.store, { run: { value: cut(desk.store.run) }, exec: { value: cut(desk.store.exec) } })
  return { desk: { ...desk, store }, said: () => said }
}

test('a migration that is cut at any statement changes nothing, and its backup is there before', { timeout: 240_000 }, async (t) => {
  const desk = await openTestDesk(t, { things: defineApp({ title: 'Things', tables: { thing: table({ name: text({ required: true }), size: text(), gone: text() }) } }) })
  addRows(desk, 'thing', [{ name: 'a', size: '1' }, { name: 'b', size: null, gone: 'x' }, { name: 'c', size: '3' }])
  indexNow(desk.store)
  const before = dump(desk)
  const backups = () => listBackups(join(desk.dir, 'backups'))
  let n = 1
  for (; ; n += 1) {
    const cut = cutAt(desk, n)
    const done = await migrate(cut.desk, to)
    if (cut.said() < n) {
      assert.deepEqual(done.schema.broken, [])
      break
    }
    assert.deepEqual(done.schema.broken.map(({ name, problem }) => [name, problem.code]), [['things', 'read-only']], `cut at ${n}`)
    assert.deepEqual(done.entries, [])
    assert.equal(dump(desk), before, `cut at ${n}`)
    assert.equal(backups().length, Math.min(n, 20), `cut at ${n}`)
  }
  assert.ok(n > 20, `it has ${n} statements`)
  assert.deepEqual(desk.store.all({ sql: 'SELECT size, colour, told FROM thing ORDER BY id', parameters: [] }).map((row) => ({ ...(row as object) })), [{ size: 1, colour: 'red', told: 0 }, { size: null, colour: 'red', told: 0 }, { size: 3, colour: 'red', told: 0 }])
  const newest = backups().at(-1)
  assert.ok(newest)
  const copy = new DatabaseSync(join(desk.dir, 'backups', newest), { readOnly: true })
  assert.deepEqual(copy.prepare('SELECT size FROM thing ORDER BY id').all().map(({ size }) => size), ['1', null, '3'], 'the backup is from before')
  copy.close()
  forgetLayouts(desk.store) // the cut desk's own store noted the new ones
  await desk.useSchema(to)
  assert.deepEqual(audit(desk).findings, [])
  t.diagnostic(`${n - 1} statements`)
})
