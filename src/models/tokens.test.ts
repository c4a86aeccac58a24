import assert from 'node:assert/strict'
import { test } from 'node:test'
import { estimatePromptTokens, estimateTokens, isTruncated } from './tokens.ts'

test('an estimate is never below what a tokeniser counts', () => {
  // Counted with cl100k, whose vocabulary is smaller than those of the models in use.
  const counted: readonly [string, number][] = [
    ['', 0],
    ['Call the dentist at nine tomorrow morning.', 8],
    ['{"action":"update","table":"task","id":81,"done":true}', 15],
  ]
  for (const [text, tokens] of counted) assert.ok(estimateTokens(text) >= tokens, `${text}: ${estimateTokens(text)} < ${tokens}`)
  assert.equal(estimateTokens('牛乳を買う'), 5)
})

test('a prompt is its texts and a little for each message', () => {
  assert.equal(estimatePromptTokens([]), 0)
  assert.equal(estimatePromptTokens([{ role: 'system', content: 'x'.repeat(36) }, { role: 'user', content: 'x'.repeat(36) }]), 36)
})

test('a prompt is truncated if the engine counted less than it could possibly be', () => {
  const messages = [{ role: 'user', content: 'ab cd '.repeat(1000) }] as const
  assert.equal(isTruncated(messages, 999), true)
  assert.equal(isTruncated(messages, 1000), false)
  assert.equal(isTruncated(messages, 5000), false)
})

test('no count, a count of 0, and text that packs well are not taken for a loss', () => {
  const long = [{ role: 'user', content: 'ab cd '.repeat(1000) }] as const
  assert.equal(isTruncated(long, undefined), false)
  assert.equal(isTruncated(long, 0), false)
  assert.equal(isTruncated([{ role: 'user', content: '-'.repeat(10_000) + ' '.repeat(10_000) }], 40), false)
  assert.equal(isTruncated([], 1), false)
})
