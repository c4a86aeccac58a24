import assert from 'node:assert/strict'
import { test } from 'node:test'
import { main, type Benches } from '../bench/bench.ts'

const tiny: Benches = {
  tiny: async () => [
    { name: 'tiny, against its floor', value: 1234.5, unit: 'things/s', floor: 617, ratio: 2, target: '≥ 2 × the floor', pass: true },
    { name: 'tiny, alone', value: 0.5, unit: 's', target: '≤ 0.25', pass: false },
  ],
  other: async () => [{ name: 'other', value: 3, unit: 'ms' }],
  broken: () => Promise.reject(new Error('no luck')),
}

const run = async (...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> => {
  const written: string[] = []
  const code = await main(args, { known: tiny, write: (text) => void written.push(text) })
  return { code, text: written.join('') }
}

test('the bench prints one table: value, floor, ratio, target, whether it was met, the machine', async () => {
  const { code, text } = await run('tiny')
  assert.equal(code, 0)
  const [head = '', , met = '', missed = '', , machine = '', ...rest] = text.split('\n')
  assert.match(head, /^what +value +unit +floor +ratio +target$/)
  assert.match(met, /^tiny, against its floor +1,235 +things\/s +617 +2\.00 × +≥ 2 × the floor +ok$/)
  assert.match(missed, /^tiny, alone +0\.5 +s +≤ 0\.25 +MISSED$/)
  assert.match(machine, /\d+ cores .*Node \d+\.\d+\.\d+ .*a synced write takes [\d.]+ ms$/)
  assert.deepEqual(rest, [''])
})

test('with --json the same comes as one object; without a name every bench runs', async () => {
  const { code, text } = await run('--json')
  const { machine, rows, broken }: { readonly machine: { readonly node: string }; readonly rows: readonly { readonly name: string }[]; readonly broken: readonly { readonly name: string }[] } = JSON.parse(text)
  assert.equal(machine.node, process.versions.node)
  assert.deepEqual(rows.map(({ name }) => name), ['tiny, against its floor', 'tiny, alone', 'other'])
  assert.deepEqual(broken.map(({ name }) => name), ['broken'])
  assert.equal(code, 1)
})

test('an unknown name runs nothing and ends with 2', async () => {
  assert.deepEqual(await run('tiny', 'tinny'), { code: 2, text: '' })
})
