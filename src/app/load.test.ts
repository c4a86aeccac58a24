import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadApps, watchApps } from './load.ts'
import { resolvePrentice } from './resolve-prentice.ts'

const files = {
  'types.ts': 'export default {\n  a: 1,\n  b: f({ c: 1 ),\n}\n',
  'plain.js': 'export default {\n  a: 1,\n  b: 2 3,\n}\n',
  'throws.ts': "export const a: number = 1\nthrow new Error('no room at 10:30')\n",
  '_kept.ts': 'not an app',
  'whole.d.ts': 'not an app',
}

test('a file that cannot be read or run says why, and in which line; the others are loaded', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'prentice-load-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const [name, text] of Object.entries({ ...files, 'whole.ts': "export default { title: 'Whole' }\n" })) await writeFile(join(folder, name), text)
  const loaded = await loadApps([folder, join(folder, 'missing')])
  const said = loaded.map(({ name, app }) => [name, 'ok' in app ? app.message : app])
  assert.deepEqual(said, [
    ['plain', 'plain cannot be read: Unexpected number.'],
    ['throws', 'throws cannot be read: line 2: no room at 10:30.'],
    ['types', "types cannot be read: line 3: Expected ',', got ')'."],
    ['whole', { title: 'Whole' }],
  ])
  for (const { app, file } of loaded.slice(0, 3)) assert.equal('ok' in app && app.next, `Mend ${file} and save it; it is read again at once.`)
})

test('a file that waits for ever is set aside, so that it holds up no other', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'prentice-load-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'waits.ts'), 'await new Promise(() => {})\nexport default {}\n')
  const loaded = await loadApps([folder], { patienceMs: 1 })
  assert.deepEqual(loaded.map(({ name, app }) => [name, 'ok' in app && app.message]), [['waits', 'waits cannot be read: it waits for something that has not come within 0.001 s.']])
})

test('what is called like an app file and is none is not read: a pipe or a device would be read for ever', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'prentice-load-'))
  t.after(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'box.ts'))
  if (process.platform === 'linux') await symlink('/dev/zero', join(folder, 'zero.ts'))
  const loaded = await loadApps([folder])
  for (const { name, app } of loaded) assert.equal('ok' in app && app.message, `${name} cannot be read: it is no file.`)
  assert.equal(loaded.length, process.platform === 'linux' ? 2 : 1)
})

const app = (fields: string) => `\nexport default defineApp({\n  title: 'X',\n  tables: { x: table({ ${fields} }) },\n})\n`

test('a name that is not there comes with what it should be', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'prentice-load-'))
  t.after(() => rm(folder, { recursive: true }))
  const prentice = "const { defineApp, table, ...others } = await import('prentice')"
  const ending = resolvePrentice()
  t.after(ending.end)
  for (const [name, text] of Object.entries({
    a: `import { defineApp, table } from 'prentice'${app('name: text()')}`,
    b: `import { defineApp, table, number } from 'prentice'${app('size: number()')}`,
    c: `${prentice}${app('name: String()')}`.replace('String', 'string'),
    d: `${prentice}${app('name: thing()')}`,
    e: `import other from './other'\n${prentice}${app('name: other()')}`,
    f: `import pad from 'left-pad-that-is-not-there'\n${prentice}${app('name: pad()')}`,
    g: `${prentice}\nconst none: { deep?: { x: string } } = {}\nexport default defineApp({ title: none.deep!.x, tables: {} })\n`,
  })) await writeFile(join(folder, `${name}.ts`), text)
  const said = (await loadApps([folder])).map(({ app: loaded, file }) => ('ok' in loaded ? [loaded.message, loaded.next?.replace(` Mend ${file} and save it; it is read again at once.`, '')] : []))
  assert.deepEqual(said.slice(0, 4), [
    ['a cannot be read: line 4: text is not defined.', "Add text to the import: `import { defineApp, table, text } from 'prentice'`."],
    ["b cannot be read: line 1: The requested module 'prentice' does not provide an export named 'number'.", 'Such a field is made by integer(): `name: integer()`.'],
    ['c cannot be read: line 4: string is not defined.', 'Such a field is made by text(): `name: text()`.'],
    ['d cannot be read: line 4: thing is not defined.', 'Prentice has defineApp, table, checkbox, choice, date, datetime, decimal, email, integer, link, longtext, money, text, url, addDays, html.'],
  ])
  assert.match(said[4]?.[0] ?? '', /Cannot find module '.*other'\.$/)
  assert.equal(said[4]?.[1], "Write a file's ending too: `import { … } from './other.ts'`.")
  assert.deepEqual(said[5], ["f cannot be read: Cannot find package 'left-pad-that-is-not-there'.", 'Say `npm install left-pad-that-is-not-there` in the folder of your apps, or do without it.'])
  assert.match(said[6]?.[0] ?? '', /^g cannot be read: line 3: Cannot read properties of undefined/)
})

test('a folder of apps that cannot be read is told as a broken app, beside those of the other folders', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'prentice-load-'))
  t.after(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'whole.js'), "export default { title: 'Whole' }\n")
  const unread = join(folder, 'apps')
  await writeFile(unread, 'no folder')
  const [whole, broken, ...more] = await loadApps([folder, unread])
  assert.deepEqual([whole?.name, broken?.file, more], ['whole', unread, []])
  assert.deepEqual(broken && 'ok' in broken.app && [broken.app.code, broken.app.message], ['bad-app', `The folder ${unread} cannot be read (ENOTDIR).`])
})

test('a folder that is moved away is watched again when another one is in its place', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'prentice-load-'))
  t.after(() => rm(dir, { recursive: true }))
  const folder = join(dir, 'apps')
  await mkdir(folder)
  let heard = Promise.withResolvers<void>()
  t.after(watchApps(folder, () => heard.resolve()))
  const hearsAfter = async (act: () => Promise<unknown>): Promise<void> => {
    heard = Promise.withResolvers()
    await act()
    await heard.promise
  }
  await hearsAfter(() => writeFile(join(folder, 'one.js'), ''))
  await rename(folder, join(dir, 'old'))
  await hearsAfter(() => mkdir(folder))
  await hearsAfter(() => writeFile(join(folder, 'two.js'), ''))
  await hearsAfter(() => rm(folder, { recursive: true }))
  await hearsAfter(() => mkdir(folder))
  await hearsAfter(() => writeFile(join(folder, 'three.js'), ''))
})
