import type { Problem } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { CommandResult } from '../data/command.ts'
import { countRowsInWords } from '../data/describe.ts'
import type { Desk } from '../data/desk.ts'
import type { Change, ToldEntry } from '../data/entry.ts'
import { toldEntry } from '../data/journal-told.ts'
import { holdsForeign, readRow } from '../data/read.ts'
import type { Proposal } from '../data/records.ts'
import { seenTables } from './card.ts'
import type { RefusedCommand } from './turn-outcome.ts'

/** Whether telling an entry in words could show text from outside: of a row that it changed, as it was or is, or of one that such a row points to. */
export const isOfForeign = (desk: Desk, entry: ToldEntry): boolean => {
  if (entry.changes.some((change) => isForeignChange(desk, entry.profile, change))) return true
  // An undo is told by what it takes back, as the rows were called then.
  const undone = entry.undoes === undefined ? undefined : toldEntry(desk, entry.undoes)
  return undone !== undefined && isOfForeign(desk, undone)
}

/**
 * Tells what an entry came to by tables, numbers and values, without any text of its rows: `added task 5`,
 * `changed task 5: done false → true`. Only a text that the person gave it with their own hands is said.
 */
export const tellByNumber = (table: Table, entry: ToldEntry): string => {
  const changes = entry.changes.filter((change) => change.table === table.name)
  const count = changes.length + (entry.more?.[table.name] ?? 0)
  const [only] = changes
  if (!only) return 'changed the desk'
  const rows = count === 1 ? `${table.name} ${only.row}` : countRowsInWords(table, count)
  if (changes.every(({ before }) => !before)) return `added ${rows}`
  if (changes.every(({ after }) => !after)) return `deleted ${rows}`
  if (entry.command.action === 'move') return `moved ${rows}`
  const values = count === 1 ? valuesOf(table, entry, only) : []
  return `changed ${rows}${values.length > 0 ? `: ${values.join(', ')}` : ''}`
}

/** A value as a change line says it. */
export const showValue = (value: unknown): string => (value === null || value === undefined || value === '' ? '–' : typeof value === 'string' && value.includes(' ') ? `“${value}”` : String(value))

/** Whether the words for a result could show text from outside. */
export const mayShowForeign = (desk: Desk, result: CommandResult | RefusedCommand): boolean => {
  switch (result.kind) {
    case 'changed': return isOfForeign(desk, result.entry)
    case 'read': return result.answer.kind === 'rows' ? result.answer.rows.some(({ foreign }) => foreign) : result.answer.by !== undefined && holdsAnyForeign(desk)
    case 'switched': return readRow(desk, 'profile', result.profile, result.profile)?.foreign === true
    case 'refused': return mayNameForeign(desk, result.problem)
    case 'unchanged': return false
  }
}

/** Whether the words for a proposal could show text from outside: of a row that it names, puts another beside, or lets one point to. */
export const mayProposeForeign = (desk: Desk, { profile, commands }: Pick<Proposal, 'profile' | 'commands'>): boolean =>
  commands.some((command) => {
    const table = desk.schema().tables.get(String(command['table']))
    return table !== undefined && Object.entries(command).some(([key, value]) => {
      const to = places.has(key) ? table.name : table.fields.get(key)?.to
      return to !== undefined && [value].flat().some((id) => typeof id === 'number' && readRow(desk, to, id, profile)?.foreign === true)
    })
  })

/** Whether a refusal could name a row whose text came from outside. One that tells of what has changed since may name a row that is gone. */
export const mayNameForeign = (desk: Desk, { code }: Problem): boolean => code === 'changed-since' || (namingRows.has(code) && holdsAnyForeign(desk))

/** Whether any row that a model may see holds text from outside: names that come without their rows may be lent from it. */
export const holdsAnyForeign = (desk: Desk): boolean => seenTables(desk.schema()).some((table) => holdsForeign(desk, table))

/** Where a command names rows of its own table. */
const places: ReadonlySet<string> = new Set(['id', 'after', 'before'])

/** Refusals that name rows; what an app itself says may do so too. */
const namingRows = new Set<Problem['code']>(['unknown-row', 'ambiguous-row', 'unknown-profile', 'linked', 'conflict', 'check-failed', 'failed'])

const isForeignChange = (desk: Desk, profile: number, { table: name, before, after }: Change): boolean => {
  if (before?.['_foreign'] === true || after?.['_foreign'] === true) return true
  if (!before || !after) return false
  const links = [...(desk.schema().tables.get(name)?.fields ?? [])].filter(([field, { to }]) => to !== undefined && before[field] !== after[field])
  return links.some(([field, { to = '' }]) => [before[field], after[field]].some((id) => typeof id === 'number' && readRow(desk, to, id, profile)?.foreign === true))
}

const mostValues = 2

const valuesOf = (table: Table, entry: ToldEntry, { before, after }: Change): readonly string[] =>
  [...table.fields]
    .filter(([name, field]) => !field.private && before?.[name] !== after?.[name])
    .slice(0, mostValues)
    .map(([name, { kind }]) => {
      if (!texts.has(kind)) return `${name} ${showValue(before?.[name])} → ${showValue(after?.[name])}`
      return isByHand(entry) && entry.command[name] === after?.[name] ? `${name} → ${showValue(after?.[name])}` : name
    })

const texts: ReadonlySet<string> = new Set(['text', 'longtext', 'url', 'email'])

const isByHand = ({ actor, via, command, undoes }: ToldEntry): boolean => actor === 'person' && (via === 'page' || via === 'bang') && command.action === 'update' && undoes === undefined
