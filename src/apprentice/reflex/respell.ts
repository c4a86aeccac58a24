import type { KnownTable, Phrase, Reflex } from './compile.ts'
import { doneNames, verbs } from './lexicon.ts'
import { months, weekdays } from './odd-days.ts'
import { isOneLetterOff } from './spelling.ts'
import { readWords, type Word } from './words.ts'
import type { World } from './world.ts'

/** A request with its slips of the keys mended, and whether a row's name was among them. */
export interface Respelled { readonly text: string; readonly named: boolean }

/**
 * Mends words with one letter wrong that are meant for words of the rules, of the tables or of one row: "moev ficus to teh kitchne". Undefined
 * where there is none. Meant for what could not be read as it was typed: no name or free text is mended that was understood.
 */
export const respell = ({ tables }: Reflex, text: string, world: World): Respelled | undefined => {
  const known = new Set([...common, ...tables.flatMap(wordsOf)])
  let named = false
  let mended = ''
  let from = 0
  for (const word of readWords(text)) {
    const meant = known.has(word.norm) || !isTyped(word) ? undefined : (meantBy(word.norm, known) ?? nameMeant(tables, word, world))
    if (meant === undefined) continue
    named ||= !known.has(meant)
    mended += text.slice(from, word.start) + meant
    from = word.end
  }
  return from === 0 ? undefined : { text: mended + text.slice(from), named }
}

const isTyped = ({ norm, quoted }: Word): boolean => !quoted && /^\p{L}{3,}$/u.test(norm)

// Of a short word only two swapped letters are a slip: "teh", "lsit".
const isSlip = (said: string, meant: string): boolean =>
  meant.length > 2 && isOneLetterOff(said, meant) && said !== `${meant}s` && meant !== `${said}s` &&
  (said.length > 4 && meant.length > 4 ? said[0] === meant[0] || said[0] === meant[1] : said.length === meant.length && [...said].toSorted().join() === [...meant].toSorted().join())

const meantBy = (said: string, known: ReadonlySet<string>): string | undefined => {
  const [meant, ...more] = [...known].filter((one) => isSlip(said, one))
  return more.length === 0 ? meant : undefined
}

// A word that is in no row's name, and nearly one of exactly one row's.
const nameMeant = (tables: readonly KnownTable[], { text, norm }: Word, world: World): string | undefined => {
  const found = tables.flatMap(({ name }) => world.find(name, text))
  if (norm.length < 5 || found.some(({ how }) => how !== 'fuzzy')) return undefined
  const near = new Set(found.flatMap(({ label }) => readWords(label).map((word) => word.norm)).filter((word) => isSlip(norm, word)))
  return near.size === 1 ? [...near][0] : undefined
}

const wordsOf = ({ singulars, plurals, fields }: KnownTable): readonly string[] =>
  [...singulars, ...plurals, ...fields.flatMap(({ names, sayings }): readonly Phrase[] => [...names, ...sayings.map(({ words }) => words)])].flat()

const common: ReadonlySet<string> = new Set([
  ...[verbs.add, verbs.finish, verbs.reopen, verbs.delete, verbs.rename, verbs.set, verbs.move, verbs.show, verbs.count, verbs.find].flatMap((phrases) => phrases.flatMap(([first = '']) => first)),
  ...weekdays, ...months, ...doneNames, ...'the then and with from that this into again already today tomorrow please every everything number first last'.split(' '),
])
