import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { importAppFile, resolvePrentice } from './resolve-prentice.ts'

let folder = ''
let hook: { end: () => void }

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prentice-resolve-'))
  hook = resolvePrentice()
})

after(async () => {
  hook.end()
  await rm(folder, { recursive: true })
})

test("an app anywhere on the disk gets this Prentice by its name", async () => {
  const file = join(folder, 'anywhere.ts')
  await writeFile(file, `import * as prentice from 'prentice'\nexport default prentice satisfies object\n`)
  const app = await importAppFile(file, 1)
  assert.equal(app['default'], await import('../index.ts'))
})

test('a new version reads the file anew, the same version does not', async () => {
  const file = join(folder, 'versioned.ts')
  await writeFile(file, 'export const title: string = "first"\n')
  assert.equal((await importAppFile(file, 1))['title'], 'first')
  await writeFile(file, 'export const title: string = "second"\n')
  assert.equal((await importAppFile(file, 1))['title'], 'first')
  assert.equal((await importAppFile(file, 2))['title'], 'second')
})

test('a file beside the app is read anew with it', async () => {
  const file = join(folder, 'parent.ts')
  await writeFile(file, `export { price } from './price.ts'\n`)
  await writeFile(join(folder, 'price.ts'), 'export const price = 1\n')
  assert.equal((await importAppFile(file, 1))['price'], 1)
  await writeFile(join(folder, 'price.ts'), 'export const price = 2\n')
  assert.equal((await importAppFile(file, 2))['price'], 2)
})

test('a package.json without "type" beside the app changes nothing and warns of nothing', async () => {
  const warnings: Error[] = []
  const note = (warning: Error): unknown => warnings.push(warning)
  process.on('warning', note)
  await writeFile(join(folder, 'package.json'), '{"name":"desk"}')
  await writeFile(join(folder, 'typeless.ts'), `export const n: number = 1\nexport { m } from './typeless-too.js'\n`)
  await writeFile(join(folder, 'typeless-too.js'), `export const m = 2\n`)
  const app = await importAppFile(join(folder, 'typeless.ts'), 1)
  // Warnings are emitted on the next tick of the process.
  await new Promise((done) => setImmediate(done))
  process.off('warning', note)
  assert.deepEqual({ ...app }, { n: 1, m: 2 })
  assert.deepEqual(warnings, [])
})

test('a file that does not parse rejects, and its next version runs', async () => {
  const file = join(folder, 'broken.ts')
  await writeFile(file, 'export default {\n')
  await assert.rejects(importAppFile(file, 1), SyntaxError)
  await writeFile(file, 'export default { mended: true }\n')
  assert.deepEqual((await importAppFile(file, 2))['default'], { mended: true })
})

test('other imports are left alone', async () => {
  const file = join(folder, 'others.ts')
  await writeFile(file, `export { join } from 'node:path'\nexport const missing = import('no-such-package').then(() => 'there', () => 'missing')\n`)
  const app = await importAppFile(file, 1)
  assert.equal(app['join'], join)
  assert.equal(await app['missing'], 'missing')
})
