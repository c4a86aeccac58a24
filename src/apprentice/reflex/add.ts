import type { Command } from '../../data/command.ts'
import { nounOf, type KnownTable } from './compile.ts'
import { isDoing, readNewRows, type NewRow } from './entries.ts'
import { anyList, articles, listNames, otherThings } from './lexicon.ts'
import { asking, doing, gapAfter, gapBefore, listTable, nameAt, usualTable, type Meaning, type Scene, type Spoken } from './scene.ts'
import { fieldAt } from './field-names.ts'
import { findRow } from './reference.ts'
import { readSlots, takeSlots, type Values } from './slots.ts'
import { readChoice } from './value.ts'
import { standsAt, textOf, type Word } from './words.ts'

/** What an "add" clause demands of its words: a table or a list to be named, to be named as the place, or something to do. */
export type AddNeed = 'anything' | 'named' | 'placed' | 'todo'

/** Reads what follows a verb of adding: the table, by its name or by what is said; then the rows. */
export const readAdd = (scene: Scene, all: readonly Word[], need: AddNeed = 'anything'): Meaning | undefined => {
  if (scene.question) return undefined
  const lead = [['these', ':'], ['this', ':'], ['the', 'following', ':'], ['following', ':'], [':'], ['-'], ['–'], ['*'], ['•']].find((one) => standsAt(all, 0, one))
  const words = lead ? all.slice(lead.length) : all
  const place = need === 'todo' ? undefined : takePlace(scene, words)
  const noun = need === 'todo' ? undefined : takeNoun(scene, place?.words ?? words)
  if (noun && 'ask' in noun) return noun.ask
  if ((need === 'named' && !place && !noun) || (need === 'placed' && !place)) return undefined
  if (need === 'todo' && !(isDoing(words) && words.length > 1)) return undefined
  const said = noun?.words ?? place?.words ?? words
  if (said.length === 0) return need === 'anything' || noun ? askName(noun?.table ?? place?.table, gapOf(scene, all, noun)) : undefined
  if (said.every((word) => articles.has(word.norm) || /^(it|them|one|something|anything|everything|following|rest|same|above|other|others|more)$/.test(word.norm))) return undefined
  const table = noun?.table ?? place?.table ?? chooseTable(scene, said, need)
  if (!table) return need === 'todo' ? undefined : askTable(scene, words)
  if ('kind' in table) return table
  if (!table.changeable) return undefined
  const head = noun ? undefined : takeHead(scene, table, said)
  const bare = noun ? said : dropArticle(table, head?.words ?? said)
  if (!noun && !said[0]?.quoted && /^an?$/.test(said[0]?.norm ?? '') && (nameAt(bare, bare.length - 1, table.singulars) === 1 || (!table.isList && said.length <= 3 && said.slice(1).every(({ text, norm }) => text === norm)))) return undefined
  if (!noun && (isOther(said) || isOfRow(scene, said) || isNoun(scene, said))) return undefined
  const rows = readNewRows(scene, table, bare)
  return rows && !('kind' in rows) ? insertAll(scene, table, { rows: rows.map(({ name, values }) => ({ name, values: { ...place?.values, ...noun?.values, ...head?.values, ...values } })), words: all, gap: gapOf(scene, all, noun) }) : rows
}

// "tomorrow: collect the keys": what stands before the colon is said of every row.
const takeHead = (scene: Scene, table: KnownTable, words: readonly Word[]) => {
  const colon = words.findIndex(({ norm }) => norm === ':')
  const values = colon > 0 && colon < words.length - 1 ? readSlots(scene, table, words.slice(0, colon)) : undefined
  return values && { words: words.slice(colon + 1), values }
}

// "add up the amounts", "create a summary of my tasks", "add some humour to your answers": nothing for a table.
const isOther = (words: readonly Word[]) => {
  const at = /^(a|an|the|some|new|another)$/.test(words[0]?.norm ?? '') ? (words[1]?.norm === 'new' ? 2 : 1) : 0
  return /^(up|to|on|in|of|at|is|are|as|by|than|me|us|you|him|it|these|those|this|that)$/.test(words[0]?.text ?? '') || words.some(({ norm }) => /^(your|yourself|yours)$/.test(norm)) || isElsewhere(words) || (otherThings.has(words[at]?.norm ?? '') && (at > 0 || words.length === 1))
}

// "some energy to this sentence", "salt to the soup": to a place that is no table; "a trip to the zoo" and "Welcome to the Jungle" are names.
const isElsewhere = (words: readonly Word[]) => {
  const to = words.findLastIndex(({ norm }) => norm === 'to')
  const place = words[to + 1]?.norm ?? ''
  if (to < 1 || words[0]?.quoted || (isDoing(words) && !(to === 1 && nounsToo.test(words[0]?.norm ?? '')))) return false
  if (/^(this|that|these|those|his|her|their|everything|everyone|all|each|both)$/.test(place)) return true
  return /^(the|my|our)$/.test(place) && /^\p{Ll}/u.test(words[to + 2]?.text ?? '') && !words.slice(0, to).some(({ norm }) => waysTo.test(norm))
}
const nounsToo = /^(water|paint|wax|polish|drink|dust|iron|book|film|oil)$/
// What goes to a place by itself: "a trip to the zoo", "letter to the bank".
const waysTo = /^(trips?|visits?|letters?|invitations?|invites?|tickets?|trains?|flights?|drives?|rides?|walks?|journeys?|messages?|e-?mails?|answers?|reply|replies|introduction|guide|welcome|transfer|bus|way|road|return)$/

// "a note to Grace: likes tea": a field of a row that is there.
const isOfRow = (scene: Scene, all: readonly Word[]) => {
  const words = /^(an?|the)$/.test(all[0]?.norm ?? '') ? all.slice(1) : all
  return scene.reflex.tables.some((table) => {
    const length = fieldAt(table, words, 0)?.length ?? 0
    const colon = words.findIndex(({ norm }) => norm === ':')
    const named = length > 0 && /^(to|for|on)$/.test(words[length]?.norm ?? '') ? findRow(scene, words.slice(length + 1, colon < 0 ? undefined : colon), { table: table.name }) : undefined
    return named !== undefined && (named.kind === 'unclear' || named.how !== 'fuzzy')
  })
}

// "Can you add tasks?" asks what can be done.
const isNoun = ({ reflex }: Scene, words: readonly Word[]) =>
  words.every(({ text, norm, quoted }) => text === norm && !quoted) && reflex.tables.some(({ singulars, plurals }) => nameAt(words, 0, [...singulars, ...plurals]) === words.length)

type Gap = readonly [string, string]

/** Where the name goes that was not said: after the noun, else before all that was said, as in "add … to my list". */
const gapOf = ({ text }: Scene, [first]: readonly Word[], noun: Named | undefined): Gap => {
  if (!noun?.noun) return first ? gapBefore(first) : [`${text.replace(/[\s.!?]+$/, '')} `, '']
  const [before, after] = gapAfter(noun.noun, ' called ')
  return [before, after.replace(/^\s*(?:to|for|about|called|named|:)\s*$/i, '')]
}

interface Named { readonly table: KnownTable; readonly words: readonly Word[]; /** Said before the noun: "a high priority task". */ readonly values?: Values; /** The last word of the table's own name, where the row has none. */ readonly noun?: Word }

// "milk to my list", "milk to my shopping list for tomorrow", "Dune to the books"
const takePlace = (scene: Scene, words: readonly Word[]): Named | undefined => {
  for (let at = words.length - 2; at >= 0; at--) {
    if (!/^(to|on|onto|in|into|under|for)$/.test(words[at]?.norm ?? '')) continue
    let from = at + 1
    while (articles.has(words[from]?.norm ?? '')) from++
    const owned = from > at + 1
    for (const table of scene.reflex.tables) {
      const length = nameAt(words, from, [...table.plurals, ...table.singulars])
      const list = words[from + length]?.norm === 'list' ? 1 : 0
      if (length === 0 || (length + list === 1 && !owned && nameAt(words, from, table.plurals) === 0)) continue
      if (at === 0 && words[from + length + list]?.norm !== ':' && (words.length <= from + length + list || (list === 0 && nameAt(words, from, table.plurals) === 0))) continue
      return placed(scene, table, words.slice(0, at), words.slice(from + length + list))
    }
    const usual = listTable(scene)
    const todo = standsAt(words, from, ['to', 'do', 'list']) || standsAt(words, from, ['todo', 'list']) || standsAt(words, from, ['to-do', 'list'])
    const colon = words[from + (todo && words[from]?.norm === 'to' ? 3 : todo ? 2 : 1)]?.norm === ':'
    if (owned && usual && (at > 0 || colon || words.length > from + (todo && words[from]?.norm === 'to' ? 3 : todo ? 2 : 1)) && (words[from]?.norm === 'list' || todo)) return placed(scene, usual, words.slice(0, at), words.slice(from + (todo && words[from]?.norm === 'to' ? 3 : todo ? 2 : 1)))
  }
  return undefined
}

// "milk and bread to my list for tomorrow": what is said behind the place holds for all.
const placed = (scene: Scene, table: KnownTable, before: readonly Word[], after: readonly Word[]): Named => {
  const values = before.length > 0 ? readSlots(scene, table, after) : undefined
  return values ? { table, words: before, values } : { table, words: withoutColon([...before, ...after]) }
}

const nounAt = (noun: Word | undefined) => (noun ? { noun } : {})
const withoutColon = (words: readonly Word[]) => (words[0]?.norm === ':' ? words.slice(1) : words)

// "a task to call mum", "contact Ada Lovelace", "a new book called Dune"
const takeNoun = (scene: Scene, words: readonly Word[]): Named | { readonly ask: Meaning } | undefined => {
  let at = 0
  while (/^(a|an|the|another|one|more|new|my|me|following|extra|this|these|some|two|three|our)$/.test(words[at]?.norm ?? '')) at++
  const marked = at > 0
  const first = at
  for (const table of scene.reflex.tables) {
    at = first
    let values: Values = {}
    const nouns = [...table.singulars, ...table.plurals, ...(table.isList ? [['to', 'do'], ['to-do']] : [])]
    for (let skip = 1; nameAt(words, at, nouns) === 0 && skip <= 3; skip++) {
      const said = nameAt(words, first + skip, nouns) > 0 ? readSlots(scene, table, words.slice(first, first + skip)) : undefined
      if (said) { values = said; at = first + skip }
      if (said) break
    }
    const length = nameAt(words, at, nouns)
    if (length === 0) continue
    const rest = words.slice(at + length)
    const lead = [['called'], ['named'], ['titled'], [':'], ['-'], ['that', 'says'], ['saying'], ['with', 'the', 'name'], ['with', 'name'], ['with', 'the', 'title'], ['with', 'title'], ['to'], ['for'], ['about'], ['of'], [',']].find((one) => standsAt(rest, 0, one))
    const named = rest.slice(lead?.length ?? 0)
    if (rest.length === 0 || (rest.length === 1 && /^(to|for|about|:)$/.test(rest[0]?.norm ?? ''))) {
      if (!marked && at === first && !standsAt(words, at, [table.name])) continue
      return { table, words: [], values, ...nounAt(words[at + length - 1]) }
    }
    const colon = rest.findIndex((word) => word.norm === ':')
    const before = colon > 0 ? readSlots(scene, table, rest.slice(0, colon)) : undefined
    if (before) return { table, words: rest.slice(colon + 1), values: { ...values, ...before } }
    if (readSlots(scene, table, rest)) return { table, words: [], values, ...nounAt(words[at + length - 1]) }
    // "for" and "of" lead a value where the table has a field for it: "a deal for Ada" still lacks its name.
    if (lead && /^(for|of)$/.test(lead[0] ?? '') && Object.keys(takeSlots(scene, table, rest, { whole: true }).values).length > 0 && !table.isList) return { table, words: rest, values }
    if (marked || at > first || lead || isSurelyNoun(scene, table, named)) return { table, words: named, values }
    return { ask: askNoun(scene, table, { words: words.slice(at), named }) }
  }
  at = first
  if (marked && /^(item|entry|row|one|thing|reminder)$/.test(words[at]?.norm ?? '')) {
    const usual = words[at]?.norm === 'reminder' ? listTable(scene) : usualTable(scene)
    const lead = /^(called|named|to|:|for|titled)$/.test(words[at + 1]?.norm ?? '') ? 1 : 0
    if (usual) return { table: usual, words: words.slice(at + 1 + lead) }
  }
  return undefined
}

// "add contact lenses", "add book dentist appointment": a noun without an article may begin the name itself.
const isSurelyNoun = ({ world, reflex }: Scene, table: KnownTable, rest: readonly Word[]) =>
  reflex.tables.length === 1 || /^[\p{Lu}\d]/u.test(rest[0]?.text ?? '') || rest[0]?.quoted === true ||
  (table.isList && isDoing(rest)) || ((world.page?.table ?? table.name) === table.name && table.singulars.every((noun) => !listAlike.has(noun.join(' '))))
const listAlike = new Set(['contact', 'book', 'plant', 'note', 'record', 'order', 'store', 'study', 'test', 'call', 'review', 'plan', 'ship', 'water'])

const askNoun = (scene: Scene, table: KnownTable, { words, named }: { words: readonly Word[]; named: readonly Word[] }): Meaning => {
  const other = scene.reflex.tables.find((one) => one.name !== table.name && (one.name === scene.world.page?.table || one.isList)) ?? usualTable(scene)
  return asking(`Is “${textOf(named)}” a ${nounOf(table)}?`, { choices: [
    { label: `A ${nounOf(table)}: ${textOf(named)}`, say: `add a ${nounOf(table)} called "${textOf(named)}"` },
    ...(other ? [{ label: `A ${nounOf(other)}: ${textOf(words)}`, say: `add a ${nounOf(other)} called "${textOf(words)}"` }] : []),
  ] })
}

/** The table that fits what is said best: by its fields, by the page, by being something to do. */
const chooseTable = (scene: Scene, words: readonly Word[], need: AddNeed): KnownTable | Meaning | undefined => {
  const tables = scene.reflex.tables.filter((table) => table.changeable && table.name !== 'profile')
  const page = tables.find((table) => table.name === scene.world.page?.table)
  const lists = tables.filter((table) => table.isList)
  const [list] = lists.length === 1 ? lists : []
  if (tables.length === 1) return tables[0]
  if (need === 'todo') return page?.isList ? page : list
  const last = scene.also ? tables.find((table) => table.name === scene.recent[0]?.table) : undefined
  const scored = tables.map((table) => ({ table, score: valuesIn(scene, table, words) }))
  const best = Math.max(...scored.map(({ score }) => score))
  const fitting = scored.filter(({ score }) => score === best).map(({ table }) => table)
  // What the open page cannot read is not handed to another table.
  if (page && !page.isList && readNewRows(scene, page, words) === undefined) return page
  // "train ticket 45.50" is no training where the page's rows have an amount.
  if (page && !page.isList && scored.some(({ table, score }) => table === page && score > 0) && words.some(({ norm }) => /\d/.test(norm))) return page
  if (best > 0 && !isDoing(words)) {
    if (page && scored.some(({ table, score }) => table.name === page.name && score > 0)) return page
    if (page && !page.isList && isWeak(scene, fitting, words)) return fitting.length === 1 && fitting[0] && !isTitle(words) ? askBetween([page, fitting[0]], words) : page
    if (fitting.length === 1 && fitting[0]) return page && !isNamed(words) ? askBetween([page, fitting[0]], words) : fitting[0]
  }
  if (last) return last
  const isPlainDoing = isDoing(words) && words.length > 1 && (/^\p{Ll}/u.test(words[0]?.text ?? '') || words.every(({ text }) => text === text.toUpperCase()))
  // "run 5 km" where a run is something that the page's rows may be
  if (page && list && isPlainDoing && page !== list && page.fields.some(({ field }) => field.kind === 'choice' && readChoice(field.choices ?? [], words.slice(0, 1)) !== undefined)) return askBetween([page, list], words)
  if (page && !(isPlainDoing && list && !page.isList)) return page
  if (isDoing(words) && list) return list
  if (best > 0 && fitting.length === 1) return fitting[0]
  if (list && /^\p{Ll}/u.test(words[0]?.text ?? '')) return list
  return undefined
}
const valuesIn = (scene: Scene, table: KnownTable, words: readonly Word[]) => {
  const rows = readNewRows(scene, table, words)
  return rows && !('kind' in rows) ? rows.reduce((sum, { values }) => sum + Object.keys(values).length, 0) : 0
}
// Free text after "in", "at", "for" says little of the table, where another one is open.
const isWeak = (scene: Scene, tables: readonly KnownTable[], words: readonly Word[]) =>
  !words.some(({ norm }) => norm === 'by') && tables.every((table) => {
    const rows = readNewRows(scene, table, words)
    return rows && !('kind' in rows) && rows.every(({ values }) => Object.keys(values).every((name) => table.fields.some((field) => field.name === name && /text/.test(field.field.kind) && !words.some((_, at) => nameAt(words, at, field.names) > 0))))
  })
// "The Left Hand of Darkness"
const isTitle = (words: readonly Word[]) => words.length > 2 && words.every((word) => /^\p{Lu}/u.test(word.text) || /^(of|the|a|an|and|in|to|at|on|for|from|with)$/.test(word.norm))
// "Dune by Frank Herbert": a name and a value with capital letters.
const isNamed = (words: readonly Word[]) => words.filter((word) => /^\p{Lu}/u.test(word.text)).length >= 2 || words.some((word) => /[@€$£]|^\d/.test(word.text))

const askTable = (scene: Scene, words: readonly Word[]): Meaning => {
  const tables = scene.reflex.tables.filter((table) => table.changeable && table.name !== 'profile')
  return askBetween(tables, words)
}
const askBetween = (tables: readonly KnownTable[], words: readonly Word[]): Meaning =>
  asking(`Where does “${textOf(words)}” go?`, { choices: tables.slice(0, 6).map((table) => ({ label: table.table.title, say: `add a ${nounOf(table)} called ${textOf(words)}` })) })

const askName = (table: KnownTable | undefined, blank: Gap): Meaning => asking(table ? `What is the ${nounOf(table)} called?` : 'What shall I add?', { blank })

const insertAll = (scene: Scene, table: KnownTable, { rows, words, gap }: { readonly rows: readonly NewRow[]; readonly words: readonly Word[]; readonly gap: Gap }): Meaning | undefined => {
  const commands: Command[] = []
  const spoken: Spoken[] = []
  for (const { name, values } of rows) {
    const said = { [table.titleField]: textOf(name), ...values }
    if (name.length === 0) return askName(table, gap)
    if (name.every((word) => anyList.has(word.norm) && !word.quoted && listNames.has(word.norm))) return undefined
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
  words.length > 1 && (words[0]?.text === 'some' || (table.isList && /^an?$/.test(words[0]?.text ?? ''))) ? words.slice(1) : words
