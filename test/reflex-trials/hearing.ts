import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadApps } from '../../src/app/load.ts'
import type { LoadedApp } from '../../src/app/merge.ts'
import { resolvePrentice } from '../../src/app/resolve-prentice.ts'
import type { Schema } from '../../src/app/schema.ts'
import { compileReflex, understand, type Reflex, type Understanding, type World } from '../../src/apprentice/reflex/reflex.ts'
import type { Command } from '../../src/data/command.ts'
import { scoreOf, type Heard, type StrangerDesk } from './stranger-score.ts'
import type { Stranger } from './stranger.ts'
import type { Trial } from './trial.ts'

/** The shipped apps, loaded. */
export const shippedApps = async (): Promise<readonly LoadedApp[]> => {
  const resolving = resolvePrentice()
  try {
    return await loadApps([fileURLToPath(new URL('../../apps', import.meta.url))])
  } finally {
    resolving.end()
  }
}

/** Hears what is said on a page; the rules of each page's desk are compiled once. */
export const hearOn = (schemaOf: (page: string) => Schema, worldOf: (page: string) => World) => {
  const reflexes = new Map<string, Reflex>()
  return (said: string, page: string): Understanding => {
    const reflex = reflexes.get(page) ?? compileReflex(schemaOf(page))
    reflexes.set(page, reflex)
    return understand(reflex, said, worldOf(page))
  }
}

/** What was understood as its commands; all of it where it has none. */
export const commandsOf = (got: Understanding): readonly Command[] | Understanding => (got.kind === 'act' || got.kind === 'read' ? got.commands : got)
/** One command or several, as several. */
export const meant = (means: Command | readonly Command[]): readonly Command[] => (Array.isArray(means) ? means : [means as Command]) // a readonly array is not told from an object

/** What was heard otherwise than it was meant, a line for each. */
export const missed = (heard: readonly Heard[]): readonly string[] => heard.flatMap(({ said, got, right }) => (right ? [] : [`${said} -> ${'commands' in got ? JSON.stringify(got.commands) : got.kind}`]))

/** How sayings are heard on a page. */
export type Hear = (said: string, page: string) => Understanding
/** Sayings by the page that is open. */
export type ByPage<T> = Readonly<Record<string, readonly T[]>>

/** Tests that each saying comes to its commands; `title` is followed by the page. */
export const testTrials = (title: string, trials: ByPage<Trial>, hear: Hear): void => {
  for (const [page, says] of Object.entries(trials))
    describe(`${title} ${page}`, () => {
      for (const [said, means] of says) test(said, () => assert.deepEqual(commandsOf(hear(said, page)), meant(means)))
    })
}

/** Tests that each saying is asked back about in these words, and that every answer acts. */
export const testAsked = (title: string, asked: readonly (readonly [page: string, said: string, question: string, answers: readonly string[]])[], hear: Hear): void => {
  describe(title, () => {
    for (const [page, said, question, answers] of asked)
      test(said, () => {
        const got = hear(said, page)
        assert.ok(got.kind === 'ask', JSON.stringify(got))
        assert.equal(got.say, question)
        assert.deepEqual((got.choices ?? []).map(({ say }) => say), answers)
        for (const answer of answers) assert.equal(hear(answer, page).kind, 'act', answer)
      })
  })
}

/** Tests that nothing is done or read for any of the sayings. */
export const testLeft = (title: string, left: ByPage<string>, hear: Hear): void => {
  describe(title, () => {
    for (const [page, sayings] of Object.entries(left))
      for (const said of sayings) test(`${said} (on ${page})`, () => assert.match(hear(said, page).kind, /^(unsure|missing|ask)$/, JSON.stringify(hear(said, page))))
  })
}

/** Tests that the strangers' desks stand without a broken app, and that no one says a thing twice. */
export const testDesks = (shipped: readonly LoadedApp[], strangers: readonly Stranger[], schemaOf: StrangerDesk['schemaOf']): void => {
  test('the desks of the strangers are whole', () => {
    for (const stranger of strangers) {
      const schema = schemaOf(shipped, stranger)
      assert.deepEqual(schema.broken, [])
      assert.ok(schema.tables.has(stranger.page), stranger.page)
    }
    const said = strangers.flatMap(({ who, says }) => says.map(([one]) => `${who}: ${one}`))
    assert.equal(new Set(said).size, said.length)
  })
}

/** What must be reached at least; `isListed` names what was missed: never for what is held out, or somebody would tune on it. */
export interface Bounds { readonly precise: number; readonly understood: number; readonly isListed?: boolean }

/** Holds what was heard to its bounds: they are what was measured last, so that a rule may raise them and none lower them. */
export const holdTo = (t: TestContext, heard: readonly Heard[], { precise, understood, isListed = false }: Bounds): void => {
  const score = scoreOf(heard)
  const said = `${score.precise} of ${score.acted} acts right, ${score.understood} of ${score.toUnderstand} understood, ${score.touched} of ${score.toLeave} wrongly touched`
  t.diagnostic(said)
  const why = isListed ? [said, ...missed(heard)].join('\n') : said
  assert.equal(score.touched, 0, why)
  assert.ok(score.precise / score.acted >= precise, why)
  assert.ok(score.understood >= understood, why)
}
