import { problem, type Problem } from '../app/problem.ts'
import type { Value } from '../app/field.ts'
import type { Request } from './command.ts'
import { labelImage } from './describe.ts'
import type { Desk } from './desk.ts'
import type { Change, Image } from './entry.ts'
import { changedColumns } from './net-changes.ts'
import type { Resolved } from './resolve.ts'
import { readImage, readVersion } from './rows.ts'

/**
 * Compares what the speaker saw of a row with what stands there. A conflict is only where a field that the command changes
 * has been changed since; a delete meets any change of a field. Answers the Problem `conflict` with both values.
 */
export const findConflict = (desk: Desk, resolved: Resolved, { version, seen }: Pick<Request, 'version' | 'seen'>): Problem | undefined => {
  if (version === undefined || (resolved.kind !== 'update' && resolved.kind !== 'delete' && resolved.kind !== 'move')) return undefined
  const { table } = resolved
  const id = resolved.kind === 'update' ? resolved.changes[0]?.id : resolved.ids[0]
  if (id === undefined || (readVersion(desk.store, table.name, id) ?? 0) <= version) return undefined
  const now = readImage(desk.store, table.name, id)
  const mine: Image = resolved.kind === 'update' ? (resolved.changes[0]?.values ?? {}) : {}
  const at = resolved.kind === 'update' ? Object.keys(mine) : resolved.kind === 'move' ? ['_position'] : [...table.fields.keys()]
  const conflict: Record<string, { readonly seen: Value; readonly now: Value }> = {}
  for (const { before, after } of changesAfter(desk, { table: table.name, id, version }))
    for (const column of changedColumns({ table: table.name, row: id, ...(before && { before }), ...(after && { after }) }))
      if (at.includes(column) && !(column in conflict) && (now?.[column] ?? null) !== (before?.[column] ?? null) && !(column in mine && mine[column] === (now?.[column] ?? null)))
        conflict[column] = { seen: seen?.[column] ?? before?.[column] ?? null, now: now?.[column] ?? null }
  const columns = Object.keys(conflict)
  if (columns.length === 0) return undefined
  return problem('conflict', `“${labelImage(table, id, now)}” has been changed by someone else (${columns.map((column) => column.replace(/^_/, '').replaceAll('_', ' ')).join(', ')}).`, {
    next: 'Look at both values, then say it again.', conflict,
  })
}

const changesAfter = (desk: Desk, { table, id, version }: { table: string; id: number; version: number }): readonly Pick<Change, 'before' | 'after'>[] =>
  desk.store
    .all<{ before: string | null; after: string | null }>({ sql: 'SELECT before, after FROM _change WHERE "table" = ? AND row = ? AND seq > ? ORDER BY seq, n', parameters: [table, id, version] })
    .map(({ before, after }) => ({
      ...(before !== null && { before: JSON.parse(before) as Image }), // the journal wrote both from an Image
      ...(after !== null && { after: JSON.parse(after) as Image }),
    }))
