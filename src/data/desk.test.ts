import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { checkbox, text } from '../app/field.ts'
import { audit } from './audit.ts'
import { backUp } from './backup.ts'
import { openDesk } from './desk.ts'
import { execute } from './execute.ts'
import { addRows, makeFolder, openTestDesk, schemaOf, testNow } from '../../test/data-fixture.ts'
import { entriesAfter, lastSeq } from './journal.ts'
import { countRows, readPage } from './read.ts'

const tasks = defineApp({
  title: 'Tasks',
  tables: { task: table({ name: text({ required: true }), done: checkbox() }, { order: 'manual', scope: 'profile' }) },
  samples: { task: [{ name: 'first' }, { name: 'second', done: true }, { name: 'third' }] },
})
const apps = { tasks }
const options = (dir: string) => ({ dir, schema: schemaOf(apps), now: () => testNow, zone: () => 'UTC' })

test('a folder that cannot be made is a Problem', async (t) => {
  const file = join(await makeFolder(t), 'file')
  await writeFile(file, '')
  const dirs = [file, join(file, 'under'), ...(process.platform === 'linux' ? ['/proc/prentice/data'] : [])]
  for (const dir of dirs) {
    const refused = await openDesk(options(dir))
    assert.deepEqual([refused.ok, !refused.ok && refused.code], [false, 'read-only'], dir)
  }
})

test('a new desk has a first profile and its samples, all of it journalled, once', async (t) => {
  const dir = await makeFolder(t)
  const desk = await openTestDesk(t, apps, { dir: join(dir, 'deep', 'er') })
  const page = readPage(desk, { table: 'task', profile: 1 })
  assert.ok(page.ok)
  assert.deepEqual(page.value.rows.map(({ label, values }) => [label, values['done']]), [['first', false], ['second', true], ['third', false]])
  assert.deepEqual(entriesAfter(desk, 0).map(({ seq, actor, via, command }) => [seq, actor, via, command.action]), [
    [1, 'desk', 'start', 'migrate'], [2, 'desk', 'start', 'insert'], [3, 'desk', 'start', 'insert'], [4, 'desk', 'start', 'insert'], [5, 'desk', 'start', 'insert'],
  ])
  const report = audit(desk)
  assert.deepEqual([report.ok, report.findings, report.entries, report.rows], [true, [], 5, 4])
  await desk.close()
  const again = await openTestDesk(t, apps, { dir: desk.dir })
  assert.equal(lastSeq(again), 5, 'opening it again changes nothing')
  assert.deepEqual(await readdir(desk.dir).then((names) => names.filter((name) => name === 'backups')), [])
})

test('one process has a desk; the second start is told where the first one answers', async (t) => {
  const desk = await openTestDesk(t, apps)
  desk.publishAddress('http://127.0.0.1:5001')
  const second = await openDesk(options(desk.dir))
  assert.ok(!second.ok && second.code === 'busy')
  assert.match(second.message, /http:\/\/127\.0\.0\.1:5001/)
  await desk.close()
  const third = await openDesk(options(desk.dir))
  assert.ok(third.ok)
  await third.value.close()
})

test('of many starts at once exactly one gets the desk', async (t) => {
  const dir = await makeFolder(t)
  const opened = await Promise.all(Array.from({ length: 8 }, () => openDesk(options(dir))))
  assert.equal(opened.filter(({ ok }) => ok).length, 1)
  assert.ok(opened.every((one) => one.ok || one.code === 'busy'))
  for (const one of opened) if (one.ok) await one.value.close()
})

const spoil: Readonly<Record<string, (file: string) => Promise<void>>> = {
  'cut to nothing': (file) => truncate(file, 0),
  'cut in half': async (file) => truncate(file, (await stat(file)).size / 2),
  'cut within its first page': (file) => truncate(file, 50),
  'no database': (file) => writeFile(file, 'These are my holiday notes.'.repeat(500)),
  'another program’s database': (file) => patch(file, 68, [0, 0, 0, 7]),
  'a newer layout': (file) => patch(file, 60, [0, 0, 0, 99]),
  'a page of noise': async (file) => patch(file, 4096 * Math.floor((await stat(file)).size / 8192), Array.from({ length: 4096 }, (_, at) => (at * 7) % 256)),
}
for (const [name, harm] of Object.entries(spoil))
  test(`a file that is ${name} is refused and left as it is`, async (t) => {
    const desk = await openTestDesk(t, apps)
    addRows(desk, 'task', Array.from({ length: 200 }, (_, at) => ({ name: `row ${at}` })))
    await backUp(desk, 'test')
    await desk.close()
    const file = join(desk.dir, 'desk.db')
    await harm(file)
    const before = await readFile(file)
    const opened = await openDesk(options(desk.dir))
    assert.ok(!opened.ok && opened.code === 'failed', JSON.stringify(opened))
    assert.match(opened.next ?? '', /backups|version/)
    assert.ok(before.equals(await readFile(file)), 'not a byte of it has changed')
    const [saved] = await readdir(join(desk.dir, 'backups'))
    await copyFile(join(desk.dir, 'backups', saved ?? ''), file)
    const restored = await openTestDesk(t, apps, { dir: desk.dir })
    assert.equal(countRows(restored, 'task', 1), 203)
    assert.ok(audit(restored).ok)
  })

test('no empty desk is made in the place of one that is missing', async (t) => {
  const desk = await openTestDesk(t, apps)
  await backUp(desk, 'test')
  await desk.close()
  await rm(join(desk.dir, 'desk.db'))
  const opened = await openDesk(options(desk.dir))
  assert.ok(!opened.ok && opened.code === 'failed')
  assert.ok(!(await readdir(desk.dir)).includes('desk.db'))
})

test('a new desk whose draft cannot be removed is a Problem, and nothing is made', async (t) => {
  const dir = await makeFolder(t)
  await mkdir(join(dir, 'desk.db.new'))
  const opened = await openDesk(options(dir))
  assert.ok(!opened.ok && opened.code === 'read-only', JSON.stringify(opened))
  assert.deepEqual(await readdir(dir), ['desk.db.new', 'desk.lock.db'])
})

test('a full disk refuses changes, keeps reads, and is over when there is room again', async (t) => {
  const desk = await openTestDesk(t, apps)
  const before = lastSeq(desk)
  desk.store.limitPages(1)
  const name = 'x'.repeat(400)
  const add = () => execute(desk, { commands: Array.from({ length: 100 }, () => ({ action: 'insert', table: 'task', name })), actor: 'desk', via: 'page', profile: 1 })
  let refused = await add()
  for (let tries = 0; refused.ok && tries < 50; tries += 1) refused = await add()
  assert.ok(!refused.ok && refused.code === 'read-only', JSON.stringify(refused))
  assert.ok(desk.readOnly())
  const reached = lastSeq(desk)
  assert.equal((reached - before) % 100, 0, 'a request is whole or not there')
  assert.equal(countRows(desk, 'task', 1), 3 + reached - before)
  desk.store.limitPages(1_000_000)
  const done = await add()
  assert.ok(done.ok)
  assert.ok(!desk.readOnly())
  assert.equal(lastSeq(desk), reached + 100)
  assert.ok(audit(desk).ok)
})

test('a folder that may not be written to is read, and changes are refused', async (t) => {
  const desk = await openTestDesk(t, apps)
  await desk.close()
  const script = `
    import { openDesk } from '${new URL('desk.ts', import.meta.url).href}'
    import { execute } from '${new URL('execute.ts', import.meta.url).href}'
    import { countRows } from '${new URL('read.ts', import.meta.url).href}'
    import { schemaOf } from '${new URL('../../test/data-fixture.ts', import.meta.url).href}'
    import { defineApp, table } from '${new URL('../app/define.ts', import.meta.url).href}'
    import { checkbox, text } from '${new URL('../app/field.ts', import.meta.url).href}'
    if (process.getuid?.() === 0) process.setuid(65534) // rights bind everyone but root
    const tasks = defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }), done: checkbox() }, { order: 'manual', scope: 'profile' }) } })
    const opened = await openDesk({ dir: process.argv[1], schema: schemaOf({ tasks }) })
    if (!opened.ok) throw new Error(JSON.stringify(opened))
    const done = await execute(opened.value, { commands: [{ action: 'insert', table: 'task', name: 'no' }], actor: 'person', via: 'page', profile: 1 })
    const empty = await openDesk({ dir: process.argv[1] + '/none', schema: schemaOf({ tasks }) })
    console.log(JSON.stringify([opened.value.readOnly(), countRows(opened.value, 'task', 1), done.ok || done.code, empty.ok || empty.code]))
    await opened.value.close()`
  const before = await readdir(desk.dir)
  await chmod(desk.dir, 0o555)
  await chmod(join(desk.dir, 'desk.db'), 0o444)
  const running = spawn(process.execPath, ['--input-type=module', '-e', script, desk.dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  for await (const chunk of running.stdout) said += String(chunk)
  await chmod(desk.dir, 0o755)
  assert.deepEqual(JSON.parse(said), [true, 3, 'read-only', 'read-only'])
  assert.deepEqual(await readdir(desk.dir), before)
})

const patch = async (file: string, position: number, bytes: readonly number[]): Promise<void> => {
  const handle = await open(file, 'r+')
  await handle.write(Uint8Array.from(bytes), 0, bytes.length, position)
  await handle.close()
}
