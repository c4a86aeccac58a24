import { labelImage } from '../data/describe.ts'
import type { Desk } from '../data/desk.ts'
import { newestEntries } from '../data/journal-told.ts'
import { readPage, readRow } from '../data/read.ts'
import { resolveRow } from '../data/resolve-row.ts'
import type { PageInSight } from './port.ts'
import { howNamed } from './reflex/reference.ts'
import type { FoundRow, RecentRow, World } from './reflex/world.ts'

/** Builds what the reflex may know of a desk while it reads one request of a profile. Nothing is read before it is asked for. */
export const worldOf = (desk: Desk, profile: number, page?: PageInSight): World => {
  let recent: readonly RecentRow[] | undefined
  // One request asks for the same words again and again.
  const found = new Map<string, readonly FoundRow[]>()
  return {
    now: desk.now(),
    zone: desk.zone(),
    profile,
    ...(page && { page }),
    find: (table, words) => {
      const key = `${table} ${words}`
      const rows = found.get(key) ?? findRows(desk, { table, words, profile })
      found.set(key, rows)
      return rows
    },
    valueIn: (table, id, field) => readRow(desk, table, id, profile)?.values[field],
    at: (table, place) => rowAt(desk, { table, place, profile, shown: page?.table === table ? page.shown : {} }),
    beside: (table, id, places) => rowBeside(desk, { table, id, places, profile }),
    get recent() {
      return (recent ??= recentRows(desk, profile))
    },
    get profiles() {
      const known = readPage(desk, { table: 'profile', profile, limit: 1000 })
      return known.ok ? known.value.rows.map(({ id, label }) => ({ id, name: label })) : []
    },
  }
}

const findRows = (desk: Desk, { table: name, words, profile }: { readonly table: string; readonly words: string; readonly profile: number }): readonly FoundRow[] => {
  const table = desk.schema().tables.get(name)
  if (!table) return []
  const found = resolveRow(desk, table, words, profile)
  if (!found.ok) return (found.candidates ?? []).map(({ id, label }) => ({ id, label, how: howNamed(words, label) ?? 'fuzzy' }))
  const { id, how } = found.value
  const { label } = readRow(desk, name, id, profile) ?? { label: words }
  return [{ id, label, how: how === 'fuzzy' ? howNamed(words, label) ?? 'fuzzy' : 'exact' }]
}

const recentRows = (desk: Desk, profile: number): readonly RecentRow[] =>
  newestEntries(desk, { profile, limit: 10 }).flatMap(({ changes }) =>
    changes.flatMap(({ table: name, row, after }) => {
      const table = desk.schema().tables.get(name)
      return table && after && table.ai !== 'hidden' ? [{ table: name, id: row, label: labelImage(table, row, after) }] : []
    }),
  )

/** The last row is one only where all fit on one page. */
const rowAt = (desk: Desk, { table, place, profile, shown }: { readonly table: string; readonly place: number; readonly profile: number; readonly shown: PageInSight['shown'] }): RecentRow | undefined => {
  const page = shown && readPage(desk, { table, profile, ...shown })
  if (!page?.ok || (place < 0 && page.value.next !== undefined)) return undefined
  const row = page.value.rows.at(place < 0 ? place : place - 1)
  return row && { table, id: row.id, label: row.label }
}

/** Looks among the first thousand rows: further down nobody counts places. */
const rowBeside = (desk: Desk, { table, id, places, profile }: { readonly table: string; readonly id: number; readonly places: number; readonly profile: number }): number | undefined => {
  const page = readPage(desk, { table, profile, limit: 1000 })
  const ids = page.ok ? page.value.rows.map((row) => row.id) : []
  const at = ids.indexOf(id)
  return at < 0 ? undefined : ids[Math.min(ids.length - 1, Math.max(0, at + places))]
}
