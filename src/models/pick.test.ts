import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModelInfo } from './model.ts'
import { canChat, pickModel } from './pick.ts'

const GB = 1e9
const model = (name: string, billions = 3, more: Partial<ModelInfo> = {}): ModelInfo => ({
  name,
  billions,
  sizeBytes: billions * 0.65 * GB,
  families: ['llama'],
  capabilities: [],
  remote: false,
  ...more,
})
const embedder = model('nomic-embed-text:latest', 0.137, { families: ['nomic-bert'] })
const pick = (names: readonly ModelInfo[], options = {}): string | undefined => pickModel(names, options)?.name

test('the choice of the person is kept while it is installed, whatever it is', () => {
  const list = [model('qwen3:8b', 8), model('tiny:latest', 0.5)]
  assert.equal(pick(list, { chosen: 'tiny' }), 'tiny:latest')
  assert.equal(pick(list, { chosen: 'gone:7b' }), 'qwen3:8b')
})

test('known good models come in their order', () => {
  const inOrder = ['qwen3:4b-instruct-2507-q4_K_M', 'qwen3:8b', 'llama3.2:3b', 'qwen3:1.7b', 'qwen3:4b', 'gemma3:4b', 'llama3.1:8b', 'mistral:7b', 'codellama:7b']
  for (let i = 0; i < inOrder.length; i++) assert.equal(pick(inOrder.slice(i).toReversed().map((name) => model(name))), inOrder[i])
  assert.equal(pick([model('gemma3:4b'), model('hf.co/someone/Qwen3-4B-Instruct-2507-GGUF:Q4_K_M')]), 'hf.co/someone/Qwen3-4B-Instruct-2507-GGUF:Q4_K_M')
  assert.equal(pick([model('gemma3:4b'), model('llama3.2')]), 'llama3.2')
})

test('unknown ones are picked by size, not too small and not too large', () => {
  assert.equal(pick([model('a:0.5b', 0.5), model('b:7b', 7), model('c:70b', 70)]), 'b:7b')
})

test('embedding models and models elsewhere are never picked by themselves', () => {
  const cloud = model('gpt-oss:120b-cloud', 117, { remote: true })
  assert.equal(pick([]), undefined)
  assert.equal(pick([embedder, cloud]), undefined)
  assert.equal(pick([embedder, cloud, model('odd:1b', 1)]), 'odd:1b')
  assert.equal(pick([cloud], { chosen: 'gpt-oss:120b-cloud' }), 'gpt-oss:120b-cloud')
})

test('one that fits in memory goes before a better one that does not', () => {
  const list = [model('qwen3:8b', 8), model('gemma3:4b', 4)]
  assert.equal(pick(list, { memoryBytes: 16 * GB }), 'qwen3:8b')
  assert.equal(pick(list, { memoryBytes: 5 * GB }), 'gemma3:4b')
  assert.equal(pick([model('qwen3:8b', 8)], { memoryBytes: GB }), 'qwen3:8b')
})

test('the engine’s word on capabilities goes before the name', () => {
  assert.equal(canChat(embedder), false)
  assert.equal(canChat(model('bge-m3:latest')), false)
  assert.equal(canChat(model('embedded-expert:7b', 7, { capabilities: ['completion'] })), true)
  assert.equal(canChat(model('plain:7b', 7, { capabilities: ['embedding'] })), false)
})
