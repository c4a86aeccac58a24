import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdTo, missed, shippedApps, testDesks } from '../../../test/reflex-trials/hearing.ts'
import { openDesk } from '../../../test/reflex-trials/open-desk.ts'
import { openHome } from '../../../test/reflex-trials/open-sayings-home.ts'
import { openMore } from '../../../test/reflex-trials/open-sayings-more.ts'
import { openOut } from '../../../test/reflex-trials/open-sayings-out.ts'
import { secondDesk } from '../../../test/reflex-trials/second-stranger-desk.ts'
import { hearStrangers } from '../../../test/reflex-trials/stranger-score.ts'
import { wrongActs, wrongActsOpen } from '../../../test/reflex-trials/wrong-acts.ts'

const shipped = await shippedApps()
const strangers = [...openHome, ...openOut, ...openMore]

for (const [desk, people] of [[secondDesk, wrongActs], [openDesk, wrongActsOpen]] as const)
  for (const stranger of people) test(`${stranger.who} is done no wrong`, () => assert.deepEqual(missed(hearStrangers(shipped, [stranger], desk)), []))
test('twelve people with apps of their own are heard as well as ever', (t) => holdTo(t, hearStrangers(shipped, strangers, openDesk), { precise: 1, understood: 216, isListed: true }))
testDesks(shipped, strangers, openDesk.schemaOf)
