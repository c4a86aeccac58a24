import { wordNumbers, wordRows } from './answer.ts'
import { articles } from './lexicon.ts'
import { findSure } from './reference.ts'
import { reading, usualTable, verbAt, type Rule } from './scene.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { readWords, standsAt, textOf } from './words.ts'

/** Reads "who works at Acme?", "who is in York?": rows of a table of people, by what a preposition says of them. */
export const readWho: Rule = (scene, words) => {
  const lead = [['who', 'works'], ['who', 'work'], ['who', 'do', 'we', 'know'], ['who', 'do', 'i', 'know'], ['who', 'lives'], ['who', 'is'], ['who', 'are']].find((one) => standsAt(words, 0, one))
  const [preposition, ...value] = words.slice(lead?.length ?? 0)
  // "Who is at the door?", "who is in charge?": no name of a place or a firm.
  if (!lead || !preposition || !/^(at|in|for|from|with)$/.test(preposition.norm) || articles.has(value[0]?.norm ?? 'the') || (/^(is|are)$/.test(lead[1] ?? '') && !/^\p{Lu}/u.test(value[0]?.text ?? ''))) return undefined
  for (const table of scene.reflex.tables) {
    const noun = table.plurals.find((phrase) => persons.test(phrase.join(' ')))
    const many = noun ? readSelection(scene, readWords(`${noun.join(' ')} ${preposition.text} ${textOf(value)}`), table) : undefined
    if (many && isNarrow(many)) return reading({ action: 'read', table: table.name, ...selectionKeys(many) }, wordRows(table))
  }
  return undefined
}
const persons = /^(people|persons|contacts|customers|clients|members|employees|friends|guests|students|patients|colleagues|suppliers|users|players|tenants)$/

/** Reads "show Bob Miller", "show me the dentist task": one row, on its own page or named in full. */
export const readRow: Rule = (scene, words) => {
  const length = verbAt(words, 0, [['show', 'me'], ['show', 'us'], ['show'], ['display'], ['let', 'me', 'see']])
  const row = length > 0 ? findSure(scene, words.slice(length)) : undefined
  if (!row || (row.how !== 'exact' && row.table.name !== scene.world.page?.table)) return undefined
  const { name } = row.table
  return { kind: 'read', commands: [{ action: 'read', table: name, id: row.id }], spoken: [{ table: name, id: row.id, label: row.label }], render: wordRows(row.table) }
}

/** Reads "how much did I spend on travel?": the sum of the one amount that rows of the open page's table, else of a single other one, have. */
export const readSpent: Rule = (scene, words) => {
  const at = standsAt(words, 0, ['how', 'much']) ? 2 : words[0]?.norm === 'what' ? 1 : words.length
  const lead = [['did', 'i', 'spend'], ['did', 'we', 'spend'], ['have', 'i', 'spent'], ['have', 'we', 'spent'], ['did', 'i', 'pay'], ['did', 'we', 'pay']].find((one) => standsAt(words, at, one))
  if (!lead) return undefined
  const rest = words.slice(at + lead.length)
  const said = /^(on|for)$/.test(rest[0]?.norm ?? '') ? rest.slice(1) : rest
  const usual = usualTable(scene)
  const sums = usual?.fields.filter(({ field }) => field.kind === 'money' && !field.private) ?? []
  if (usual && sums[0] && sums.length === 1 && /^(in total|altogether|so far|in all|overall|all in all|all together)$/.test(textOf(rest).toLowerCase())) return reading({ action: 'read', table: usual.name, sum: sums[0].name }, wordNumbers(usual))
  const fitting = scene.reflex.tables.flatMap((table) => {
    const money = table.fields.filter(({ field }) => field.kind === 'money' && !field.private)
    const many = money.length === 1 ? readSelection(scene, said, table) : undefined
    return money[0] && many && isNarrow(many) ? [{ table, command: { action: 'read', table: table.name, ...selectionKeys(many), sum: money[0].name } }] : []
  })
  const chosen = fitting.find(({ table }) => table === usualTable(scene)) ?? (fitting.length === 1 ? fitting[0] : undefined)
  return chosen && reading(chosen.command, wordNumbers(chosen.table))
}
