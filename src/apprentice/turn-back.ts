import { isJsonObject } from '../app/json-object.ts'
import { problemToText, type Problem } from '../app/problem.ts'
import type { NewMessage } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import type { CommandResult } from '../data/command.ts'
import { resultToText } from './answer.ts'
import { isOfForeign, mayNameForeign, mayShowForeign, tellByNumber } from './context-foreign.ts'
import { addExamplesToSight, addRowsToSight, addTextsToSight, type Sight } from './context-sight.ts'
import type { Next } from './turn-next.ts'

/** About 1,000 tokens: more would not leave room for the next round. */
const longestResult = 3600

/** Words results and refusals for the model, and counts their rows as seen. */
export const tellBack = (desk: Desk, sight: Sight, { results, problems, note = '' }: Extract<Next, { readonly results: unknown }>): Pick<NewMessage, 'text' | 'body'> => {
  const rows = results.flatMap((result) => (result.kind === 'read' && result.answer.kind === 'rows' ? result.answer.rows.slice(0, 20).map((row) => ({ table: result.command['table'], row })) : []))
  const body = addRowsToSight(desk, sight, rows.map(({ table, row }) => ({ table: String(table), row })))
  const labels = problems.flatMap(({ candidates }) => candidates?.map(({ label }) => label) ?? [])
  // Without its first word each would read as if the user had pasted it.
  const parts = [...results.map((result) => `Result: ${tellResult(desk, result)}`), ...problems.map(refusalToText), note]
  const text = parts.filter(Boolean).join('\n\n').slice(0, longestResult).toWellFormed()
  // Our own example is no data, but it is not to be repeated either.
  const inside = addTextsToSight(desk, sight, [...results.map((result) => tellResult(desk, result)), ...problems.map(({ example: _example, ...rest }) => problemToText(rest)), ...labels])
  addExamplesToSight(sight, problems.flatMap(({ example }) => (isJsonObject(example) ? [example] : [])))
  const found = [...new Set([...(body.found ?? []), ...inside])]
  // Rows are counted as they are shown; what was changed is told without its text.
  const isNaming = results.some((result) => result.kind !== 'changed' && !isRows(result) && mayShowForeign(desk, result)) || problems.some((reason) => mayNameForeign(desk, reason))
  const foreign = body.foreign === true || isNaming
  sight.foreign ||= foreign
  return { text, body: { ...(found.length > 0 && { found }), ...(foreign && { foreign: true }) } }
}

/** Shown some rows in place of one that is not there, a small model takes the first. */
const refusalToText = (reason: Problem): string => `Not done: ${problemToText(reason)}${reason.code === 'unknown-row' ? ' If none of them is meant, say so.' : ''}`

const isRows = (result: CommandResult): boolean => result.kind === 'read' && result.answer.kind === 'rows'

const tellResult = (desk: Desk, result: CommandResult): string => {
  if (result.kind !== 'changed' || !isOfForeign(desk, result.entry)) return resultToText(desk, result)
  const table = desk.schema().tables.get(String(result.command['table'] ?? result.entry.changes[0]?.table))
  return table ? tellByNumber(table, result.entry) : 'changed the desk'
}
