import type { Command } from '../../data/command.ts'
import { spokenOf } from './finish.ts'
import { askWhich, findRow, findRows, idOf, type NamedRow, type UnclearRow } from './reference.ts'
import { doing, type Meaning, type Scene, type Spoken } from './scene.ts'
import type { Taught, TaughtPart } from './taught-pattern.ts'
import { readValue } from './value.ts'
import { standsAt, type Word } from './words.ts'

/** Reads a clause that is said as an example teaches it. */
export const readTaught = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question) return undefined
  let ask: Meaning | undefined
  for (const taught of scene.reflex.taught) {
    const filled = fill(scene, taught.parts, words, 0)
    if (!filled) continue
    const unclear = filled.find(({ what }) => isUnclear(what))?.what
    if (isUnclear(unclear)) { ask ??= askWhich(unclear); continue }
    const many = filled.find(({ what }) => Array.isArray(what))
    if (!many || !Array.isArray(many.what)) return say(scene, taught, filled)
    const said = many.what.map((what: unknown) => say(scene, taught, filled.map((one) => (one === many ? { ...one, what } : one))))
    return doing(said.flatMap((one) => (one.kind === 'do' ? one.commands : [])), said.flatMap((one) => (one.kind === 'do' ? one.spoken : [])))
  }
  return ask
}

interface Filled { readonly part: TaughtPart; readonly what: unknown }

const fill = (scene: Scene, [part, ...more]: readonly TaughtPart[], words: readonly Word[], at: number): readonly Filled[] | undefined => {
  if (!part) return at === words.length ? [] : undefined
  if (part.kind === 'words') return standsAt(words, at, part.norms) ? fill(scene, more, words, at + part.norms.length) : undefined
  // The longest stretch first: "call {contact}" must not stop at the first word of a name.
  for (let end = more.length === 0 ? words.length : words.length - 1; end > at; end--) {
    if (more.length === 0 && end < words.length) break
    const rest = fill(scene, more, words, end)
    if (!rest) continue
    const said = words.slice(at, end)
    const what = part.kind === 'row' ? rowsNamed(scene, said, part.table) : readValue(scene, part.field, said)
    if (what !== undefined) return [{ part, what }, ...rest]
  }
  return undefined
}

/** The row, the rows of "the orchid and the basil", or the rows among which it is unclear. */
const rowsNamed = (scene: Scene, words: readonly Word[], table: string): unknown => {
  const row = findRow(scene, words, { table })
  const rows = row || !words.some(({ norm }) => /^(and|,|&)$/.test(norm)) ? undefined : findRows(scene, words, { table })
  return row ?? (rows && !('kind' in rows) && rows.length < 2 ? undefined : rows)
}

const say = (scene: Scene, { command }: Taught, filled: readonly Filled[]): Meaning => {
  const careful = command.action === 'delete' || scene.reflex.actions.some(({ name, action }) => name === command.action && action.effect === 'destroy')
  const said: Record<string, unknown> = { ...command }
  const spoken: Spoken[] = []
  for (const { part, what } of filled) {
    if (part.kind === 'words') continue
    const value = isRow(what) ? idOf(what, { careful }) : what
    const used = Object.keys(said).find((key) => said[key] === `{${part.name}}`)
    said[used ?? (part.kind === 'row' ? 'id' : part.field.name)] = value
    if (isRow(what)) spoken.push(spokenOf(what))
  }
  if (command.action === 'insert') spoken.unshift({ table: String(said['table']), id: `$${scene.made + 1}`, label: '' })
  return doing([said as Command], spoken) // begun as a copy of the example's command: its action is there
}

const isRow = (what: unknown): what is NamedRow => typeof what === 'object' && what !== null && 'kind' in what && what.kind === 'row'
const isUnclear = (what: unknown): what is UnclearRow => typeof what === 'object' && what !== null && 'kind' in what && what.kind === 'unclear'
