import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { copyFile, cp, open, rename, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { makeFolder } from '../../test/data-fixture.ts'
import { takeClosingNote } from './closing-note.ts'
import { writeMeta } from './meta.ts'
import { problem } from '../app/problem.ts'
import { openStore, type Store } from './store.ts'
import { makeStore } from './store-file.ts'

const makeFile = async (t: TestContext): Promise<string> => {
  const file = join(await makeFolder(t), 'desk.db')
  makeStore(file)
  return file
}
const openAt = (file: string): Store => {
  const opened = openStore(file)
  assert.ok(opened.ok)
  return opened.value
}
const isRefused = (file: string): boolean => {
  const opened = openStore(file)
  if (opened.ok) opened.value.close()
  else assert.match(opened.message, /damaged/)
  rmSync(`${file}-wal`, { force: true }) // the empty one of a connection that only read
  return !opened.ok
}

/** Damages a page that no start reads but the whole check: it tells whether that was made. */
const damage = async (file: string): Promise<void> => {
  const store = openAt(file)
  for (let at = 0; at < 200; at += 1) writeMeta(store, `key ${at}`, 'x'.repeat(3000))
  store.close()
  const handle = await open(file, 'r+')
  const { size } = await handle.stat()
  await handle.write(Buffer.alloc(4096, 0xff), 0, 4096, Math.floor(size / 4096 / 2) * 4096)
  await handle.close()
}

test('a close in order leaves a note of the file, which the next start takes away', async (t) => {
  const file = await makeFile(t)
  for (let start = 0; start < 2; start += 1) {
    const store = openAt(file)
    assert.ok(!existsSync(`${file}-closed`), 'before anything is written')
    writeMeta(store, 'start', String(start))
    store.close()
    store.close()
    assert.deepEqual(readdirSync(join(file, '..')), ['desk.db', 'desk.db-closed'])
  }
  const read = openStore(file, { unwritable: problem('read-only', 'The disk is full.') })
  assert.ok(read.ok)
  read.value.close()
  assert.ok(existsSync(`${file}-closed`), 'who only reads takes nothing away')
})

test('only the very file that was closed is not checked whole', async (t) => {
  const file = await makeFile(t)
  await damage(file)
  assert.ok(isRefused(file), 'its times tell that it was written to since')
  assert.ok(isRefused(file), 'there is no note any more')

  takeClosingNote(file).leave()
  assert.ok(!isRefused(file), 'as it was closed')
  assert.ok(!isRefused(file), 'that close was in order, too')

  await utimes(file, new Date(), new Date())
  assert.ok(isRefused(file), 'touched')

  takeClosingNote(file).leave()
  const copy = await makeFolder(t)
  await cp(join(file, '..'), copy, { recursive: true, preserveTimestamps: true })
  assert.ok(isRefused(join(copy, 'desk.db')), 'a copy of the folder')

  const other = await makeFile(t)
  openAt(other).close()
  await copyFile(`${other}-closed`, `${file}-closed`)
  assert.ok(isRefused(file), 'the note of another file')

  const replaced = openAt(other)
  await rename(file, other)
  replaced.close()
  assert.ok(isRefused(other), 'another file under the same name when it was closed')
})

test('a store in which something failed leaves no note', async (t) => {
  const file = await makeFile(t)
  const store = openAt(file)
  store.limitPages(1)
  assert.throws(() => writeMeta(store, 'key', 'x'.repeat(30_000)), /full/)
  store.limitPages(1_000_000)
  writeMeta(store, 'key', 'it fits again')
  assert.equal(store.writeProblem(), undefined)
  store.close()
  assert.deepEqual(readdirSync(join(file, '..')), ['desk.db'])

  await damage(file)
  takeClosingNote(file).leave()
  const damaged = openAt(file)
  assert.throws(() => [...damaged.reader.each({ sql: 'SELECT * FROM _meta', parameters: [] })], /malformed/)
  damaged.close()
  assert.ok(isRefused(file))
})

test('a killed process leaves no note', async (t) => {
  const file = await makeFile(t)
  openAt(file).close()
  const holds = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, 'store.ts'))}\nconst opened = openStore(${JSON.stringify(file)})\nprocess.stdout.write(String(opened.ok))\nsetInterval(() => opened, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', holds], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  t.after(() => void child.kill('SIGKILL'))
  const [said] = await once(child.stdout, 'data')
  assert.equal(String(said), 'true')
  child.kill('SIGKILL')
  await gone
  assert.ok(existsSync(`${file}-wal`))
  assert.ok(!existsSync(`${file}-closed`))
  takeClosingNote(file).leave()
  assert.ok(!existsSync(`${file}-closed`), 'none beside a log')
  assert.ok(!isRefused(file))
})
