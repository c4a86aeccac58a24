import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Engine, Model, ModelInfo } from '../models/model.ts'
import { watchModel } from './model-watch.ts'

const tiny: ModelInfo = { name: 'tiny:1b', sizeBytes: 1e9, families: ['llama'], capabilities: ['completion'], remote: false }

test('who listens hears of the model when it comes, goes or is another, and not otherwise', async () => {
  let listed: Result<readonly ModelInfo[]> = ok([])
  const engine: Engine = {
    health: async () => ok({ version: '1' }),
    list: async () => listed,
    inspect: async () => ok({}),
    open: (name) => ({ name }) as Model, // only its name is read here
  }
  const watch = watchModel({ engine, chosen: () => null, report: () => undefined })
  const heard: string[] = []
  const stop = watch.onChange(() => heard.push(`${watch.status().state} ${watch.status().model ?? '-'}`))
  await watch.look()
  await watch.look()
  listed = ok([tiny])
  await watch.look()
  await watch.look()
  watch.failed(problem('busy', 'Not about the model.'))
  watch.failed(problem('model-failed', 'It broke off.'))
  await watch.look()
  stop()
  listed = ok([])
  await watch.look()
  assert.deepEqual(heard, ['absent -', 'ready tiny:1b', 'failing tiny:1b', 'ready tiny:1b'])
  watch.close()
})
