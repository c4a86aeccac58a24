import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withServer } from '../../test/ollama-server.ts'
import { openOllama } from './ollama.ts'

const never = new AbortController().signal
const prompt = {
  messages: [
    { role: 'system', content: 'You keep lists.' },
    { role: 'user', content: 'add milk' },
  ],
  windowTokens: 8192,
} as const

test('health, list and inspect tell the version, the models and the longest window', () =>
  withServer(
    {
      models: [
        'llama3.2:3b',
        { name: 'nomic-embed-text:latest', size: 274_302_450, details: { family: 'nomic-bert', families: ['nomic-bert'], parameter_size: '137M' }, capabilities: ['embedding'] },
        { name: 'gpt-oss:120b-cloud', size: 384, details: { family: 'gptoss', families: null, parameter_size: '116.8B' }, remote_host: 'https://ollama.com:443' },
      ],
    },
    async (server) => {
      const engine = openOllama({ url: server.url })
      assert.deepEqual(await engine.health(never), { ok: true, value: { version: '0.30.2' } })
      assert.deepEqual(await engine.list(never), {
        ok: true,
        value: [
          { name: 'llama3.2:3b', sizeBytes: 2_019_393_189, billions: 3.2, families: ['llama'], capabilities: [], remote: false },
          { name: 'nomic-embed-text:latest', sizeBytes: 274_302_450, billions: 0.137, families: ['nomic-bert'], capabilities: ['embedding'], remote: false },
          { name: 'gpt-oss:120b-cloud', sizeBytes: 384, billions: 116.8, families: ['gptoss'], capabilities: [], remote: true },
        ],
      })
      assert.deepEqual(await engine.inspect('llama3.2:3b', never), { ok: true, value: { maxWindowTokens: 131_072 } })
      assert.deepEqual(server.requests.map(({ method, path }) => `${method} ${path}`), ['GET /api/version', 'GET /api/tags', 'POST /api/show'])
    },
  ))

test('an Ollama too old to count its cached prompt is refused', () =>
  withServer({ version: '0.1.30' }, async (server) => {
    const answer = await openOllama({ url: server.url }).health(never)
    assert.ok(!answer.ok)
    assert.deepEqual([answer.code, answer.message], ['no-model', 'Ollama 0.1.30 is too old.'])
  }))

test('warming loads the model, with messages it reads them, and a chat after it does not load again', () =>
  withServer({}, async (server) => {
    const model = openOllama({ url: server.url }).open('llama3.2:3b')
    assert.equal((await model.warm({ messages: [], windowTokens: 8192 }, never)).ok, true)
    assert.equal((await model.warm(prompt, never)).ok, true)
    for await (const piece of model.chat({ ...prompt, maxReplyTokens: 300 }, never)) assert.notEqual(piece.kind, 'failed')
    assert.deepEqual(server.chats.map(({ messages, options }) => [messages.length, options?.num_predict]), [[0, 1], [2, 1], [2, 300]])
    assert.equal(server.loads(), 1)
    const stopped = await model.warm(prompt, AbortSignal.abort())
    assert.equal(stopped.ok, false)
  }))
