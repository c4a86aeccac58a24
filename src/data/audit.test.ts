import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { link, money, text } from '../app/field.ts'
import { audit } from './audit.ts'
import type { Desk } from './desk.ts'
import { addRows, openTestDesk, putRow } from '../../test/data-fixture.ts'
import { lastSeq } from './journal.ts'
import { indexNow } from './search-index.ts'

const app = defineApp({ title: 'Things', tables: { thing: table({ name: text({ required: true }), price: money(), beside: link('thing') }, { scope: 'profile', order: 'manual' }) } })

const open = async (t: TestContext): Promise<Desk> => {
  const desk = await openTestDesk(t, { things: app })
  addRows(desk, 'thing', [{ name: 'a', price: 0.1 }, { name: 'b', beside: 1 }, { name: 'c' }])
  putRow(desk, 'thing', 2, { name: 'bb' })
  putRow(desk, 'thing', 3, undefined)
  indexNow(desk.store)
  return desk
}

test('a sound desk has no findings, and reading it writes nothing', async (t) => {
  const desk = await open(t)
  const report = audit(desk)
  assert.deepEqual({ ...report, durationMs: 0, head: report.head.length }, { ok: true, findings: [], findingCount: 0, entries: 5, changes: 6, rows: 3, head: 64, durationMs: 0 })
  assert.equal(lastSeq(desk), 5)
  assert.equal(audit(desk).head, report.head)
})

const harms: Readonly<Record<string, readonly [sql: string, kinds: readonly string[]]>> = {
  'a value changed': ['UPDATE thing SET price = 11 WHERE id = 1', ['row']],
  'a row’s version changed': ['UPDATE thing SET _seq = 1 WHERE id = 1', ['row']],
  'a row that nobody added': ['INSERT INTO thing (name, _seq) VALUES (\'x\', 1)', ['row', 'search']],
  'a row lost': ['DELETE FROM thing WHERE id = 2', ['row', 'search']],
  'a row of another profile': ['INSERT INTO profile (name, _seq) VALUES (\'x\', 1); UPDATE thing SET _profile = 2 WHERE id = 1', ['row', 'search', 'row']],
  'a link to nothing': ['PRAGMA foreign_keys = OFF; UPDATE thing SET beside = 99 WHERE id = 2', ['links', 'row']],
  'the search index lost': ['DELETE FROM _search', ['search', 'search']],
  'an entry’s time changed': ['UPDATE _entry SET at = \'1970\' WHERE seq = 3', ['chain']],
  'an entry’s command changed': ['UPDATE _entry SET command = \'{"action":"nothing"}\' WHERE seq = 3', ['digest']],
  'an entry’s command no longer JSON': ['UPDATE _entry SET command = \'{"act\' WHERE seq = 3', ['digest']],
  'an image changed': ['UPDATE _change SET after = replace(after, \'bb\', \'zz\') WHERE seq = 4', ['digest', 'row']],
  'an undo that never was': ['UPDATE _entry SET undone_by = 5 WHERE seq = 4', ['undo']],
  'an entry gone': ['DELETE FROM _entry WHERE seq = 4', ['change', 'sequence', 'chain', 'change', 'row']],
  'the newest entry and its change gone': ['DELETE FROM _entry WHERE seq = 5; DELETE FROM _change WHERE seq = 5', ['row']],
  'two entries of one hash': ['UPDATE _entry SET hash = (SELECT hash FROM _entry WHERE seq = 2) WHERE seq = 3', ['chain', 'chain']],
  'a change without an entry': ['INSERT INTO _change VALUES (77, 0, \'thing\', 1, NULL, NULL)', ['change']],
}
for (const [name, [sql, kinds]] of Object.entries(harms))
  test(`${name}: found`, async (t) => {
    const desk = await open(t)
    desk.store.exec(sql)
    const report = audit(desk)
    assert.equal(report.ok, false)
    const found = new Set<string>(report.findings.map(({ kind }) => kind))
    assert.deepEqual([...found].toSorted(), [...new Set(kinds)].toSorted(), JSON.stringify(report.findings))
  })

test('an entry whose body was erased keeps the chain', async (t) => {
  const desk = await open(t)
  desk.store.exec('UPDATE _entry SET command = NULL WHERE seq = 4')
  assert.deepEqual(audit(desk).findings, [])
})
