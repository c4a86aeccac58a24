import assert from 'node:assert/strict'
import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { defineApp, table } from '../app/define.ts'
import { text } from '../app/field.ts'
import { makeFolder, openTestDesk, refused, schemaOf } from '../../test/data-fixture.ts'
import { audit } from './audit.ts'
import { backUp } from './backup.ts'
import { openDesk, type Desk } from './desk.ts'
import { execute } from './execute.ts'
import { countRows } from './read.ts'

const apps = { tasks: defineApp({ title: 'Tasks', tables: { task: table({ name: text({ required: true }) }, { scope: 'profile' }) } }) }
const add = (desk: Desk, name: string) => execute(desk, { commands: [{ action: 'insert', table: 'task', name }], actor: 'person', via: 'page', profile: 1 })
const isWindows = process.platform === 'win32'

/** What happens to the files of a desk that is open; gives the way back, if there is one. */
const losses: Readonly<Record<string, (desk: Desk) => Promise<(() => Promise<void>) | undefined>>> = {
  'its folder is renamed': async ({ dir }) => {
    await rename(dir, `${dir}-moved`)
    return () => rename(`${dir}-moved`, dir)
  },
  'its folder is removed': async ({ dir }) => {
    await rm(dir, { recursive: true })
    return undefined
  },
  'its database is replaced by a backup': async (desk) => {
    const file = join(desk.dir, 'desk.db')
    const saved = await backUp(desk, 'test')
    assert.ok(saved.ok)
    await rename(file, `${file}.old`)
    await copyFile(saved.value.file, file)
    return () => rename(`${file}.old`, file)
  },
  'its log is removed': async ({ dir }) => {
    const log = join(dir, 'desk.db-wal')
    await rename(log, `${log}.old`)
    return () => rename(`${log}.old`, log)
  },
}

for (const [name, lose] of Object.entries(losses))
  test(`while ${name}, no change is taken that nobody would find again`, { skip: isWindows && 'an open file stays where it is' }, async (t) => {
    const desk = await openTestDesk(t, apps, { dir: join(await makeFolder(t), 'desk') })
    assert.ok((await add(desk, 'before')).ok)
    const bringBack = await lose(desk)
    const { message } = await refused(add(desk, 'meanwhile'), 'read-only')
    assert.match(message, /moved, replaced or removed/)
    assert.deepEqual([desk.readOnly(), countRows(desk, 'task', 1)], [true, 1], 'it can be read')
    if (!bringBack) return
    await bringBack()
    assert.ok((await add(desk, 'after')).ok)
    assert.deepEqual([desk.readOnly(), countRows(desk, 'task', 1), audit(desk).findings], [false, 2, []])
  })

test('a backup is not broken by the log of the file that was there before it', async (t) => {
  const { dir, log } = await crash(t)
  const [file, opens] = [join(dir, 'desk.db'), () => openDesk({ dir, schema: schemaOf(apps) })]
  const backup = await readFile(file)
  const opened = await opens()
  assert.ok(!opened.ok && opened.code === 'failed' && /desk\.db-wal/.test(opened.next ?? ''), JSON.stringify(opened))
  assert.deepEqual([await readFile(file), await readFile(`${file}-wal`)], [backup, log], 'not a byte of either has changed')
  await rm(`${file}-wal`)
  const restored = await openTestDesk(t, apps, { dir })
  assert.deepEqual([countRows(restored, 'task', 1), audit(restored).findings], [1, []])
})

/** The folder of a desk that was ended at once, its database replaced by a backup from before its last changes, its log left. */
const crash = async (t: TestContext): Promise<{ readonly dir: string; readonly log: Buffer }> => {
  const desk = await openTestDesk(t, apps)
  assert.ok((await add(desk, 'in the backup')).ok)
  const saved = await backUp(desk, 'test')
  for (let row = 0; row < 20; row += 1) assert.ok((await add(desk, 'x'.repeat(500))).ok)
  const dir = await makeFolder(t)
  const log = await readFile(join(desk.dir, 'desk.db-wal'))
  assert.ok(saved.ok && log.length > 0)
  await copyFile(saved.value.file, join(dir, 'desk.db'))
  await writeFile(join(dir, 'desk.db-wal'), log)
  return { dir, log }
}
