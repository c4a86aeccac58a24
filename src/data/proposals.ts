import { problem, type Problem } from '../app/problem.ts'
import type { Attempt } from './attempt.ts'
import { backUp } from './backup.ts'
import type { Actor, Outcome, Via } from './command.ts'
import type { Desk } from './desk.ts'
import { submit } from './execute.ts'
import { netChanges } from './net-changes.ts'
import type { Does } from './policy.ts'
import { addProposal, findProposal, settleProposal } from './proposal-records.ts'
import { enqueue } from './queue.ts'
import type { Proposal } from './records.ts'
import { readImage, readVersion } from './rows.ts'
import { guardWrite } from './store-problem.ts'
import { labelImage } from './describe.ts'

export { approvals, findProposal, listProposals } from './proposal-records.ts'

/** Who answers a proposal; only a person or a program with a `full` token may. */
export interface Answerer {
  readonly actor: Actor
  readonly via: Via
}

/**
 * Runs a proposal exactly as it was shown, once, in a turn of its own; the journal keeps who proposed it as the actor.
 * Problems: `refused` (not a person), `unknown-proposal`, `expired` (answered or out of time), `needs-confirm` (a count must be
 * typed), `changed-since` (a row is not as it was shown: the proposal is stale and asked anew with the rows as they are).
 */
export const acceptProposal = async (desk: Desk, id: number, { typedCount }: { readonly typedCount?: number }, who: Answerer): Promise<Outcome | Problem> => {
  const found = findWaiting(desk, id, who)
  if ('code' in found) return found
  if (found.typedCount !== undefined && found.typedCount !== typedCount)
    return problem('needs-confirm', `This ${doesOf(found)} ${found.typedCount} rows.`, { next: `Type ${found.typedCount} to do it; a backup is made first.`, confirm: found.typedCount, typed: true })
  if (found.typedCount !== undefined) {
    const made = await backUp(desk, 'before-many')
    if (!made.ok) return made
  }
  const { actor, profile, model, commands } = found
  const outcome = await submit(desk, { commands, actor, via: 'proposal', profile, ...(model !== undefined && { model }), ...(found.foreign && { foreign: true }) }, { approval: { use: () => use(desk, found), agree: (attempt) => agree(desk, found, attempt) } })
  if (outcome.ok || outcome.code === 'expired' || outcome.code === 'read-only' || outcome.code === 'busy') return outcome
  await askAnew(desk, found)
  return outcome.code === 'changed-since' ? outcome : { ...outcome, code: 'changed-since', message: `It cannot be done any more: ${outcome.message}` }
}

/** Says no to a proposal. Problems: `refused`, `unknown-proposal`, `expired`, or the disk’s. */
export const rejectProposal = (desk: Desk, id: number, who: Answerer): { readonly ok: true } | Problem => {
  const found = findWaiting(desk, id, who)
  if ('code' in found) return found
  return guardWrite(() => (settleProposal(desk, id, 'rejected') ? { ok: true } : answered(found)))
}

/** What a proposal does to all of its rows, in one word. */
const doesOf = ({ commands, rows }: Proposal): Does => {
  const tables = new Set(commands.map(({ table }) => table))
  if (commands.every(({ action }) => action === 'delete') && rows.every(({ table }) => tables.has(table))) return 'deletes'
  return commands.every(({ action }) => action === 'insert') ? 'adds' : 'changes'
}

const findWaiting = (desk: Desk, id: number, { actor }: Answerer): Proposal | Problem => {
  if (actor !== 'person' && actor !== 'program') return problem('refused', 'Only a person says yes or no to a proposal.', { next: 'Wait for the person.' })
  const found = findProposal(desk, id)
  if (!found) return problem('unknown-proposal', `There is no proposal ${id}.`, { next: 'Look at those that wait.' })
  return found.status === 'waiting' ? found : answered(found)
}

const answered = ({ status }: Proposal): Problem => {
  const told = { waiting: 'is answered already', accepted: 'was accepted already', rejected: 'was refused already', expired: 'is too old', stale: 'was about rows that have changed since' }[status]
  return problem('expired', `This proposal ${told}.`, { next: status === 'stale' ? 'Look at the new one in its place.' : 'Say what you want again.' })
}

/** A proposal is settled in the very savepoint of its change: both happen, or neither. */
const use = (desk: Desk, proposal: Proposal): Problem | undefined =>
  settleProposal(desk, proposal.id, 'accepted') ? undefined : answered({ ...proposal, status: findProposal(desk, proposal.id)?.status ?? 'expired' })

/** Holds what was done against what was shown. */
const agree = (desk: Desk, proposal: Proposal, attempt: Attempt): Problem | undefined => {
  const shown = new Set(proposal.rows.map((row) => `${row.table} ${row.id}`))
  const touched = netChanges(attempt.entries.flatMap(({ changes }) => changes)).filter(({ before }) => before)
  const firstSeq = attempt.entries[0]?.seq ?? Infinity
  // Fewer rows than were shown are fine: somebody may have done some of it already.
  const seen = proposal.rows.every(({ table, id, version }) => version === versionBefore(desk, { table, row: id, seq: firstSeq }))
  const changed = !seen || touched.some(({ table, row }) => !shown.has(`${table} ${row}`))
  return changed ? problem('changed-since', 'Something has changed since this was proposed.', { next: 'Look at the new proposal, with the rows as they are now.' }) : undefined
}

const versionBefore = (desk: Desk, { table, row, seq }: { table: string; row: number; seq: number }): number =>
  desk.store.get<{ seq: number | null }>({ sql: 'SELECT max(seq) AS seq FROM _change WHERE "table" = ? AND row = ? AND seq < ?', parameters: [table, row, seq] })?.seq ?? 0

/** Marks the proposal stale and proposes the same again for the rows as they are, as far as they are still there. */
const askAnew = (desk: Desk, { id, status: _status, at: _at, expiresAt: _expiresAt, ...proposal }: Proposal): Promise<unknown> =>
  enqueue(desk, () => {
    if (!settleProposal(desk, id, 'stale')) return { answer: undefined, entries: [] }
    const rows = proposal.rows.flatMap((row) => {
      const table = desk.schema().tables.get(row.table)
      const image = table && readImage(desk.store, row.table, row.id)
      return image ? [{ ...row, label: labelImage(table, row.id, image), version: readVersion(desk.store, row.table, row.id) ?? 0 }] : []
    })
    if (rows.length === proposal.rows.length) addProposal(desk, { ...proposal, rows, via: 'proposal' })
    return { answer: undefined, entries: [] }
  })
