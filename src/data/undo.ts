import { problem, type Problem } from '../app/problem.ts'
import type { Actor, Outcome, Via } from './command.ts'
import type { Desk } from './desk.ts'
import { execute } from './execute.ts'
import { enqueue } from './queue.ts'
import { netChanges } from './net-changes.ts'
import { reverse, type Which } from './reverse.ts'
import { needsOwnPage, refusedToProgram } from './settings-guard.ts'
import { nextTurn } from './turns.ts'

/** Who undoes. */
export interface Undoer {
  readonly actor: Actor
  readonly via: Via
  readonly profile: number
  /** The turn in which it was asked for; a new one if absent. */
  readonly turn?: number
}

/**
 * Undoes an entry, a whole turn (all or nothing), or the newest turn of the person or the apprentice that is not undone
 * (`newest`, also where nothing is named). To redo is to undo the undo. An apprentice or an agent goes by `execute`, so that the policy decides.
 * Problems: `nothing-to-undo`, `unknown-entry`, `changed-since` with both values, `linked`, `refused` for a migration,
 * and for a program where only a person's own page may change what was changed.
 */
export const undo = async (desk: Desk, which: Which, { actor, via, profile, turn: asking }: Undoer): Promise<Outcome | Problem> => {
  const { entry, turn } = which
  if (actor === 'apprentice' || actor === 'agent')
    return execute(desk, { commands: [{ action: 'undo', ...(entry !== undefined && { entry }), ...(turn !== undefined && { turn }) }], actor, via, profile, ...(asking !== undefined && { turn: asking }) })
  return enqueue<Outcome>(desk, () => {
    const own = asking ?? nextTurn(desk)
    const done = desk.store.savepoint(() => {
      const reversed = reverse(desk, which, { actor, via, profile, turn: own })
      return reversed.ok && actor === 'program' && needsOwnPage(desk, reversed.value.flatMap(({ changes }) => netChanges(changes))) ? refusedToProgram : reversed
    })
    if (!done.ok) return { answer: done, entries: [] }
    if (done.value.length === 0) return { answer: problem('nothing-to-undo', 'There is nothing to undo.', { next: 'Change something first.' }), entries: [] }
    return { answer: { ok: true, turn: own, results: done.value.map((written) => ({ kind: 'changed', command: written.command, entry: written })), made: [] }, entries: done.value }
  })
}
