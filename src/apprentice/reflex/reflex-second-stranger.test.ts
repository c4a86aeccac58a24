import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { secondDesk } from '../../../test/reflex-trials/second-stranger-desk.ts'
import { houseStrangers } from '../../../test/reflex-trials/second-stranger-house.ts'
import { townStrangers } from '../../../test/reflex-trials/second-stranger-town.ts'
import { workplaceStrangers } from '../../../test/reflex-trials/second-stranger-work.ts'
import { hearStrangers, scoreOf, type Heard } from '../../../test/reflex-trials/stranger-score.ts'
import type { Either } from '../../../test/reflex-trials/stranger.ts'
import { loadApps } from '../../app/load.ts'
import { resolvePrentice } from '../../app/resolve-prentice.ts'

const resolving = resolvePrentice()
after(() => resolving.end())

const shipped = await loadApps([join(dirname(fileURLToPath(import.meta.url)), '../../../apps')])
const strangers = [...houseStrangers, ...townStrangers, ...workplaceStrangers]
const heard = hearStrangers(shipped, strangers, secondDesk)

// All of it is held out: it is counted and never listed, or somebody would tune on it.
// The bounds lie one below what was measured, so that a word added elsewhere does not break them.
test('the second strangers are heard as well as ever', (t) => {
  const { acted, precise, touched, toLeave } = scoreOf(heard)
  told(t, `${precise} of ${acted} acts right, ${touched} of ${toLeave} wrongly touched`, precise / acted >= 0.89 && touched === 0)
})

test('what the second strangers want changed is understood as well as ever', (t) => understoodAtLeast(t, heard.filter((one) => !isQuestion(one)), 60))
test('what the second strangers ask is understood as well as ever', (t) => understoodAtLeast(t, heard.filter(isQuestion), 27))

test('the desks of the second strangers are whole', () => {
  for (const stranger of strangers) {
    const schema = secondDesk.schemaOf(shipped, stranger)
    assert.deepEqual(schema.broken, [])
    assert.ok(schema.tables.has(stranger.page), stranger.page)
  }
  const said = strangers.flatMap(({ who, says }) => says.map(([one]) => `${who}: ${one}`))
  assert.equal(new Set(said).size, said.length)
})

const understoodAtLeast = (t: TestContext, some: readonly Heard[], least: number) => {
  const { understood, toUnderstand } = scoreOf(some)
  told(t, `${understood} of ${toUnderstand} understood`, understood >= least)
}

const told = (t: TestContext, said: string, holds: boolean) => {
  t.diagnostic(said)
  assert.ok(holds, said)
}

/** Whether what was meant only reads; what is to be asked back counts among the changes. */
const isQuestion = ({ means }: Heard): boolean => {
  const first = isEither(means) ? means.either[0] : means
  return typeof first === 'object' && 'action' in first && first.action === 'read'
}
const isEither = (means: Heard['means']): means is Either => typeof means === 'object' && 'either' in means
