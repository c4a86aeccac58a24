import type { Value } from '../../app/field.ts'
import type { KnownTable } from './compile.ts'
import type { Scene } from './scene.ts'
import { readers, type Way } from './slot-readers.ts'
import type { Word } from './words.ts'

/** Values by field. */
export type Values = Readonly<Record<string, Value>>
/** Words with the values of fields that were found at their end taken off. */
export interface Slots {
  readonly rest: readonly Word[]
  readonly values: Values
}
/** Takes the values of fields off the end of words, as many as there are: "buy milk" + { due } of "buy milk due tomorrow". */
export const takeSlots = (scene: Scene, table: KnownTable, words: readonly Word[], way: Way = {}): Slots => {
  let rest = words
  let values: Values = {}
  let kept: readonly Word[] = []
  for (;;) {
    const taken = readers.map((read) => read(scene, table, rest, way)).find((one) => one && !(one.field in values) && (way.whole || one.at > 0))
    if (!taken) return { rest: [...dropJoin(rest), ...kept], values }
    values = { [taken.field]: taken.value, ...values }
    kept = [...(taken.kept ?? []), ...kept]
    rest = dropLead(rest.slice(0, taken.at))
    if (rest.length === 0) return { rest: kept, values }
  }
}

/** The values that words are from the first to the last, or undefined. */
export const readSlots = (scene: Scene, table: KnownTable, words: readonly Word[], way: Way = {}): Values | undefined => {
  const { rest, values } = takeSlots(scene, table, words, { ...way, whole: true })
  return rest.length === 0 && Object.keys(values).length > 0 ? values : undefined
}

const dropLead = (words: readonly Word[]) => {
  let end = words.length
  while (end > 0 && /^(with|and|,|a|an|the|its|whose|who|which|having|at|has|is|as|to|for|-|:|of|be|in|his|her|their|plus|set|marked|works|working|based|from|via|takes|costs|weighs|lasts)$/.test(words[end - 1]?.norm ?? '')) end--
  return words.slice(0, end)
}
const dropJoin = (words: readonly Word[]) => {
  let end = words.length
  while (end > 1 && /^(and|,|:|-)$/.test(words[end - 1]?.norm ?? '')) end--
  return words.slice(0, end)
}
