import type { Answer, Command } from '../../data/command.ts'
import type { KnownTable, Phrase, Reflex } from './compile.ts'
import { articles } from './lexicon.ts'
import { isName, isVerb } from './spelling.ts'
import type { Word } from './words.ts'
import type { Question, World } from './world.ts'

/** Everything that one clause is read against. */
export interface Scene {
  readonly reflex: Reflex
  readonly world: World
  /** The whole request. */
  readonly text: string
  /** Rows spoken of, newest first; those that this request will make have `$1`, `$2` … */
  readonly recent: readonly Spoken[]
  /** Rows that earlier clauses make. */
  readonly made: number
  /** The sentence ends in a question mark and is no polite request. */
  readonly question: boolean
  /** The clause begins with "I want to …": it says nothing is finished. */
  readonly wish: boolean
  /** An earlier clause began with "I have …": what this one tells of is done by now too. */
  readonly told: boolean
  /** "too", "also": what was done before is done again. */
  readonly also: boolean
  /** What was looked up already for this request, by kind and words. */
  readonly found: Map<string, unknown>
}
/** A row that a clause was about; "it" means it in the next. */
export interface Spoken { readonly table: string; readonly id: number | string; readonly label: string }

/** What one clause comes to; undefined when no rule accounts for every word. */
export type Meaning =
  | { readonly kind: 'do'; readonly commands: readonly Command[]; readonly spoken: readonly Spoken[]; /** What it cannot keep of what was said. */ readonly say?: string }
  | { readonly kind: 'read'; readonly commands: readonly Command[]; readonly spoken: readonly Spoken[]; readonly render: (answers: readonly Answer[]) => string }
  | ({ readonly kind: 'ask'; readonly say: string } & Question)

/** Reads one clause in one way; undefined unless every word of it has its part. */
export type Rule = (scene: Scene, words: readonly Word[]) => Meaning | undefined

/** A clause that does something. */
export const doing = (commands: readonly Command[], spoken: readonly Spoken[] = []): Meaning => ({ kind: 'do', commands, spoken })
/** A clause that asks for rows or numbers. */
export const reading = (command: Command, render: (answers: readonly Answer[]) => string): Meaning => ({ kind: 'read', commands: [command], spoken: [], render })
/** A clause that must be asked back about. */
export const asking = (say: string, { choices, blank }: Question = {}): Meaning => ({ kind: 'ask', say, ...(choices ? { choices } : {}), ...(blank ? { blank } : {}) })

/** How many words of the longest of the phrases stand at `at`; 0 for none. Names may be mistyped by one letter. */
export const nameAt = (words: readonly Word[], at: number, phrases: readonly Phrase[]): number => matchAt(words, { at, phrases, same: isName })
/** The same for verbs. */
export const verbAt = (words: readonly Word[], at: number, phrases: readonly Phrase[]): number => matchAt(words, { at, phrases, same: isVerb })

/** Leaves out the articles that the words begin with. */
export const withoutArticles = (words: readonly Word[]): readonly Word[] => {
  let at = 0
  while (at < words.length - 1 && articles.has(words[at]?.norm ?? '')) at++
  return words.slice(at)
}

/** The request with some of its words said otherwise; for choices. */
export const saidInstead = (words: readonly Word[], instead: string): string => {
  const [first] = words
  const last = words.at(-1)
  return first && last ? first.source.slice(0, first.start) + instead + last.source.slice(last.end) : instead
}

/** The request with a gap after its words, led in by `lead`; for questions. */
export const gapAfter = (word: Word, lead: string): readonly [string, string] => [word.source.slice(0, word.end) + lead, word.source.slice(word.end)]
/** The same with the gap before a word. */
export const gapBefore = (word: Word): readonly [string, string] => [word.source.slice(0, word.start), ` ${word.source.slice(word.start)}`]

/** The table of the page that the person looks at. */
export const pageTable = ({ reflex, world }: Scene): KnownTable | undefined => reflex.tables.find((table) => table.name === world.page?.table)
/** All tables, the open page's first. */
export const pageFirst = ({ reflex, world }: Scene): readonly KnownTable[] => reflex.tables.toSorted((a, b) => Number(b.name === world.page?.table) - Number(a.name === world.page?.table))
/** The tables whose rows may be changed, in the order of the apps. */
export const changeableTables = ({ reflex }: Scene): readonly KnownTable[] => reflex.tables.filter(({ changeable }) => changeable)

/** The table that the words have in mind when they name none: the page's, else the one list, else the only one. */
export const usualTable = (scene: Scene): KnownTable | undefined => {
  const page = pageTable(scene)
  if (page) return page
  const own = scene.reflex.tables.filter((table) => table.name !== 'profile')
  const lists = own.filter((table) => table.isList)
  return own.length === 1 ? own[0] : lists.length === 1 ? lists[0] : undefined
}

/** The table that "my list" means: the page's if it holds things to do, else the only one that does, else the usual one. */
export const listTable = (scene: Scene): KnownTable | undefined => {
  const lists = scene.reflex.tables.filter((table) => table.isList)
  return lists.find((table) => table.name === scene.world.page?.table) ?? (lists.length === 1 ? lists[0] : usualTable(scene))
}

const matchAt = (words: readonly Word[], { at, phrases, same }: { at: number; phrases: readonly Phrase[]; same: (said: string, known: string) => boolean }): number => {
  const first = words[at]?.norm ?? ''
  // Typos are tried only when nothing stands there exactly; of most phrases the first word is another.
  for (const phrase of phrases) if (phrase[0] === first && at + phrase.length <= words.length && phrase.every((known, i) => words[at + i]?.norm === known)) return phrase.length
  for (const phrase of phrases) if (same(first, phrase[0] ?? '') && at + phrase.length <= words.length && phrase.every((known, i) => same(words[at + i]?.norm ?? '', known))) return phrase.length
  return 0
}
