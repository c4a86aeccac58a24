import { readChoice } from './choices.ts'
import type { KnownTable } from './compile.ts'
import { fieldAt, flagAt } from './field-names.ts'
import { spokenOf } from './finish.ts'
import { doneWords } from './lexicon.ts'
import { askWhich, findRows, idOf, type NamedRow } from './reference.ts'
import { changeableTables, doing, type Meaning, type Scene } from './scene.ts'
import { settle, surest, targetOf, type Change } from './set.ts'
import { isSameVerb } from './verb-forms.ts'
import { readWords, standsAt, textOf, type Word } from './words.ts'

/** Reads "owned for Dune" after "tick", or (with `off`) "untick": a checkbox by its name, then the row. */
export const readFlag = (scene: Scene, words: readonly Word[], { off = false } = {}): Meaning | undefined => {
  if (scene.question) return undefined
  for (const table of changeableTables(scene)) {
    const found = fieldAt(table, words, 0)
    if (found?.field.field.kind !== 'checkbox' || !/^(for|of|on|at)$/.test(words[found.length]?.norm ?? '')) continue
    const meaning = setFlag(scene, table, { field: found.field.name, value: !off, named: words.slice(found.length + 1) })
    if (meaning) return meaning
  }
  return undefined
}

/** Reads "settle everything Alex paid", "confirm the food bank": a checkbox of the open page that is called by a verb which can be no chore ("buy", "pay", "learn" can). */
export const readFlagVerb = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const verb = words[0]?.norm ?? ''
  const table = scene.reflex.tables.find(({ name, changeable }) => changeable && name === scene.world.page?.table)
  if (scene.question || !table || words.length < 2 || !deskVerbs.has(verb)) return undefined
  const field = table.fields.find(({ field: { kind, private: hidden }, names }) => kind === 'checkbox' && !hidden && names.some(([first = '', ...more]) => more.length === 0 && first !== verb && isSameVerb(first, verb)))
  const target = field && targetOf(scene, words.slice(1), table)
  const isSure = target && (!Array.isArray(target) || target.every(({ how }: NamedRow) => how !== 'fuzzy'))
  return field && target && isSure ? settle({ target, values: { [field.name]: true } }) : undefined
}
const deskVerbs = new Set('settle confirm approve accept archive verify authorise authorize acknowledge publish retire pause pin star hide mute disable enable activate deactivate'.split(' '))

/** Reads "the rent is not paid", "Ada isn't active any more": a checkbox of a row named surely is off. A sigh that says so of one that is off changes nothing. */
export const readDenial = (scene: Scene, all: readonly Word[]): Meaning | undefined => {
  const tail = [['any', 'more'], ['anymore'], ['any', 'longer'], ['yet'], ['after', 'all']].find((one) => standsAt(all, all.length - one.length, one))
  const words = tail ? all.slice(0, -tail.length) : all
  const at = words.findIndex((_, i) => denials.some((one) => standsAt(words, i, one)))
  const denial = denials.find((one) => standsAt(words, at, one))
  if (scene.question || at < 1 || !denial) return undefined
  const rest = words.slice(at + denial.length)
  // "not coming" may be a choice of its own.
  const chosen = settle(surest(scene.reflex.tables.flatMap((table): readonly Change[] => {
    const said = table.changeable ? readWords(`not ${textOf(rest)}`) : []
    const field = said.length > 1 ? table.fields.find((one) => readChoice(one, said) !== undefined) : undefined
    const target = field && targetOf(scene, words.slice(0, at), table)
    return field && Array.isArray(target) && target.every(({ how }: NamedRow) => how !== 'fuzzy') ? [{ target, values: { [field.name]: readChoice(field, said) ?? null } }] : []
  })))
  if (chosen) return chosen
  for (const table of changeableTables(scene)) {
    const flag = flagAt(table, rest, 0)
    const field = flag?.value && flag.length === rest.length ? flag.field.name : table.done?.off === false && rest.length === 1 && doneWords.has(rest[0]?.norm ?? '') ? table.done.field : undefined
    const cleared = field === undefined ? clearedField(table, rest) : undefined
    const meaning = cleared !== undefined ? setFlag(scene, table, { field: cleared, value: null, named: words.slice(0, at) }) : field === undefined ? undefined : setFlag(scene, table, { field, value: false, named: words.slice(0, at) })
    if (meaning) return meaning
  }
  return undefined
}

// "no longer lent to anyone", "not due any more": what is said of no one is empty.
const clearedField = (table: KnownTable, words: readonly Word[]): string | undefined => {
  const found = fieldAt(table, words, 0)
  const rest = words.slice(found?.length ?? 0)
  return found && !found.field.field.required && /text|link/.test(found.field.field.kind) && rest.length === 1 && /^(anyone|anybody|anything|anywhere|someone|somebody)$/.test(rest[0]?.norm ?? '') ? found.field.name : undefined
}

const denials = [['is', 'not'], ['are', 'not'], ["isn't"], ['isnt'], ["aren't"], ['was', 'not'], ["wasn't"], ['were', 'not'], ['is', 'no', 'longer'], ['are', 'no', 'longer']]

const setFlag = (scene: Scene, table: KnownTable, { field, value, named }: { readonly field: string; readonly value: boolean | null; readonly named: readonly Word[] }): Meaning | undefined => {
  const rows = findRows(scene, named, { table: table.name })
  if (rows && 'kind' in rows) return askWhich(rows)
  const isSure = rows !== undefined && rows.length > 0 && rows.every(({ how }: NamedRow) => how !== 'fuzzy')
  return isSure ? doing(rows.map((row) => ({ action: 'update', table: table.name, id: idOf(row), [field]: value })), rows.map(spokenOf)) : undefined
}
