import { readChoice } from './choices.ts'
import type { KnownTable } from './compile.ts'
import { asOneDescribed, isBareNumber, isDoing, joinTwo } from './entry-joins.ts'
import { readParts } from './entry-parts.ts'
import { fieldAt } from './field-names.ts'
import { pronouns, weakWords } from './lexicon.ts'
import { asking, saidInstead, type Meaning, type Scene } from './scene.ts'
import type { Values } from './slots.ts'
import { isPlainText, trailingDate } from './value.ts'
import { textOf, type Word } from './words.ts'

/** One new row: the words of its name, and the values said with it. */
export interface NewRow {
  readonly name: readonly Word[]
  readonly values: Values
}

/**
 * Reads the rows that "add" is followed by. A part between commas and ands that is nothing but values belongs to the row
 * before it ("Dune, unread"). A list with commas is always several rows, and so is one that was announced as such (`isSeveral`);
 * what one "and" joins may be one row or two.
 */
export const readNewRows = (scene: Scene, table: KnownTable, words: readonly Word[], { isSeveral = false } = {}): readonly NewRow[] | Meaning | undefined => {
  const parts = readParts(scene, table, words)
  const told = parts && (table.isList ? parts : asOneDescribed(table, parts))
  const hidesValue = (name: readonly Word[]): boolean => holdsValue(scene, table, name)
  const rows = !told || isSeveral ? told : joinTwo(scene, table, { words, rows: told, holdsValue: hidesValue })
  if (!rows || 'kind' in rows) return rows
  const unclear = rows.length === 1 && rows[0] ? askChoice(table, rows[0].name) : undefined
  if (unclear) return unclear
  const isRow = ({ name, values }: NewRow): boolean => isPlainText(name) && !hidesValue(name) && !(Object.keys(values).length > 0 && holdsWho(table, name))
  return rows.every(isRow) ? rows.map(({ name, values }) => ({ name, values })) : undefined
}

/** True where words that should be a name hide a value, a change, or a choice that somebody else must make. */
const holdsValue = (scene: Scene, table: KnownTable, words: readonly Word[]): boolean => {
  const [first, second] = words
  const [last, before] = [words.at(-1), words.at(-2)]
  return (
    // "Dune with rating awesome", "passport on priority middle"
    words.some((word, at) => (word.norm === 'with' || (word.norm === 'on' && table.isList)) && fieldAt(table, words, /^(a|an|the)$/.test(words[at + 1]?.norm ?? '') ? at + 2 : at + 1) !== undefined) ||
    // "5 and 7"
    (table.isList && words.every(isBareNumber)) ||
    holdsChoice(table, words) ||
    // "mark it"
    (/^(set|make|mark|give|put|move|change|rename|delete|remove|finish|tick)$/.test(first?.norm ?? '') && /^(it|its|them)$/.test(second?.norm ?? '')) ||
    // "milk tomorrow or friday"
    words.some(({ norm }, at) => norm === 'or' && at > 0 && trailingDate(scene, words.slice(at + 1))?.before === 0) ||
    (words.length === 1 && first?.quoted === false && (weakWords.has(first.norm) || pronouns.has(first.norm))) ||
    // a quotation mark without the other one
    words.some(({ norm }) => /^["“”„«»`]/.test(norm) && !norm.endsWith('"')) ||
    // "bread to it", "a note of it"
    (/^(to|for|with|of)$/.test(before?.norm ?? '') && /^(it|them|that|this|those|these)$/.test(last?.norm ?? ''))
  )
}

// "Tignanello red 89": a choice and a number that nothing says the field of.
const holdsChoice = (table: KnownTable, words: readonly Word[]) =>
  !table.isList && words.some((word, at) => at > 0 && !word.quoted && words[at + 1] !== undefined && words.slice(at + 1).every(isBareNumber) && table.fields.some((field) => readChoice(field, [word]) !== undefined))

// "Dune unread": a choice or the end of the name?
const askChoice = (table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const last = words.slice(-1)
  const field = words.length > 1 && !isDoing(words) && !last[0]?.quoted ? table.fields.find((one) => readChoice(one, last) !== undefined) : undefined
  if (!field) return undefined
  const name = textOf(words.slice(0, -1))
  return asking(`Is “${textOf(last)}” its ${field.names[0]?.join(' ') ?? field.name}, or part of its name?`, { choices: [
    { label: `“${name}”, ${textOf(last)}`, say: saidInstead(words, `"${name}", ${textOf(last)}`) },
    { label: `“${textOf(words)}”`, say: saidInstead(words, `"${textOf(words)}"`) },
  ] })
}

// "Sam who lives" with a value behind it: half of what was told of the row would be its name.
const holdsWho = ({ isList }: KnownTable, words: readonly Word[]) => !isList && /^\p{Lu}/u.test(words[0]?.text ?? '') && words.some(({ text, quoted }, at) => at > 0 && !quoted && /^(who|which|whose)$/.test(text))
