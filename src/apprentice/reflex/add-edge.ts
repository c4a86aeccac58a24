import type { Command } from '../../data/command.ts'
import { articles } from './lexicon.ts'
import type { Meaning, Scene } from './scene.ts'
import { standsAt, type Word } from './words.ts'

/** Which end of the list new rows go to. */
export type Edge = 'top' | 'bottom'

/** Takes off the end of a list that rows go to: "milk at the end of my list", "milk to the top". */
export const takeEdge = (words: readonly Word[]): { readonly words: readonly Word[]; readonly edge: Edge; readonly place: readonly Word[] } | undefined => {
  const at = words.findLastIndex(({ norm, quoted }, i) => i > 0 && !quoted && /^(to|at|on|in)$/.test(norm) && words[i + 1]?.norm === 'the')
  const edge = edges.get(words[at + 2]?.norm ?? '')
  if (at < 1 || edge === undefined) return undefined
  const place = words.slice(at + 3)
  if (place.length === 0) return { words: words.slice(0, at), edge, place }
  // "the bottom of the garden" is a place in the world.
  const isList = standsAt(place, 0, ['of']) && articles.has(place[1]?.norm ?? '') && /^(list|todos?|tasks?|page)$/.test(place.at(-1)?.norm ?? '')
  return isList ? { words: words.slice(0, at), edge, place: place.slice(1) } : undefined
}
const edges: ReadonlyMap<string, Edge> = new Map([['top', 'top'], ['start', 'top'], ['beginning', 'top'], ['front', 'top'], ['bottom', 'bottom'], ['end', 'bottom'], ['back', 'bottom']])

/** Puts the rows that a meaning makes at that end, in their order: new rows stand at the top by themselves. Undefined where they have no order of their own. */
export const putAtEdge = ({ reflex, made }: Scene, meaning: Meaning | undefined, edge: Edge): Meaning | undefined => {
  if (meaning?.kind !== 'do') return meaning
  const [first] = meaning.commands
  const table = reflex.tables.find(({ name }) => name === first?.['table'])
  if (table?.table.order !== 'manual' || !meaning.commands.every(({ action }) => action === 'insert')) return undefined
  if (edge === 'top') return meaning
  const rows = meaning.commands.map((_, at) => `$${made + at + 1}`)
  const move: Command = { action: 'move', table: table.name, id: rows.length === 1 ? (rows[0] ?? '') : rows, before: null }
  return { ...meaning, commands: [...meaning.commands, move] }
}
