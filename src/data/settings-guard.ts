import { problem, type Problem } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import type { Change, Image } from './entry.ts'

/** What the desk's own tables must always be; app tables pass. */
export const guardRow = (desk: Desk, table: Table, { before, image }: { readonly id: number; readonly before: Image | undefined; readonly image: Image | undefined }): Problem | undefined => {
  switch (table.name) {
    case 'setting':
      return guardSetting(desk, { before, image })
    case 'view':
      return image ? guardView(desk, image) : undefined
    case 'profile':
      return image || rowsOf(desk, 'profile') > 1 ? undefined : problem('refused', 'The last profile cannot be deleted.', { next: 'Add another one first.' })
    default:
      return undefined
  }
}

/** Whether changes touch what only a person may change, on its own page: settings, kept views, a profile's deletion. */
export const needsOwnPage = (desk: Desk, changes: readonly Change[]): boolean =>
  changes.some(({ table, after }) => (table === 'profile' ? !after : desk.schema().tables.get(table)?.guarded === true))

/** What a program is told that wants to take such a change back. */
export const refusedToProgram: Problem = problem('refused', 'Only a person may undo that, on its own page.', { next: 'Do it there, in the browser.' })

const guardSetting = (desk: Desk, { before, image }: { before: Image | undefined; image: Image | undefined }): Problem | undefined => {
  if (!image) return problem('refused', 'The settings cannot be deleted.', { next: 'Change them instead.' })
  if (!before && rowsOf(desk, 'setting') > 0) return problem('refused', 'A desk has one row of settings.', { next: 'Change it instead.', example: { action: 'update', table: 'setting', id: 1, theme: 'dark' } })
  const zone = image['zone']
  if (typeof zone !== 'string' || isZone(zone)) return undefined
  return problem('bad-value', `“${zone}” is no time zone.`, { next: 'Give one like Europe/Berlin, or nothing for the zone of this machine.', fields: { zone: 'Must be a time zone like Europe/Berlin.' } })
}

const guardView = (desk: Desk, image: Image): Problem | undefined => {
  const table = desk.schema().tables.get(String(image['shows']))
  if (!table) return problem('unknown-table', `There is no table “${String(image['shows'])}”.`, { next: `The tables are ${[...desk.schema().tables.keys()].join(', ')}.`, fields: { shows: 'Must be a table.' } })
  if (isJsonObject(String(image['conditions'] ?? '{}'))) return undefined
  return problem('bad-value', 'The conditions of a view are one JSON object.', { next: 'Write them as in where.', example: { done: false }, fields: { conditions: 'Must be a JSON object.' } })
}

const rowsOf = (desk: Desk, table: 'setting' | 'profile') => desk.store.get<{ n: number }>({ sql: `SELECT count(*) AS n FROM ${table}`, parameters: [] })?.n ?? 0

const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const isJsonObject = (json: string) => {
  try {
    const parsed: unknown = JSON.parse(json)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  } catch {
    return false
  }
}
