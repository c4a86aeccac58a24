import { nounOf, type KnownTable } from './compile.ts'
import { spokenOf } from './finish.ts'
import { pronouns, turnWords } from './lexicon.ts'
import { findRow, idOf, type NamedRow } from './reference.ts'
import { asking, doing, type Meaning, type Scene } from './scene.ts'
import { trailingDate } from './value.ts'
import { basesOf } from './verb-forms.ts'
import { readWords, standsAt, textOf, type Word } from './words.ts'

/**
 * Reads what someone tells of having done: "I've bought milk", "just called the dentist", "the rent is paid". The row is the one
 * that is called so as something to do ("Buy milk"), or one whose checkbox is called by the verb ("bought"). Named by its whole
 * name and told as done by now ("I have", "just", "already") it is done; else it is asked about.
 */
export const readTold = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || scene.wish || words.some(({ norm, quoted }) => !quoted && turnWords.has(norm))) return undefined
  const deed = readDeed(words) ?? readPassive(words)
  if (!deed) return undefined
  const whole = rowsDone(scene, deed)
  const when = whole.length > 0 ? undefined : datedDeed(scene, deed)
  const rows = when ? rowsDone(scene, when) : whole
  const [row, ...more] = rows
  if (!row || more.length > 0) return undefined
  const { done } = row.table
  if (!done) return undefined
  if (row.how === 'exact' && !when && (deed.isNow || scene.told)) return doing([{ action: 'update', table: row.table.name, id: idOf(row), [done.field]: done.on }], [spokenOf(row)])
  return row.made === undefined && row.how !== 'fuzzy' ? asking(`Is “${row.label}” done?`, { choices: [{ label: `Yes, “${row.label}” is done`, say: `mark ${nounOf(row.table)} #${row.id} as done` }] }) : undefined
}

/** Reads "scratch milk off the list": done, or not wanted any more; the person is asked which. */
export const readScratch = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const row = scene.question || words[0]?.norm !== 'scratch' || words.length < 2 ? undefined : findRow(scene, words.slice(/^(off|out)$/.test(words[1]?.norm ?? '') ? 2 : 1), { fits: ({ changeable }) => changeable })
  if (row?.kind !== 'row' || row.how === 'fuzzy' || row.made !== undefined || pronouns.has(words[1]?.norm ?? '')) return undefined
  const named = `${nounOf(row.table)} #${row.id}`
  return asking(`Is “${row.label}” done, or shall it go?`, { choices: [...(row.table.done ? [{ label: 'It is done', say: `mark ${named} as done` }] : []), { label: 'Delete it', say: `delete ${named}` }] })
}

/** True when words begin to tell of something done: "I have paid", "called"; with `now` only of what is done by now. */
export const tellsAt = (words: readonly Word[], { now = false } = {}): boolean => {
  const deed = readDeed(words)
  return deed !== undefined && (!now || deed.isNow === true)
}

/** The rows that could be meant by a deed: by their names as something to do, else by a checkbox that is called by the verb. */
export const rowsDone = (scene: Scene, { verbs, object }: Deed): readonly NamedRow[] => {
  if (object.every(({ norm }) => pronouns.has(norm))) return []
  const named = verbs.flatMap((verb) => rowNamed(scene, readWords(`${verb} ${textOf(object)}`), isTickable))
  if (named.length > 0) return named
  return rowNamed(scene, object, (table) => isTickable(table) && isCalled(table, verbs))
}

/** A deed: the verbs that it may be, and what it was done to. */
export interface Deed { readonly verbs: readonly string[]; readonly object: readonly Word[]; /** Told as done by now, not only as done at some time. */ readonly isNow?: boolean }

// "I have just bought milk", "already bought milk", "we paid the rent"
const readDeed = (words: readonly Word[]): Deed | undefined => {
  const teller = tellers.find((one) => standsAt(words, 0, one))
  let at = teller?.length ?? 0
  const told = at
  while (/^(just|already|finally|now|also)$/.test(words[at]?.norm ?? '')) at++
  const past = words[at]?.norm ?? ''
  const verbs = basesOf(past)
  const object = withoutTail(words.slice(at + 1))
  // Without a teller a word that is no past form alone ("read", "put") asks rather than tells.
  if (verbs.length === 0 || words[at]?.quoted || object.length === 0 || (at === 0 && verbs.includes(past))) return undefined
  return { verbs, object, isNow: at > told || (teller?.at(-1) ?? '').endsWith('ve') || object.length < words.length - at - 1 }
}
const tellers = [['i', 'have'], ['we', 'have'], ["i've"], ["we've"], ['ive'], ['i'], ['we']]

// "the rent is paid", "the bike has been fixed"
const readPassive = (words: readonly Word[]): Deed | undefined => {
  const at = words.findIndex((_, i) => i > 0 && passives.some((one) => standsAt(words, i, one)))
  const passive = passives.find((one) => standsAt(words, at, one))
  if (at < 1 || !passive) return undefined
  const rest = withoutTail(words.slice(at + passive.length)).filter(({ norm }, i) => !(i === 0 && /^(already|now|finally)$/.test(norm)))
  const past = rest[0]?.norm ?? ''
  return rest.length === 1 && basesOf(past).length > 0 ? { verbs: basesOf(past), object: words.slice(0, at) } : undefined
}
const passives = [['has', 'been'], ['have', 'been'], ['is'], ['are']]

const withoutTail = (words: readonly Word[]): readonly Word[] => {
  const tail = [['just', 'now'], ['at', 'last'], ['by', 'now'], ['already'], ['now'], ['finally'], ['yet']].find((one) => words.length > one.length && standsAt(words, words.length - one.length, one))
  return tail ? words.slice(0, -tail.length) : words
}

// "the dentist this morning": what was said of another hour than now is asked about.
const datedDeed = (scene: Scene, deed: Deed): Deed | undefined => {
  const before = trailingDate(scene, deed.object)?.before
  return before !== undefined && before > 0 ? { ...deed, object: deed.object.slice(0, before) } : undefined
}

const isTickable = (table: KnownTable) => table.done !== undefined && table.changeable
const isCalled = ({ done, fields }: KnownTable, verbs: readonly string[]) => {
  const called = typeof done?.on === 'string' ? [done.on] : fields.filter(({ name }) => name === done?.field).flatMap(({ names }) => names.map((name) => name.join(' ')))
  return called.some((word) => basesOf(word).some((base) => verbs.includes(base)))
}

const rowNamed = (scene: Scene, words: readonly Word[], fits: (table: KnownTable) => boolean): readonly NamedRow[] => {
  const row = findRow(scene, words, { fits })
  return row === undefined ? [] : row.kind === 'row' ? [row] : row.rows
}
