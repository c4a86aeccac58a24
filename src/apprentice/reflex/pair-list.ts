import { fieldOf, type KnownTable } from './compile.ts'
import { spokenOf } from './finish.ts'
import { findRow, idOf, type NamedRow } from './reference.ts'
import { changeableTables, doing, type Meaning, type Scene } from './scene.ts'
import { assign } from './set.ts'
import type { Values } from './slots.ts'
import type { Word } from './words.ts'

/**
 * Reads a list of rows with a value each: "food bank monday, front desk tuesday", "monday dal, tuesday tacos", "swap: dentist to Monday,
 * insurance to Tuesday". Every part is one row and one value of the same field; with a part that is none, nothing is done.
 */
export const readPairs = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || words.length > 40 || !words.some(({ norm, quoted }) => !quoted && /^(,|and|&|;)$/.test(norm))) return undefined
  const parts = cut(withoutLead(words))
  if (parts.length < 2 || parts.some(({ length }) => length < 2 || length > 8)) return undefined
  const shortest = parts.toSorted((one, other) => one.length - other.length)[0] ?? []
  for (const table of changeableTables(scene)) {
    // Most lists are none of these; their shortest part tells it soonest.
    if (shortest !== parts[0] && !pairOf(scene, table, shortest)) continue
    const pairs = parts.map((part, at) => pairOf(scene, table, at === 0 ? withoutVerb(part) : part))
    const rows = pairs.flatMap((pair) => (pair ? [pair.row] : []))
    const fields = new Set(pairs.flatMap((pair) => (pair ? Object.keys(pair.values) : [])))
    if (pairs.includes(undefined) || fields.size !== 1 || new Set(rows.map(({ id }) => id)).size < rows.length) continue
    return doing(pairs.flatMap((pair) => (pair ? [{ action: 'update', table: table.name, id: idOf(pair.row), ...pair.values }] : [])), rows.map(spokenOf))
  }
  return undefined
}

interface Pair { readonly row: NamedRow; readonly values: Values }

// "swap:", "exchange days:", "change of plan:"
const withoutLead = (words: readonly Word[]): readonly Word[] => {
  const colon = words.findIndex(({ norm }) => norm === ':')
  return colon > 0 && colon < 4 && words.slice(0, colon).some(({ norm }) => /^(swap|exchange|change|changes|plan|switch|days|dates|new|move|moves|update|updates|set|note)$/.test(norm)) ? words.slice(colon + 1) : words
}
const withoutVerb = (words: readonly Word[]) => (words.length > 2 && /^(set|move|put|make|change|switch|mark|shift|reschedule|swap)$/.test(words[0]?.norm ?? '') ? words.slice(1) : words)

const cut = (words: readonly Word[]): readonly (readonly Word[])[] => {
  const parts: Word[][] = [[]]
  for (const word of words) {
    if (!word.quoted && /^(,|and|&|;)$/.test(word.norm)) parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts.filter(({ length }) => length > 0)
}

const pairOf = (scene: Scene, table: KnownTable, words: readonly Word[]): Pair | undefined => {
  for (let at = 1; at < words.length; at++) {
    const joint = /^(to|on|is|:|=|for|at|in|as|by|->|→|-|–)$/.test(words[at]?.norm ?? '') ? 1 : 0
    const [head, tail] = [words.slice(0, at), words.slice(at + joint)]
    const behind = pair(scene, table, head, tail)
    const ahead = behind ?? pair(scene, table, tail, /^(on|for)$/.test(head[0]?.norm ?? '') ? head.slice(1) : head)
    if (ahead) return ahead
  }
  return undefined
}

const pair = (scene: Scene, table: KnownTable, named: readonly Word[], said: readonly Word[]): Pair | undefined => {
  const row = named.length > 0 && said.length > 0 ? findRow(scene, named, { table: table.name }) : undefined
  if (row?.kind !== 'row' || row.how === 'fuzzy' || row.made !== undefined) return undefined
  const values = assign(scene, table, said, false)
  const [name, ...more] = Object.keys(values ?? {})
  if (!values || name === undefined || more.length > 0 || !/date|choice|integer|decimal|money/.test(fieldOf(table, name)?.field.kind ?? '')) return undefined
  return { row, values }
}
