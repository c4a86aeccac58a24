import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shippedApps } from '../../../test/reflex-trials/hearing.ts'
import { judgedSchema } from '../../../test/reflex-trials/judged-desk.ts'
import { judgedHeld } from '../../../test/reflex-trials/judged-held.ts'
import { judgedLeft } from '../../../test/reflex-trials/judged-left.ts'
import { judgedOpen, notYetUnderstood } from '../../../test/reflex-trials/judged-open.ts'
import { judge, lineOf } from '../../../test/reflex-trials/judged.ts'

const schema = judgedSchema(await shippedApps())

test('eight people are done no wrong, and all that was ever understood of them still is', async (t) => {
  const heard = await judge(schema, judgedOpen)
  t.diagnostic(lineOf(heard))
  assert.deepEqual(heard.filter(({ changed, right }) => changed && !right).map(({ said, say }) => `${said} -> ${say}`), [])
  assert.deepEqual(new Set(heard.filter(({ right }) => !right).map(({ said }) => said)), notYetUnderstood)
})

// What was missed is only counted: whoever reads it would tune on it. Wrong changes were read once, after they were counted, and mended. The bounds are what was measured last.
test('what was held out of the eight is understood as well as ever', async (t) => {
  const heard = await judge(schema, judgedHeld)
  t.diagnostic(lineOf(heard))
  assert.ok(heard.filter(({ changed, right }) => changed && !right).length <= 1, lineOf(heard))
  assert.ok(heard.filter(({ leave, right }) => !leave && right).length >= 40, lineOf(heard))
  assert.equal(heard.filter(({ leave, changed }) => leave && changed).length, 0, lineOf(heard))
})

test('what is near to it changes nothing', async () => {
  const heard = await judge(schema, judgedLeft.map((said) => [said, ['nothing']]))
  assert.deepEqual(heard.filter(({ changed }) => changed).map(({ said, say }) => `${said} -> ${say}`), [])
})
