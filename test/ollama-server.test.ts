import assert from 'node:assert/strict'
import { test } from 'node:test'
// Ollama's own client is the judge of whether the server speaks its protocol.
import { Ollama } from 'ollama'
import { startOllamaServer } from './ollama-server.ts'

test('Ollama’s own client understands every answer', async () => {
  const server = await startOllamaServer({ models: ['llama3.2:3b', 'qwen3:latest'], reply: ({ format }) => (format ? '{"ok":true}' : { pieces: [{ think: 'Hm.' }, 'Hel', 'lo.'] }) })
  try {
    const client = new Ollama({ host: server.url })
    assert.equal((await client.version()).version, '0.30.2')
    assert.deepEqual((await client.list()).models.map(({ name, details }) => [name, details.parameter_size]), [['llama3.2:3b', '3.2B'], ['qwen3:latest', '3.2B']])
    assert.deepEqual((await client.show({ model: 'qwen3' })).capabilities, ['completion', 'tools'])
    assert.deepEqual((await client.ps()).models, [])

    const messages = [{ role: 'user', content: 'hi' }]
    let said = ''
    let thought = ''
    let reason = ''
    for await (const part of await client.chat({ model: 'llama3.2:3b', messages, stream: true })) {
      said += part.message.content
      thought += part.message.thinking ?? ''
      if (part.done) reason = part.done_reason
    }
    assert.deepEqual([said, thought, reason], ['Hello.', 'Hm.', 'stop'])

    const whole = await client.chat({ model: 'llama3.2:3b', messages, format: { type: 'object' }, stream: false })
    assert.deepEqual([whole.message.content, whole.done_reason, whole.eval_count], ['{"ok":true}', 'stop', 1])
    const loaded = await client.chat({ model: 'llama3.2:3b', messages: [], stream: false })
    assert.equal(loaded.done_reason, 'load')
    assert.deepEqual((await client.ps()).models.map(({ name }) => name), ['llama3.2:3b'])
    assert.equal(server.loads(), 1)
    assert.equal(server.chats.length, 3)
  } finally {
    await server.close()
  }
})

test('Ollama’s own client meets the faults as errors', async () => {
  const server = await startOllamaServer({ reply: (_request, index) => (index === 0 ? { fault: 'error', message: 'no luck' } : { fault: 'error', message: 'no luck', pieces: ['Well, '] }) })
  try {
    const client = new Ollama({ host: server.url })
    const ask = async (model: string): Promise<string> => {
      let said = ''
      for await (const part of await client.chat({ model, messages: [{ role: 'user', content: 'hi' }], stream: true })) said += part.message.content
      return said
    }
    await assert.rejects(ask('qwen3:8b'), { message: "model 'qwen3:8b' not found", status_code: 404 })
    await assert.rejects(ask('llama3.2:3b'), { message: 'no luck', status_code: 500 })
    await assert.rejects(ask('llama3.2:3b'), { message: 'no luck' })
    assert.equal(server.requests.length, 3)
    assert.deepEqual(await Promise.all(server.requests.map(({ ended }) => ended)), ['sent', 'sent', 'sent'])
  } finally {
    await server.close()
  }
})
