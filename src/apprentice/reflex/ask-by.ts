import { wordNumbers } from './answer.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { fieldOfUnit, numberFields } from './quantity.ts'
import { usualTable, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { readWords, textOf, type Word } from './words.ts'

/** Reads a number of the open page that is asked for without its field, or by groups: "total by category", "total for bills paid by Jo", "average deal size by stage", "average food spend", "hours per volunteer". */
export const readByAsked = (scene: Scene, all: readonly Word[]): Meaning | undefined => {
  const table = usualTable(scene)
  if (!table || all.length < 2 || all.length > 12) return undefined
  const lead = /^(?:what is|what was|show me|show|give me|tell me) /.exec(`${all.map(({ norm }) => norm).join(' ')} `)?.[0].trim().split(' ').length ?? 0
  const words = withoutArticles(all.slice(lead))
  const measure = /^(total|sum|overall)$/.test(words[0]?.norm ?? '') ? 'sum' : /^(average|mean)$/.test(words[0]?.norm ?? '') ? 'avg' : undefined
  const { rest, by } = grouped(table, measure ? words.slice(1) : words)
  return measure ? measured(scene, table, measure, rest, by) : by && counted(table, rest, by)
}

// "by category", "per volunteer" at the end
const grouped = (table: KnownTable, words: readonly Word[]): { readonly rest: readonly Word[]; readonly by?: KnownField } => {
  const at = words.findLastIndex(({ norm }) => /^(by|per)$/.test(norm))
  const found = at >= 0 ? fieldAt(table, words, at + 1) : undefined
  return found && at + 1 + found.length === words.length && !found.field.field.private && /choice|link|text|checkbox/.test(found.field.field.kind) ? { rest: words.slice(0, at), by: found.field } : { rest: words }
}

// "hours per volunteer", "hours worked per volunteer"
const counted = (table: KnownTable, all: readonly Word[], by: KnownField): Meaning | undefined => {
  const words = all.filter(({ norm }, i) => !(i === all.length - 1 && i > 0 && /^(worked|done|spent|spend|each)$/.test(norm)))
  const named = words.length === 1 ? fieldOfUnit(table, words[0]?.norm ?? '') : undefined
  const found = fieldAt(table, words, 0)
  const field = found && found.length === words.length && numberFields(table).includes(found.field) ? found.field : named
  return field && reading(table, { sum: field.name, by: by.name })
}

// Behind the measure: rows described, and a word for their one amount before or behind them.
const measured = (scene: Scene, table: KnownTable, measure: 'sum' | 'avg', words: readonly Word[], by: KnownField | undefined): Meaning | undefined => {
  const [field, ...more] = amountsOf(table)
  if (!field || more.length > 0) return undefined
  const last = amounts.test(words.at(-1)?.norm ?? '') ? words.slice(0, -1) : words
  const first = last.length === words.length && amounts.test(words[0]?.norm ?? '') ? words.slice(1) : last
  const said = /^(of|for|on|in)$/.test(first[0]?.norm ?? '') ? first.slice(1) : first
  const keys = by ? { by: by.name } : {}
  // "A total" of nothing is no question, nor is "an average day".
  if (said.length === 0) return by || words.length > first.length ? reading(table, { [measure]: field.name, ...keys }) : undefined
  const isLed = said.length < first.length || first.length < words.length
  const noun = table.plurals[0]?.join(' ') ?? table.name
  const many = isLed || by ? (readSelection(scene, said, table) ?? readSelection(scene, readWords(`${noun} ${textOf(said)}`), table)) : undefined
  return many ? reading(table, { ...(isNarrow(many) ? selectionKeys(many) : {}), [measure]: field.name, ...keys }) : undefined
}
const amounts = /^(spend|spending|spent|cost|costs|amount|amounts|size|value|price|money|total|worth|bill)$/

const amountsOf = (table: KnownTable): readonly KnownField[] => {
  const money = numberFields(table).filter(({ field }) => field.kind === 'money')
  return money.length > 0 ? money : numberFields(table)
}

const reading = (table: KnownTable, keys: Readonly<Record<string, unknown>>): Meaning => ({ kind: 'read', commands: [{ action: 'read', table: table.name, ...keys }], spoken: [], render: wordNumbers(table) })
