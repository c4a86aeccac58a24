import { isDeepStrictEqual } from 'node:util'
import type { LoadedApp } from '../../src/app/merge.ts'
import type { Schema } from '../../src/app/schema.ts'
import { compileReflex, understand, type Understanding } from '../../src/apprentice/reflex/reflex.ts'
import type { World } from '../../src/apprentice/reflex/world.ts'
import type { Command } from '../../src/data/command.ts'
import { strangerSchema, strangerWorld } from './stranger-desk.ts'
import { meaningOf } from './stranger-meaning.ts'
import type { Either, Reading, Saying, Stranger } from './stranger.ts'

/** How one saying was heard. */
export interface Heard {
  readonly who: string
  readonly said: string
  readonly means: Saying[1]
  readonly got: Understanding
  /** It changes or reads rows. */
  readonly acted: boolean
  /** It is one of the readings that were wanted. */
  readonly right: boolean
  /** Nothing is to be done and nothing to be asked back. */
  readonly leave: boolean
}

/** How well a part of the sayings was heard. */
export interface Score {
  readonly acted: number
  /** Of what was acted on, what was right. */
  readonly precise: number
  readonly toUnderstand: number
  /** Of what is to be acted on or asked back, what was right. */
  readonly understood: number
  readonly toLeave: number
  /** Of what is to be left alone, what was acted on all the same. */
  readonly touched: number
  /** Of what is to be left alone, what was asked back instead of being passed on. */
  readonly askedBack: number
}

/** What stands on a stranger's desk. */
export interface StrangerDesk {
  readonly schemaOf: (shipped: readonly LoadedApp[], stranger: Stranger) => Schema
  readonly worldOf: (stranger: Stranger) => World
}

/** Tries every saying of some strangers, each on the stranger's own desk; by default a desk of the first strangers. */
export const hearStrangers = (shipped: readonly LoadedApp[], strangers: readonly Stranger[], { schemaOf, worldOf }: StrangerDesk = { schemaOf: strangerSchema, worldOf: strangerWorld }): readonly Heard[] =>
  strangers.flatMap((stranger) => {
    const schema = schemaOf(shipped, stranger)
    const reflex = compileReflex(schema)
    const world = worldOf(stranger)
    const isMeant = (reading: Reading, got: Understanding) => {
      if (reading === 'left alone') return got.kind === 'unsure'
      if (reading === 'asked back') return got.kind === 'ask' || got.kind === 'missing'
      return (got.kind === 'act' || got.kind === 'read') && isDeepStrictEqual(meaningOf(got.commands, schema, world), meaningOf(listed(reading), schema, world))
    }
    return stranger.says.map(([said, means]) => {
      const got = understand(reflex, said, world)
      return { who: stranger.who, said, means, got, acted: got.kind === 'act' || got.kind === 'read', right: readings(means).some((reading) => isMeant(reading, got)), leave: means === 'left alone' }
    })
  })

/** Counts what was heard. */
export const scoreOf = (heard: readonly Heard[]): Score => {
  const acted = heard.filter((one) => one.acted)
  const leave = heard.filter((one) => one.leave)
  const toAnswer = heard.filter((one) => !one.leave)
  return {
    acted: acted.length,
    precise: acted.filter((one) => one.right).length,
    toUnderstand: toAnswer.length,
    understood: toAnswer.filter((one) => one.right).length,
    toLeave: leave.length,
    touched: leave.filter((one) => one.acted).length,
    askedBack: leave.filter(({ got }) => got.kind === 'ask' || got.kind === 'missing').length,
  }
}

const isEither = (means: Saying[1]): means is Either => typeof means === 'object' && 'either' in means
const readings = (means: Saying[1]): readonly Reading[] => (isEither(means) ? means.either : [means])
// TypeScript does not tell a readonly array from an object by Array.isArray.
const listed = (reading: Command | readonly Command[]): readonly Command[] => (Array.isArray(reading) ? reading : [reading as Command])
