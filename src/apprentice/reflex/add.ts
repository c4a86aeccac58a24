import type { Command } from '../../data/command.ts'
import { putAtEdge, takeEdge } from './add-edge.ts'
import { isNoRow } from './add-other.ts'
import { takeCounted, takeNoun, takePlace, type Named } from './add-place.ts'
import { askTable, chooseTable } from './add-table.ts'
import { nounOf, type KnownTable } from './compile.ts'
import { readNewRows, type NewRow } from './entries.ts'
import { isDoing } from './entry-joins.ts'
import { anyList, articles, listNames, prepositions } from './lexicon.ts'
import { asking, doing, gapAfter, gapBefore, nameAt, pageTable, type Meaning, type Scene, type Spoken } from './scene.ts'
import { askOtherList } from './other-list.ts'
import { readSlots, type Values } from './slots.ts'
import { standsAt, textOf, type Word } from './words.ts'

/** What an "add" clause demands of its words: a table or a list to be named, to be named as the place, something to do, or values of the open page's table. */
export type AddNeed = 'anything' | 'named' | 'placed' | 'todo' | 'valued'

/** Reads what follows a verb of adding: the table, by its name or by what is said; then the rows. */
export const readAdd = (scene: Scene, all: readonly Word[], need: AddNeed = 'anything'): Meaning | undefined => {
  if (scene.question) return undefined
  const lead = [['these', ':'], ['this', ':'], ['the', 'following', ':'], ['following', ':'], [':'], ['-'], ['–'], ['*'], ['•']].find((one) => standsAt(all, 0, one))
  const words = lead ? all.slice(lead.length) : all
  const end = need === 'todo' ? undefined : takeEdge(words)
  if (end && (end.place.length > 0 || pageTable(scene)?.isList)) return putAtEdge(scene, readAdd(scene, end.words), end.edge)
  const place = need === 'todo' ? undefined : takePlace(scene, words)
  const counted = need === 'todo' ? undefined : takeCounted(scene, place?.words ?? words)
  if (counted && (counted.table || need === 'anything' || place)) return addCounted(scene, { ...counted, ...place, words: counted.words, ...(counted.table && { table: counted.table }) }, words)
  const noun = need === 'todo' ? undefined : takeNoun(scene, place?.words ?? words)
  if (noun && 'ask' in noun) return noun.ask
  if ((need === 'named' && !place && !noun) || (need === 'placed' && !place)) return undefined
  if (need === 'valued') return addValued(scene, words)
  if (need === 'todo' && !(isDoing(words) && words.length > 1)) return undefined
  const said = noun?.words ?? place?.words ?? words
  if (noun && said.length === 0 && noun.table.titleField in (noun.values ?? {})) return insertAll(scene, noun.table, { rows: [{ name: [], values: { ...place?.values, ...noun.values } }], words: all, gap: gapOf(scene, all, noun) })
  if (said.length === 0) return need === 'anything' || noun ? askName(noun?.table ?? place?.table, gapOf(scene, all, noun)) : undefined
  if (said.every((word) => articles.has(word.norm) || /^(it|them|one|something|anything|everything|following|rest|same|above|other|others|more|up|down|away|back|aside|off|out)$/.test(word.norm))) return undefined
  const elsewhere = noun || place ? undefined : askOtherList(scene, said)
  if (elsewhere) return elsewhere
  const table = noun?.table ?? place?.table ?? chooseTable(scene, said, { todo: need === 'todo' })
  if (!table) return need === 'todo' ? undefined : askTable(scene, words)
  if ('kind' in table) return table
  if (!table.changeable) return undefined
  const head = noun ? undefined : takeHead(scene, table, said)
  const bare = noun ? said : dropArticle(table, head?.words ?? said)
  // "A chapter to my novel" is none; "a fern to the plants" is one.
  const isAmong = place !== undefined && words.some((_, at) => nameAt(words, at, place.table.plurals) > 0)
  if (!noun && !isAmong && !said[0]?.quoted && /^an?$/.test(said[0]?.norm ?? '') && (nameAt(bare, bare.length - 1, table.singulars) === 1 || (!table.isList && said.length <= 3 && said.slice(1).every(({ text, norm }) => text === norm)))) return undefined
  if (!noun && isNoRow(scene, said)) return undefined
  const rows = readNewRows(scene, table, bare)
  if (noun?.isOne && rows && !('kind' in rows) && !bare.some(({ norm, quoted }) => norm === 'and' || quoted) && isOneInParts(table, rows)) return undefined
  return rows && !('kind' in rows) ? insertAll(scene, table, { rows: rows.map(({ name, values }) => ({ name, values: { ...place?.values, ...noun?.values, ...head?.values, ...values } })), words: all, gap: gapOf(scene, all, noun) }) : rows
}

// "new plant: Ivy, kitchen" is one plant, and what is said of it is not plain; "call mum tomorrow, buy milk friday" are two things to do.
const isOneInParts = ({ isList }: KnownTable, rows: readonly NewRow[]): boolean => {
  const [first = '', ...more] = rows.map(({ values }) => Object.keys(values).toSorted().join())
  return isList ? first !== '' && more.some((one) => one !== '' && one !== first) : more.includes('')
}

// "two things: milk and bread": as many rows as were announced, or none.
const addCounted = (scene: Scene, { words, many, values, table: said }: { readonly words: readonly Word[]; readonly many?: number; readonly values?: Values; readonly table?: KnownTable }, all: readonly Word[]): Meaning | undefined => {
  const table = said ?? chooseTable(scene, words)
  if (!table) return askTable(scene, all)
  if ('kind' in table) return table
  const rows = table.changeable ? readNewRows(scene, table, words, { isSeveral: true }) : undefined
  return rows && !('kind' in rows) && (many === undefined || rows.length === many) ? insertAll(scene, table, { rows: rows.map((row) => ({ ...row, values: { ...values, ...row.values } })), words: all, gap: ['', ''] }) : undefined
}

// "log deadlift 100 kg 5 reps", where rows of the open page have such numbers.
const addValued = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const page = pageTable(scene)
  const rows = page?.changeable && !page.isList && /^\p{L}/u.test(words[0]?.norm ?? '') && !articles.has(words[0]?.norm ?? '') ? readNewRows(scene, page, words) : undefined
  const isSaid = rows && !('kind' in rows) && rows.length === 1 && rows.every(({ name, values }) => name.length > 0 && name.length < 4 && Object.values(values).some((value) => typeof value === 'number'))
  return page && isSaid ? insertAll(scene, page, { rows, words, gap: ['', ''] }) : undefined
}

// "tomorrow: collect the keys": what stands before the colon is said of every row.
const takeHead = (scene: Scene, table: KnownTable, words: readonly Word[]) => {
  const colon = words.findIndex(({ norm }) => norm === ':')
  const values = colon > 0 && colon < words.length - 1 ? readSlots(scene, table, words.slice(0, colon)) : undefined
  return values && { words: words.slice(colon + 1), values }
}

type Gap = readonly [string, string]

/** Where the name goes that was not said: after the noun, else before all that was said, as in "add … to my list". */
const gapOf = ({ text }: Scene, [first]: readonly Word[], noun: Named | undefined): Gap => {
  if (!noun?.noun) return first ? gapBefore(first) : [`${text.replace(/[\s.!?]+$/, '')} `, '']
  const [before, after] = gapAfter(noun.noun, ' called ')
  return [before, after.replace(/^\s*(?:to|for|about|called|named|:)\s*$/i, '')]
}

const askName = (table: KnownTable | undefined, blank: Gap): Meaning => asking(table ? `What is the ${nounOf(table)} called?` : 'What shall I add?', { blank })

const insertAll = (scene: Scene, table: KnownTable, { rows, words, gap }: { readonly rows: readonly NewRow[]; readonly words: readonly Word[]; readonly gap: Gap }): Meaning | undefined => {
  const commands: Command[] = []
  const spoken: Spoken[] = []
  for (const { name, values } of rows) {
    const said = { [table.titleField]: textOf(name), ...values }
    if (said[table.titleField] === '') return askName(table, gap)
    if (name.length > 0 && name.every((word) => anyList.has(word.norm) && !word.quoted && listNames.has(word.norm))) return undefined
    const missing = table.fields.find(({ name: field, field: { required, kind, default: usual } }) => required && kind !== 'checkbox' && usual === undefined && !(field in said))
    const last = words.at(-1)
    if (missing) return asking(`What is the ${missing.names[0]?.join(' ') ?? missing.name} of “${textOf(name)}”?`, last && rows.length === 1 ? { blank: gapAfter(last, `, ${missing.names[0]?.join(' ') ?? missing.name} `) } : {})
    commands.push({ action: 'insert', table: table.name, ...said })
    spoken.unshift({ table: table.name, id: `$${scene.made + commands.length}`, label: textOf(name) })
  }
  return doing(commands, spoken)
}

// "add some milk"; but "a tale of two cities" is a title.
const dropArticle = (table: KnownTable, words: readonly Word[]) =>
  words.length > 1 && (words[0]?.text === 'some' || ((table.isList || !isTitled(table)) && /^an?$/.test(words[0]?.text ?? ''))) ? words.slice(1) : words
// Works have titles, which may begin with an article.
const isTitled = ({ fields, titleField }: KnownTable) => titleField === 'title' || fields.some(({ names }) => names.some((name) => name.some((word) => prepositions['by']?.has(word))))
