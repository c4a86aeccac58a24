import type { Where } from '../app/define.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { BrokenApp, Schema, Table } from '../app/schema.ts'
import type { Query } from '../data/command.ts'
import { readWhere } from '../doors/address.ts'

/** Where a tab is: what it shows, and so which changes concern it. */
export type Location = ListLocation | RowLocation | OtherLocation

/** The rows of one table, as they are filtered, sorted and paged. */
export interface ListLocation {
  readonly kind: 'list'
  readonly profile: number
  readonly app: string
  readonly table: Table
  readonly view?: string
  readonly sort?: string
  readonly words?: string
  readonly where?: Where
  readonly cursor?: string
}
/** The page of one row. */
export interface RowLocation { readonly kind: 'row'; readonly profile: number; readonly table: Table; readonly id: number }
/** A page without rows of its own: search, settings, an app's own page. */
export interface OtherLocation { readonly kind: 'other'; readonly profile: number }

/** Reads a path with its query. Problems: `unknown-page`, `unknown-table`, `bad-value` for a `where` that is no JSON object. */
export const readLocation = (schema: Schema, path: string): Result<Location> => {
  if (!path.startsWith('/') || !URL.canParse(path, 'http://desk')) return noPage(path)
  const { pathname, searchParams } = new URL(path, 'http://desk')
  const [, p, profileText = '', name, second, third] = pathname.split('/')
  const profile = /^\d{1,15}$/.test(profileText) ? Number(profileText) : 0
  if (p !== 'p' || profile === 0) return ok({ kind: 'other', profile: 1 })
  if (name === 'row') {
    const table = schema.tables.get(second ?? '')
    return table && /^\d{1,15}$/.test(third ?? '') ? ok({ kind: 'row', profile, table, id: Number(third) }) : noPage(path)
  }
  const app = schema.apps.get(name ?? '')
  if (!app || third !== undefined) return ok({ kind: 'other', profile })
  const table = schema.tables.get(second ?? Object.keys(app.tables)[0] ?? '')
  if (!table || table.app !== name) return noPage(path)
  return readList({ kind: 'list', profile, app: name, table }, searchParams)
}

/** The app that does not run and whose page a path would be. */
export const brokenAppAt = ({ apps, broken }: Schema, path: string): BrokenApp | undefined => {
  const [, name = ''] = /^\/(?:p\/\d+|app)\/([^/?]+)/.exec(path) ?? []
  return apps.has(name) ? undefined : broken.find((app) => app.name === name)
}

/** The path of a table's page; the first table of an app needs no second name. */
export const listPath = (schema: Schema, profile: number, table: Table): string => {
  const [first] = Object.keys(schema.apps.get(table.app)?.tables ?? {})
  return `/p/${profile}/${table.app}${first === table.name ? '' : `/${table.name}`}`
}

/** The path of one row's page. */
export const rowPath = (profile: number, table: string, id: number): string => `/p/${profile}/row/${table}/${id}`

/** Where the command of an entry stands whole. */
export const commandPath = (entry: number): string => `/entry/${entry}/command`

/** What to ask the data for, to show a list. */
export const queryOf = ({ table, profile, view, sort, words, where, cursor }: ListLocation): Query => ({
  table: table.name, profile,
  ...(view !== undefined && { view }), ...(sort !== undefined && { sort }), ...(words !== undefined && { words }),
  ...(where !== undefined && { where }), ...(cursor !== undefined && { cursor }),
})

/** Whether a text is a path within the desk: something to be sent back to. */
export const isOwnPath = (path: unknown): path is string => typeof path === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(path)

const readList = (list: ListLocation, query: URLSearchParams): Result<ListLocation> => {
  const where = readWhere(query.get('where'))
  if (!where.ok) return where
  return ok({
    ...list,
    ...present('view', query.get('view')), ...present('sort', query.get('sort')),
    ...present('words', query.get('words')), ...present('cursor', query.get('cursor')),
    ...(where.value && { where: where.value }),
  })
}

const present = <K extends string>(key: K, value: string | null): { readonly [k in K]?: string } =>
  // a computed key widens to string; it is K
  value ? ({ [key]: value } as { readonly [k in K]: string }) : {}

const noPage = (path: string): Result<never> => problem('unknown-page', `There is no page ${path.slice(0, 200)}.`)
