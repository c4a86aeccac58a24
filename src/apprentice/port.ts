import type { Problem } from '../app/problem.ts'
import type { Actor, Query } from '../data/command.ts'
import type { ChatEvent } from './chat-event.ts'
import type { TurnAnswer } from './turn-outcome.ts'

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
  /** What was said to a profile and waits for the turn that runs, oldest first. */
  waiting(profile: number): readonly string[]
  status(): ApprenticeStatus
  /** Hears that the model has come, gone, or is another: `status()` tells. Returns the way to stop. */
  onStatus(listener: () => void): () => void
  close(): Promise<void>
}

/** Who speaks to the apprentice. A `program` is a bearer of the `full` token. */
export interface Speaker {
  readonly actor: Actor
  /** What the speaker looks at: it decides where “add …” goes, and which “milk” is meant. */
  readonly page?: PageInSight
  /** Ends the turn early, as `stop` does. */
  readonly signal?: AbortSignal
}

/** The page beside the chat: the table whose rows it shows. */
export interface PageInSight {
  readonly table: string
  /** How its rows are filtered, sorted and paged, where they stand one below the other. */
  readonly shown?: Pick<Query, 'view' | 'sort' | 'where' | 'words' | 'cursor'>
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

/** What the apprentice tells the console: never a secret, but every word that goes to a model. */
export type ApprenticeNote =
  | { readonly kind: 'sent'; readonly profile: number; readonly turn: number; readonly model: string; readonly messages: readonly { readonly role: string; readonly content: string }[] }
  | { readonly kind: 'received'; readonly profile: number; readonly turn: number; readonly model: string; readonly text: string; readonly durationMs: number }
  /** A bug that a turn survived. */
  | { readonly kind: 'failed'; readonly profile: number; readonly turn: number | undefined; readonly error: unknown }
