import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ollamaUrl } from './ollama-host.ts'

test('OLLAMA_HOST is read in every form that Ollama takes', () => {
  const forms: readonly [string | undefined, string][] = [
    [undefined, 'http://127.0.0.1:11434'],
    ['', 'http://127.0.0.1:11434'],
    [' "localhost" ', 'http://localhost:11434'],
    ['box', 'http://box:11434'],
    ['box:1234', 'http://box:1234'],
    ['box:80', 'http://box'],
    [':1234', 'http://127.0.0.1:1234'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:1234', 'http://127.0.0.1:1234'],
    ['http://0.0.0.0:1234/', 'http://127.0.0.1:1234'],
    ['[::]:1234', 'http://127.0.0.1:1234'],
    ['::1', 'http://[::1]:11434'],
    ['[::1]:1234', 'http://[::1]:1234'],
    ['http://box', 'http://box'],
    ['https://box.example/ollama/', 'https://box.example/ollama'],
  ]
  for (const [host, url] of forms) assert.deepEqual(ollamaUrl(host), { ok: true, value: url }, `OLLAMA_HOST=${host}`)
})

test('what cannot be called is a Problem that does not repeat it', () => {
  for (const host of ['ftp://box', 'http://', 'box:notaport', 'http://me:secret@box']) {
    const answer = ollamaUrl(host)
    assert.ok(!answer.ok, host)
    assert.equal(answer.code, 'bad-value')
    assert.doesNotMatch(JSON.stringify(answer), /secret/)
  }
})
