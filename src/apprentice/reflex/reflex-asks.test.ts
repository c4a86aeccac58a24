import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFields } from '../../../test/reflex-trials/asked-fields.ts'
import { askedRows } from '../../../test/reflex-trials/asked-rows.ts'
import { missed, shippedApps } from '../../../test/reflex-trials/hearing.ts'
import { hearStrangers } from '../../../test/reflex-trials/stranger-score.ts'

const shipped = await shippedApps()

for (const stranger of [...askedRows, ...askedFields])
  test(`${stranger.who}, and nothing else is answered`, () => assert.deepEqual(missed(hearStrangers(shipped, [stranger])), []))
