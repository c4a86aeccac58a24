import type { Where } from '../../app/define.ts'
import { wordRows } from './answer.ts'
import type { KnownTable } from './compile.ts'
import { leftQuestions } from './lexicon.ts'
import { listTable, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection } from './selection.ts'
import { basesOf } from './verb-forms.ts'
import { standsAt, type Word } from './words.ts'

/** Reads what asks for all that is still open: "what do I still have to do today?", "what's next?", "am I free of tasks?". A day may follow, or the name of the list. */
export const readLeft = (scene: Scene, all: readonly Word[]): Meaning | undefined => {
  const lead = leftQuestions.find((one) => standsAt(all, 0, one))
  const usual = listTable(scene)
  const rest = lead && usual?.done ? afterVerb(usual, lead, all.slice(lead.length)) : undefined
  if (!lead || !usual || !rest) return undefined
  const said = /^(on|for|yet|now|still|from)$/.test(rest[0]?.norm ?? '') ? rest.slice(1) : rest
  const many = said.length > 0 ? readSelection(scene, said) : undefined
  const table = many?.table ?? usual
  const isOpen = said.length === 0 ? !/^(of|with)$/.test(lead.at(-1) ?? '') : many !== undefined && many.view === undefined && many.noun !== 'one' && (isNarrow(many) || many.noun !== 'none' || many.all)
  if (!isOpen || !table.done || Object.keys(many?.where ?? {}).some((name) => !/date|choice/.test(table.table.fields.get(name)?.kind ?? ''))) return undefined
  const where: Where = { [table.done.field]: typeof table.done.on === 'boolean' ? false : { not: table.done.on }, ...many?.where }
  return { kind: 'read', commands: [{ action: 'read', table: table.name, where }], spoken: [], render: wordRows(table) }
}

/** What follows the verb that the question ends in: "do" or "done", or the one that the checkbox is called by ("buy" where it is "bought"). */
const afterVerb = ({ done }: KnownTable, lead: readonly string[], rest: readonly Word[]): readonly Word[] | undefined => {
  const last = lead.at(-1) ?? ''
  const called = [done?.field, done?.on].filter((name) => typeof name === 'string')
  const verb = rest[0]?.norm ?? ''
  if (last === 'to') return verb === 'do' || called.some((name) => basesOf(name).includes(verb)) ? rest.slice(1) : undefined
  if (/^(be|i|not|we|everything|all)$/.test(last)) return /^(done|finished)$/.test(verb) || called.includes(verb) ? rest.slice(1) : undefined
  return rest
}
