import { hearOn, shippedApps, testAsked, testLeft, testTrials } from '../../../test/reflex-trials/hearing.ts'
import { strangerSchema, strangerWorld } from '../../../test/reflex-trials/stranger-desk.ts'
import { telegramAsked, telegramLeft, telegramTrials } from '../../../test/reflex-trials/telegrams.ts'
import { verbsLeft, verbsTrials } from '../../../test/reflex-trials/verbs.ts'
import { wrappedLeft, wrappedTrials } from '../../../test/reflex-trials/wrapping.ts'

const shipped = await shippedApps()
const own: Readonly<Record<string, string>> = { invoice: 'billing', item: 'shopping', recipe: 'recipes', plant: 'plants', workout: 'gym', book: 'reading', wine: 'cellar' }
const strangerOn = (page: string) => ({ who: page, page, apps: own[page] ? [own[page]] : [], says: [] })
const hear = hearOn((page) => strangerSchema(shipped, strangerOn(page)), (page) => strangerWorld(strangerOn(page)))

for (const [kind, suites] of Object.entries({ 'words around a request': wrappedTrials, 'as short as can be': telegramTrials, 'other verbs': verbsTrials })) testTrials(`${kind}, on the page of`, suites, hear)
testAsked('what is asked first', telegramAsked, hear)
for (const [kind, left] of Object.entries({ 'only words around': wrappedLeft, 'short, and no request': telegramLeft, 'such verbs, and no request': verbsLeft })) testLeft(kind, left, hear)
