import { problem, type Problem } from '../app/problem.ts'
import { attempt, type Attempt } from './attempt.ts'
import { backUp } from './backup.ts'
import type { CommandResult, Outcome, Request } from './command.ts'
import { labelImage } from './describe.ts'
import type { Desk } from './desk.ts'
import type { Entry } from './entry.ts'
import { commandsToPropose, judge } from './judge.ts'
import { netChanges } from './net-changes.ts'
import { parseCommand, type Parsed } from './parse.ts'
import type { Speaker } from './parse-names.ts'
import type { Decision } from './policy.ts'
import { addProposal } from './proposal-records.ts'
import { enqueue, type Finished } from './queue.ts'
import { readVersion } from './rows.ts'
import { nextTurn } from './turns.ts'

/**
 * The one road: checks, resolves and decides over commands, changes rows with their journal entries, all of it or nothing.
 * Answered after it is durable. What may not simply run comes back as `proposal`, or as the Problem `needs-confirm` with the
 * exact count, or `refused`. Reads answer at once, beside the queue. A bulk change makes a backup first.
 */
export const execute = (desk: Desk, request: Request): Promise<Outcome | Problem> =>
  request.via === 'proposal'
    ? Promise.resolve(problem('refused', 'A proposal runs only by its own yes.', { next: 'Accept the proposal.' }))
    : submit(desk, request, {})

/** What a yes has settled before: the policy is not asked again, but the rows must still be the very ones that were shown. */
export interface Approval {
  /** Uses the yes up, or answers why there is none any more. Runs inside the savepoint, before anything else. */
  readonly use: () => Problem | undefined
  /** Answers a Problem when the attempt is not what was said yes to. Runs inside the savepoint. */
  readonly agree: (attempt: Attempt) => Problem | undefined
}

/** Runs a request with or without an approval; only `execute` and the acceptance of a proposal call this. */
export const submit = async (desk: Desk, request: Request, { approval, backedUp = false }: { readonly approval?: Approval; readonly backedUp?: boolean }): Promise<Outcome | Problem> => {
  const speaker = speakerOf(request, approval)
  const commands = parseAll(desk, request, speaker)
  if (!isList(commands)) return commands
  if (commands.every(({ kind }) => kind === 'read' || kind === 'switch')) return forSpeaker(desk, answerReads(desk, request, { parsed: commands, speaker }), speaker)
  const schema = desk.schema()
  const answer = await enqueue<Outcome>(desk, () => {
    // An app file may have been saved while this waited.
    const current = desk.schema() === schema ? commands : parseAll(desk, request, speaker)
    return isList(current) ? run(desk, request, { parsed: current, speaker, approval, backedUp }) : { answer: current, entries: [] }
  })
  if (answer !== needsBackup) return forSpeaker(desk, answer, speaker)
  const made = await backUp(desk, 'before-many')
  return made.ok ? submit(desk, request, { ...(approval && { approval }), backedUp: true }) : made
}

const needsBackup: Problem = problem('busy', 'A backup must be made first.', { next: 'Try again.' })
const notDecided: Problem = problem('refused', 'Taken back until it is decided.')

/** Persons see everything; the reflex speaks a person's own words, so private fields exist for it. */
const speakerOf = ({ actor, via }: Request, approval: Approval | undefined): Speaker => {
  const ai = !approval && (actor === 'apprentice' || actor === 'agent')
  return { ai, private: !ai || via === 'reflex' }
}

const isList = (parsed: readonly Parsed[] | Problem): parsed is readonly Parsed[] => Array.isArray(parsed)

/** A Problem shows values and names; what the speaker may not know is left out of it. */
const forSpeaker = (desk: Desk, answer: Outcome | Problem, speaker: Speaker): Outcome | Problem => {
  if (answer.ok || !speaker.ai || (!answer.conflict && !answer.candidates)) return answer
  const { conflict: _conflict, candidates, ...rest } = answer
  const known = candidates?.filter(({ table }) => desk.schema().tables.get(table)?.ai !== 'hidden')
  return { ...rest, ...(known && { candidates: known }) }
}

const mostCommands = 1000

const parseAll = (desk: Desk, { commands }: Request, speaker: Speaker): readonly Parsed[] | Problem => {
  if (commands.length === 0) return problem('bad-command', 'There is no command.', { next: 'Send at least one.', example: { action: 'undo' } })
  if (commands.length > mostCommands) return problem('too-large', `${commands.length} commands at once are too many.`, { next: `Send at most ${mostCommands}.` })
  const parsed: Parsed[] = []
  for (const command of commands) {
    const one = parseCommand(desk.schema(), command, speaker)
    if (!one.ok) return one
    parsed.push(one.value)
  }
  return parsed
}

const answerReads = (desk: Desk, request: Request, { parsed, speaker }: { parsed: readonly Parsed[]; speaker: Speaker }): Outcome | Problem => {
  const turn = request.turn ?? nextTurn(desk)
  const done = attempt(desk, request, { parsed, turn, speaker })
  return done.ok ? { ok: true, turn, results: done.value.results, made: done.value.made } : done
}

interface Running { readonly parsed: readonly Parsed[]; readonly speaker: Speaker; readonly approval: Approval | undefined; readonly backedUp: boolean }

const run = (desk: Desk, request: Request, { parsed, speaker, approval, backedUp }: Running): Finished<Outcome | Problem> => {
  const turn = request.turn ?? nextTurn(desk)
  let entries: readonly Entry[] = []
  let pending: { readonly decision: Decision; readonly attempt: Attempt } | undefined
  let answer: Outcome | Problem
  try {
    answer = desk.store.savepoint(() => {
      const used = approval?.use()
      if (used) return used
      const tried = attempt(desk, request, { parsed, turn, speaker })
      if (!tried.ok) return tried
      const disagreed = approval?.agree(tried.value)
      if (disagreed) return disagreed
      const decision: Decision = approval ? { kind: 'run', backUp: false } : judge(desk, request, { attempt: tried.value, turn })
      if (decision.kind !== 'run') {
        pending = { decision, attempt: tried.value }
        return notDecided
      }
      if (decision.backUp && !backedUp) return needsBackup
      entries = tried.value.entries
      return { ok: true, turn, results: tried.value.results, made: tried.value.made }
    })
  } catch (error) {
    if (!isBrokenConstraint(error)) throw error
    return { answer: problem('linked', 'Another row still points to one of these.', { next: 'Change or delete that row first; its app may not be running.' }), entries: [] }
  }
  if (!pending || answer !== notDecided) return { answer, entries }
  return { answer: explain(desk, request, { ...(pending as { decision: Decision; attempt: Attempt }), parsed, speaker, turn }), entries: [] } // assigned in the savepoint, which the compiler does not follow
}

interface Pending { readonly decision: Decision; readonly attempt: Attempt; readonly parsed: readonly Parsed[]; readonly speaker: Speaker; readonly turn: number }

/** What the speaker is told in place of the change, which has been taken back. */
const explain = (desk: Desk, request: Request, { decision, attempt: tried, parsed, speaker, turn }: Pending): Outcome | Problem => {
  switch (decision.kind) {
    case 'refuse':
      return problem('refused', decision.reason, { next: decision.next })
    case 'ask':
      return problem('needs-confirm', `This ${decision.does} ${decision.confirm} rows.`, {
        next: decision.typed ? `Type ${decision.confirm} to do it; a backup is made first.` : `Say yes to do it (a program sends "confirm": ${decision.confirm}).`, confirm: decision.confirm,
        ...(decision.typed && { typed: true }),
      })
    case 'propose': {
      // Reads are answered from what really stands there.
      const reads = attempt(desk, request, { parsed: parsed.filter(({ kind }) => kind === 'read' || kind === 'switch'), turn, speaker })
      const results: readonly CommandResult[] = reads.ok ? reads.value.results : []
      const proposal = propose(desk, request, { tried, turn, reason: decision.reason, ...(decision.typedCount !== undefined && { typedCount: decision.typedCount }) })
      return { ok: true, turn, results, proposal, made: request.made ?? [] }
    }
    case 'run':
      throw new Error('a change that may run was taken back')
  }
}

const propose = (desk: Desk, request: Request, { tried, turn, reason, typedCount }: { tried: Attempt; turn: number; reason: string; typedCount?: number }) => {
  const { actor, via, profile, model, foreign } = request
  const commands = commandsToPropose(tried)
  const waiting = { turn, profile, actor, via, commands, rows: rowsToShow(desk, tried), reason, ...(typedCount !== undefined && { typedCount }), ...(model !== undefined && { model }), ...(foreign && { foreign }) }
  return addProposal(desk, waiting)
}

/** The rows that stood there and would change, as they stand now, with their versions. */
const rowsToShow = (desk: Desk, { entries }: Attempt) =>
  netChanges(entries.flatMap(({ changes }) => changes)).flatMap(({ table: name, row: id, before }) => {
    const table = desk.schema().tables.get(name)
    return table && before ? [{ table: name, id, label: labelImage(table, id, before), version: readVersion(desk.store, name, id) ?? 0 }] : []
  })

/** Foreign keys and checks of the database: the last guard behind our own. https://www.sqlite.org/rescode.html#constraint */
const isBrokenConstraint = (error: unknown) => error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' && (error.errcode & 0xff) === 19
