import { today } from '../../app/dates.ts'
import type { Value } from '../../app/field.ts'
import type { KnownField } from './compile.ts'
import { dateField, isDue } from './field-names.ts'
import { dateWords } from './lexicon.ts'
import type { Scene } from './scene.ts'
import type { Read } from './slot-readers.ts'
import { isClock, readValue, trailingDate } from './value.ts'
import { readWords, type Word } from './words.ts'

/** Reads "tomorrow", "due friday", "by the end of May" at the end of words; an hour that the field cannot keep stays with the name. */
export const date: Read = (scene, table, words, way) => {
  const late = latePhrase(words)
  const taken = readDay(scene, table, late ? words.slice(0, -late) : words, way)
  return taken && late ? { ...taken, kept: [...(taken.kept ?? []), ...words.slice(-late)] } : taken
}

// "at half past two" is read by no calendar.
const latePhrase = (words: readonly Word[]): number => {
  const at = words.length - 3
  if (!/^(half|quarter)$/.test(words[at]?.norm ?? '') || !/^(past|to)$/.test(words[at + 1]?.norm ?? '')) return 0
  return words[at - 1]?.norm === 'at' ? 4 : 3
}

const readDay: Read = (scene, table, words, { whole, strict }) => {
  const found = trailingDate(scene, words)
  // "The Day After Tomorrow" is a title.
  if (!found || (found.before > 0 && /^(Today|Tomorrow|Yesterday|Tonight)/.test(found.words[0]?.text ?? ''))) return undefined
  let at = found.before
  // "from monday to friday" is no one day.
  if (/^(to|until|till|through|and|[–—-])$/.test(words[at - 1]?.norm ?? '') && trailingDate(scene, words.slice(0, at - 1))) return undefined
  while (at > 0 && /^(the|is|be|to|this)$/.test(words[at - 1]?.norm ?? '') && dateWords.has(words[at - 2]?.norm ?? '')) at--
  const word = words[at - 1]?.norm ?? ''
  // "Every thursday" is no one day.
  if (/^(every|each|most)$/.test(word)) return undefined
  const said = dateWords.has(word)
  if (said) at--
  if (said && words[at - 1]?.norm === 'due') at--
  const due = words[at]?.norm === 'due'
  const field = due ? (table.fields.find((one) => /due|deadline/.test(one.name)) ?? dateField(table)) : dateField(table)
  if (!field || (strict && !due) || (!isDue(field.name) && !due && !whole)) return undefined
  const value = readValue(scene, field, found.words)
  // Nobody is born next friday: a bare day to come belongs to no such field.
  if (typeof value === 'string' && /^(born|birthday|birth_date|since|joined)$/.test(field.name) && value > today(scene.world)) return undefined
  if (value !== undefined) return { at, field: field.name, value }
  const timed = splitClock(scene, field, found.words)
  return timed && { at, field: field.name, ...timed }
}

// "tomorrow at 9", "at 9 tomorrow" where only the day can be kept: the hour stays with the name.
const splitClock = (scene: Scene, field: KnownField, words: readonly Word[]): { readonly value: Value; readonly kept: readonly Word[] } | undefined => {
  for (let cut = 1; cut < words.length; cut++)
    for (const [kept, day] of [[words.slice(cut), words.slice(0, cut)], [words.slice(0, cut), words.slice(cut)]] as const) {
      const part = kept.length === 1 && partOfDay.test(kept[0]?.norm ?? '')
      const value = part || isClock(kept) ? readValue(scene, field, day) : undefined
      if (value !== undefined && value !== null) return { value, kept: part ? readWords(kept[0]?.norm === 'night' ? 'at night' : `in the ${kept[0]?.norm}`) : kept }
    }
  return undefined
}

const partOfDay = /^(morning|afternoon|evening|night)$/
