import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../../src/app/define.ts'
import { text } from '../../src/app/field.ts'
import type { Command } from '../../src/data/command.ts'
import { openDesk } from '../../src/data/desk.ts'
import { execute } from '../../src/data/execute.ts'
import { lastSeq } from '../../src/data/journal.ts'
import { done, makeFolder, schemaOf } from '../data-fixture.ts'

const schema = schemaOf({ tasks: defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }) }) } }) })

/** A folder with a desk of one task that is not open. */
const makeDesk = async (t: TestContext): Promise<string> => {
  const dir = join(await makeFolder(t), 'desk')
  const desk = await openDesk({ dir, schema })
  assert.ok(desk.ok)
  await done(execute(desk.value, { commands: [{ action: 'insert', table: 'task', name: 'Kept' }], actor: 'person', via: 'page', profile: 1 }))
  await desk.value.close()
  return dir
}

const isRefused = async (dir: string, message: RegExp, next: RegExp): Promise<void> => {
  const before = readdirSync(dir).filter((name) => !name.startsWith('desk.lock')).toSorted()
  const opened = await openDesk({ dir, schema })
  assert.ok(!opened.ok)
  assert.match(opened.message, message)
  assert.match(opened.next ?? '', next)
  assert.deepEqual(readdirSync(dir).filter((name) => !name.startsWith('desk.lock')).toSorted(), before, 'nothing was made or taken away')
}

test('a link to a database whose disk is not there is no place for a new one', { skip: process.platform === 'win32' && 'links need rights there' }, async (t) => {
  const dir = await makeDesk(t)
  const away = join(dir, '..', 'disk')
  mkdirSync(away)
  renameSync(join(dir, 'desk.db'), join(away, 'desk.db'))
  symlinkSync(join(away, 'desk.db'), join(dir, 'desk.db'))
  renameSync(away, `${away}-unplugged`)
  await isRefused(dir, /desk\.db is a link to a file that is not there/, /disk/)
  assert.ok(lstatSync(join(dir, 'desk.db')).isSymbolicLink())
  renameSync(`${away}-unplugged`, away)
  const opened = await openDesk({ dir, schema })
  assert.ok(opened.ok)
  assert.equal(opened.value.store.get<{ name: string }>({ sql: 'SELECT name FROM task', parameters: [] })?.name, 'Kept')
  await opened.value.close()
})

test('what is no file in the place of the database is refused in words', { skip: process.platform === 'win32' && 'no pipes or devices there' }, async (t) => {
  for (const make of [(file: string) => mkdirSync(file), (file: string) => symlinkSync('/dev/zero', file), (file: string) => void spawnSync('mkfifo', [file])]) {
    const dir = await makeFolder(t)
    make(join(dir, 'desk.db'))
    await isRefused(dir, /desk\.db is no file/, /left as it is/)
  }
})

test('a database that was closed in order and is gone is not replaced by an empty one, until somebody says so', async (t) => {
  const dir = await makeDesk(t)
  renameSync(join(dir, 'desk.db'), join(dir, '..', 'elsewhere.db'))
  await isRefused(dir, /desk\.db is missing, though a desk was closed here/, /Bring it back.*remove the file desk\.db-closed/)
  renameSync(join(dir, '..', 'elsewhere.db'), join(dir, 'desk.db'))
  const opened = await openDesk({ dir, schema })
  assert.ok(opened.ok)
  assert.equal(opened.value.store.get<{ name: string }>({ sql: 'SELECT name FROM task', parameters: [] })?.name, 'Kept')
  await opened.value.close()
})

test('a lock that is not ours is told as such, and nobody is sent to put a backup over a database that is whole', async (t) => {
  const dir = await makeDesk(t)
  writeFileSync(join(dir, 'desk.lock.db'), 'no lock of ours')
  const before = readFileSync(join(dir, 'desk.db'))
  const opened = await openDesk({ dir, schema })
  assert.ok(!opened.ok)
  assert.match(`${opened.message} ${opened.next}`, /desk\.lock\.db.*[Rr]emove it.*no data/)
  assert.ok(!/backup/i.test(`${opened.message} ${opened.next}`))
  assert.ok(before.equals(readFileSync(join(dir, 'desk.db'))))
  assert.equal(readFileSync(join(dir, 'desk.lock.db'), 'utf8'), 'no lock of ours')
})

test('a file where the backups belong leaves the desk usable, and what needs a backup first is refused', async (t) => {
  const dir = await makeDesk(t)
  writeFileSync(join(dir, 'backups'), 'in the way')
  const opened = await openDesk({ dir, schema })
  assert.ok(opened.ok)
  const desk = opened.value
  t.after(() => desk.close())
  const say = (commands: readonly Command[], confirm?: number) => execute(desk, { commands, actor: 'person', via: 'page', profile: 1, ...(confirm !== undefined && { confirm }) })
  await done(say([{ action: 'insert', table: 'task', name: 'Two' }]))
  const many = Array.from({ length: 60 }, (_, n) => ({ action: 'insert', table: 'task', name: `task ${n}` }))
  const before = lastSeq(desk)
  const answer = await say(many, 60)
  assert.ok(!answer.ok && answer.next)
  assert.equal(lastSeq(desk), before)
  assert.ok(existsSync(join(dir, 'backups')))
})
