import type { Problem } from '../app/problem.ts'
import type { CommandResult } from '../data/command.ts'
import type { Proposal } from '../data/records.ts'
import type { Question } from './reflex/world.ts'

/** What one turn came to: said, done, and waiting for a yes. */
export interface TurnAnswer {
  readonly turn: number
  readonly via: AnsweredBy
  readonly say: string
  readonly model?: string
  /** One line per command, in order; those that wait are in `proposals` instead. */
  readonly results: readonly (CommandResult | RefusedCommand)[]
  readonly proposals: readonly Proposal[]
  /** Why the turn as a whole failed, when it did. */
  readonly problem?: Problem
  readonly falseClaim?: true
  readonly stopped?: true
}

/** Which understanding answered: rules without a model, a language model, or a `!` word. */
export type AnsweredBy = 'reflex' | 'model' | 'bang'

/** What is kept of a turn beside its words (`outcome` of `endTurn`), so that a page can show it again after a restart. */
export interface TurnOutcome {
  /** The answer as it is shown; the model's own bytes are the turn's `reply`. */
  readonly say: string
  /** Reads and refusals only: changes are in the journal, proposals in their own records. */
  readonly results: readonly (Exclude<CommandResult, { readonly kind: 'changed' }> | RefusedCommand)[]
  /** Why the turn as a whole failed, when it did. */
  readonly problem?: Problem
  readonly falseClaim?: true
  readonly stopped?: true
  /** What the turn asks the person, for the words that come next. */
  readonly question?: OpenQuestion
  /** Of every reply of a model, in order. */
  readonly rounds?: readonly RoundNote[]
}

/** A command of a turn that was not run, as it was said, and why. */
export interface RefusedCommand {
  readonly kind: 'refused'
  readonly command: unknown
  readonly problem: Problem
}

/** A question that the next words may answer. */
export interface OpenQuestion extends Question {
  /** The turn whose proposals it asks about. */
  readonly about?: number
}

/** What one reply of a model took. */
export interface RoundNote {
  readonly promptTokens: number
  readonly replyTokens: number
  readonly durationMs: number
  /** It had to keep to the command language. */
  readonly constrained?: true
}

/** What is kept of a turn as its exact prompt (`prompt` of `endTurn`). */
export interface TurnPrompt {
  /** As they went to the model in the last round. */
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  /** How many of them, from the first on, went to it in each round. */
  readonly rounds: readonly number[]
}
