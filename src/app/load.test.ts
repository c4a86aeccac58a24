import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadApps } from './load.ts'

const files = {
  'types.ts': 'export default {\n  a: 1,\n  b: f({ c: 1 ),\n}\n',
  'plain.js': 'export default {\n  a: 1,\n  b: 2 3,\n}\n',
  'throws.ts': "export const a: number = 1\nthrow new Error('no room at 10:30')\n",
  '_kept.ts': 'not an app',
  'whole.d.ts': 'not an app',
}

test('a file that cannot be read or run says why, a TypeScript one in which line; the others are loaded', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'prentice-load-'))
  t.after(() => rm(folder, { recursive: true }))
  for (const [name, text] of Object.entries({ ...files, 'whole.ts': "export default { title: 'Whole' }\n" })) await writeFile(join(folder, name), text)
  const loaded = await loadApps([folder, join(folder, 'missing')])
  const said = loaded.map(({ name, app }) => [name, 'ok' in app ? app.message : app])
  assert.deepEqual(said, [
    ['plain', 'plain cannot be read: Unexpected number.'],
    ['throws', 'throws cannot be read: no room at 10:30.'],
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
