import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { RefusedCommand, TurnAnswer } from '../apprentice/turn-outcome.ts'
import { problemStatus, type Problem } from '../app/problem.ts'
import type { Answer, CommandResult, Outcome } from '../data/command.ts'
import type { Proposal } from '../data/records.ts'

/** Answers a refusal: `{"error": Problem}` with the Problem's status, the one shape of every error. */
export const refuse = (c: Context, refusal: Problem): Response =>
  c.json({ error: problemToJson(refusal) }, problemStatus[refusal.code] satisfies ContentfulStatusCode)

/** What commands came to, for a program. */
export const outcomeToJson = ({ turn, results, proposal, made }: Outcome): object => ({
  turn,
  commands: results.map(resultToJson),
  proposals: proposal ? [proposalToJson(proposal)] : [],
  made,
})

/** What a turn came to, for a program. */
export const turnToJson = ({ turn, via, say, model, results, proposals, problem, falseClaim, stopped }: TurnAnswer): object => ({
  turn, via, say,
  ...(model !== undefined && { model }),
  commands: results.map(resultToJson),
  proposals: proposals.map(proposalToJson),
  ...(problem && { problem: problemToJson(problem) }),
  ...(falseClaim && { falseClaim }),
  ...(stopped && { stopped }),
})

const resultToJson = (result: CommandResult | RefusedCommand): object => {
  const { command } = result
  switch (result.kind) {
    case 'changed': return { command, entry: result.entry }
    case 'unchanged': return { command, unchanged: { table: result.table, ids: result.ids } }
    case 'read': return { command, ...answerToJson(result.answer) }
    case 'switched': return { command, profile: { id: result.profile, name: result.name } }
    case 'refused': return { command, problem: problemToJson(result.problem) }
  }
}

const problemToJson = (reason: Problem): object => {
  const { ok: _, ...problem } = reason
  return problem
}

const answerToJson = (answer: Answer): object =>
  answer.kind === 'rows' ? { rows: answer.rows, total: answer.total } : { rows: answer.groups, measure: answer.measure, field: answer.field, by: answer.by }

const proposalToJson = ({ id, turn, commands, rows, reason, typedCount, expiresAt }: Proposal): object => ({
  id, turn, commands, rows, reason, expiresAt, ...(typedCount !== undefined && { confirm: typedCount }),
})
