import { nounOf, type KnownTable } from './compile.ts'
import { articles, pronouns, weakWords } from './lexicon.ts'
import { asking, nameAt, saidInstead, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { findByPlace, isPlace } from './row-places.ts'
import { isOneLetterOff, isSameNoun } from './spelling.ts'
import { readWords, standsAt, textOf, type Word } from './words.ts'

/** One row that words name; `words` are those that name it, without articles and the table's noun. */
export interface NamedRow {
  readonly kind: 'row'
  readonly table: KnownTable
  readonly id: number
  /** For rows that this very request makes. */
  readonly made?: string
  readonly label: string
  /** `exact`: nothing of the name is missing. */
  readonly how: 'exact' | 'prefix' | 'word' | 'fuzzy'
  readonly words: string
}
/** Several rows fit equally well. */
export interface UnclearRow { readonly kind: 'unclear'; readonly rows: readonly NamedRow[]; readonly words: readonly Word[] }

interface Among {
  /** Only this table. */
  readonly table?: string
  /** Only tables that pass. */
  readonly fits?: (table: KnownTable) => boolean
}

/** The row that words name ("the dentist", "task 3", "it"), among tables that may be seen. Every word must be found in its name. */
export const findRow = (scene: Scene, words: readonly Word[], among: Among = {}): NamedRow | UnclearRow | undefined => {
  if (words.length === 0 || words.length > 20) return undefined
  const key = `row ${among.table ?? ''} ${scene.recent.length} ${words.map(({ norm }) => norm).join(' ')}`
  if (!scene.found.has(key)) scene.found.set(key, lookUp(scene, words, among.table))
  const rows = (scene.found.get(key) as readonly NamedRow[]).filter((row) => among.fits?.(row.table) ?? true) // only this function keeps such keys
  const top = Math.min(...rows.map(rank))
  const best = [...new Map(rows.filter((row) => rank(row) === top).map((row) => [`${row.table.name} ${row.made ?? row.id}`, row])).values()]
  const here = best.filter((row) => row.table.name === scene.world.page?.table)
  const fitting = here.length > 0 ? here : best
  return fitting.length > 1 ? { kind: 'unclear', rows: fitting, words } : fitting[0]
}

/** The one row that words name surely: by a word of its name at least, and no row that this very request makes. */
export const findSure = (scene: Scene, words: readonly Word[], among: Among = {}): NamedRow | undefined => {
  const row = findRow(scene, words, among)
  return row?.kind === 'row' && row.how !== 'fuzzy' && row.made === undefined ? row : undefined
}

/** All rows of "milk and bread", or of the one name that holds an "and". */
export const findRows = (scene: Scene, words: readonly Word[], among: Among = {}): readonly NamedRow[] | UnclearRow | undefined => {
  const both = pronounRows(scene, words)
  if (both) return both.filter((row) => among.fits?.(row.table) ?? true)
  if (words[0]?.norm === 'both' && words.some(({ norm }) => norm === 'and')) return findRows(scene, words.slice(1), among)
  const whole = findRow(scene, words, among)
  const isFuzzy = whole?.kind === 'unclear' ? whole.rows.every(({ how }) => how === 'fuzzy') : whole?.how === 'fuzzy'
  if (whole && !isFuzzy) return whole.kind === 'unclear' ? whole : [whole]
  const parts = splitList(words)
  if (parts.length > 1) {
    const rows = parts.map((part) => findRow(scene, part, among))
    const unclear = rows.find((row) => row?.kind === 'unclear')
    if (rows.every((row) => row !== undefined)) return unclear?.kind === 'unclear' ? unclear : rows.filter((row) => row.kind === 'row')
  }
  return whole?.kind === 'row' ? [whole] : whole
}

/** What a command's `id` is for a row: its number, or the words where they were not sure; a delete is sure only of a whole name. */
export const idOf = (row: NamedRow, { careful = false }: { careful?: boolean } = {}): number | string =>
  row.made ?? (row.how === 'fuzzy' || (careful && row.how !== 'exact') ? row.words : row.id)

/** Asks which of the rows is meant; every choice says the request again with the row's number. */
export const askWhich = ({ rows, words }: UnclearRow): Meaning =>
  asking(`Which “${textOf(words)}” do you mean?`, { choices: rows.slice(0, 6).map((row) => ({
    label: `${row.label} (${nounOf(row.table)} ${row.id})`,
    say: saidInstead(words, `${nounOf(row.table)} #${row.id}`),
  })) })

/** Cuts "milk, bread and eggs" at its commas and ands. */
const splitList = (words: readonly Word[]): readonly (readonly Word[])[] => {
  const parts: Word[][] = [[]]
  for (const [at, word] of words.entries()) {
    if (/^(and|,|&|plus)$/.test(word.norm) || (word.norm === 'n' && at > 0)) parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts.filter((part, i) => part.length > 0 || i === 0)
}

const rank = ({ how }: NamedRow) => ['exact', 'prefix', 'word', 'fuzzy'].indexOf(how)

const pronounRows = (scene: Scene, words: readonly Word[]): readonly NamedRow[] | undefined => {
  const said = words.map((word) => word.norm).join(' ')
  if (!/^(both|both of them|them|those|these|them both|those two|these two|the two|both of those)$/.test(said)) return undefined
  const spoken = /both|two/.test(said) ? scene.recent.slice(0, 2) : scene.recent
  return spoken.length === 2 || (spoken.length === 1 && !/both|two/.test(said)) ? spoken.flatMap((one) => spokenRow(scene, one, said)) : undefined
}

const spokenRow = (scene: Scene, { table, id, label }: Scene['recent'][number], words: string): readonly NamedRow[] => {
  const known = scene.reflex.tables.find((one) => one.name === table)
  return known ? [{ kind: 'row', table: known, id: typeof id === 'number' ? id : 0, ...(typeof id === 'string' ? { made: id } : {}), label, how: 'exact', words }] : []
}

const lookUp = (scene: Scene, words: readonly Word[], only: string | undefined): readonly NamedRow[] => {
  const tables = scene.reflex.tables.filter((table) => only === undefined || table.name === only)
  const said = words.map((word) => word.norm).join(' ')
  if (pronouns.has(words[0]?.norm ?? '') && /^(it|that|this|that one|this one|the last one|it all|the same|that thing|this thing)$/.test(said)) {
    const [last] = scene.recent.filter((row) => tables.some((table) => table.name === row.table))
    return last ? spokenRow(scene, last, said) : []
  }
  if (/^the (last|latest|newest) (one|item|entry)$/.test(said)) return scene.recent.slice(0, 1).flatMap((one) => spokenRow(scene, one, said))
  return tables.flatMap((table) => {
    const placed = findByPlace(scene, table, words)
    if (placed) return [placed]
    const numbered = byNumber(scene, table, words)
    if (numbered) return [numbered]
    const whole = byName(scene, table, words)
    if (whole.some((row) => row.how === 'exact')) return whole
    return [...whole, ...nameParts(table, words).flatMap((part) => byName(scene, table, part))]
  })
}

const byNumber = ({ world }: Scene, table: KnownTable, all: readonly Word[]): NamedRow | undefined => {
  const words = withoutArticles(all)
  const noun = nameAt(words, 0, table.singulars)
  const rest = words.slice(noun).filter((word) => !/^(number|no\.?|#)$/.test(word.norm))
  const id = rest.length === 1 ? /^(#?)(\d{1,15})$/.exec(rest[0]?.norm ?? '') : null
  if (!id?.[2] || (noun === 0 && (id[1] === '' || (world.page?.table !== undefined && world.page.table !== table.name)))) return undefined
  const label = `${nounOf(table)} ${id[2]}`
  return { kind: 'row', table, id: Number(id[2]), label, how: 'exact', words: id[2] }
}

// "the task called buy milk", "the buy milk task", "milk on my list": what is left names the row.
const nameParts = (table: KnownTable, all: readonly Word[]): readonly (readonly Word[])[] => {
  const words = withoutArticles(all)
  const parts: (readonly Word[])[] = words.length < all.length ? [words] : []
  const nouns = [...table.singulars, ['item'], ['entry'], ['row'], ['one'], ['thing']]
  const before = nameAt(words, 0, nouns)
  if (before > 0 && words.length > before) {
    let at = before
    for (const lead of [['called'], ['named'], ['titled'], [':'], ['that', 'says'], ['which', 'says'], ['that', 'is', 'called'], ['saying'], ['with', 'the', 'name'], ['with', 'name'], ['with', 'the'], ['with'], ['about'], ['for'], ['to']]) if (standsAt(words, at, lead)) { at += lead.length; break }
    if (at < words.length) parts.push(withoutArticles(words.slice(at)))
  }
  for (const noun of nouns) if (noun.length < words.length && nameAt(words, words.length - noun.length, [noun]) === noun.length) parts.push(words.slice(0, -noun.length))
  const place = words.findIndex((word, i) => i > 0 && /^(on|from|in|off)$/.test(word.norm) && isPlace(table, words.slice(i + 1)))
  if (place > 0) parts.push(words.slice(0, place), ...nameParts(table, words.slice(0, place)))
  return parts
}
const byName = (scene: Scene, table: KnownTable, words: readonly Word[]): readonly NamedRow[] => {
  const text = textOf(words)
  if (!words.some((word) => word.quoted || !articles.has(word.norm))) return []
  // A phrase names nothing if one of its words is in no row's name: that is asked once per word, not once per phrase.
  if (words.length > 1 && !words.every((word) => word.quoted || weakWords.has(word.norm) || !/[\p{L}\p{N}]/u.test(word.norm) || isInSomeName(scene, table, word))) return []
  return scene.world.find(table.name, text).flatMap((row) => {
    const how = howNamed(text, row.label)
    return how ? [{ kind: 'row' as const, table, id: row.id, label: row.label, how, words: text }] : []
  })
}

const isInSomeName = ({ world, found }: Scene, { name }: KnownTable, { text, norm }: Word): boolean => {
  const key = `word ${name} ${norm}`
  const known = found.get(key)
  const is = typeof known === 'boolean' ? known : world.find(name, text).length > 0
  found.set(key, is)
  return is
}

/** How well words name a label; undefined when one of them is not in it at all. */
export const howNamed = (words: string, label: string): NamedRow['how'] | undefined => {
  const said = content(words)
  const own = content(label)
  const plain = said.join(' ')
  if (plain === own.join(' ')) return 'exact'
  const strong = said.filter((word) => !weakWords.has(word))
  if (strong.length === 0) return undefined
  const missing = strong.filter((word) => !own.some((one) => one === word || isSameNoun(one, word)))
  if (missing.length === 0) {
    if (own.every((word) => weakWords.has(word) || strong.some((one) => one === word || isSameNoun(one, word)))) return 'exact'
    return own.join(' ').startsWith(`${plain} `) ? 'prefix' : 'word'
  }
  return missing.every((word) => own.some((one) => (word.length >= 4 && (one.startsWith(word) || (one[0] === word[0] && isOneLetterOff(word, one)))))) ? 'fuzzy' : undefined
}
const content = (text: string): readonly string[] => {
  const all = readWords(text.replace(/["“”„«»]/g, ' ')).map((word) => word.norm).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const strong = all.filter((word) => !/^(the|a|an|my|our|your)$/.test(word))
  return strong.length > 0 ? strong : all
}
