import type { Command } from '../../data/command.ts'
import { wordCount, wordFound, wordHas, wordNumbers, wordRows, wordValue } from './answer.ts'
import { fieldOf, nounOf, type KnownField, type KnownTable } from './compile.ts'
import { doneWords, verbs } from './lexicon.ts'
import { askWhich, findRow } from './reference.ts'
import { nameAt, listTable, usualTable, verbAt, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection, selectionKeys, type Selection } from './selection.ts'
import { fieldAt } from './slots.ts'
import { isPlainText } from './value.ts'
import { standsAt, textOf, type Word } from './words.ts'

/** Reads a question or a wish to see something of the tables. */
export const readQuestion = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  readMeasure(scene, words) ?? readCount(scene, words) ?? readValueOf(scene, words) ?? readState(scene, words) ?? readList(scene, words) ?? readHas(scene, words) ?? readFind(scene, words)

/** Reads a table's name alone, in the plural: "overdue tasks". */
export const readNoun = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const many = words.length <= 5 && !words.some(({ norm }) => /^(is|are|was|were)$/.test(norm)) ? readSelection(scene, words) : undefined
  return many?.noun === 'many' ? reading({ action: 'read', table: many.table.name, ...narrowKeys(many) }, wordRows(many.table)) : undefined
}

type Read = (scene: Scene, words: readonly Word[]) => Meaning | undefined
const reading = (command: Command, render: (answers: Parameters<ReturnType<typeof wordRows>>[0]) => string): Meaning => ({ kind: 'read', commands: [command], spoken: [], render })

// "show my tasks", "what is overdue?", "list won deals sorted by amount"
const readList: Read = (scene, all) => {
  const length = verbAt(all, 0, verbs.show)
  if (length === 0) return undefined
  const { words, sort } = takeSort(scene, dropHave(all.slice(length)))
  const said = words.at(-1)?.norm === 'page' ? words.slice(0, -1) : words
  if (said.length === 0) return undefined
  const owned = /( on| in)$/.test(all.slice(0, length).map((word) => word.norm).join(' '))
  const many = readSelection(scene, said)
  if (many) {
    if (many.noun === 'one' && !owned && !isNarrow(many) && !many.all) return undefined
    if (many.noun === 'none' && !isNarrow(many) && !many.all) return undefined
    const { view, where } = selectionKeys(many)
    const rest = { ...(view !== undefined && view !== 'all' ? { view } : {}), ...(where !== undefined ? { where } : {}) }
    return reading({ action: 'read', table: many.table.name, ...rest, ...sort(many.table) }, wordRows(many.table))
  }
  return undefined
}

// "books by Frank Herbert do I have": what follows a value must not be taken for a part of it.
const dropHave = (words: readonly Word[]) => {
  const tail = [['do', 'i', 'have'], ['do', 'we', 'have'], ['have', 'i', 'got'], ['i', 'have'], ['we', 'have'], ['are', 'there'], ['there', 'are'], ['do', 'i', 'own']].find((one) => words.length > one.length && standsAt(words, words.length - one.length, one))
  return tail ? words.slice(0, -tail.length) : words
}

const takeSort = (scene: Scene, words: readonly Word[]) => {
  const at = words.findIndex((word, i) => i > 0 && /^(sorted|ordered|by)$/.test(word.norm) && (word.norm === 'by' || words[i + 1]?.norm === 'by'))
  const from = at < 0 ? 0 : at + (words[at]?.norm === 'by' ? 1 : 2)
  const down = /^(descending|desc|down|downwards)$/.test(words.at(-1)?.norm ?? '')
  const named = words.slice(from, down || /^(ascending|asc)$/.test(words.at(-1)?.norm ?? '') ? -1 : undefined)
  const known = at > 0 && scene.reflex.tables.some((table) => fieldAt(table, named, 0)?.length === named.length)
  return {
    words: known ? words.slice(0, at) : words,
    sort: (table: KnownTable) => {
      const found = known ? fieldAt(table, named, 0) : undefined
      return found ? { sort: `${down ? '-' : ''}${found.field.name}` } : undefined
    },
  }
}

// "how many tasks are open?"
const readCount: Read = (scene, words) => {
  const length = verbAt(words, 0, verbs.count)
  if (length === 0) return undefined
  const { words: said, by } = takeGroup(scene, dropHave(words.slice(length)))
  const many = readSelection(scene, said)
  if (!many || (many.noun === 'none' && !isNarrow(many))) return undefined
  return reading({ action: 'read', table: many.table.name, ...narrowKeys(many), count: true, ...by(many.table) }, wordCount(many.table))
}

// "by status", "per author" at the end
const takeGroup = (scene: Scene, words: readonly Word[]) => {
  const at = words.findLastIndex(({ norm }) => /^(by|per)$/.test(norm))
  const named = words.slice(at + 1)
  const known = at > 0 && scene.reflex.tables.some((table) => fieldAt(table, named, 0)?.length === named.length)
  return {
    words: known ? words.slice(0, at) : words,
    by: (table: KnownTable) => {
      const found = known ? fieldAt(table, named, 0) : undefined
      return found ? { by: found.field.name } : undefined
    },
  }
}

const measures: Readonly<Record<string, 'sum' | 'avg' | 'min' | 'max'>> = { sum: 'sum', total: 'sum', average: 'avg', mean: 'avg', avg: 'avg', lowest: 'min', smallest: 'min', minimum: 'min', min: 'min', least: 'min', highest: 'max', greatest: 'max', maximum: 'max', max: 'max', largest: 'max', biggest: 'max' }
// "sum of amount by stage", "what is the average rating of unread books?"
const readMeasure: Read = (scene, all) => {
  const lead = [['what', 'is'], ['what', 'are'], ['show', 'me'], ['show'], ['give', 'me'], ['tell', 'me']].find((one) => standsAt(all, 0, one))?.length ?? 0
  const words = withoutArticles(all.slice(lead))
  const measure = measures[words[0]?.norm ?? '']
  if (!measure) return undefined
  let at = 1
  while (/^(of|the|all|my|our)$/.test(words[at]?.norm ?? '')) at++
  const tables = [usualTable(scene), ...scene.reflex.tables].flatMap((table) => table ?? [])
  for (const table of tables) {
    const found = fieldAt(table, words, at)
    if (!found || !/integer|decimal|money|date/.test(found.field.field.kind) || found.field.field.private || (measure === 'sum' && /date/.test(found.field.field.kind))) continue
    const rest = words.slice(at + found.length)
    const by = rest.findIndex((word, i) => (/^(by|per)$/.test(word.norm) || (word.norm === 'each' && i > 0)) && fieldAt(table, rest, i + 1)?.length === rest.length - i - 1)
    const group = by >= 0 ? fieldAt(table, rest, by + 1)?.field : undefined
    const narrowed = by >= 0 ? rest.slice(0, by) : rest
    const many: Selection | undefined = narrowed.length > 0 ? readSelection(scene, narrowed, table) : undefined
    if (narrowed.length > 0 && !many) continue
    return reading({ action: 'read', table: table.name, ...(many ? narrowKeys(many) : {}), [measure]: found.field.name, ...(group ? { by: group.name } : {}) }, wordNumbers)
  }
  return undefined
}

// "when is milk due?", "what is the priority of milk?", "what is Ada's email?"
const readValueOf: Read = (scene, all) => {
  const lead = [['what', 'is'], ['what', 'are'], ['who', 'is'], ['when', 'is'], ['show', 'me'], ['show'], ['tell', 'me'], ['give', 'me'], ['where', 'is'], ['which', 'is']].find((one) => standsAt(all, 0, one))
  if (!lead) return undefined
  const words = withoutArticles(all.slice(lead.length))
  for (const table of scene.reflex.tables) {
    const answer = (field: KnownField, named: readonly Word[]): Meaning | undefined => {
      const row = field.field.private ? undefined : findRow(scene, named, { table: table.name })
      if (row?.kind === 'unclear') return askWhich(scene, row)
      if (!row || row.how === 'fuzzy' || row.made) return undefined
      return { kind: 'read', commands: [{ action: 'read', table: table.name, id: row.id }], spoken: [{ table: table.name, id: row.id, label: row.label }], render: wordValue(field) }
    }
    const first = fieldAt(table, words, 0)
    const of = first && /^(of|for)$/.test(words[first.length]?.norm ?? '') ? answer(first.field, words.slice(first.length + 1)) : undefined
    if (of) return of
    const owner = words.findIndex((word) => word.norm === "'s")
    const own = owner > 0 ? fieldAt(table, words, owner + 1) : undefined
    const owned = own && owner + 1 + own.length === words.length ? answer(own.field, words.slice(0, owner)) : undefined
    if (owned) return owned
    if (lead[0] !== 'when') continue
    const due = words.length > 1 ? fieldAt(table, words, words.length - 1) : undefined
    const date = due && /date/.test(due.field.field.kind) ? answer(due.field, words.slice(0, -1)) : undefined
    if (date) return date
  }
  return undefined
}

// "is the dentist done?"
const readState: Read = (scene, words) => {
  if (!scene.question || words[0]?.norm !== 'is' || words.length < 3 || !doneWords.has(words.at(-1)?.norm ?? '')) return undefined
  const row = findRow(scene, words.slice(1, words.at(-2)?.norm === 'already' ? -2 : -1), { fits: (table) => typeof table.done?.on === 'boolean' })
  if (row?.kind === 'unclear') return askWhich(scene, row)
  const field = row?.table.done ? fieldOf(row.table, row.table.done.field) : undefined
  return row && field && row.how !== 'fuzzy' ? reading({ action: 'read', table: row.table.name, id: row.id }, wordValue(field)) : undefined
}

// "is milk on my list?", "do I have milk?", "is there a contact called Ada?"
const readHas: Read = (scene, all) => {
  const length = verbAt(all, 0, verbs.has)
  if (length === 0) return undefined
  let words = all.slice(length)
  if (/^(already|still|also)$/.test(words[0]?.norm ?? '')) words = words.slice(1)
  while (words.length > 1 && /^(already|still|yet|there)$/.test(words.at(-1)?.norm ?? '')) words = words.slice(0, -1)
  const place = words.findIndex((word, i) => i > 0 && /^(on|in|among|to|at)$/.test(word.norm) && placeTable(scene, words.slice(i + 1)))
  const placed = place > 0 ? placeTable(scene, words.slice(place + 1)) : undefined
  const body = placed ? words.slice(0, place).filter((word, i, { length: n }) => !(i === n - 1 && /^(already|still)$/.test(word.norm))) : words
  const bare = withoutArticles(body)
  const nouned = scene.reflex.tables.find((table) => nameAt(bare, 0, table.singulars) > 0 && /^(called|named|for|about|titled|with)$/.test(bare[nameAt(bare, 0, table.singulars)]?.norm ?? ''))
  const named = nouned ? bare.slice(nameAt(bare, 0, nouned.singulars) + 1) : bare
  const table = placed ?? nouned
  if (named.length === 0 || named.length > 6 || !isPlainText(named) || named[0]?.norm === 'to') return undefined
  if (!table && all[0]?.norm === 'is' && all[1]?.norm !== 'there') return undefined
  const tables = table ? [table] : scene.reflex.tables.filter((one) => surely(scene, one, named))
  return tables.length > 0 ? lookFor(scene, tables, named, 'has') : undefined
}

// "find dentist", "search for Ada in contacts"
const readFind: Read = (scene, all) => {
  const length = verbAt(all, 0, verbs.find)
  if (length === 0) return undefined
  let words = all.slice(length)
  const place = words.findIndex((word, i) => i > 0 && /^(on|in|among)$/.test(word.norm) && placeTable(scene, words.slice(i + 1)))
  const placed = place > 0 ? placeTable(scene, words.slice(place + 1)) : undefined
  if (placed) words = words.slice(0, place)
  const bare = withoutArticles(words)
  const noun = scene.reflex.tables.find((table) => nameAt(bare, 0, table.singulars) > 0 && bare.length > nameAt(bare, 0, table.singulars))
  const named = noun && !surely(scene, noun, bare) ? bare.slice(nameAt(bare, 0, noun.singulars) + (/^(called|named|about|for|with)$/.test(bare[nameAt(bare, 0, noun.singulars)]?.norm ?? '') ? 1 : 0)) : bare
  if (named.length === 0 || named.length > 6 || !isPlainText(named) || named.some((word) => /^(out|me|it|a|you|why|how|what|who|time|way)$/.test(word.norm))) return undefined
  const tables = placed ? [placed] : noun ? [noun] : scene.reflex.tables.filter((one) => surely(scene, one, named))
  const usual = usualTable(scene)
  const plain = bare.length === words.length && /^(find|search|search for|look for)$/.test(all.slice(0, length).map((word) => word.norm).join(' '))
  return tables.length > 0 ? lookFor(scene, tables, named, 'found') : usual && plain && named.length <= 2 ? lookFor(scene, [usual], named, 'found') : undefined
}

const placeTable = (scene: Scene, all: readonly Word[]): KnownTable | undefined => {
  const words = withoutArticles(all)
  const named = scene.reflex.tables.find((table) => {
    const length = nameAt(words, 0, [...table.plurals, ...table.singulars])
    return length > 0 && (length === words.length || (length === words.length - 1 && words[length]?.norm === 'list'))
  })
  const isList = (words.length === 1 && words[0]?.norm === 'list') || standsAt(words, 0, ['to', 'do', 'list']) || (words.length === 2 && /^(todo|to-do)$/.test(words[0]?.norm ?? '') && words[1]?.norm === 'list')
  return named ?? (isList && all.length > words.length ? listTable(scene) : undefined)
}

const surely = (scene: Scene, table: KnownTable, words: readonly Word[]) => {
  const row = findRow(scene, words, { table: table.name })
  return row !== undefined && (row.kind === 'unclear' || row.how !== 'fuzzy')
}

/** Looks for words in the names of rows: one read for each table, worded together. */
const lookFor = (scene: Scene, tables: readonly KnownTable[], named: readonly Word[], how: 'has' | 'found'): Meaning => {
  const words = textOf(named)
  const commands = tables.slice(0, 4).map((table): Command => {
    const row = findRow(scene, named, { table: table.name })
    const inLabel = row?.kind !== 'row' || row.label.toLowerCase().includes(words.toLowerCase())
    return { action: 'read', table: table.name, ...(inLabel ? { where: { [table.titleField]: { contains: words } } } : { id: row.id }) }
  })
  return { kind: 'read', commands, spoken: [], render: how === 'has' ? wordHas(words, tables[0] ? nounOf(tables[0]) : 'row') : wordFound(words) }
}

const narrowKeys = (many: Selection) => (isNarrow(many) ? selectionKeys(many) : {})
