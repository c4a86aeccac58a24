import { asksRows, asksValue, wordOpen, wordValue } from './answer.ts'
import { fieldOf } from './compile.ts'
import { doneWords } from './lexicon.ts'
import { findRow, findSure, type NamedRow } from './reference.ts'
import { reading, usualTable, type Rule, type Scene } from './scene.ts'
import { readSelection } from './selection.ts'
import { fieldCalled } from './told-field.ts'
import { rowsToDo } from './told.ts'
import { basesOf, isBase } from './verb-forms.ts'
import { readWords, standsAt, textOf, type Word } from './words.ts'

interface Asked { readonly verbs: readonly string[]; readonly object: readonly Word[] }

/** Reads "did I call mum?", "have I paid the rent?", "do I still have to call mum?": the checkbox of the one row that is called so as something to do. */
export const readWhetherDone: Rule = (scene, words) => {
  const must = readMustI(words)
  const deed = must ?? readDidI(words) ?? readHaveI(words) ?? (scene.question ? readIsIt(words) : undefined)
  if (!deed) return undefined
  const finished = /^(finish|complete|do|tick)$/.test(deed.verbs[0] ?? '') ? findRow(scene, deed.object, { fits: ({ done }) => done !== undefined }) : undefined
  const rows = rowsAsked(scene, deed)
  const row = rows.length === 1 ? rows[0] : rows.length === 0 && finished?.kind === 'row' ? finished : undefined
  const field = row?.table.done ? fieldOf(row.table, row.table.done.field) : undefined
  return row && field && row.how !== 'fuzzy' && row.made === undefined ? reading({ action: 'read', table: row.table.name, id: row.id }, must ? wordOpen(row.table) : wordValue(field)) : undefined
}

// Called so as something to do, else in a table whose checkbox is called by the verb.
const rowsAsked = (scene: Scene, asked: Asked): readonly NamedRow[] => {
  const named = rowsToDo(scene, asked)
  const row = named.length > 0 ? undefined : findRow(scene, asked.object, { fits: (table) => table.done !== undefined && fieldCalled(table, asked.verbs, false)?.name === table.done.field })
  return row === undefined ? named : row.kind === 'row' ? [row] : row.rows
}

/** Reads "is the rent still open?". */
export const readWhetherOpen: Rule = (scene, words) => {
  if (!scene.question || words[0]?.norm !== 'is' || words.length < 3 || !/^(open|unfinished|undone|pending|outstanding|incomplete)$/.test(words.at(-1)?.norm ?? '')) return undefined
  const row = findSure(scene, words.slice(1, words.at(-2)?.norm === 'still' ? -2 : -1), { fits: ({ done }) => done !== undefined })
  return row ? reading({ action: 'read', table: row.table.name, id: row.id }, wordOpen(row.table)) : undefined
}

/** Reads "what did I water yesterday?", "when did I water Fred?": a date that is called by the verb; and "what did I finish?": the rows that are done. */
export const readWhatDone: Rule = (scene, words) => {
  const lead = [['what', 'did', 'i'], ['what', 'did', 'we'], ['when', 'did', 'i'], ['when', 'did', 'we']].find((one) => standsAt(words, 0, one))
  const verb = words[3]?.norm ?? ''
  if (!lead || !isBase(verb)) return undefined
  const rest = words.slice(4)
  for (const table of scene.reflex.tables) {
    const date = table.fields.find(({ field, names }) => field.kind === 'date' && !field.private && names.some((name) => name.length === 1 && basesOf(name[0] ?? '').includes(verb)))
    if (lead[0] === 'when') {
      const row = date && findSure(scene, rest, { table: table.name })
      if (date && row) return asksValue(row, date)
      continue
    }
    const past = date?.names.find((name) => name.length === 1 && basesOf(name[0] ?? '').includes(verb))?.[0]
    const many = past !== undefined && rest.length > 0 ? readSelection(scene, readWords(`${past} ${textOf(rest)}`), table) : undefined
    if (many && date && date.name in many.where) return asksRows(table, { where: many.where })
  }
  const table = usualTable(scene)
  const isWhole = lead[0] === 'what' && rest.length === 0 && /^(finish|complete)$/.test(verb)
  return isWhole && table?.done ? asksRows(table, { where: { [table.done.field]: table.done.on } }) : undefined
}

// "do I still have to call mum"
const readMustI = (words: readonly Word[]): Asked | undefined => {
  const lead = [['do', 'i', 'still', 'have', 'to'], ['do', 'i', 'still', 'need', 'to'], ['do', 'we', 'still', 'have', 'to'], ['do', 'we', 'still', 'need', 'to'], ['have', 'i', 'still', 'got', 'to'], ['must', 'i', 'still']].find((one) => standsAt(words, 0, one))
  const [verb, ...object] = lead ? words.slice(lead.length) : []
  return verb && isBase(verb.norm) && object.length > 0 ? { verbs: [verb.norm], object } : undefined
}

// "did I (already) call mum"
const readDidI = (words: readonly Word[]): Asked | undefined => {
  if (!/^did$/.test(words[0]?.norm ?? '') || !/^(i|we)$/.test(words[1]?.norm ?? '')) return undefined
  const at = /^(already|ever|just)$/.test(words[2]?.norm ?? '') ? 3 : 2
  const verb = words[at]?.norm ?? ''
  const object = withoutYet(words.slice(at + 1))
  return isBase(verb) && object.length > 0 ? { verbs: [verb], object } : undefined
}

// "have I (already) paid the rent (yet)"
const readHaveI = (words: readonly Word[]): Asked | undefined => {
  if (words[0]?.norm !== 'have' || !/^(i|we)$/.test(words[1]?.norm ?? '')) return undefined
  const at = /^(already|ever|just)$/.test(words[2]?.norm ?? '') ? 3 : 2
  const past = words[at]?.norm ?? ''
  const object = withoutYet(words.slice(at + 1))
  return basesOf(past).length > 0 && object.length > 0 ? { verbs: basesOf(past), object } : undefined
}

// "is the rent paid", "has the bike been fixed"
const readIsIt = (words: readonly Word[]): Asked | undefined => {
  const bare = withoutYet(words.slice(1))
  const past = bare.at(-1)?.norm ?? ''
  const been = bare.at(-2)?.norm === 'been'
  if (!(been ? /^(has|have)$/ : /^(is|are)$/).test(words[0]?.norm ?? '') || doneWords.has(past) || basesOf(past).length === 0) return undefined
  const object = bare.slice(0, been ? -2 : -1).filter(({ norm }, i, { length }) => !(i === length - 1 && norm === 'already'))
  return object.length > 0 ? { verbs: basesOf(past), object } : undefined
}

const withoutYet = (words: readonly Word[]) => (/^(yet|already|now)$/.test(words.at(-1)?.norm ?? '') ? words.slice(0, -1) : words)
