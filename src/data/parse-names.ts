import type { Field, Fields } from '../app/field.ts'
import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Schema, Table } from '../app/schema.ts'
import { nearest, plain } from './nearest.ts'

/** What decides which names a speaker may use. */
export interface Speaker {
  /** An apprentice or an agent: tables that are `ai: 'hidden'` do not exist for it, `ai: 'read'` ones only answer. */
  readonly ai: boolean
  /** Whether fields that are `private` exist for it. */
  readonly private: boolean
}

/** Finds a table by its name, another word for it, its title, or the plural of these, in any case. */
export const findTable = (schema: Schema, said: unknown, speaker: Speaker): Result<Table> => {
  const known = [...schema.tables.values()].filter((table) => !(speaker.ai && table.ai === 'hidden'))
  const names = known.map((table) => table.name)
  if (typeof said !== 'string' || said === '')
    return problem('unknown-table', 'The command does not say which table.', { next: `Give table: one of ${names.join(', ')}.` })
  const exact = schema.tables.get(said)
  if (exact && known.includes(exact)) return ok(exact)
  const word = plain(said)
  const found = known.find((table) => wordsFor(table).includes(word))
  if (found) return ok(found)
  const close = nearest(said, known.flatMap(wordsFor))
  return problem('unknown-table', `There is no table “${shorten(said)}”.`, {
    next: `${close ? `Did you mean ${close}? ` : ''}The tables are ${names.join(', ')}.`,
  })
}

/** Finds a field by its name or label, in any case, blanks as underscores. */
export const findField = (fields: ReadonlyMap<string, Field>, said: string, speaker: Speaker): readonly [string, Field] | undefined => {
  const allowed = (field: Field | undefined): field is Field => field !== undefined && (speaker.private || !field.private)
  const exact = fields.get(said)
  if (allowed(exact)) return [said, exact]
  const word = plain(said)
  for (const [name, field] of fields)
    if (allowed(field) && (plain(name) === word || plain(name) === word.replaceAll(' ', '_') || (field.label && plain(field.label) === word))) return [name, field]
  return undefined
}

/** Sorts what was said by field; the Problem lists the fields there are, with one right example. */
export const parseValues = (
  said: Readonly<Record<string, unknown>>,
  { fields, of, speaker, example }: { fields: ReadonlyMap<string, Field>; of: string; speaker: Speaker; example?: object | undefined },
): Result<Readonly<Record<string, unknown>>> => {
  const values: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(said)) {
    const found = findField(fields, key, speaker)
    if (!found) return unknownField(key, { fields, of, speaker, example })
    if (Object.hasOwn(values, found[0])) return problem('bad-command', `The command names ${found[0]} twice.`, { next: 'Name each field once.' })
    values[found[0]] = value
  }
  return ok(values)
}

/** The Problem for a field that a table, or an action's input, does not have. */
export const unknownField = (
  said: string,
  { fields, of, speaker, example }: { fields: ReadonlyMap<string, Field>; of: string; speaker: Speaker; example?: object | undefined },
): Problem => {
  const names = [...fields].filter(([, field]) => speaker.private || !field.private).map(([name]) => name)
  const close = nearest(said, names)
  return problem('unknown-field', `${of} has no field “${shorten(said)}”.`, {
    next: `${close ? `Did you mean ${close}? ` : ''}${names.length > 0 ? `Its fields are ${names.join(', ')}.` : 'It takes none.'}`,
    ...(example ? { example } : {}),
  })
}

/** What stands for a row's name in examples: no row is called so by accident, where a number would often be that of one. */
export const exampleWord = 'Example'

/** How examples name a row: by its title, unless that is private or no text. */
export const exampleRow = (table: Table | undefined): string | number => {
  const field = table?.fields.get(table.titleField)
  return field && !field.private && isWord(field) ? exampleWord : 2
}

/** A right command for a table, for the end of a Problem. What is copied from it as it stands finds no row. */
export const exampleFor = (table: Table, action: string): object => {
  const title = { [table.titleField]: exampleValue(table.fields.get(table.titleField)) }
  if (action === 'insert') return { action, table: table.name, ...title }
  if (action === 'update') return { action, table: table.name, id: exampleRow(table), ...title }
  if (action === 'read') return { action, table: table.name, limit: 20 }
  if (action === 'move') return { action, table: table.name, id: exampleRow(table), after: 1 }
  return { action, table: table.name, id: exampleRow(table) }
}

/** An action's input as a map, in the order in which it was declared. */
export const fieldMap = (fields: Fields | undefined): ReadonlyMap<string, Field> => new Map(Object.entries(fields ?? {}))

/** Cuts what was said to what fits in a sentence. */
export const shorten = (said: string): string => (said.length > 60 ? `${said.slice(0, 57)}…` : said)

const wordsFor = (table: Table): string[] =>
  [table.name, ...table.aka, table.title].flatMap((word) => [plain(word), plain(word.replaceAll('_', ' ')), ...plurals(plain(word))])

const plurals = (word: string) => [`${word}s`, `${word}es`, ...(word.endsWith('y') ? [`${word.slice(0, -1)}ies`] : [])]

const isWord = (field: Field): boolean => exampleValue(field) === anyText

const exampleValue = (field: Field | undefined): string | number | boolean => {
  switch (field?.kind) {
    case 'integer':
    case 'decimal':
    case 'money':
    case 'link':
      return 1
    case 'checkbox':
      return true
    case 'date':
      return 'tomorrow'
    case 'choice':
      return field.choices?.[0] ?? ''
    default:
      return anyText
  }
}
const anyText = 'Something'
