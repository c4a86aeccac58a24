import { spokenOf } from './finish.ts'
import { askWhich, findRow, idOf } from './reference.ts'
import { doing, type Meaning, type Scene } from './scene.ts'
import { readValue, trailingDate } from './value.ts'
import type { Word } from './words.ts'

/** Reads "expect the scanners on December 18": a day to come, where a date field is called by the verb ("expected"). */
export const readExpect = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const verb = words[0]?.norm ?? ''
  if (scene.question || words.length < 3 || !/^(expect|plan|schedule|anticipate|estimate|promise)$/.test(verb)) return undefined
  const rest = words.slice(1)
  const found = trailingDate(scene, rest)
  if (!found) return undefined
  const end = found.before - (/^(on|by|for|at|to|the)$/.test(rest[found.before - 1]?.norm ?? '') ? 1 : 0)
  for (const table of scene.reflex.tables.filter((one) => one.changeable)) {
    const field = table.fields.find(({ field: { kind }, names }) => kind === 'date' && names.some((name) => name.some((word) => word === `${verb}ed` || word === `${verb}d` || word === `${verb}ned`)))
    const day = field && readValue(scene, field, found.words)
    const row = field && typeof day === 'string' ? findRow(scene, rest.slice(0, end), { table: table.name }) : undefined
    if (row?.kind === 'unclear') return askWhich(row)
    if (row && field && typeof day === 'string' && row.how !== 'fuzzy') return doing([{ action: 'update', table: table.name, id: idOf(row), [field.name]: day }], [spokenOf(row)])
  }
  return undefined
}
