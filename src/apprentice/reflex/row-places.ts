import type { KnownTable } from './compile.ts'
import type { NamedRow } from './reference.ts'
import { nameAt, usualTable, withoutArticles, type Scene } from './scene.ts'
import { textOf, type Word } from './words.ts'

/** The row that is named by its place in the list that the person sees: "the first task", "the second one", "the last thing on my list". */
export const findByPlace = (scene: Scene, table: KnownTable, all: readonly Word[]): NamedRow | undefined => {
  const words = withoutArticles(all)
  const place = words[0]?.quoted ? undefined : places.get(words[0]?.norm ?? '')
  const noun = nameAt(words, 1, table.singulars) || (/^(one|item|entry|row|thing)$/.test(words[1]?.norm ?? '') && usualTable(scene)?.name === table.name ? 1 : 0)
  if (place === undefined || noun === 0) return undefined
  const rest = words.slice(1 + noun)
  const isListed = /^(on|in|of|from|off)$/.test(rest[0]?.norm ?? '') && isPlace(table, rest.slice(1))
  // "The last one" alone was spoken of last.
  if (rest.length > 0 && !isListed) return undefined
  const row = words[0]?.norm === 'last' && !isListed ? undefined : scene.world.at?.(table.name, place)
  return row && { kind: 'row', table, id: row.id, label: row.label, how: 'exact', words: textOf(words) }
}

const ordinals = [['first', '1st', 'top', 'topmost'], ['second', '2nd'], ['third', '3rd'], ['fourth', '4th'], ['fifth', '5th'], ['sixth', '6th'], ['seventh', '7th'], ['eighth', '8th'], ['ninth', '9th'], ['tenth', '10th']]
const places = new Map<string, number>([...ordinals.flatMap((words, at) => words.map((word): [string, number] => [word, at + 1])), ['bottom', -1], ['last', -1]])

/** True for words that name where a table's rows are: "my list", "the books", "the wine cellar". */
export const isPlace = (table: KnownTable, all: readonly Word[]): boolean => {
  const words = withoutArticles(all)
  const [last] = words.slice(-1)
  const body = last?.norm === 'list' && words.length > 1 ? words.slice(0, -1) : words
  return (words.length === 1 && last !== undefined && (last.norm === 'list' || (all.length > 1 && (anyPlace.test(last.norm) || table.plurals.some((name) => name.length > 1 && name.at(-1) === last.norm) || table.singulars.some((name) => name.length > 1 && name.at(-1) === last.norm))))) || (body.length > 0 && nameAt(body, 0, [...table.plurals, ...table.singulars]) === body.length)
}
const anyPlace = /^(log|record|books|collection|register|table|desk|database|catalogue|catalog|inventory|records|cellar|library)$/
