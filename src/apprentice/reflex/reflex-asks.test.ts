import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { askedFields } from '../../../test/reflex-trials/asked-fields.ts'
import { askedRows } from '../../../test/reflex-trials/asked-rows.ts'
import { hearStrangers } from '../../../test/reflex-trials/stranger-score.ts'
import { loadApps } from '../../app/load.ts'
import { resolvePrentice } from '../../app/resolve-prentice.ts'

const resolving = resolvePrentice()
after(() => resolving.end())

const shipped = await loadApps([join(dirname(fileURLToPath(import.meta.url)), '../../../apps')])

for (const stranger of [...askedRows, ...askedFields])
  test(`${stranger.who}, and nothing else is answered`, () => {
    const wrong = hearStrangers(shipped, [stranger]).flatMap(({ said, got, right }) => (right ? [] : [`${said} -> ${'commands' in got ? JSON.stringify(got.commands) : got.kind}`]))
    assert.deepEqual(wrong, [])
  })
