import { asksRows, asksValue, wordRows } from './answer.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { dateField, fieldAt, isDue } from './field-names.ts'
import { doings, openWords } from './lexicon.ts'
import { findSure } from './reference.ts'
import { nameAt, reading, usualTable, withoutArticles, type Rule } from './scene.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { standsAt } from './words.ts'

/** Reads a question without a verb, as short as can be: "overdue?", "hard ones", "due today", "when MOT", "weight of bench", "list by priority". */
export const readTelegramAsk: Rule = (scene, words) =>
  words.length === 0 || words.length > 8 ? undefined : (readView(scene, words) ?? readOnes(scene, words) ?? readDue(scene, words) ?? readSorted(scene, words) ?? readWhen(scene, words) ?? readFieldOf(scene, words))

// "overdue?", "to buy": a view of the open page, by its whole name; "open" and "quick" say too much besides.
const readView: Rule = (scene, words) => {
  const table = usualTable(scene)
  const said = withoutArticles(words)
  const view = scene.reflex.views.find((one) => one.view.table === table?.name && nameAt(said, 0, one.names) === said.length)
  if (!table || !view || (said.length === 1 && (openWords.has(said[0]?.norm ?? '') || alsoSaid.test(said[0]?.norm ?? '')))) return undefined
  return asksRows(table, { view: view.name })
}
const alsoSaid = /^(quick|new|all|ready|next|hot|cold|free|done|late|fast|fresh|favou?rites?|best|top|good|great|big|small|old|now|soon|later|today|tomorrow|mine|ours|home|work|lost|won|hidden|sold|gone|busy|fine|recent|cheap)$/

// "hard ones", "the unpaid ones?"
const readOnes: Rule = (scene, words) => {
  const table = usualTable(scene)
  const many = table && words.length > 1 && words.at(-1)?.norm === 'ones' ? readSelection(scene, words, table) : undefined
  return table && many && isNarrow(many) && !many.all ? asksRows(table, selectionKeys(many)) : undefined
}

// "due today"; right after something was done it may as well be said of that.
const readDue: Rule = (scene, words) => {
  const table = usualTable(scene)
  const found = table && fieldAt(table, words, 0)
  if (!table || !found || found.length === words.length || !/date/.test(found.field.field.kind) || /^(day|date|when|time|month|year|next|start|begin)s?$/.test(words[0]?.norm ?? '')) return undefined
  if (!scene.question && (scene.recent.length > 0 || !isDue(found.field.name))) return undefined
  const many = readSelection(scene, words, table)
  return many && isNarrow(many) && Object.keys(many.where).join() === found.field.name ? asksRows(table, selectionKeys(many)) : undefined
}

// "list by priority", "tasks by due date", "sort the deals by amount, highest first"
const readSorted: Rule = (scene, words) => {
  const by = words.findLastIndex(({ norm }) => norm === 'by')
  const end = sides.find(({ said }) => standsAt(words, words.length - said.length, said))
  const named = words.slice(by + 1, end && -end.said.length).filter(({ norm }) => norm !== ',')
  if (by < 0 || named.length === 0) return undefined
  const verb = /^(list|show|sort|order|rank|arrange|display|see|sorted|ordered|ranked)$/.test(words[0]?.norm ?? '') ? 1 : 0
  const said = words.slice(verb, by).filter(({ norm }, i, { length }) => !(i === length - 1 && /^(sorted|ordered|ranked)$/.test(norm)) && norm !== ',')
  const isAll = said.length === 0 || (said.length < 3 && /^(all|everything|it|them|these|list)$/.test(said.at(-1)?.norm ?? ''))
  const many = isAll ? undefined : readSelection(scene, said)
  const table = isAll ? usualTable(scene) : many?.noun === 'many' || many?.noun === 'list' ? many.table : undefined
  const found = table && fieldAt(table, withoutArticles(named), 0)
  if (!table || found?.length !== withoutArticles(named).length || found.field.field.private) return undefined
  return reading({ action: 'read', table: table.name, ...(many && isNarrow(many) ? selectionKeys(many) : {}), sort: `${end?.down ? '-' : ''}${found.field.name}` }, wordRows(table))
}
const sides: readonly { readonly said: readonly string[]; readonly down: boolean }[] = [
  ...['highest first', 'largest first', 'biggest first', 'latest first', 'newest first', 'descending', 'desc', 'downwards', 'high to low'].map((said) => ({ said: said.split(' '), down: true })),
  ...['lowest first', 'smallest first', 'earliest first', 'oldest first', 'ascending', 'asc', 'upwards', 'low to high'].map((said) => ({ said: said.split(' '), down: false })),
]

// "when MOT"
const readWhen: Rule = (scene, words) => {
  const row = words[0]?.norm === 'when' && words.length > 1 && words.length < 6 ? findSure(scene, words.slice(1)) : undefined
  const field = row && dateField(row.table)
  return row && field && !field.field.private ? asksValue(row, field) : undefined
}

// "weight of bench"; "bench weight", where the row is named from its beginning
const readFieldOf: Rule = (scene, all) => {
  const words = withoutArticles(all)
  for (const table of scene.reflex.tables) {
    const first = fieldAt(table, words, 0)
    const of = first && /^(of|for)$/.test(words[first.length]?.norm ?? '') ? findSure(scene, words.slice(first.length + 1), { table: table.name }) : undefined
    if (first && of && isTold(table, first.field)) return asksValue(of, first.field)
    // "price Chablis"; "email Ada" may be a wish to write to her.
    const next = first && /integer|decimal|money|choice/.test(first.field.field.kind) && words.length > first.length ? findSure(scene, words.slice(first.length), { table: table.name }) : undefined
    if (first && next && isTold(table, first.field) && !doings.has(words[0]?.norm ?? '')) return asksValue(next, first.field)
    for (let at = words.length - 1; at > 0 && at > words.length - 3; at--) {
      const last = fieldAt(table, words, at)
      if (last?.length !== words.length - at || !isTold(table, last.field) || doings.has(words[0]?.norm ?? '') || words[at]?.norm !== last.field.names.find((name) => name.length === words.length - at && name[0] === words[at]?.norm)?.[0]) continue
      const row = findSure(scene, words.slice(0, at), { table: table.name })
      if (row && (scene.question || row.how !== 'word')) return asksValue(row, last.field)
    }
  }
  return undefined
}

const isTold = (table: KnownTable, { name, field }: KnownField) => !field.private && name !== table.titleField && field.kind !== 'checkbox'
