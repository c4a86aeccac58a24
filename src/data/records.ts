import type { Candidate } from '../app/problem.ts'
import type { Actor, Command } from './command.ts'

/** A command that waits for a yes: bound to the exact rows and their versions, used once, and gone after a while. */
export interface Proposal {
  readonly id: number
  readonly turn: number
  readonly profile: number
  readonly actor: Actor
  readonly model?: string
  /** Canonical; run exactly as they stand. */
  readonly commands: readonly Command[]
  /** The frozen rows, with the versions that were seen. */
  readonly rows: readonly (Candidate & { readonly version: number })[]
  /** It was said with text from outside in sight: what it writes may repeat that. */
  readonly foreign?: true
  /** Why it is not simply done, in plain words. */
  readonly reason: string
  /** When set, the yes must carry this number, typed by the person. */
  readonly typedCount?: number
  readonly status: 'waiting' | 'accepted' | 'rejected' | 'expired' | 'stale'
  /** ISO 8601. */
  readonly at: string
  readonly expiresAt: string
}
