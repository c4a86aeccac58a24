import { today } from '../../app/dates.ts'
import { capital, plural } from '../../app/english.ts'
import type { Schema, Table } from '../../app/schema.ts'
import type { ShownRow } from '../../data/command.ts'
import type { Desk } from '../../data/desk.ts'
import { lastChanges, rowHistory, toldEntry } from '../../data/journal-told.ts'
import { countRows, readPage, readRow } from '../../data/read.ts'
import { settings } from '../../data/settings.ts'
import { listPath, type ListLocation, type RowLocation } from '../location.ts'
import type { LinkChoices, RowFormProps, RowProps, RowSetting } from '../views/props-rows.ts'
import type { Access } from '../views/props.ts'
import { gatherLine, gatherSaw } from './saw.ts'

/** What the rows of a place have in common. */
export const gatherSetting = (desk: Desk, access: Access, place: ListLocation | RowLocation): RowSetting => {
  const { table, profile } = place
  const schema = desk.schema()
  const view = place.kind === 'list' ? schema.views.get(place.view ?? '') : undefined
  const isOwnOrder = place.kind === 'list' && !place.sort && !place.words && !view?.sort
  return {
    access, profile,
    ...nameTable(desk, table),
    actions: actionsOf(schema, table),
    zone: desk.zone(),
    today: today({ now: desk.now(), zone: desk.zone() }),
    sortable: table.order === 'manual' && isOwnOrder,
    ...(table.name === 'profile' && { extra: ['rows'] }),
    ...(view?.shape === 'board' && view.by !== undefined && { board: { by: view.by } }),
  }
}

/** Rows with who changed them last, and what was seen of it where the row is in `fresh` or this was the last thing that happened, just now. */
export const gatherRows = (desk: Desk, setting: RowSetting, rows: readonly ShownRow[], fresh: ReadonlySet<number> = new Set()): readonly RowProps[] => {
  const changes = lastChanges(desk, setting.table.name, rows.map(({ id }) => id))
  const told = new Set<number>()
  const newest = Math.max(...[...changes.values()].map(({ seq }) => seq))
  return rows.map((found) => {
    const row = setting.table.name === 'profile' ? { ...found, computed: { ...found.computed, rows: countOfProfile(desk, found.id) } } : found
    const last = changes.get(row.id)
    if (!last) return { setting, row }
    const isFresh = fresh.has(row.id) || (last.seq === newest && last.actor !== 'desk' && desk.now() - Date.parse(last.at) < freshMs)
    // A command that changed many rows is told once, beside the first of them.
    const entry = isFresh && !told.has(last.seq) ? toldEntry(desk, last.seq) : undefined
    if (isFresh) told.add(last.seq)
    return { setting, row, by: last.actor, ...(isFresh && { fresh: true as const }), ...(entry && { saw: gatherSaw(desk, entry) }) }
  })
}

/** What each link field of a table may point to. */
export const gatherLinks = (desk: Desk, table: Table, profile: number): Readonly<Record<string, LinkChoices>> =>
  Object.fromEntries([...table.fields].flatMap(([name, field]) => {
    if (field.kind !== 'link' || field.to === undefined) return []
    const page = readPage(desk, { table: field.to, profile, limit: linkChoicesAtMost })
    return page.ok ? [[name, { complete: page.value.next === undefined, rows: page.value.rows.map(({ id, label }) => ({ id, label })) }]] : []
  }))

/** One row's page, or undefined where the row is not there. */
export const gatherRowForm = (desk: Desk, access: Access, place: RowLocation): RowFormProps | undefined => {
  const { table, profile, id } = place
  const row = readRow(desk, table.name, id, profile)
  if (!row) return undefined
  return {
    setting: gatherSetting(desk, access, place),
    row,
    links: gatherLinks(desk, table, profile),
    back: listPath(desk.schema(), profile, table),
    history: rowHistory(desk, table.name, id, 20).map((entry) => gatherLine(desk, entry)),
  }
}

/** A profile is called by the word that the person has chosen for it. */
const nameTable = (desk: Desk, table: Table): Pick<RowSetting, 'table' | 'noun'> => {
  if (table.name !== 'profile') return { table, noun: table.name.replaceAll('_', ' ') }
  const { profile_word: noun } = settings(desk)
  return { table: { ...table, title: capital(plural(noun)) }, noun }
}

/** How many rows a profile has, over all tables. */
const countOfProfile = (desk: Desk, profile: number): number =>
  [...desk.schema().tables.values()].filter(({ scope }) => scope === 'profile').reduce((sum, { name }) => sum + countRows(desk, name, profile), 0)

/** For so long a change counts as just made: without script the page is loaded again right after it. */
const freshMs = 20_000
const linkChoicesAtMost = 200

const actionsOf = (schema: Schema, table: Table): RowSetting['actions'] => [...schema.actions.values()].filter(({ on }) => on === table.name)
