import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareTo, isSameSecret } from './same-secret.ts'

test('a secret is the same only as a whole', () => {
  for (const secret of ['k', 'the-token', 'zwölf Ämter', '\0\0', '']) {
    const isSecret = compareTo(secret)
    for (const other of ['', 'x', '\0', secret.slice(0, -1), secret.slice(1), secret + secret, `${secret}\0`, `${secret} `, `x${secret.slice(1)}`, `${secret.slice(0, -1)}x`, secret.toUpperCase()].filter((sent) => sent !== secret)) {
      assert.equal(isSecret(other), false, JSON.stringify([secret, other]))
      assert.equal(isSecret(secret), true, 'whatever was asked before')
      assert.equal(isSameSecret(other, secret), false)
    }
    assert.equal(isSameSecret(secret, secret), true)
  }
})
