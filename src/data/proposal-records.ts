import type { Actor, Command, Via } from './command.ts'
import type { Desk } from './desk.ts'
import type { Proposal } from './records.ts'

/** Proposals are gone after a day: by then nobody remembers what they were about. */
const proposalLifeMs = 24 * 3_600_000

/** What is kept of a new proposal; its id, its status and its times are given here. */
export interface NewProposal extends Omit<Proposal, 'id' | 'status' | 'at' | 'expiresAt'> {
  readonly via: Via
}

/** Keeps a proposal; runs inside the caller's transaction where there is one. */
export const addProposal = (desk: Desk, { via, typedCount, model, foreign, ...proposal }: NewProposal): Proposal => {
  const at = new Date(desk.now()).toISOString()
  const expiresAt = new Date(desk.now() + proposalLifeMs).toISOString()
  const { turn, profile, actor, commands, rows, reason } = proposal
  const { lastId: id } = desk.store.run({
    sql: "INSERT INTO _proposal (turn, profile, actor, model, commands, rows, reason, typed_count, status, at, expires_at, request) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?)",
    parameters: [turn, profile, actor, model, JSON.stringify(commands), JSON.stringify(rows), reason, typedCount, at, expiresAt, JSON.stringify({ via, ...(foreign && { foreign }) })],
  })
  return { id, ...proposal, ...(model !== undefined && { model }), ...(foreign && { foreign }), ...(typedCount !== undefined && { typedCount }), status: 'waiting', at, expiresAt }
}

/** One proposal of a profile; one whose time is over is told as expired. */
export const findProposal = (desk: Desk, id: number, profile?: number): Proposal | undefined => {
  const row = desk.store.reader.get<ProposalRow>({ sql: `SELECT * FROM _proposal WHERE id = ?${profile === undefined ? '' : ' AND profile = ?'}`, parameters: profile === undefined ? [id] : [id, profile] })
  return row && toProposal(desk, row)
}

/** Proposals of a profile, newest first; only those that wait, unless `all`. At most `limit` (100 by default). */
export const listProposals = (desk: Desk, { profile, turn, all = false, limit = 100 }: { readonly profile: number; readonly turn?: number; readonly all?: boolean; readonly limit?: number }): readonly Proposal[] =>
  desk.store.reader
    .all<ProposalRow>({
      sql: `SELECT * FROM _proposal WHERE profile = ?${turn === undefined ? '' : ' AND turn = ?'}${all ? '' : " AND status = 'waiting' AND expires_at > ?"} ORDER BY id DESC LIMIT ?`,
      parameters: [profile, ...(turn === undefined ? [] : [turn]), ...(all ? [] : [new Date(desk.now()).toISOString()]), limit],
    })
    .map((row) => toProposal(desk, row))

/** Proposals of the turns that a profile's current conversation holds which came to nothing, were not asked anew, and are not told there; oldest first. */
export const untoldProposals = (desk: Desk, profile: number): readonly Proposal[] =>
  desk.store.reader
    .all<ProposalRow>({
      sql: `WITH said AS (SELECT m.* FROM _message m JOIN _conversation c ON c.id = m.conversation WHERE c.profile = ?1 AND c.closed_at IS NULL)
            SELECT * FROM _proposal p WHERE profile = ?1 AND (status IN ('rejected', 'expired', 'stale') OR (status = 'waiting' AND expires_at <= ?2))
            AND turn IN (SELECT turn FROM said WHERE turn IS NOT NULL AND kind IN ('said', 'answer') AND body ->> '$.aside' IS NULL)
            AND id NOT IN (SELECT body ->> '$.proposal' FROM said WHERE body ->> '$.proposal' IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM _proposal n WHERE n.profile = ?1 AND n.id > p.id AND n.turn = p.turn AND n.commands = p.commands) ORDER BY id`,
      parameters: [profile, new Date(desk.now()).toISOString()],
    })
    .map((row) => toProposal(desk, row))

/** Settles a proposal once; false if it did not wait any more. */
export const settleProposal = (desk: Desk, id: number, status: 'accepted' | 'rejected' | 'expired' | 'stale'): boolean =>
  desk.store.run({ sql: "UPDATE _proposal SET status = ? WHERE id = ? AND status = 'waiting'", parameters: [status, id] }).changes > 0

/** How often a person has said yes to a verb with a table. */
export const approvals = (desk: Desk, table: string, verb: string): number =>
  desk.store.reader.get<{ n: number }>({
    sql: `SELECT count(*) AS n FROM _proposal WHERE status = 'accepted' AND EXISTS (SELECT 1 FROM json_each(commands) WHERE value ->> '$.table' = ? AND value ->> '$.action' = ?)`, parameters: [table, verb],
  })?.n ?? 0

interface ProposalRow {
  readonly id: number; readonly turn: number; readonly profile: number; readonly actor: string; readonly model: string | null; readonly commands: string; readonly rows: string
  readonly reason: string; readonly typed_count: number | null; readonly status: string; readonly at: string; readonly expires_at: string; readonly request: string | null
}

const toProposal = (desk: Desk, row: ProposalRow): Proposal => ({
  id: row.id, turn: row.turn, profile: row.profile, reason: row.reason, at: row.at, expiresAt: row.expires_at,
  actor: row.actor as Actor, // addProposal wrote this and the three below
  ...(row.model !== null && { model: row.model }),
  ...(isForeign(row.request) && { foreign: true as const }),
  commands: JSON.parse(row.commands) as readonly Command[],
  rows: JSON.parse(row.rows) as Proposal['rows'],
  ...(row.typed_count !== null && { typedCount: row.typed_count }),
  status: row.status === 'waiting' && Date.parse(row.expires_at) <= desk.now() ? 'expired' : (row.status as Proposal['status']),
})

const isForeign = (request: string | null): boolean => {
  const { foreign }: { readonly foreign?: unknown } = JSON.parse(request ?? '{}')
  return foreign === true
}
