import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { auditDesk, startDesk } from '../../src/server.ts'
import { makeFolder } from '../data-fixture.ts'
import { until } from '../desk.ts'
import { noStrace } from './strace.ts'

/** A small disk of its own, which a test can really fill; only the system's administrator may make one. */
const noDisk: string | false = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=1m tmpfs "$d" && umount "$d" && rmdir "$d"'], { stdio: 'ignore' }).status === 0 ? false : 'no small disk can be mounted here'

const app = (fields: string): string => `import { defineApp, table, text } from 'prentice'
export default defineApp({ title: 'Books', tables: { book: table({ name: text({ required: true })${fields} }) } })`

test('a desk whose disk fills while it runs says so, loses nothing, and goes on when there is room, its log too', { skip: noDisk }, async (t) => {
  const { dataDir, appsDir, fill, free } = await makeDisk(t)
  await writeFile(join(appsDir, 'books.ts'), app(''))
  const { desk, shown, run, rows } = await start(t, { dataDir, appsDir })
  assert.equal((await run({ action: 'insert', table: 'book', name: 'before' })).status, 200)
  await fill()
  let refused = await run({ action: 'insert', table: 'book', name: 'x'.repeat(150) })
  for (let tries = 0; refused.status === 200 && tries < 100; tries += 1) refused = await run({ action: 'insert', table: 'book', name: 'x'.repeat(150) })
  assert.deepEqual([refused.status, refused.text.includes('The disk is full.')], [503, true], refused.text)
  await until(shown, (text) => text.includes('the desk can only be read now. The disk is full. Make some room'))
  const before = await rows('book')
  await writeFile(join(appsDir, 'books.ts'), app(', author: text()'))
  await until(shown, (text) => /broken: books .*The disk is full: the backup that comes first could not be written\./.test(text.replaceAll(/\s+/g, ' ')))
  assert.deepEqual(await readdir(join(dataDir, 'backups')), [], 'no draft is left to fill it further')

  await free()
  assert.equal((await run({ action: 'insert', table: 'task', name: 'after' })).status, 200)
  await until(shown, (text) => text.includes('the desk can be changed again'))
  await writeFile(join(appsDir, 'books.ts'), app(', author: text()'))
  await until(shown, (text) => text.includes('prepared the table book'))
  assert.deepEqual(await rows('book'), before)
  await until(() => readFile(join(dataDir, 'logs', 'prentice.log'), 'utf8'), (log) => /^\{.*the desk can be changed again.*\}$/m.test(log))
  await desk.close()
  assert.ok((await audit({ dataDir, appsDir })).ok)
  assert.doesNotMatch(shown(), /\n\s+at /, 'no stack')
})

test('a desk that starts on a full disk says that it is full, and that it must be started again', { skip: noDisk }, async (t) => {
  const { dataDir, appsDir, fill, free } = await makeDisk(t)
  await (await start(t, { dataDir, appsDir })).desk.close()
  await fill()
  const full = await start(t, { dataDir, appsDir })
  assert.match(full.shown(), /The disk is full\. The desk can be read, not changed\.\s+Mend that, then start it again\./)
  const tasks = await full.rows('task')
  assert.ok(tasks.length > 0)
  await free()
  const refused = await full.run({ action: 'insert', table: 'task', name: 'too early' })
  assert.equal(refused.status, 503)
  assert.match(refused.text, /The disk is full\..*Make some room, then end Prentice and start it again/)
  await full.desk.close()
  const again = await start(t, { dataDir, appsDir })
  assert.deepEqual(await again.rows('task'), tasks)
  assert.equal((await again.run({ action: 'insert', table: 'task', name: 'now' })).status, 200)
  await again.desk.close()
  assert.ok((await audit({ dataDir, appsDir })).ok)
})

test('where no more folders can be watched the desk runs all the same and says what that means, and nobody need read it', { skip: noStrace }, async (t) => {
  const dir = await makeFolder(t)
  const launcher = join(import.meta.dirname, '..', '..', 'bin', 'prentice.js')
  // With -D it is the desk itself that is started, and gets the signal.
  const desk = spawn('strace', ['-D', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=inotify_add_watch', '-e', 'inject=inotify_add_watch:error=ENOSPC', process.execPath, launcher, '--no-open', '--port', '0', '--data', join(dir, 'data'), '--apps', join(dir, 'apps')], { env: { ...process.env, OLLAMA_HOST: 'http://127.0.0.1:2' }, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => desk.kill('SIGKILL'))
  let said = ''
  desk.stdout.on('data', (chunk) => (said += String(chunk)))
  await until(() => said, (text) => /cannot be watched \(ENOSPC.*start Prentice again/.test(text))
  assert.match(said, /Prentice runs at http/)
  desk.stdout.destroy() // whoever reads the terminal's lines may go, too
  desk.kill('SIGTERM')
  assert.deepEqual(await once(desk, 'exit'), [0, null])
})

interface Folders { readonly dataDir: string; readonly appsDir: string }

const makeDisk = async (t: TestContext): Promise<Folders & { readonly fill: () => Promise<void>; readonly free: () => Promise<void> }> => {
  const dir = await mkdtemp(join(tmpdir(), 'prentice-full-'))
  const [dataDir, appsDir] = [join(dir, 'data'), join(dir, 'apps')]
  await mkdir(dataDir)
  await mkdir(appsDir)
  assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dataDir]).status, 0)
  t.after(async () => {
    spawnSync('umount', ['--lazy', dataDir])
    await rm(dir, { recursive: true })
  })
  const filler = join(dataDir, 'filler')
  return {
    dataDir, appsDir,
    fill: async () => {
      await assert.rejects(async () => { for (;;) await writeFile(filler, Buffer.alloc(4096), { flag: 'a' }) }, { code: 'ENOSPC' })
    },
    free: () => rm(filler),
  }
}

const start = async (t: TestContext, folders: Folders) => {
  let said = ''
  const out = new Writable({ write: (chunk, _, done) => ((said += String(chunk)), done()) })
  const desk = await startDesk(options(folders), out)
  assert.ok('url' in desk, JSON.stringify(desk))
  t.after(() => desk.close())
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${desk.url}/api${path}`, { ...init, headers: { authorization: `Bearer ${token}` } })
    return { status: answer.status, text: await answer.text() }
  }
  return {
    desk,
    shown: () => said,
    run: (command: object) => ask('/commands', { method: 'POST', body: JSON.stringify(command) }),
    rows: async (table: string): Promise<readonly unknown[]> => (JSON.parse((await ask(`/tables/${table}/rows?limit=1000`)).text) as { readonly rows: readonly { readonly values: { readonly name: unknown } }[] }).rows.map(({ values }) => values.name), // the API's own answer
  }
}

const audit = (folders: Folders) => auditDesk(options(folders))

const token = 'a-token-for-a-full-desk'
const options = (folders: Folders) => ({ ...folders, port: 0, host: '127.0.0.1', open: false, verbose: false, token, ollamaUrl: 'http://127.0.0.1:2' })
