import { plural, withArticle } from '../../app/english.ts'
import { isJsonObject } from '../../app/json-object.ts'
import { ok, type Result } from '../../app/problem.ts'
import type { Table } from '../../app/schema.ts'
import type { Desk } from '../../data/desk.ts'
import { countRows, readPage } from '../../data/read.ts'
import { listPath, queryOf, type ListLocation } from '../location.ts'
import type { ListProps, ViewTab } from '../views/props-rows.ts'
import type { Access } from '../views/props.ts'
import { columnsOf } from '../views/columns.ts'
import { listHref } from '../views/query.ts'
import { tabCountAtMost } from '../views/toolbar.ts'
import { gatherLinks, gatherRows, gatherSetting } from './row.ts'

/** A table's page. Problems: those of `readPage`, for a view, field or filter that is not there. */
export const gatherList = (desk: Desk, access: Access, place: ListLocation): Result<ListProps> => {
  const page = readPage(desk, queryOf(place))
  if (!page.ok) return page
  const { table, profile, view, sort, words, where, cursor } = place
  const setting = gatherSetting(desk, access, place)
  const query = { ...(view && { view }), ...(sort && { sort }), ...(words && { words }), ...(where && { where }), ...(cursor && { cursor }) }
  return ok({
    setting, query,
    tables: gatherSiblings(desk, { app: table.app, profile, at: table.name }),
    views: gatherViews(desk, place),
    page: page.value,
    rows: gatherRows(desk, setting, page.value.rows),
    path: listPath(desk.schema(), profile, table),
    links: gatherLinks(desk, table, profile),
    tries: gatherTries(desk, table, profile),
  })
}

/** A table's views as tabs: all rows, the app's views, those that a person has kept. */
export const gatherViews = (desk: Desk, { table, profile, view, where, sort }: ListLocation): readonly ViewTab[] => {
  const path = listPath(desk.schema(), profile, table)
  const own = [...desk.schema().views.values()].filter((each) => each.table === table.name)
  const kept = readKeptViews(desk, table, profile)
  if (own.length + kept.length === 0) return []
  const filter = where && JSON.stringify(where)
  const tabs = [
    ...own.map((each) => ({
      href: `${path}?view=${encodeURIComponent(each.name)}`, title: each.title, current: view === each.name,
      ...(each.where && { count: countRows(desk, table.name, profile, each.where, tabCountAtMost + 1) }),
    })),
    ...kept.map((each) => ({
      href: listHref({ path, query: {} }, { where: each.where, sort: each.sort }), title: each.name, row: each.id,
      current: view === undefined && filter === JSON.stringify(each.where) && (sort ?? '') === each.sort,
    })),
  ]
  return [{ href: path, title: 'All', current: view === undefined && !tabs.some(({ current }) => current) }, ...tabs]
}

/** Three things to say to the apprentice about a table, in its app's own words where it teaches some. */
export const gatherTries = (desk: Desk, table: Table, profile: number): readonly string[] => {
  const word = table.name.replaceAll('_', ' ')
  const all = `what is in ${table.title.toLowerCase()}?`
  const label = readLabel(desk, table, profile)
  const add = `add ${withArticle(word)} called …`
  if (label === undefined) return [add, all, '!help']
  const taught = desk.schema().examples.filter(({ say }) => say.includes(`{${table.name}}`)).map(({ say }) => say.replace(/\{\w+\}/g, label))
  return [add, ...taught, all, `how many ${plural(word)} are there?`].slice(0, 3)
}

/** The tables and pages of an app, to go from one to another; none where there is but one. `at` is the table's name or the page's path. */
export const gatherSiblings = (desk: Desk, { app, profile, at }: { readonly app: string; readonly profile: number; readonly at: string }): ListProps['tables'] => {
  const tables = [...desk.schema().tables.values()].filter((each) => each.app === app && !each.guarded)
  const pages = Object.entries(desk.schema().apps.get(app)?.menu ?? {})
  if (tables.length + pages.length < 2) return []
  return [
    ...tables.map((each) => ({ href: listPath(desk.schema(), profile, each), title: each.title, current: each.name === at })),
    ...pages.map(([path, title]) => ({ href: `/app/${app}${path}?profile=${profile}`, title, current: path === at })),
  ]
}

interface KeptView { readonly id: number; readonly name: string; readonly where: NonNullable<ListLocation['where']>; readonly sort: string }

const readKeptViews = (desk: Desk, table: Table, profile: number): readonly KeptView[] => {
  const page = readPage(desk, { table: 'view', profile, where: { shows: table.name }, limit: 100 })
  if (!page.ok) return []
  return page.value.rows.map(({ id, label, values }) => ({ id, name: label, where: readConditions(values['conditions']), sort: String(values['sorting'] ?? '') }))
}

/** A view was checked when it was kept; one that cannot be read any more filters nothing. */
const readConditions = (text: unknown): KeptView['where'] => {
  try {
    const where: unknown = JSON.parse(String(text))
    return isObject(where) ? where : {}
  } catch {
    return {}
  }
}

const isObject = (value: unknown): value is KeptView['where'] => isJsonObject(value)

/** A row's name that is short enough to be said, of one that is not ticked if there is any. Never one from outside: what is clicked is said as the person's own words. */
const readLabel = (desk: Desk, table: Table, profile: number): string | undefined => {
  const page = readPage(desk, { table: table.name, profile, limit: 20 })
  const { tick } = columnsOf({ table })
  const named = page.ok ? page.value.rows.filter(({ label, foreign }) => label !== '' && label.length <= 40 && !foreign) : []
  return (named.find(({ values }) => tick === undefined || values[tick] !== true) ?? named[0])?.label
}
