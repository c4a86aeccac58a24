import { isJsonObject } from '../app/json-object.ts'
import { problemToText, type Problem } from '../app/problem.ts'
import type { NewMessage } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { holdsForeign } from '../data/read.ts'
import { resultToText } from './answer.ts'
import { seenTables } from './card.ts'
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
  const parts = [...results.map((result) => `Result: ${resultToText(desk, result)}`), ...problems.map(refusalToText), note]
  const text = parts.filter(Boolean).join('\n\n').slice(0, longestResult).toWellFormed()
  // Our own example is no data, but it is not to be repeated either.
  const inside = addTextsToSight(desk, sight, [...results.map((result) => resultToText(desk, result)), ...problems.map(({ example: _example, ...rest }) => problemToText(rest)), ...labels])
  addExamplesToSight(sight, problems.flatMap(({ example }) => (isJsonObject(example) ? [example] : [])))
  const found = [...new Set([...(body.found ?? []), ...inside])]
  // Names of groups and those in a refusal come without their rows: any row may have lent them.
  const isNaming = problems.some(({ code }) => namingRows.has(code)) || results.some((result) => result.kind === 'read' && result.answer.kind === 'numbers' && result.answer.by !== undefined)
  const foreign = body.foreign === true || (isNaming && seenTables(desk.schema()).some((table) => holdsForeign(desk, table)))
  sight.foreign ||= foreign
  return { text, body: { ...(found.length > 0 && { found }), ...(foreign && { foreign: true }) } }
}

/** Shown some rows in place of one that is not there, a small model takes the first. */
const refusalToText = (reason: Problem): string => `Not done: ${problemToText(reason)}${reason.code === 'unknown-row' ? ' If none of them is meant, say so.' : ''}`

/** Refusals that name rows. */
const namingRows = new Set<Problem['code']>(['unknown-row', 'ambiguous-row', 'linked', 'changed-since', 'check-failed'])
