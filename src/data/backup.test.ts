import assert from 'node:assert/strict'
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { text } from '../app/field.ts'
import { audit } from './audit.ts'
import { backUp, backupsKept, listBackups } from './backup.ts'
import { execute } from './execute.ts'
import { addRows, makeFolder, openTestDesk } from '../../test/data-fixture.ts'
import { lastSeq } from './journal.ts'
import { countRows } from './read.ts'

const apps = { things: defineApp({ title: 'Things', tables: { thing: table({ name: text({ required: true }) }) } }) }

test('a backup made under load is one whole state, and a desk again', async (t) => {
  const desk = await openTestDesk(t, apps)
  addRows(desk, 'thing', Array.from({ length: 2000 }, (_, at) => ({ name: `thing ${at}` })))
  const load = { running: true }
  const loading = (async () => {
    while (load.running) await execute(desk, { commands: [{ action: 'insert', table: 'thing', name: 'more' }], actor: 'person', via: 'page', profile: 1 })
  })()
  const before = lastSeq(desk)
  const saved = await backUp(desk, 'Under Load!')
  const after = lastSeq(desk)
  load.running = false
  await loading
  assert.ok(saved.ok)
  assert.equal(basename(saved.value.file), '000001-2026-11-22-under-load.db')
  assert.deepEqual(await readdir(dirname(saved.value.file)), [basename(saved.value.file)], 'and nothing else is left there')
  const dir = await makeFolder(t)
  await copyFile(saved.value.file, join(dir, 'desk.db'))
  const copy = await openTestDesk(t, apps, { dir })
  assert.deepEqual(audit(copy).findings, [])
  assert.ok(lastSeq(copy) >= before && lastSeq(copy) <= after)
  assert.equal(countRows(copy, 'thing', 1), 2000 + lastSeq(copy) - before)
  assert.deepEqual(audit(desk).findings, [])
})

test('the newest backups are kept by their numbers, two at once get two numbers', async (t) => {
  const desk = await openTestDesk(t, apps)
  const dir = join(desk.dir, 'backups')
  await mkdir(dir)
  for (let number = 1; number <= backupsKept; number += 1) await writeFile(join(dir, `${String(number).padStart(6, '0')}-2099-01-01-old.db`), '')
  await writeFile(join(dir, 'mine.txt'), 'not a backup')
  const saved = await Promise.all([backUp(desk, 'one'), backUp(desk, 'two')])
  assert.ok(saved.every(({ ok }) => ok))
  const names = listBackups(dir)
  assert.equal(names.length, backupsKept)
  assert.deepEqual([names[0], names.slice(-2).map((name) => name.slice(0, 6))], ['000003-2099-01-01-old.db', ['000021', '000022']])
  assert.ok((await readdir(dir)).includes('mine.txt'))
})

test('a backup that cannot be written is a Problem', async (t) => {
  const desk = await openTestDesk(t, apps)
  await writeFile(join(desk.dir, 'backups'), 'a file where the folder should be')
  const saved = await backUp(desk, 'no')
  assert.ok(!saved.ok && saved.code === 'read-only', JSON.stringify(saved))
})

test('what cannot be removed beside a backup is no reason to be without it', async (t) => {
  const desk = await openTestDesk(t, apps)
  const dir = join(desk.dir, 'backups')
  // Folders under the names of files stand for what the system does not let go.
  for (const name of ['000001-2020-01-01-old.db', '1-1.part']) await mkdir(join(dir, name), { recursive: true })
  for (let number = 2; number <= backupsKept; number += 1) await writeFile(join(dir, `${String(number).padStart(6, '0')}-2099-01-01-old.db`), '')
  const saved = await backUp(desk, 'whole')
  assert.ok(saved.ok, JSON.stringify(saved))
  assert.equal((await readdir(dir)).filter((name) => name.endsWith('whole.db')).length, 1)
})
