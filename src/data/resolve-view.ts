import type { Where } from '../app/define.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import { nearest, plain } from './nearest.ts'
import { findField, type Speaker } from './parse-names.ts'
import { resolveWhere } from './where-sql.ts'

/** Finds a view of a table by its name or title: one of its app, one that a person has kept, or `all`. Its conditions come canonical. A view that filters or sorts by a private field is not there for who may not know of it. */
export const resolveView = (desk: Desk, table: Table, said: string, speaker: Speaker): Result<{ readonly where: Where; readonly sort?: string }> => {
  const known = viewsOf(desk, table).filter((view) => speaker.private || !isPrivate(table, view))
  const view = known.find(({ name, title }) => plain(name) === plain(said) || plain(title) === plain(said))
  if (!view) {
    const close = nearest(said, known.map(({ name }) => name))
    return problem('unknown-view', `${table.title} has no view “${said.slice(0, 60)}”.`, { next: `${close ? `Did you mean ${close}? ` : ''}The views are ${known.map(({ name }) => name).join(', ')}.` })
  }
  const where = resolveWhere(desk, table, { where: view.where, speaker: everything })
  return where.ok ? ok({ where: where.value, ...(view.sort ? { sort: view.sort } : {}) }) : where
}

interface KnownView { readonly name: string; readonly title: string; readonly where: Where; readonly sort?: string }

const isPrivate = ({ fields }: Table, { where, sort = '' }: KnownView): boolean => [...Object.keys(where), sort.replace(/^-/, '')].some((name) => findField(fields, name, everything)?.[1].private)
const everything: Speaker = { ai: false, private: true }

const viewsOf = (desk: Desk, table: Table): readonly KnownView[] => {
  const own = [...desk.schema().views.values()].filter((view) => view.table === table.name)
  const kept = desk.store.all<{ name: string; conditions: string | null; sorting: string | null }>({ sql: 'SELECT name, conditions, sorting FROM "view" WHERE shows = ?', parameters: [table.name] })
  return [
    { name: 'all', title: 'all', where: {} },
    ...own.map(({ name, title, where, sort }) => ({ name, title, where: where ?? {}, ...(sort ? { sort } : {}) })),
    ...kept.map(({ name, conditions, sorting }) => ({ name, title: name, where: parseConditions(conditions), ...(sorting ? { sort: sorting } : {}) })),
  ]
}

const parseConditions = (json: string | null): Where => {
  try {
    const parsed: unknown = JSON.parse(json ?? '{}')
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Where) : {} // resolveWhere checks every test in it
  } catch {
    return {} // a kept view that was written by hand shows all
  }
}
