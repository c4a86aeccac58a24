import { test } from 'node:test'
import { holdTo, shippedApps, testDesks } from '../../../test/reflex-trials/hearing.ts'
import { hearStrangers } from '../../../test/reflex-trials/stranger-score.ts'
import { thirdSchema, thirdWorld } from '../../../test/reflex-trials/third-stranger-desk.ts'
import { thirdHome } from '../../../test/reflex-trials/third-stranger-home.ts'
import { thirdMore } from '../../../test/reflex-trials/third-stranger-more.ts'
import { thirdTasks } from '../../../test/reflex-trials/third-stranger-tasks.ts'
import { thirdWork } from '../../../test/reflex-trials/third-stranger-work.ts'

const shipped = await shippedApps()
const strangers = [...thirdTasks, ...thirdWork, ...thirdHome, ...thirdMore]

test('the third strangers are heard as well as ever', (t) => holdTo(t, hearStrangers(shipped, strangers, { schemaOf: thirdSchema, worldOf: thirdWorld }), { precise: 1, understood: 219, isListed: true }))
testDesks(shipped, strangers, thirdSchema)
