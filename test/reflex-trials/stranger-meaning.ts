import type { Schema } from '../../src/app/schema.ts'
import type { World } from '../../src/apprentice/reflex/world.ts'
import type { Command } from '../../src/data/command.ts'

type Parts = Readonly<Record<string, unknown>>

/**
 * What commands come to, so that two ways to say the same are equal: views as their filters, rows and profiles by id, days as dates,
 * "add it, then set it" as one new row, two changes of one row as one, a read of the one row that its title finds as a read of that row, letters without case.
 */
export const meaningOf = (commands: readonly Command[], schema: Schema, world: World): readonly Parts[] =>
  merged(commands.map((command) => readById(byFields(byFilter(command, schema), schema, world), schema, world))).map((parts) => plainly(parts))

/** A view is the filter that it names; its own sort says nothing of which rows are meant. */
const byFilter = ({ view, where, ...rest }: Command, schema: Schema): Parts => {
  const named = typeof view === 'string' && view !== 'all' ? schema.views.get(view) : undefined
  if (typeof view === 'string' && view !== 'all' && !named) return { ...rest, view, ...(where ? { where } : {}) }
  const all = { ...named?.where, ...(isParts(where) ? where : {}) }
  return { ...rest, ...(view || where ? { where: all } : {}) }
}

/** Ids and links as numbers, days as dates, and text that equals as text that contains. */
const byFields = (parts: Parts, schema: Schema, world: World): Parts => {
  const table = typeof parts['table'] === 'string' ? schema.tables.get(parts['table']) : undefined
  if (parts['action'] === 'switch') return { ...parts, profile: world.profiles?.find(({ id, name }) => id === parts['profile'] || name === parts['profile'])?.id ?? parts['profile'] }
  if (!table) return parts
  const value = (name: string, said: unknown) => {
    const field = table.fields.get(name)
    if (field?.kind === 'link' && field.to) return rowNamed(field.to, said, world)
    return field?.kind === 'date' && typeof said === 'string' ? (days[said] ?? said) : said
  }
  const isText = (name: string) => ['text', 'longtext'].includes(table.fields.get(name)?.kind ?? '')
  const test = (name: string, said: unknown) => {
    if (isParts(said)) return Object.fromEntries(Object.entries(said).map(([how, one]) => [how, value(name, one)]))
    return isText(name) && typeof said === 'string' ? { contains: said } : value(name, said)
  }
  return Object.fromEntries(Object.entries(parts).map(([name, said]) => {
    if (name === 'id') return [name, rowNamed(table.name, said, world)]
    if (name === 'where' && isParts(said)) return [name, Object.fromEntries(Object.entries(said).map(([field, one]) => [field, test(field, one)]))]
    return [name, value(name, said)]
  }))
}
const days: Readonly<Record<string, string>> = { yesterday: '2026-11-27', today: '2026-11-28', tomorrow: '2026-11-29' }

/** The id of the one row that words name as a command resolves them; the words if there is no such row. */
const rowNamed = (table: string, said: unknown, world: World): unknown => {
  if (typeof said !== 'string' || said.startsWith('$')) return said
  const found = world.find(table, said)
  const best = found.filter(({ how }) => how === found[0]?.how)
  return best.length === 1 ? best[0]?.id : said
}

const readById = (parts: Parts, schema: Schema, world: World): Parts => {
  const { where, ...rest } = parts
  const { action, table } = parts
  if (action !== 'read' || typeof table !== 'string' || !isParts(where) || Object.keys(rest).length > 2) return parts
  const [field, test] = Object.entries(where)[0] ?? []
  if (Object.keys(where).length !== 1 || field !== schema.tables.get(table)?.titleField || !isParts(test)) return parts
  const id = rowNamed(table, test['contains'], world)
  return typeof id === 'number' ? { ...rest, id } : parts
}

/** What is changed in a row that was just added is part of the new row; two changes of one row are one. */
const merged = (all: readonly Parts[]): readonly Parts[] =>
  all.reduce<readonly Parts[]>((before, parts) => {
    const { id, action, ...values } = parts
    const made = typeof id === 'string' ? /^\$(\d+)$/.exec(id)?.[1] : undefined
    const target = made ? before.filter((one) => one['action'] === 'insert')[Number(made) - 1] : before.find((one) => one['action'] === 'update' && id !== undefined && one['id'] === id && one['table'] === parts['table'])
    return target && action === 'update' ? before.map((one) => (one === target ? { ...one, ...values } : one)) : [...before, parts]
  }, [])

const plainly = (parts: Parts): Parts =>
  Object.fromEntries(Object.entries(parts).map(([name, said]) => [name, isParts(said) ? plainly(said) : typeof said === 'string' ? said.toLowerCase() : said]))

const isParts = (said: unknown): said is Parts => typeof said === 'object' && said !== null && !Array.isArray(said)
