import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { loadApps } from '../../src/app/load.ts'
import { mergeApps } from '../../src/app/merge.ts'
import { resolvePrentice } from '../../src/app/resolve-prentice.ts'
import { appLines, bannerText } from '../../src/banner.ts'
import { makeFolder } from '../data-fixture.ts'

const app = (name: string): string => `import { defineApp, table, text } from 'prentice'\nexport default defineApp({ title: 'T', tables: { ${name}: table({ name: text({ required: true }) }) } })`

/** Names that say something else to a terminal, a path, an address or an object. */
const odd = ['\u001b[2J\u001b]0;owned\u0007.ts', 'a\nSign in http:\\evil.example.ts', '<img src=x onerror=1>.ts', '%2e%2e.ts', 'a b.ts', "a'b.ts", 'a"b.ts', 'Tasks.ts', 'é.ts', `${'x'.repeat(60)}.ts`, 'a\u202etxt.ts', '..evil.ts', '__proto__.ts', '-rf.ts', '$(id).ts', 'a.b.ts']

test('a file whose name is none for an app does not run, and commands no terminal by being told of', { skip: process.platform === 'win32' && 'such names cannot be given there' }, async (t) => {
  const folder = await makeFolder(t)
  const ran = join(folder, 'ran')
  for (const name of odd) writeFileSync(join(folder, name), `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(ran)}, 'x')\n${app('evil')}`)
  for (const name of ['constructor', 'valueof', 'good']) writeFileSync(join(folder, `${name}.ts`), app(`${name}_row`))
  mkdirSync(join(folder, 'folder.ts'))
  symlinkSync('/dev/zero', join(folder, 'zero.ts'))
  symlinkSync(join(folder, 'nowhere'), join(folder, 'nothing.ts'))
  spawnSync('mkfifo', [join(folder, 'pipe.ts')])
  const surface = resolvePrentice()
  t.after(() => surface.end())
  const loaded = await loadApps([folder])
  const schema = mergeApps(loaded)
  for (const name of ['constructor', 'valueof', 'good']) assert.ok(schema.apps.has(name) && schema.tables.has(`${name}_row`), name)
  assert.equal(schema.tables.has('evil'), false)
  assert.equal(existsSync(ran), false)
  assert.ok(schema.broken.length >= 15)
  const out = new PassThrough()
  const banner = bannerText({ url: 'http://127.0.0.1:1', link: 'http://127.0.0.1:1/sign-in?token=x', schema, dataDir: folder, hasToken: false, unwritable: undefined, answersLink: true, out })
  assert.doesNotMatch(banner, /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
  assert.doesNotMatch(banner, /^\s*Sign in http:/m)
  assert.doesNotMatch(appLines(schema).map(({ name, text }) => name + text).join(''), /\p{Cc}/u)
})
