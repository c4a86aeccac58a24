import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canOpenBrowser, readOptions, type DeskOptions, type Environment, type GivenFlags } from './options.ts'

const read = (flags: GivenFlags = {}, env: Environment = {}): DeskOptions => {
  const options = readOptions(flags, { CI: 'true', ...env }, '/desk')
  assert.ok(options.ok)
  return options.value
}

test('the defaults are a private desk in this folder', () => {
  assert.deepEqual(read(), {
    port: 5001,
    host: '127.0.0.1',
    dataDir: '/desk/data',
    appsDir: '/desk/apps',
    open: false,
    verbose: false,
    token: undefined,
    ollamaUrl: 'http://127.0.0.1:11434',
  })
})

test('a flag wins over its variable, a variable over the default, and an empty variable is none', () => {
  const env = { PRENTICE_PORT: '6001', PRENTICE_DATA: 'd', PRENTICE_APPS: '/a', PRENTICE_TOKEN: ' secret ' }
  const fromEnv = read({}, env)
  assert.deepEqual([fromEnv.port, fromEnv.dataDir, fromEnv.appsDir, fromEnv.token], [6001, '/desk/d', '/a', 'secret'])
  const fromFlags = read({ port: '0', data: '../x', apps: 'mine' }, env)
  assert.deepEqual([fromFlags.port, fromFlags.dataDir, fromFlags.appsDir], [0, '/x', '/desk/mine'])
  const fromEmpty = read({}, { PRENTICE_PORT: '', PRENTICE_DATA: '', PRENTICE_TOKEN: ' ', OLLAMA_HOST: '' })
  assert.deepEqual(fromEmpty, read())
})

test('OLLAMA_HOST says where Ollama answers', () => {
  assert.equal(read({}, { OLLAMA_HOST: '0.0.0.0:1234' }).ollamaUrl, 'http://127.0.0.1:1234')
})

test('a bad value is a Problem that names its flag or variable and the next step', () => {
  const cases: readonly (readonly [GivenFlags, Environment, RegExp])[] = [
    [{ port: 'abc' }, {}, /--port is “abc”/],
    [{ port: '65536' }, {}, /--port is “65536”/],
    [{ port: '-1' }, {}, /--port/],
    [{ port: '5060' }, {}, /--port is 5060, a port that no browser opens/],
    [{}, { PRENTICE_PORT: '6000' }, /PRENTICE_PORT is 6000/],
    [{}, { PRENTICE_PORT: '1e3' }, /PRENTICE_PORT is “1e3”/],
    [{ host: 'http://here' }, {}, /--host/],
    [{}, { OLLAMA_HOST: 'ftp://x' }, /OLLAMA_HOST/],
    [{}, { PRENTICE_TOKEN: 'two words' }, /PRENTICE_TOKEN/],
  ]
  for (const [flags, env, message] of cases) {
    const refused = readOptions(flags, env, '/desk')
    assert.ok(!refused.ok, String(message))
    assert.equal(refused.code, 'bad-value')
    assert.match(refused.message, message)
    assert.ok(refused.next)
  }
})

test('no secret is in the Problem of a bad token', () => {
  assert.doesNotMatch(JSON.stringify(readOptions({}, { PRENTICE_TOKEN: 'hush hush' }, '/')), /hush/)
})

test('the browser is opened only where there is a screen', () => {
  assert.equal(canOpenBrowser({}, 'darwin'), true)
  assert.equal(canOpenBrowser({}, 'win32'), true)
  assert.equal(canOpenBrowser({}, 'linux'), false)
  assert.equal(canOpenBrowser({ DISPLAY: ':0' }, 'linux'), true)
  assert.equal(canOpenBrowser({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'), true)
  assert.equal(canOpenBrowser({ WSL_DISTRO_NAME: 'Debian' }, 'linux'), true)
  assert.equal(canOpenBrowser({ CI: '1', DISPLAY: ':0' }, 'linux'), false)
  assert.equal(readOptions({ open: false }, { DISPLAY: ':0' }, '/').ok, true)
})
