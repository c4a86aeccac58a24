import assert from 'node:assert/strict'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { hearStrangers, scoreOf } from '../../../test/reflex-trials/stranger-score.ts'
import { thirdSchema, thirdWorld } from '../../../test/reflex-trials/third-stranger-desk.ts'
import { thirdHome } from '../../../test/reflex-trials/third-stranger-home.ts'
import { thirdMore } from '../../../test/reflex-trials/third-stranger-more.ts'
import { thirdTasks } from '../../../test/reflex-trials/third-stranger-tasks.ts'
import { thirdWork } from '../../../test/reflex-trials/third-stranger-work.ts'
import { loadApps } from '../../app/load.ts'
import { resolvePrentice } from '../../app/resolve-prentice.ts'

const resolving = resolvePrentice()
after(() => resolving.end())

const shipped = await loadApps([join(dirname(fileURLToPath(import.meta.url)), '../../../apps')])
const strangers = [...thirdTasks, ...thirdWork, ...thirdHome, ...thirdMore]

// The bounds are what was measured last: a rule that understands more may raise them, none may lower them.
test('the third strangers are heard as well as ever', (t) => {
  const heard = hearStrangers(shipped, strangers, { schemaOf: thirdSchema, worldOf: thirdWorld })
  const score = scoreOf(heard)
  const misses = heard.flatMap(({ said, got, right }) => (right ? [] : [`\n${said} -> ${'commands' in got ? JSON.stringify(got.commands) : got.kind}`])).join('')
  const said = `${score.precise} of ${score.acted} acts right, ${score.understood} of ${score.toUnderstand} understood, ${score.touched} of ${score.toLeave} wrongly touched`
  t.diagnostic(said)
  assert.equal(score.touched, 0, `${said}${misses}`)
  assert.ok(score.precise / score.acted >= 1, `${said}${misses}`)
  assert.ok(score.understood >= 219, `${said}${misses}`)
})

test('the desks of the third strangers are whole', () => {
  for (const stranger of strangers) {
    const schema = thirdSchema(shipped, stranger)
    assert.deepEqual(schema.broken, [])
    assert.ok(schema.tables.has(stranger.page), stranger.page)
  }
  const said = strangers.flatMap(({ who, says }) => says.map(([one]) => `${who}: ${one}`))
  assert.equal(new Set(said).size, said.length)
})
