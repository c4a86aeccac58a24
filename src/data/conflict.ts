import { problem, type Problem } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { Value } from '../app/field.ts'
import type { Request } from './command.ts'
import { labelImage } from './describe.ts'
import type { Desk } from './desk.ts'
import type { Change, Image } from './entry.ts'
import { changedColumns, netChanges } from './net-changes.ts'
import type { Resolved } from './resolve.ts'
import { readImage, readVersion } from './rows.ts'

type Seen = Pick<Request, 'version' | 'seen'>

/**
 * Compares what the speaker saw of a row with what stands there. A conflict is only where a field that the command changes
 * has been changed since; a delete meets any change of a field. Answers the Problem `conflict` with both values.
 */
export const findConflict = (desk: Desk, resolved: Resolved, { version, seen }: Seen): Problem | undefined => {
  if (version === undefined || (resolved.kind !== 'update' && resolved.kind !== 'delete' && resolved.kind !== 'move')) return undefined
  const { table } = resolved
  const id = resolved.kind === 'update' ? resolved.changes[0]?.id : resolved.ids[0]
  if (id === undefined || (readVersion(desk.store, table.name, id) ?? 0) <= version) return undefined
  const mine: Image = resolved.kind === 'update' ? (resolved.changes[0]?.values ?? {}) : {}
  const at = resolved.kind === 'update' ? Object.keys(mine) : resolved.kind === 'move' ? ['_position'] : [...table.fields.keys()]
  return conflictAt(desk, { table, id, at, mine, now: readImage(desk.store, table.name, id) }, { version, seen })
}

/** The same for what an app's action has done to its one row, which is known only now; before it is journalled. */
export const findActionConflict = (desk: Desk, { table, ids: [id] }: Extract<Resolved, { kind: 'action' }>, changes: readonly Change[], { version, seen }: Seen): Problem | undefined => {
  const change = version === undefined ? undefined : netChanges(changes).find((one) => one.table === table.name && one.row === id)
  if (version === undefined || id === undefined || !change?.before) return undefined
  const at = change.after ? changedColumns(change) : [...table.fields.keys()]
  return conflictAt(desk, { table, id, at, mine: change.after ?? {}, now: change.before }, { version, seen })
}

/** One row that a command changes: which columns, to what, and what others have left there. */
interface Meeting { readonly table: Table; readonly id: number; readonly at: readonly string[]; readonly mine: Image; readonly now: Image | undefined }

const conflictAt = (desk: Desk, { table, id, at, mine, now }: Meeting, { version = 0, seen }: Seen): Problem | undefined => {
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
