import { fieldAt } from './field-names.ts'
import { fieldOfUnit, numberFields } from './quantity.ts'
import { findRow } from './reference.ts'
import { pageFirst, type Meaning, type Scene } from './scene.ts'
import { fieldFirst, settle } from './set.ts'
import { readValue } from './value.ts'
import { phrases, standsAt, type Word } from './words.ts'

/** Reads "the due date of insurance is wrong, it should be 15 December" and "Danny Boy is two minutes longer than I wrote, so five": what was noted is wrong, and what is right stands last. */
export const readWrong = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  scene.question || words.length > 20 ? undefined : (saidWrong(scene, words) ?? byHowMuch(scene, words))

// "the due date of insurance is wrong, correct is 2026-12-15"
const saidWrong = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findIndex((_, i) => i > 1 && wrongs.some((one) => standsAt(words, i, one)))
  const wrong = wrongs.find((one) => standsAt(words, at, one))
  const from = at + (wrong?.length ?? 0) + (/^[,:–—-]$/.test(words[at + (wrong?.length ?? 0)]?.norm ?? '') ? 1 : 0)
  const right = wrong && rights.find((one) => standsAt(words, from, one))
  const verb = words[at]
  const value = words.slice(from + (right?.length ?? 0))
  return right && verb && value.length > 0 ? settle(fieldFirst(scene, [...words.slice(0, at), { ...verb, norm: 'to' }, ...value])) : undefined
}
const wrongs = phrases("is wrong, are wrong, was wrong, is not right, isn't right, is incorrect, is not correct")
const rights = phrases('correct is, the correct one is, right is, the right one is, it is, it should be, should be, it must be, make it, it has to be, it was, change it to, set it to, please make it, please change it to')

// "two minutes longer than I wrote, so five", "4p more than I said, 37.19": of the one number that the unit counts
const byHowMuch = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const than = words.findIndex(({ norm }, i) => i > 2 && norm === 'than' && /^(i|we)$/.test(words[i + 1]?.norm ?? '') && /^(said|wrote|thought|put|noted|entered|told)$/.test(words[i + 2]?.norm ?? ''))
  const is = words.findIndex(({ norm }, i) => i > 0 && i < than && /^(is|was|takes|took|costs|cost|weighs|lasts)$/.test(norm))
  if (than < 0 || is < 0 || !/^(more|less|longer|shorter|fewer|heavier|lighter|cheaper|dearer|higher|lower)$/.test(words[than - 1]?.norm ?? '') || than - is > 5) return undefined
  const from = than + 3 + (words[than + 3]?.norm === ',' ? 1 : 0)
  const value = words.slice(from + (/^(so|now|hence)$/.test(words[from]?.norm ?? '') ? 1 : 0))
  for (const table of pageFirst(scene).filter(({ changeable }) => changeable)) {
    const unit = words[than - 2]?.norm ?? ''
    const named = fieldAt(table, words, than - 2)?.field
    const numbers = numberFields(table)
    const field = named && numbers.includes(named) ? named : (fieldOfUnit(table, unit) ?? (numbers.length === 1 ? numbers[0] : undefined))
    const right = field && readValue(scene, field, value)
    const row = typeof right === 'number' ? findRow(scene, words.slice(0, is), { table: table.name }) : undefined
    if (field && right !== undefined && row?.kind === 'row' && row.how !== 'fuzzy') return settle({ target: [row], values: { [field.name]: right } })
  }
  return undefined
}
