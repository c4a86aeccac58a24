import type { Problem } from '../app/problem.ts'
import type { Actor, CommandResult } from '../data/command.ts'
import type { Proposal } from '../data/records.ts'
import type { AnsweredBy } from './turn-outcome.ts'

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
  /** Something was said while a turn ran, and waits for its end: `Apprentice.waiting` tells what. */
  | { readonly kind: 'waits'; readonly profile: number }
  /** A proposal of an earlier turn was answered in words: its card is another now. */
  | { readonly kind: 'answered'; readonly profile: number; readonly turn: number }
  /** A new conversation has begun; what was shown is in the history. */
  | { readonly kind: 'cleared'; readonly profile: number }
