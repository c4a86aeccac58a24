import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { announceDesk, askForLink, readRunningNote } from './running.ts'

const withFolder = async (story: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'prentice-running-'))
  await story(folder).finally(() => rm(folder, { recursive: true }))
}

test('a fresh link comes from the desk that runs on the folder', () =>
  withFolder(async (folder) => {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization}`)
      response.end('{"link":"http://127.0.0.1/sign-in#once"}')
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    // A server that listens on a port has an address object, never a string.
    const { port } = server.address() as AddressInfo
    const announced = await announceDesk(folder, `http://127.0.0.1:${port}`)
    const note = await readRunningNote(folder)
    assert.ok(note)

    assert.deepEqual(await askForLink(folder), { ok: true, value: 'http://127.0.0.1/sign-in#once' })
    assert.deepEqual(seen, [`POST /link Bearer ${note.key}`])
    assert.equal(announced.isKey(note.key), true)
    for (const wrong of ['', 'x', `${note.key}x`, note.key.toLowerCase()]) assert.equal(announced.isKey(wrong), false)
    if (process.platform !== 'win32') assert.equal((await stat(join(folder, 'running.json'))).mode & 0o777, 0o600)

    await announced.withdraw()
    assert.deepEqual(await readdir(folder), [])
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }))

test('where no desk runs, the next step is said', () =>
  withFolder(async (folder) => {
    const expected = { ok: false, code: 'busy', message: `No desk answers for ${folder}.`, next: 'Start it with “prentice”, or name the folder of the one that runs: prentice link --data DIR' }
    assert.deepEqual(await askForLink(folder), expected)
    await writeFile(join(folder, 'running.json'), '{"url":')
    assert.deepEqual(await askForLink(folder), expected)
    // Port 1 is reserved and refuses: a note that a crash left behind.
    await announceDesk(folder, 'http://127.0.0.1:1')
    assert.deepEqual(await askForLink(folder), expected)
  }))

test('a desk that closes late leaves the note of the next one alone', () =>
  withFolder(async (folder) => {
    const old = await announceDesk(folder, 'http://127.0.0.1:1')
    await announceDesk(folder, 'http://127.0.0.1:2')
    await old.withdraw()
    assert.equal((await readRunningNote(folder))?.url, 'http://127.0.0.1:2')
  }))
