import { test } from 'node:test'
import { holdTo, shippedApps, testDesks } from '../../../test/reflex-trials/hearing.ts'
import { secondDesk } from '../../../test/reflex-trials/second-stranger-desk.ts'
import { houseStrangers } from '../../../test/reflex-trials/second-stranger-house.ts'
import { townStrangers } from '../../../test/reflex-trials/second-stranger-town.ts'
import { workplaceStrangers } from '../../../test/reflex-trials/second-stranger-work.ts'
import { hearStrangers, type Heard } from '../../../test/reflex-trials/stranger-score.ts'
import type { Either } from '../../../test/reflex-trials/stranger.ts'

const shipped = await shippedApps()
const strangers = [...houseStrangers, ...townStrangers, ...workplaceStrangers]

// All of it is held out; the bounds lie one below what was measured, so that a word added elsewhere does not break them.
const heard = hearStrangers(shipped, strangers, secondDesk)
test('what the second strangers want changed is understood as well as ever', (t) => holdTo(t, heard.filter((one) => !isQuestion(one)), { precise: 0.98, understood: 66 }))
test('what the second strangers ask is understood as well as ever', (t) => holdTo(t, heard.filter(isQuestion), { precise: 0.98, understood: 29 }))
testDesks(shipped, strangers, secondDesk.schemaOf)

/** Whether what was meant only reads; what is to be asked back counts among the changes. */
const isQuestion = ({ means }: Heard): boolean => {
  const first = isEither(means) ? means.either[0] : means
  return typeof first === 'object' && 'action' in first && first.action === 'read'
}
const isEither = (means: Heard['means']): means is Either => typeof means === 'object' && 'either' in means
