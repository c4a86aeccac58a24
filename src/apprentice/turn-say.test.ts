import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problem } from '../app/problem.ts'
import { sayProblem } from './turn-say.ts'

const candidates = [{ table: 'shelf', id: 1, label: 'A1' }, { table: 'shelf', id: 2, label: 'B2' }]

test('a refusal names the rows that could have been meant, or those that stand in the way', () => {
  assert.equal(sayProblem(problem('ambiguous-row', 'Two shelves are like that.', { next: 'Say which.', candidates })), 'Two shelves are like that. Did you mean “A1” (1) or “B2” (2)?')
  assert.equal(
    sayProblem(problem('linked', '2 rows point to “North”.', { next: 'Delete them first, or let them point to another warehouse.', candidates })),
    '2 rows point to “North”: “A1” (1) and “B2” (2). Delete them first, or let them point to another warehouse.',
  )
  assert.equal(sayProblem(problem('refused', 'Not that.', { next: 'Do this.' })), 'Not that. Do this.')
  assert.equal(sayProblem(problem('refused', 'Not that.')), 'Not that.')
})
