import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problem } from '../../app/problem.ts'
import { problemView } from './problem.ts'

const example = { action: 'read', table: 'task' }
const timesShown = async (next: string): Promise<number> => String(await problemView(problem('bad-json', 'This is not quite JSON.', { next, example }))).split('&quot;read&quot;').length - 1

test('a Problem shows its example once, also where the next step holds it', async () => {
  assert.equal(await timesShown('Mend it.'), 1)
  assert.equal(await timesShown(`Say it again, if you mean: ${JSON.stringify(example)}`), 1)
})
