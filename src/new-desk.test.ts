import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { newDesk, nextStep } from './new-desk.ts'

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')

test('a new desk compiles where it lies, and a mistake in its app does not', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'prentice-new-'))
  const files = ['tsconfig.json', 'books.ts'].map((name) => join(dir, 'apps', name))
  assert.deepEqual(await newDesk(dir), { ok: true, value: { written: files, kept: [] } })

  const compile = () => spawnSync(process.execPath, [tsc, '-p', join(dir, 'apps')], { encoding: 'utf8' })
  const clean = compile()
  assert.equal(clean.stdout, '')
  assert.equal(clean.status, 0)

  const app = join(dir, 'apps', 'books.ts')
  await writeFile(app, (await readFile(app, 'utf8')).replace('text(),', 'text({ requird: true }),'))
  const broken = compile()
  assert.match(broken.stdout, /books\.ts.*requird/)
  await rm(dir, { recursive: true })
})

test('what is there already is kept; only a tsconfig as we wrote it is written anew', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'prentice-new-'))
  const [tsconfig = '', app = ''] = ['tsconfig.json', 'books.ts'].map((name) => join(dir, 'apps', name))
  await newDesk(dir)
  await writeFile(app, '// mine\n')
  assert.deepEqual(await newDesk(dir), { ok: true, value: { written: [tsconfig], kept: [app] } })
  const ours = await readFile(tsconfig, 'utf8')
  // Where Prentice lay elsewhere it is followed; anything else is the person's.
  await writeFile(tsconfig, ours.replace(/"prentice": \[[^\]]*\]/, '"prentice": ["/elsewhere/index.ts"]'))
  assert.deepEqual(await newDesk(dir), { ok: true, value: { written: [tsconfig], kept: [app] } })
  assert.equal(await readFile(tsconfig, 'utf8'), ours)
  for (const change of [(text: string) => text.replace('"strict": true', '"strict": false'), (text: string) => text.replace('"*.ts"', '"*.ts", "more/*.ts"'), (text: string) => text.replace('"paths": {', '"paths": { "mine": ["./mine.ts"],'), (text: string) => `${text}// mine\n`]) {
    await writeFile(tsconfig, change(ours))
    assert.deepEqual(await newDesk(dir), { ok: true, value: { written: [], kept: [tsconfig, app] } })
    assert.equal(await readFile(tsconfig, 'utf8'), change(ours))
  }
  await writeFile(tsconfig, '{}\n')
  assert.deepEqual(await newDesk(dir), { ok: true, value: { written: [], kept: [tsconfig, app] } })
  assert.equal(await readFile(app, 'utf8'), '// mine\n')
  await rm(dir, { recursive: true })
})

test('a folder that cannot be written is a Problem', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'prentice-new-'))
  await writeFile(join(dir, 'file'), '')
  const refused = await newDesk(join(dir, 'file'))
  assert.ok(!refused.ok)
  assert.match(refused.message, /cannot be written/)
  assert.ok(refused.next)
  await rm(dir, { recursive: true })
})

test('a folder that the system never makes is a Problem at once', { skip: process.platform !== 'linux' && 'there is no /proc' }, async () => {
  const refused = await newDesk('/proc/prentice')
  assert.ok(!refused.ok)
  assert.match(refused.message, /cannot be written: ENOENT/)
})

test('the next step is one that works where it is said', () => {
  assert.equal(nextStep('mine', {}), 'cd mine && prentice dev')
  assert.equal(nextStep('.', {}), 'prentice dev')
  assert.equal(nextStep('mine', { npm_command: 'start' }), `npm start -- dev --apps ${join('mine', 'apps')} --data ${join('mine', 'data')}`)
})
