import { ok, type Result } from '../app/problem.ts'
import type { Answer } from './command.ts'
import type { Desk } from './desk.ts'
import { readNumbers } from './numbers.ts'
import { readPage } from './read.ts'
import type { Resolved } from './resolve.ts'

/** Answers a read: rows, or numbers when it measures something. */
export const readAnswer = (desk: Desk, { table, read }: Extract<Resolved, { kind: 'read' }>, profile: number): Result<Answer> => {
  const { where, words, open, sort, limit, measure, by } = read
  const asked = { table: table.name, profile, open, ...(where && { where }), ...(words !== undefined && { words }) }
  if (measure) return readNumbers(desk, { ...asked, measure: measure.of, ...(measure.field !== undefined && { field: measure.field }), ...(by !== undefined && { by }) })
  if (by !== undefined) return readNumbers(desk, { ...asked, measure: 'count', by })
  const page = readPage(desk, { ...asked, ...(sort !== undefined && { sort }), ...(limit !== undefined && { limit }) })
  return page.ok ? ok({ kind: 'rows', table: table.name, rows: page.value.rows, total: page.value.total }) : page
}
