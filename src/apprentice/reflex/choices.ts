import type { Field } from '../../app/field.ts'
import type { KnownField, Phrase } from './compile.ts'
import { importanceNames, importances } from './lexicon.ts'
import { isName } from './spelling.ts'
import { nameWords, type Word } from './words.ts'

/** One way to say a choice of a field. */
export interface Saying {
  readonly choice: string
  readonly words: Phrase
  /** The choice's own words, which may be mistyped by one letter; a word that only means it may not. */
  readonly own: boolean
}

/** Every way to say the choices of a field: their own words, and in a field of importance a word that means exactly one of them ("urgent" where there is "high"). */
export const sayingsOf = (names: readonly Phrase[], { kind, choices = [] }: Field): readonly Saying[] => {
  if (kind !== 'choice') return []
  const own = choices.map((choice) => ({ choice, words: nameWords(choice.replaceAll('-', ' ')), own: true }))
  if (!names.some((name) => name.some((word) => importanceNames.has(word)))) return own
  const known = new Set(choices.map((choice) => choice.toLowerCase()))
  const meant = importances.flatMap(({ said, means }) => {
    const choice = choices.find((one) => means.find((word) => known.has(word)) === one.toLowerCase())
    return choice === undefined || known.has(said) ? [] : [{ choice, words: said.split(' '), own: false }]
  })
  return [...own, ...meant]
}

/** The choice that the words say, with at most one wrong letter; "high-priority" says it too. */
export const readChoice = ({ sayings, names }: KnownField, words: readonly Word[]): string | undefined => {
  if (sayings.length === 0) return undefined
  const said = words.map((word) => (word.quoted ? word.text.toLowerCase() : word.norm)).flatMap((word) => word.split('-'))
  const named = words.length === 1 && said.length > 1 ? names.find((name) => name.length < said.length && name.every((word, i) => said[said.length - name.length + i] === word)) : undefined
  return find(sayings, said) ?? (named && find(sayings, said.slice(0, -named.length)))
}

const find = (sayings: readonly Saying[], said: readonly string[]) =>
  (sayings.find(({ words }) => words.length === said.length && words.every((word, i) => word === said[i])) ?? sayings.find(({ words, own }) => own && words.length === said.length && words.every((word, i) => isName(said[i] ?? '', word))))?.choice
