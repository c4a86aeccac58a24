import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import { problem } from '../app/problem.ts'
import { makeFolder } from '../../test/data-fixture.ts'
import { readMeta, writeMeta } from './meta.ts'
import { openStore, type Store } from './store.ts'
import { makeStore, openScratch } from './store-file.ts'
import { storeProblem } from './store-problem.ts'

const open = async (t: TestContext): Promise<Store> => {
  const file = join(await makeFolder(t), 'desk.db')
  makeStore(file)
  const opened = openStore(file)
  assert.ok(opened.ok)
  t.after(() => opened.value.close())
  return opened.value
}
const pragma = (store: Store, name: string): unknown => Object.values(store.get<Record<string, unknown>>({ sql: `PRAGMA ${name}`, parameters: [] }) ?? {})[0]

test('what is acknowledged is on the disk: the settings of every open', async (t) => {
  const store = await open(t)
  assert.deepEqual(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'trusted_schema'].map((name) => pragma(store, name)), ['wal', 2, 1, 5000, 0])
  assert.throws(() => store.exec('PRAGMA writable_schema = ON; DELETE FROM sqlite_schema'), /may not be modified/)
})

test('a transaction is all or nothing; others see it only when it is committed', async (t) => {
  const store = await open(t)
  const seen: unknown[] = []
  store.transaction(() => {
    writeMeta(store, 'a', '1')
    seen.push(readMeta(store, 'a'))
  })
  assert.deepEqual([seen, readMeta(store, 'a')], [['1'], '1'])
  assert.throws(() => store.transaction(() => { writeMeta(store, 'a', '2'); throw new Error('no') }), /no/)
  const refused = problem('refused', 'No.')
  assert.equal(store.transaction(() => { writeMeta(store, 'a', '3'); return refused }), refused)
  assert.equal(readMeta(store, 'a'), '1')
  assert.throws(() => store.transaction(() => Promise.resolve()), /must not wait/)
  assert.throws(() => store.transaction(() => store.transaction(() => 0)), /open already/)
  assert.throws(() => store.savepoint(() => 0), /needs an open transaction/)
  assert.equal(store.inTransaction, false)
})

test('a savepoint takes back its own part alone, nested too', async (t) => {
  const store = await open(t)
  store.transaction(() => {
    writeMeta(store, 'kept', '1')
    store.savepoint(() => {
      writeMeta(store, 'outer', '1')
      assert.throws(() => store.savepoint(() => { writeMeta(store, 'inner', '1'); throw new Error('no') }), /no/)
    })
    store.savepoint(() => { writeMeta(store, 'refused', '1'); return problem('refused', 'No.') })
    writeMeta(store, 'last', '1')
  })
  assert.deepEqual(['kept', 'outer', 'inner', 'refused', 'last'].map((key) => readMeta(store, key)), ['1', '1', undefined, undefined, '1'])
})

test('a first savepoint that is taken back leaves the transaction open, with nothing in it', async (t) => {
  const store = await open(t)
  store.transaction(() => {
    assert.throws(() => store.savepoint(() => { writeMeta(store, 'thrown', '1'); throw new Error('no') }), /no/)
    store.savepoint(() => { writeMeta(store, 'refused', '1'); return problem('refused', 'No.') })
    assert.deepEqual([store.open?.takenBack, store.inTransaction, readMeta(store, 'thrown'), readMeta(store, 'refused')], [2, true, undefined, undefined])
    store.savepoint(() => writeMeta(store, 'kept', '1'))
    store.savepoint(() => { writeMeta(store, 'second', '1'); return problem('refused', 'No.') })
  })
  assert.deepEqual(['thrown', 'refused', 'kept', 'second'].map((key) => readMeta(store, key)), [undefined, undefined, '1', undefined])
  assert.throws(() => store.transaction(() => {
    store.savepoint(() => writeMeta(store, 'lost', '1'))
    throw new Error('no')
  }), /no/)
  assert.equal(readMeta(store, 'lost'), undefined)
})

test('the reader cannot write, and a full disk in a savepoint ends the whole transaction', async (t) => {
  const store = await open(t)
  assert.throws(() => store.reader.all({ sql: "INSERT INTO _meta VALUES ('x', 'y')", parameters: [] }), (error) => storeProblem(error)?.code === 'read-only')
  store.limitPages(1)
  const fill = () => { for (let at = 0; at < 500; at += 1) writeMeta(store, `key ${at}`, 'x'.repeat(3000)) }
  let after = 'not reached'
  assert.throws(() => store.transaction(() => {
    writeMeta(store, 'before', '1')
    try {
      store.savepoint(fill)
    } catch { /* whoever goes on as if nothing had happened is stopped by the next write, or keeps a sound transaction */ }
    writeMeta(store, 'after', 'x'.repeat(3000))
    after = 'reached'
    fill()
  }), (error) => storeProblem(error)?.code === 'read-only' || /transaction is gone/.test(String(error)))
  assert.deepEqual([readMeta(store, 'before'), readMeta(store, 'after'), readMeta(store, 'key 0')], [undefined, undefined, undefined], after)
  store.limitPages(1_000_000)
  writeMeta(store, 'again', '1')
  assert.equal(store.writeProblem(), undefined)
})

test('a scratch database works and goes', () => {
  const scratch = openScratch()
  scratch.exec('CREATE TABLE t (a)')
  assert.deepEqual(scratch.run({ sql: 'INSERT INTO t VALUES (?)', parameters: [true] }), { changes: 1, lastId: 1 })
  assert.deepEqual([...scratch.each<{ a: number }>({ sql: 'SELECT a FROM t', parameters: [] })].map(({ a }) => a), [1])
  assert.throws(() => scratch.run({ sql: 'INSERT INTO t VALUES (?)', parameters: [{}] }), TypeError)
  scratch.close()
})

test('what a crash has left half done is taken back before the file is read', async (t) => {
  const dir = await makeFolder(t)
  const [whole, file] = [join(dir, 'whole.db'), join(dir, 'desk.db')]
  makeStore(whole)
  const database = new DatabaseSync(whole) // not yet with a log, like a new desk's file and a backup's
  database.exec("PRAGMA cache_size = 1; INSERT INTO _meta SELECT value, hex(randomblob(2000)) FROM json_each('[1,2,3,4,5,6,7,8,9]'); BEGIN; UPDATE _meta SET value = 'half done'")
  await copyFile(whole, file)
  await copyFile(`${whole}-journal`, `${file}-journal`)
  database.close()
  const refused = openStore(file, { unwritable: problem('read-only', 'The disk is full.') })
  assert.ok(!refused.ok && refused.code === 'read-only', 'only who may write can take it back')
  const opened = openStore(file)
  assert.ok(opened.ok, JSON.stringify(opened))
  t.after(() => opened.value.close())
  assert.equal(readMeta(opened.value, '3')?.length, 4000)
  writeMeta(opened.value, 'new', '1')
  assert.equal(opened.value.reader.get<{ value: string }>({ sql: "SELECT value FROM _meta WHERE key = 'new'", parameters: [] })?.value, '1', 'the reader goes on with the writer')
})
