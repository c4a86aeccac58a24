import { ok, problem, type Candidate, type Problem, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import { updateRow, type Writing } from './apply.ts'
import { countRowsInWords, labelImage, noun } from './describe.ts'
import type { Desk } from './desk.ts'
import { layoutsOf } from './layout.ts'
import { readImage } from './rows.ts'
import { quote } from './tables.ts'

/** Clears what points to a row that is about to go, or answers `linked` with the rows that refuse it. */
export const clearLinks = (writing: Writing, table: Table, id: number): Result<undefined> => {
  const { desk, schema, profile } = writing
  const refused = rowsThatRefuse(desk, table, id, { profile })
  if (refused) return refused
  for (const { from, field, clears } of linksTo(desk, table)) {
    if (!clears) continue
    for (const row of linkedIds(desk, from, { field, id })) {
      const theirs = from.scope === 'profile' ? Number(readImage(desk.store, from.name, row)?.['_profile'] ?? profile) : profile
      // Of the same entry, but a row of another profile is changed as that profile's own.
      const cleared = updateRow({ ...writing, schema, profile: theirs }, from, { id: row, values: { [field]: null } })
      if (!cleared.ok) return cleared
    }
  }
  return ok(undefined)
}

/** The Problem `linked` when rows point to this one and must not be cleared: links that refuse, and all rows of a profile. Rows of other profiles are counted, not named. */
export const rowsThatRefuse = (desk: Desk, table: Table, id: number, { profile, alsoClearing = false }: { readonly profile: number; readonly alsoClearing?: boolean }): Problem | undefined => {
  const owned = table.name === 'profile' ? rowsOfProfile(desk, id) : undefined
  if (owned) return owned
  const candidates: Candidate[] = []
  let count = 0
  for (const { from, field, clears } of linksTo(desk, table)) {
    if (clears && !alsoClearing) continue
    const ids = linkedIds(desk, from, { field, id })
    count += ids.length
    for (const row of ids) {
      if (candidates.length === 10) break
      const image = readImage(desk.store, from.name, row)
      if (from.scope === 'desk' || image?.['_profile'] === profile) candidates.push({ table: from.name, id: row, label: labelImage(from, row, image) })
    }
  }
  if (count === 0) return undefined
  const label = labelImage(table, id, readImage(desk.store, table.name, id))
  return problem('linked', `${count === 1 ? 'One row points' : `${count} rows point`} to “${label}”.`, {
    next: `Delete ${count === 1 ? 'it' : 'them'} first, or let ${count === 1 ? 'it' : 'them'} point to another ${noun(table)}.`,
    candidates,
  })
}

interface Link { readonly from: Table; readonly field: string; readonly clears: boolean }

const linksTo = (desk: Desk, { name }: Table): readonly Link[] =>
  [...desk.schema().tables.values()].flatMap((from) =>
    [...from.fields].filter(([, field]) => field.kind === 'link' && field.to === name).map(([field, { onDelete, required }]) => ({ from, field, clears: onDelete === 'clear' && !required })),
  )

const linkedIds = (desk: Desk, from: Table, { field, id }: { field: string; id: number }): readonly number[] =>
  desk.store.all<{ id: number }>({ sql: `SELECT id FROM ${quote(from.name)} WHERE ${quote(field)} = ? ORDER BY id`, parameters: [id] }).map((row) => row.id)

const rowsOfProfile = (desk: Desk, profile: number): Problem | undefined => {
  const counts = [...layoutsOf(desk.store).values()]
    .filter(({ scoped }) => scoped)
    .map(({ name }) => ({ name, count: desk.store.get<{ n: number }>({ sql: `SELECT count(*) AS n FROM ${quote(name)} WHERE _profile = ?`, parameters: [profile] })?.n ?? 0 }))
    .filter(({ count }) => count > 0)
  if (counts.length === 0) return undefined
  const words = counts.map(({ name, count }) => {
    const table = desk.schema().tables.get(name)
    return table ? countRowsInWords(table, count) : `${count} of ${name}`
  })
  return problem('linked', `The profile still has ${words.join(', ')}.`, { next: 'Delete its rows first.' })
}
