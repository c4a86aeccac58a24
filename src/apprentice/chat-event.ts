import type { Problem } from '../app/problem.ts'
import type { Actor, CommandResult } from '../data/command.ts'
import type { Proposal } from '../data/records.ts'
import type { Question } from './reflex/world.ts'

/** Which understanding answered: rules without a model, a language model, or a `!` word. */
export type AnsweredBy = 'reflex' | 'model' | 'bang'

/**
 * One happening of a conversation, told to every open page while a turn runs. Of one turn: `started` first, `ended` last, `answered` apart.
 * What it tells is kept (`startTurn`, the journal, `endTurn`) before it is told, so a page may read it.
 */
export type ChatEvent =
  /** `text` is what the speaker said; undefined when the apprentice speaks unasked (a comment, a poke). */
  | { readonly kind: 'started'; readonly profile: number; readonly turn: number; readonly text: string | undefined; readonly actor: Actor }
  /** More of the answer's text, in order; the pieces joined are the text as it came from the model, commands left out. */
  | { readonly kind: 'piece'; readonly profile: number; readonly turn: number; readonly text: string }
  | { readonly kind: 'card'; readonly profile: number; readonly turn: number; readonly result: CommandResult }
  | { readonly kind: 'proposal'; readonly profile: number; readonly turn: number; readonly proposal: Proposal }
  | { readonly kind: 'problem'; readonly profile: number; readonly turn: number; readonly problem: Problem }
  /** `say` is the whole answer, in place of the pieces. `falseClaim` is set when it claims a change that the journal does not hold. */
  | { readonly kind: 'ended'; readonly profile: number; readonly turn: number; readonly say: string; readonly via: AnsweredBy; readonly model?: string; readonly falseClaim?: true; /** The person ended it early. */ readonly stopped?: true }
  /** A proposal of an earlier turn was answered in words: its card is another now. */
  | { readonly kind: 'answered'; readonly profile: number; readonly turn: number }
  /** A new conversation has begun; what was shown is in the history. */
  | { readonly kind: 'cleared'; readonly profile: number }

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

/** A command of a turn that was not run, as it was said, and why. */
export interface RefusedCommand {
  readonly kind: 'refused'
  readonly command: unknown
  readonly problem: Problem
}

/** The page beside the chat: the table whose rows it shows. */
export interface PageInSight { readonly table: string }

/** Who speaks to the apprentice. A `program` is a bearer of the `full` token. */
export interface Speaker {
  readonly actor: Actor
  /** What the speaker looks at: it decides where “add …” goes, and which “milk” is meant. */
  readonly page?: PageInSight
  /** Ends the turn early, as `stop` does. */
  readonly signal?: AbortSignal
}

/** How the apprentice stands: which model it has, or why none. */
export interface ApprenticeStatus {
  /** `starting` until the first look at the engine is over or while a model is loaded; `absent`: no engine, or no model in it; `failing`: it was there and does not answer. */
  readonly state: 'starting' | 'ready' | 'absent' | 'failing'
  /** The chosen model's name, when there is one. */
  readonly model?: string
  /** What is missing; `next` is the one command that gets it. While `absent` or `failing`. */
  readonly problem?: Problem
  /** Every installed model's name, for the settings page. */
  readonly models: readonly string[]
  /** The profiles whose turn is running now. */
  readonly busy: readonly number[]
}

/** The apprentice of one desk: a queue of turns per profile, and whoever listens to them. */
export interface Apprentice {
  /** Takes one turn; waits while another turn of the profile runs. */
  say(profile: number, text: string, speaker: Speaker): Promise<TurnAnswer>
  /** Ends the running turn of a profile; what it has done stays done. False when none runs. */
  stop(profile: number): boolean
  /** Begins a new conversation; the old one stays in the history. Answers the Problem of a disk that cannot keep it. */
  newChat(profile: number): Problem | undefined
  /** Asks for a remark on what it saw; changes are proposals at most. */
  poke(profile: number): Promise<TurnAnswer>
  /** Hears that the person has opened an app, for the comments; answers at once. */
  visited(profile: number, app: string): void
  /** Hears every happening of every profile's conversation; returns the way to stop. */
  onChat(listener: (event: ChatEvent) => void): () => void
  status(): ApprenticeStatus
  /** Hears that the model has come, gone, or is another: `status()` tells. Returns the way to stop. */
  onStatus(listener: () => void): () => void
  close(): Promise<void>
}

/** What the apprentice tells the console: never a secret, but every word that goes to a model. */
export type ApprenticeNote =
  | { readonly kind: 'sent'; readonly profile: number; readonly turn: number; readonly model: string; readonly messages: readonly { readonly role: string; readonly content: string }[] }
  | { readonly kind: 'received'; readonly profile: number; readonly turn: number; readonly model: string; readonly text: string; readonly durationMs: number }
  /** A bug that a turn survived. */
  | { readonly kind: 'failed'; readonly profile: number; readonly turn: number | undefined; readonly error: unknown }
