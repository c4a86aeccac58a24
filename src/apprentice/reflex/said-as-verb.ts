import { spokenOf } from './finish.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { askWhich, findRow, idOf } from './reference.ts'
import { changeableTables, doing, type Meaning, type Scene } from './scene.ts'
import { readValue, trailingDate } from './value.ts'
import { basesOf } from './verb-forms.ts'
import { standsAt, type Word } from './words.ts'

/** Reads a field whose name is said as a verb: "expect the scanners on December 18" (expected), "price the booth at 5000", "lend Beloved to Ada" (lent to). */
export const readFieldVerb = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  scene.question || words.length < 3 ? undefined : (readExpected(scene, words) ?? readPriced(scene, words) ?? readLent(scene, words))

// A day to come, where a date is called by the verb.
const readExpected = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const verb = words[0]?.norm ?? ''
  if (!/^(expect|plan|schedule|anticipate|estimate|promise)$/.test(verb)) return undefined
  const rest = words.slice(1)
  const found = trailingDate(scene, rest)
  if (!found) return undefined
  const end = found.before - (/^(on|by|for|at|to|the)$/.test(rest[found.before - 1]?.norm ?? '') ? 1 : 0)
  return firstOf(scene, ({ field: { kind }, names }) => kind === 'date' && names.some((name) => name.some((word) => word === `${verb}ed` || word === `${verb}d` || word === `${verb}ned`)), () => [rest.slice(0, end), found.words])
}

// A number or a choice, announced by "at" or "as".
const readPriced = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findLastIndex(({ norm }) => /^(at|as)$/.test(norm))
  if (at < 2) return undefined
  return firstOf(scene, ({ field: { kind }, names }) => /integer|decimal|money|choice/.test(kind) && names.some((name) => name.length === 1 && name[0] === words[0]?.norm), () => [words.slice(1, at), words.slice(at + 1)])
}

// "I lent Beloved to Ada": what is called "lent to" takes a name.
const readLent = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const teller = tellers.find((one) => standsAt(words, 0, one))?.length ?? 0
  const verb = words[teller]?.norm ?? ''
  const isCalled = ([past = '', preposition = '', ...more]: readonly string[]) =>
    more.length === 0 && preposition !== '' && (teller > 0 ? verb === past : basesOf(past).includes(verb) || past === `${verb}ed` || past === `${verb}d`)
  return firstOf(scene, ({ field: { kind }, names }) => /^(text|link)$/.test(kind) && names.some(isCalled), ({ names }) => {
    const at = words.findLastIndex(({ norm }) => norm === names.find(isCalled)?.[1])
    const value = words.slice(at + 1)
    return at > teller + 1 && value.length < 4 && (value[0]?.quoted || /^\p{Lu}/u.test(value[0]?.text ?? '')) ? [words.slice(teller + 1, at), value] : undefined
  })
}
const tellers = [['i', 'have'], ["i've"], ['we', 'have'], ["we've"], ['i', 'just'], ['we', 'just'], ['i'], ['we']]

/** The change of the first such field whose row is named surely and whose words are a value. */
const firstOf = (scene: Scene, isMeant: (field: KnownField) => boolean, cut: (field: KnownField, table: KnownTable) => readonly [row: readonly Word[], value: readonly Word[]] | undefined): Meaning | undefined => {
  for (const table of changeableTables(scene))
    for (const field of table.fields.filter(isMeant)) {
      const [named, said] = cut(field, table) ?? []
      const value = named && said ? readValue(scene, field, said) : undefined
      const row = named && value !== undefined && value !== null ? findRow(scene, named, { table: table.name }) : undefined
      if (row?.kind === 'unclear') return askWhich(row)
      if (row && value !== undefined && row.how !== 'fuzzy') return doing([{ action: 'update', table: table.name, id: idOf(row), [field.name]: value }], [spokenOf(row)])
    }
  return undefined
}
