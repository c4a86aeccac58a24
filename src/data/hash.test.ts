import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { canonicalJson, chainHash, digestOf, firstHash } from './hash.ts'

const image = { name: 'Call “mum” \u2028', done: false, _position: 'a0', amount: 12.5, due: null }
const other = { ...image, done: true }
const sha256 = (...parts: readonly (Uint8Array | string)[]): string => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex')

test('equal data has equal canonical JSON, whatever the order of its keys', () => {
  assert.equal(canonicalJson({ b: [1, { d: 2, c: null }], a: 'x', '10': undefined }), '{"a":"x","b":[1,{"c":null,"d":2}]}')
  assert.equal(canonicalJson(image), canonicalJson(Object.fromEntries(Object.entries(image).toReversed())))
})

test('an entry’s digest is of the canonical JSON of its whole body, and the chain of all before it', () => {
  const salt = new Uint8Array(16).fill(7)
  const command = { action: 'update', table: 'task', id: 2, done: true }
  const body = { command, model: 'llama3.2', changes: [{ table: 'task', row: 2, before: image, after: other }, { table: 'task', row: 3, before: image }, { table: 'deal', row: 1, after: image }] }
  const kept = body.changes.map(({ table, row, before, after }) => ({ table, row, before: before ? canonicalJson(before) : null, after: after ? canonicalJson(after) : null }))
  const digest = digestOf(salt, { ...body, changes: kept })
  assert.equal(Buffer.from(digest).toString('hex'), sha256(salt, canonicalJson(body)))
  const bare = { command, changes: [] }
  assert.equal(Buffer.from(digestOf(salt, bare)).toString('hex'), sha256(salt, canonicalJson(bare)))
  const head = { seq: 1, at: '2026-11-22T10:00:00.000Z', actor: 'person', via: 'page', turn: 1, profile: 1 }
  assert.equal(Buffer.from(chainHash(firstHash, head, digest)).toString('hex'), sha256(new Uint8Array(32), canonicalJson(head), digest))
})
