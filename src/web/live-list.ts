import { ok, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { Page, ShownRow } from '../data/command.ts'
import type { Desk } from '../data/desk.ts'
import type { Change, Entry, ToldEntry } from '../data/entry.ts'
import { readPage, readRows } from '../data/read.ts'
import { gatherList, gatherViews } from './gather/list.ts'
import { gatherRows, gatherSetting } from './gather/row.ts'
import { queryOf, type ListLocation } from './location.ts'
import { countsFragment, listFragment, rowFragment, rowGone } from './views/fragments.ts'
import type { Access, Html } from './views/props.ts'

/** What the tabs at one list show now. */
export interface ShownList {
  readonly place: ListLocation
  /** The rows of the page, in order. */
  readonly ids: readonly number[]
  /** Whether there are pages after and before it. */
  readonly ends: string
}

/** Reads what a tab that has just loaded this list shows. */
export const readShown = (desk: Desk, place: ListLocation): ShownList => {
  const page = readPage(desk, queryOf(place))
  return page.ok ? toShown(place, page.value) : { place, ids: [], ends: '' }
}

/** Whether any of these entries can change what the list shows. */
export const concerns = (desk: Desk, { table }: ListLocation, entries: readonly ToldEntry[]): boolean =>
  entries.some(({ changes, more = {} }) => changes.some((change) => isKeptView(desk, change)) || [...changes.map((change) => change.table), ...Object.keys(more)].some((name) => name === table.name || isLinked(table, name)))

/** The whole list anew. Problems: those of `readPage`, when its view or a field is gone. */
export const refreshList = async (desk: Desk, access: Access, place: ListLocation): Promise<Result<{ readonly shown: ShownList; readonly html: Html }>> => {
  const list = gatherList(desk, access, place)
  return list.ok ? ok({ shown: toShown(place, list.value.page), html: listFragment(list.value) }) : list
}

/**
 * What changes in a list by these entries: rows changed where they stand, new ones at their place, gone ones away, counts.
 * The page is read again only where an entry can have changed which rows it holds or their order.
 */
export const updateList = async (desk: Desk, access: Access, shown: ShownList, entries: readonly Entry[]): Promise<Result<{ readonly shown: ShownList; readonly html: readonly Html[] }>> => {
  const { place, ids } = shown
  const { table } = place
  const changes = entries.flatMap((entry) => entry.changes)
  const own = changes.filter((change) => change.table === table.name)
  const touched = new Set(own.map(({ row }) => row))
  if (own.every((change) => keepsPlace(desk, place, ids, change)) && !changes.some((change) => isKeptView(desk, change))) {
    const rows = readRows(desk, table.name, [...ids.filter((id) => touched.has(id)), ...linking(desk, shown, changes)], place.profile)
    return ok({ shown, html: showRows(desk, access, place, rows, touched) })
  }
  const page = readPage(desk, queryOf(place))
  if (!page.ok) return page
  const now = toShown(place, page.value)
  if (now.ends !== shown.ends || needsWhole(ids, now.ids, touched)) {
    const whole = await refreshList(desk, access, place)
    return whole.ok ? ok({ shown: whole.value.shown, html: [whole.value.html] }) : whole
  }
  const counts = countsFragment({ setting: gatherSetting(desk, access, place), views: gatherViews(desk, place), page: page.value })
  return ok({ shown: now, html: [...moveRows(desk, access, { shown, page: page.value, touched, also: linking(desk, shown, changes) }), counts] })
}

const toShown = (place: ListLocation, { rows, next, previous }: Page): ShownList => ({ place, ids: rows.map(({ id }) => id), ends: `${previous !== undefined} ${next !== undefined}` })

/**
 * Rows that left, then rows that came, moved or changed. A page finds every target of a frame before it swaps any: a row is put
 * after the nearest one above it that stays, and from the bottom up, so that neighbours that come together keep their order.
 */
const moveRows = (desk: Desk, access: Access, { shown: { place, ids }, page, touched, also }: {
  readonly shown: ShownList; readonly page: Page; readonly touched: ReadonlySet<number>; readonly also: readonly number[]
}): readonly Html[] => {
  const now = page.rows.map(({ id }) => id)
  const gone = ids.filter((id) => !now.includes(id)).map((id) => rowGone(place.table.name, id))
  const moved = new Set(movedRows(ids, now, touched))
  const setting = gatherSetting(desk, access, place)
  const shown = page.rows.filter(({ id }) => touched.has(id) || moved.has(id) || also.includes(id))
  const rows = gatherRows(desk, setting, shown, touched).toReversed().map((row) => {
    if (!moved.has(row.row.id)) return rowFragment(row)
    const above = now.slice(0, now.indexOf(row.row.id)).findLast((id) => !moved.has(id))
    return rowFragment(row, above === undefined ? 'top' : { after: above })
  })
  return [...gone, ...rows]
}

const showRows = (desk: Desk, access: Access, place: ListLocation, rows: readonly ShownRow[], fresh: ReadonlySet<number>): readonly Html[] =>
  gatherRows(desk, gatherSetting(desk, access, place), rows, fresh).map((row) => rowFragment(row))

/** New rows, and touched rows whose place among the others is another. */
const movedRows = (before: readonly number[], now: readonly number[], touched: ReadonlySet<number>): readonly number[] => {
  const still = before.filter((id) => now.includes(id))
  const inOrder = now.filter((id) => before.includes(id)).every((id, at) => still[at] === id)
  return now.filter((id) => !before.includes(id) || (!inOrder && touched.has(id)))
}

/** Beyond so many rows at once, or where rows moved that nobody touched, the whole list is smaller and surer. */
const needsWhole = (before: readonly number[], now: readonly number[], touched: ReadonlySet<number>): boolean => {
  if (before.length === 0 || now.length === 0 || movedRows(before, now, touched).length > rowsAtOnce) return true
  const isOther = (id: number): boolean => !touched.has(id) && before.includes(id) && now.includes(id)
  const others = before.filter(isOther)
  return !now.filter(isOther).every((id, at) => others[at] === id)
}

const rowsAtOnce = 20

/** An update of nothing that the list is filtered or sorted by; or of a row that it would not show either way. */
const keepsPlace = (desk: Desk, place: ListLocation, ids: readonly number[], { before, after, row }: Change): boolean => {
  const { table, profile } = place
  const image = after ?? before
  if (table.scope === 'profile' && image?.['_profile'] !== profile) return !ids.includes(row)
  if (!before || !after || place.words || desk.schema().views.get(place.view ?? '')?.shape === 'board') return false
  const deciding = decidingFields(desk, place)
  return Object.keys(after).every((name) => !deciding.has(name) || before[name] === after[name])
}

/** What the place of a row hangs on. The views' counts hang on their fields too. */
const decidingFields = (desk: Desk, { table, where, sort }: ListLocation): ReadonlySet<string> => {
  const views = [...desk.schema().views.values()].filter((each) => each.table === table.name)
  const sorts = [sort, table.order, ...views.map((view) => view.sort)].flatMap((name) => (name === undefined ? [] : [name.replace(/^-/, '')]))
  const computed = Object.keys(table.input.computed ?? {})
  if (sorts.some((name) => computed.includes(name))) return new Set(table.fields.keys())
  return new Set(['_position', '_profile', ...sorts, ...Object.keys(where ?? {}), ...views.flatMap((view) => Object.keys(view.where ?? {}))])
}

/** The rows on the page that show the name of a row that was changed. */
const linking = (desk: Desk, { place: { table, profile }, ids }: ShownList, changes: readonly Change[]): readonly number[] => {
  const fields = [...table.fields].filter(([, { kind, to }]) => kind === 'link' && changes.some((change) => change.table === to))
  if (fields.length === 0) return []
  const isNamed = (row: ShownRow): boolean => fields.some(([name, { to }]) => changes.some((change) => change.table === to && change.row === row.values[name]))
  return readRows(desk, table.name, ids, profile).filter(isNamed).map(({ id }) => id)
}

const isLinked = (table: Table, to: string): boolean => [...table.fields.values()].some((field) => field.kind === 'link' && field.to === to)

const isKeptView = (desk: Desk, { table }: Change): boolean => table === 'view' && desk.schema().tables.get('view')?.guarded === true
