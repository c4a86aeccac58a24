import type { Problem } from '../app/problem.ts'
import type { CommandResult } from '../data/command.ts'
import { isFalseClaim } from './claims.ts'
import { asksForAction } from './turn-asks.ts'
import type { Reply } from './turn-reply.ts'
import type { RunningTurn } from './turn-run.ts'

/** What follows a reply. */
export type Next =
  | { readonly kind: 'end' }
  /** The model needs rows or refusals, or must say it again, constrained. */
  | { readonly kind: 'more' | 'retry'; readonly results: readonly CommandResult[]; readonly problems: readonly Problem[]; readonly note?: string }

/** Decides what follows a reply; `looked` is what it asked for by `!` words, `constrained` whether it has been asked to say it again already. */
export const decideNext = (running: RunningTurn, { reply, looked, constrained }: { readonly reply: Reply; readonly looked: readonly CommandResult[]; readonly constrained: boolean }): Next => {
  const results = [...reply.ran.flatMap((ran) => ran.results), ...looked]
  const problems = reply.ran.flatMap((ran) => ran.problem ?? [])
  // Only the person can say which row, or allow what is not allowed.
  if (problems.some(({ code }) => code === 'ambiguous-row' || code === 'refused' || code === 'busy' || code === 'read-only')) return { kind: 'end' }
  if (problems.some(({ code }) => unreadable.has(code))) return constrained ? { kind: 'end' } : { kind: 'retry', results, problems }
  if (problems.length > 0 || results.some(({ kind }) => kind === 'read')) return { kind: 'more', results, problems }
  const nothing = running.results.every(({ kind }) => kind === 'refused') && running.proposals.length === 0
  const asksBack = reply.text.trim().endsWith('?')
  if (nothing && !constrained && !asksBack && (asksForAction(running.desk.schema(), running.words) || isFalseClaim(reply.text, mayClaim(running))))
    return { kind: 'retry', results, problems, note: 'Nothing was done: your reply held no command. Give the command; leave commands empty if nothing is asked.' }
  return { kind: 'end' }
}

/** Whether a claim may be true: something was changed, or stands so already, or the talk is of what was done before. */
export const mayClaim = ({ results, words }: RunningTurn): boolean => results.some(({ kind }) => kind === 'changed' || kind === 'unchanged' || kind === 'switched') || /\b(?:did|have|had) you\b/i.test(words)

/** Refusals that a reply in the right form could have avoided. */
export const unreadable = new Set<Problem['code']>(['bad-json', 'bad-command', 'unknown-action', 'unknown-table', 'unknown-field', 'unknown-view', 'bad-value', 'missing-value'])
