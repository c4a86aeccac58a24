import { readChoice } from './choices.ts'
import { nounOf, type KnownTable } from './compile.ts'
import { isDoing } from './entry-joins.ts'
import { anyList, articles } from './lexicon.ts'
import { asking, gapAfter, listTable, nameAt, usualTable, type Meaning, type Scene } from './scene.ts'
import { readSlots, takeSlots, type Values } from './slots.ts'
import { readNumber } from './value.ts'
import { standsAt, textOf, type Word } from './words.ts'

/** What "add" is followed by, without the words that say which table is meant. */
export interface Named { readonly table: KnownTable; readonly words: readonly Word[]; /** The noun was said in the singular. */ readonly isOne?: boolean; /** Said before the noun: "a high priority task". */ readonly values?: Values; /** The last word of the table's own name, where the row has none. */ readonly noun?: Word }

/** Takes off the list that rows go to: "milk to my list", "milk to my shopping list for tomorrow", "Dune to the books". */
export const takePlace = (scene: Scene, words: readonly Word[]): Named | undefined => {
  // "Zoe Chen from Acme as a contact"
  const as = words.findLastIndex(({ norm }, i) => i > 0 && norm === 'as' && /^(an?|another|my|our)$/.test(words[i + 1]?.norm ?? ''))
  const named = as < 0 ? as : as + (words[as + 2]?.norm === 'new' ? 3 : 2)
  const kind = scene.reflex.tables.find(({ singulars }) => as > 0 && named < words.length && nameAt(words, named, singulars) === words.length - named)
  if (kind) return { table: kind, words: words.slice(0, as) }
  // "Alan Prescott as a new contact, with the email a@b.example"
  const rest = as < 0 ? [] : scene.reflex.tables.flatMap((table) => {
    const values = readSlots(scene, table, words.slice(named + nameAt(words, named, table.singulars)).filter(({ norm }, at) => at > 2 || !/^(,|with|the|and)$/.test(norm)))
    return nameAt(words, named, table.singulars) > 0 && values ? [{ table, words: words.slice(0, as), values }] : []
  })
  if (rest[0]) return rest[0]
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
    const length = [['todo', 'list'], ['list']].find((one) => standsAt(words, from, one))?.length ?? 0
    // "to my list milk": what is listed may follow.
    if (owned && usual && length > 0 && (at > 0 || words.length > from + length)) return placed(scene, usual, words.slice(0, at), words.slice(from + length))
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

/** Takes off how many rows a colon announces, and of which table if it says so: "two things: milk and bread", "these 3 guests: …", "tasks: …". */
export const takeCounted = ({ reflex }: Scene, words: readonly Word[]): { readonly words: readonly Word[]; readonly table?: KnownTable; readonly many?: number } | undefined => {
  const colon = words.findIndex(({ norm }) => norm === ':')
  const head = colon > 0 && colon < 7 && !words.slice(0, colon).some(({ quoted }) => quoted) ? words.slice(0, colon).filter(({ norm }) => !/^(the|these|those|my|our|new|more|other|following|of|like)$/.test(norm)) : []
  const many = /^(both|couple)$/.test(head[0]?.norm ?? '') || standsAt(head, 0, ['a', 'couple']) ? 2 : readNumber(head[0]?.norm ?? '', false)
  const noun = head.slice(many === undefined ? 0 : standsAt(head, 0, ['a', 'couple']) ? 2 : 1)
  const table = noun.length === 0 ? undefined : reflex.tables.find(({ singulars, plurals }) => nameAt(noun, 0, many === undefined ? plurals : [...plurals, ...singulars]) === noun.length)
  const isSeveral = many === undefined ? table !== undefined : many > 1 && (table !== undefined || noun.length === 0 || (noun.length === 1 && anyList.has(noun[0]?.norm ?? '')))
  return isSeveral && head.length > 0 ? { words: words.slice(colon + 1), ...(table && { table }), ...(many !== undefined && { many }) } : undefined
}

/** Takes off the noun that says what the rows are: "a task to call mum", "contact Ada Lovelace", "a new book called Dune". */
export const takeNoun = (scene: Scene, words: readonly Word[]): Named | { readonly ask: Meaning } | undefined => {
  let at = 0
  while (/^(a|an|the|another|one|more|new|my|me|following|extra|this|these|some|two|three|our)$/.test(words[at]?.norm ?? '')) at++
  const marked = at > 0 || /\b(?:new|another)\s+$/i.test(words[0]?.source.slice(0, words[0].start) ?? '')
  const first = at
  for (const table of scene.reflex.tables) {
    at = first
    let values: Values = {}
    const nouns = [...table.singulars, ...table.plurals, ...(table.isList ? [['to', 'do'], ['todo']] : [])]
    for (let skip = 1; nameAt(words, at, nouns) === 0 && skip <= 3; skip++) {
      const said = nameAt(words, first + skip, nouns) > 0 ? readSlots(scene, table, words.slice(/^(very|really|super|quite|most)$/.test(words[first]?.norm ?? '') && skip > 1 ? first + 1 : first, first + skip)) : undefined
      if (said) { values = said; at = first + skip }
      if (said) break
    }
    const length = nameAt(words, at, nouns)
    if (length === 0) continue
    const behind = words.slice(at + length)
    // "put a deal in for Ada"
    const rest = behind[0]?.norm === 'in' && behind[1]?.norm === 'for' ? behind.slice(1) : behind
    const lead = [['for', 'me', 'to'], ['for', 'me', ':'], ['for', 'me'], ['called'], ['named'], ['titled'], ['and', 'call', 'it'], ['and', 'name', 'it'], [':'], ['-'], ['that', 'says'], ['saying'], ['with', 'the', 'name'], ['with', 'name'], ['with', 'the', 'title'], ['with', 'title'], ['to'], ['for'], ['about'], ['of'], [',']].find((one) => standsAt(rest, 0, one))
    const named = rest.slice(lead?.length ?? 0)
    if (rest.length === 0 || (rest.length === 1 && /^(to|for|about|:)$/.test(rest[0]?.norm ?? ''))) {
      if (!marked && at === first && !standsAt(words, at, [table.name])) continue
      return { table, words: [], values, ...nounAt(words[at + length - 1]) }
    }
    const colon = rest.findIndex((word) => word.norm === ':')
    const before = colon > 0 ? readSlots(scene, table, rest.slice(0, colon)) : undefined
    if (before) return { table, words: rest.slice(colon + 1), values: { ...values, ...before } }
    // "a deal for Ada called New roof", "a task for next week to sort photos"
    const called = rest.findIndex(({ norm }, i) => i > 0 && /^(called|named|titled|to)$/.test(norm))
    const described = called > 0 ? readSlots(scene, table, rest.slice(0, called)) : undefined
    if (described) return { table, words: rest.slice(called + 1), values: { ...values, ...described } }
    const slots = readPieces(scene, table, rest) ?? readSlots(scene, table, rest)
    if (slots) return { table, words: [], values: table.titleField in slots ? { ...values, ...slots } : values, ...nounAt(words[at + length - 1]) }
    // "a pickup for Max at the library": for whom it is, is no name.
    if (lead?.[0] === 'for' && !table.isList && table.fields.some((field) => /^\p{Lu}/u.test(readChoice(field, named.slice(0, 1)) ?? ''))) return { ask: asking(`What is the ${nounOf(table)} called?`, { blank: gapAfter(words[at + length - 1] ?? rest[0] as Word, ' called ') }) } // `rest` is not empty: a lead stands in it
    // "for" and "of" lead a value where the table has a field for it: "a deal for Ada" still lacks its name.
    if (lead && /^(for|of)$/.test(lead[0] ?? '') && !table.isList && takeSlots(scene, table, rest, { whole: true }).rest[0] !== rest[0] && Object.keys(takeSlots(scene, table, rest, { whole: true }).values).length > 0) return { table, words: rest, values }
    const isOne = nameAt(words, at, table.singulars) === length
    const linked = readLinkFirst(scene, table, rest)
    if (linked) return { table, words: linked.words, values: { ...values, ...linked.values }, isOne }
    if (marked || at > first || lead || isSurelyNoun(scene, table, named) || (!table.isList && Object.keys(takeSlots(scene, table, named).values).length > 0)) return { table, words: named, values, isOne }
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

// "a deal with Dana for new chairs"
const readLinkFirst = (scene: Scene, table: KnownTable, words: readonly Word[]): { readonly words: readonly Word[]; readonly values: Values } | undefined => {
  if (!/^(with|for|from|to)$/.test(words[0]?.norm ?? '') || !table.fields.some(({ field }) => field.kind === 'link')) return undefined
  const at = words.findIndex(({ norm }, i) => i > 1 && i < 6 && /^(for|about|on|:|,)$/.test(norm))
  const values = at > 0 ? readSlots(scene, table, words.slice(0, at)) : undefined
  return values && { words: words.slice(at + 1), values }
}

// "for Globex, number R-7, 480 pounds": every piece is a value.
const readPieces = (scene: Scene, table: KnownTable, words: readonly Word[]): Values | undefined => {
  const comma = words.findIndex(({ norm }) => norm === ',')
  if (comma < 1) return readSlots(scene, table, words)
  const first = readSlots(scene, table, words.slice(0, comma))
  const more = first && readPieces(scene, table, words.slice(comma + 1))
  return first && more ? { ...first, ...more } : undefined
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
