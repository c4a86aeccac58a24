import { ok, problem, type Candidate, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import { noun } from './describe.ts'
import { layoutOf } from './layout.ts'
import { editDistance, plain } from './nearest.ts'
import { indexNow } from './search-index.ts'
import { searchIdsPerTable } from './search-text.ts'
import { fromColumn, quote, type SqlValue } from './tables.ts'

/** A row that was found, and how: by its id, by its whole name, or by a part or a guess of its name. */
export interface FoundRow {
  readonly id: number
  readonly how: 'id' | 'exact' | 'fuzzy'
}

/**
 * Finds the one row that an id or words name: the whole name, then its beginning, then whole words in it, then a near miss.
 * The first of these that fits any row decides. Problems: `unknown-row`; `ambiguous-row` with at most 10 candidates.
 */
export const resolveRow = (desk: Desk, table: Table, said: unknown, profile: number): Result<FoundRow> => {
  const number = typeof said === 'number' ? said : typeof said === 'string' && /^\s*#?\d{1,15}\s*$/.test(said) ? Number(said.replace('#', '')) : undefined
  if (number !== undefined && Number.isSafeInteger(number) && isThere(desk, table, { id: number, profile })) return ok({ id: number, how: 'id' })
  if (typeof said !== 'string' || plain(said) === '') return unknownRow(desk, table, { said, profile })
  const named = namesLike(desk, table, { words: plain(said), profile })
  const sayings = [...new Set([plain(said), withoutArticle(plain(said))])].filter((name) => name !== '').map((name): Said => ({ ...cutWords(name), near: new Map() }))
  for (const [how, fits] of steps) {
    const found = named.filter((row) => sayings.some((saying) => fits(row, saying)))
    const [only] = found
    if (only && found.length === 1) return ok({ id: only.id, how })
    if (only)
      return problem('ambiguous-row', `“${cut(said)}” could be ${found.length > 10 ? 'many rows' : `${found.length} rows`}.`, {
        next: 'Say which one by its id.',
        // Best first: the words are most of a short name; then the newest.
        candidates: found.toSorted((a, b) => a.name.length - b.name.length || b.id - a.id).slice(0, 10).map(({ id, label }) => ({ table: table.name, id, label })),
      })
  }
  return unknownRow(desk, table, { said, profile })
}

/** Whether a row is there for a profile; rows of another profile do not exist. */
export const isThere = (desk: Desk, table: Table, { id, profile }: { readonly id: number; readonly profile: number }): boolean =>
  desk.store.get({ sql: `SELECT 1 FROM ${quote(table.name)} WHERE id = ?${table.scope === 'profile' ? ' AND _profile = ?' : ''}`, parameters: table.scope === 'profile' ? [id, profile] : [id] }) !== undefined

/** Puts words into the form in which full-text search takes them: every word must be there, as a word or its beginning. */
const toMatch = (words: string, letters = Infinity): string =>
  (words.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word.slice(0, letters)}"*`).join(' ')

/** Words in the form in which they are compared, whole and cut. */
interface Cut { readonly name: string; readonly words: readonly string[] }
interface Said extends Cut { /** Which words of names are near to which of these. */ readonly near: Map<string, boolean> }
interface Named extends Candidate, Cut {}

const steps: readonly (readonly ['exact' | 'fuzzy', (row: Cut, said: Said) => boolean])[] = [
  ['exact', ({ name }, said) => name === said.name],
  ['fuzzy', ({ name }, said) => name.startsWith(said.name)],
  ['fuzzy', ({ words }, said) => said.words.length > 0 && ` ${words.join(' ')} `.includes(` ${said.words.join(' ')} `)],
  ['fuzzy', (row, said) => everyWord(row, said, (one, other) => one === other)],
  ['fuzzy', (row, said) => everyWord(row, said, (one, other) => isNearKnown(said, one, other))],
]

const cutWords = (name: string): Cut => ({ name, words: name.match(/[\p{L}\p{N}]+/gu) ?? [] })
const everyWord = ({ words }: Cut, said: Cut, same: (one: string, other: string) => boolean) => said.words.length > 0 && said.words.every((word) => words.some((other) => same(word, other)))
// The names of many rows share their words: each is compared once.
const isNearKnown = ({ near }: Said, said: string, word: string): boolean => {
  const key = `${said} ${word}`
  const known = near.get(key) ?? isNear(said, word)
  near.set(key, known)
  return known
}
const isNear = (said: string, word: string) =>
  said === word || (said.length >= 3 && word.startsWith(said)) || (said.length >= 4 && editDistance(said, word, 3) <= (said.length >= 7 ? 2 : 1))

const withoutArticle = (words: string) => words.replace(/^(the|a|an|my|our)\s+/, '')

// Small tables are read whole; in larger ones the search index brings the rows whose words begin alike, as many as can be told apart by a person anyway.
const readWholeRows = 500
const mostAlike = 400

const namesLike = (desk: Desk, table: Table, { words, profile }: { words: string; profile: number }): readonly Named[] => {
  const scoped = table.scope === 'profile'
  const from = `SELECT id, ${quote(table.titleField)} AS title FROM ${quote(table.name)}`
  const where = scoped ? ' WHERE _profile = ?' : ''
  const parameters = scoped ? [profile] : []
  const isLarge = desk.store.get({ sql: `SELECT 1 FROM ${quote(table.name)}${where} LIMIT 1 OFFSET ${readWholeRows}`, parameters }) !== undefined
  if (!isLarge) return named(table, desk.store.all<TitleRow>({ sql: `${from}${where}`, parameters }))
  const layout = layoutOf(desk.store, table.name)
  const bare = withoutArticle(words)
  if (!layout || toMatch(bare) === '') return []
  const base = layout.n * searchIdsPerTable
  const found = (match: string) =>
    desk.store.all<TitleRow>({
      // The plus keeps SQLite from walking all rows of the profile instead of the few that were found.
      sql: `${from} WHERE id IN (SELECT rowid - ? FROM _search WHERE _search MATCH ? AND rowid > ? AND rowid < ? LIMIT ${mostAlike})${scoped ? ' AND +_profile = ?' : ''}`,
      parameters: [base, match, base, base + searchIdsPerTable, ...parameters],
    })
  const whole = desk.store.all<TitleRow>({ sql: `${from} WHERE ${scoped ? '_profile = ? AND ' : ''}${quote(table.titleField)} = ? COLLATE NOCASE LIMIT 11`, parameters: [...parameters, words] })
  if (whole.length > 0) return named(table, whole)
  indexNow(desk.store)
  const exact = found(toMatch(bare))
  return named(table, exact.length > 0 ? exact : found(toMatch(bare, 3)))
}

interface TitleRow { readonly id: number; readonly title: SqlValue }

const named = (table: Table, rows: readonly TitleRow[]): readonly Named[] => {
  const field = table.fields.get(table.titleField)
  return rows.map(({ id, title }) => {
    // Candidates are told to models too: a private title names nothing.
    const label = field?.private ? `${noun(table)} ${id}` : String(fromColumn(field?.kind ?? 'text', title) ?? '')
    return { table: table.name, id, label, ...cutWords(plain(label)) }
  })
}

const unknownRow = (desk: Desk, table: Table, { said, profile }: { said: unknown; profile: number }) => {
  const scoped = table.scope === 'profile'
  const newest = named(table, desk.store.all<TitleRow>({
    sql: `SELECT id, ${quote(table.titleField)} AS title FROM ${quote(table.name)}${scoped ? ' WHERE +_profile = ?' : ''} ORDER BY id DESC LIMIT 3`, parameters: scoped ? [profile] : [],
  }))
  return problem('unknown-row', typeof said === 'number' ? `There is no ${noun(table)} ${said}.` : typeof said === 'string' ? `There is no ${noun(table)} like “${cut(said)}”.` : `That names no ${noun(table)}.`, {
    next: newest.length > 0 ? `Give its id or its name; there are for example ${newest.map(({ id, label }) => `${cut(label)} (id ${id})`).join(', ')}.` : 'The table is empty.',
  })
}

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}…` : text)
