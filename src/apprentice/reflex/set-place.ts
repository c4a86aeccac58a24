import type { KnownTable } from './compile.ts'
import { settle, targetOf } from './set.ts'
import { withoutArticles, type Meaning, type Scene } from './scene.ts'
import { isPlainText } from './value.ts'
import { textOf, type Word } from './words.ts'

/** Reads "the robin to the lake" after "move": where a row is, if its table has one field in free words for that. */
export const readPlace = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findLastIndex(({ norm }) => /^(to|into|onto)$/.test(norm))
  const place = withoutArticles(words.slice(at + 1))
  if (scene.question || at < 1 || place.length === 0 || place.length > 4 || !isPlainText(place)) return undefined
  for (const table of scene.reflex.tables) {
    const field = table.changeable ? placeOf(table) : undefined
    const target = field && targetOf(scene, words.slice(0, at), table)
    const isSure = target && (!Array.isArray(target) || target.every(({ how }) => how !== 'fuzzy'))
    if (field && target && isSure) return settle({ target, values: { [field.name]: textOf(place) } })
  }
  return undefined
}

const placeOf = ({ fields, titleField }: KnownTable) => {
  const places = fields.filter(({ name, field, names }) => field.kind === 'text' && name !== titleField && names.some((one) => one.some((word) => placeNames.has(word))))
  return places.length === 1 ? places[0] : undefined
}
const placeNames = new Set(['place', 'location', 'room', 'shelf', 'box', 'bed', 'folder', 'area', 'house', 'where', 'spot', 'garage', 'drawer'])
