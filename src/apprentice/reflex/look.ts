import type { Command } from '../../data/command.ts'
import { asksValue, wordFound, wordHas, wordRows } from './answer.ts'
import { fieldOf, type KnownField, type KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { doneWords, verbs } from './lexicon.ts'
import { askWhich, findRow, findSure } from './reference.ts'
import { listTable, nameAt, pageTable, usualTable, verbAt, withoutArticles, type Meaning, type Rule, type Scene } from './scene.ts'
import { readSlots } from './slots.ts'
import { isPlainText } from './value.ts'
import { standsAt, textOf, type Word } from './words.ts'

/** Reads "when is milk due?", "what is the priority of milk?", "what is Ada's email?": one value of one row. Private fields are not told. */
export const readValueOf: Rule = (scene, all) => {
  const lead = [['what', 'is'], ['what', 'are'], ['who', 'is'], ['when', 'is'], ['when', 'was'], ['when', 'were'], ['what', 'was'], ['show', 'me'], ['show'], ['tell', 'me'], ['give', 'me'], ['where', 'is'], ['which', 'is'], ['do', 'we', 'have'], ['do', 'i', 'have'], ...(all.some(({ norm }) => norm === "'s") ? [[]] : [])].find((one) => standsAt(all, 0, one))
  if (!lead) return undefined
  const words = withoutArticles(all.slice(lead.length))
  for (const table of scene.reflex.tables) {
    const answer = (field: KnownField, named: readonly Word[]): Meaning | undefined => {
      const row = field.field.private ? undefined : findRow(scene, named, { table: table.name })
      if (row?.kind === 'unclear') return askWhich(row)
      return !row || row.how === 'fuzzy' || row.made ? undefined : asksValue(row, field)
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

/** Reads "how many minutes does the lasagne take?", "how much is the logo?": a number of one row. */
export const readNumberOf: Rule = (scene, words) => {
  if (words[0]?.norm !== 'how' || !/^(many|much)$/.test(words[1]?.norm ?? '')) return undefined
  for (const table of scene.reflex.tables) {
    const money = table.fields.filter(({ field }) => field.kind === 'money')
    const found = fieldAt(table, words, 2)
    const field = found?.field ?? (money.length === 1 && words[1]?.norm === 'much' ? money[0] : undefined)
    const at = 2 + (found?.length ?? 0)
    if (!field || field.field.private || !/integer|decimal|money/.test(field.field.kind) || !/^(does|do|is|are|has|was|were|did)$/.test(words[at]?.norm ?? '')) continue
    const named = words.slice(at + 1, /^(have|take|need|cost|worth|get|last|contain|serve)$/.test(words.at(-1)?.norm ?? '') ? -1 : undefined)
    const row = findSure(scene, named, { table: table.name })
    if (row) return asksValue(row, field)
  }
  return undefined
}

/** Reads "is the dentist done?", "is the invoice high priority?", "is the soup vegetarian?". */
export const readState: Rule = (scene, words) => {
  if (scene.question && words[0]?.norm === 'is' && !doneWords.has(words.at(-1)?.norm ?? '')) return readStateOf(scene, words.slice(1))
  if (!scene.question || words[0]?.norm !== 'is' || words.length < 3 || !doneWords.has(words.at(-1)?.norm ?? '')) return undefined
  const row = findRow(scene, words.slice(1, words.at(-2)?.norm === 'already' ? -2 : -1), { fits: (table) => typeof table.done?.on === 'boolean' })
  if (row?.kind === 'unclear') return askWhich(row)
  const field = row?.table.done ? fieldOf(row.table, row.table.done.field) : undefined
  return row && field && row.how !== 'fuzzy' ? asksValue(row, field) : undefined
}

/** Reads "is milk on my list?", "do I have milk?", "is there a contact called Ada?". */
export const readHas: Rule = (scene, all) => {
  // "Did we already put …"
  const said = /^(already|ever|still)$/.test(all[2]?.norm ?? '') ? [...all.slice(0, 2), ...all.slice(3)] : all
  const length = verbAt(said, 0, verbs.has)
  if (length === 0) return undefined
  let words = said.slice(length)
  if (/^(already|still|also)$/.test(words[0]?.norm ?? '')) words = words.slice(1)
  // "Anything about the accountant": a part of a name is enough.
  if (/^(anything|something|a thing)$/.test(words[0]?.norm ?? '') && /^(about|for|with|on|called|named)$/.test(words[1]?.norm ?? '') && words.length > 2) words = words.slice(2)
  if (/^(anyone|anybody|someone|somebody)$/.test(words[0]?.norm ?? '') && /^(called|named)$/.test(words[1]?.norm ?? '') && words.length > 2) words = words.slice(2)
  const isThere = words.length > 2 && /^(on|in)$/.test(words.at(-2)?.norm ?? '') && words.at(-1)?.norm === 'there'
  if (isThere) words = words.slice(0, -2)
  while (words.length > 1 && /^(already|still|yet|there)$/.test(words.at(-1)?.norm ?? '')) words = words.slice(0, -1)
  const place = words.findIndex((word, i) => i > 0 && /^(on|in|among|to|at)$/.test(word.norm) && placeTable(scene, words.slice(i + 1)))
  const listed = place > 0 ? placeTable(scene, words.slice(place + 1)) : undefined
  const page = pageTable(scene)
  const there = isThere && page && surely(scene, page, withoutArticles(words)) ? page : undefined
  // "my list" is what is open, if the row is there.
  const placed = listed && page && /^(my|the|our)$/.test(words[place + 1]?.norm ?? '') && words[place + 2]?.norm === 'list' && surely(scene, page, withoutArticles(words.slice(0, place))) ? page : listed
  const body = placed ? words.slice(0, place).filter((word, i, { length: n }) => !(i === n - 1 && /^(already|still)$/.test(word.norm))) : words
  const bare = withoutArticles(body)
  const nouned = scene.reflex.tables.find((table) => nameAt(bare, 0, table.singulars) > 0 && /^(called|named|for|about|titled|with)$/.test(bare[nameAt(bare, 0, table.singulars)]?.norm ?? ''))
  const named = nouned ? bare.slice(nameAt(bare, 0, nouned.singulars) + 1) : bare
  const table = placed ?? nouned ?? there
  if (named.length === 0 || named.length > 6 || !isPlainText(named) || /^(to|it|he|she|they)$/.test(named[0]?.norm ?? '')) return undefined
  if (!table && all[0]?.norm === 'is' && all[1]?.norm !== 'there') return undefined
  const tables = table ? [table] : scene.reflex.tables.filter((one) => surely(scene, one, named))
  return tables.length > 0 ? lookFor(scene, tables, named, 'has') : undefined
}

/** Reads "find dentist", "search for Ada in contacts". */
export const readFind: Rule = (scene, all) => {
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
  // "Where is Lisbon?" asks for a place, not for the flights to it.
  const isWhere = all[0]?.norm === 'where' && !placed && !noun
  const tables = placed ? [placed] : noun ? [noun] : scene.reflex.tables.filter((one) => surely(scene, one, named) && !(isWhere && !isExact(scene, one, named)))
  const usual = usualTable(scene)
  const plain = bare.length === words.length && /^(find|search|search for)$/.test(all.slice(0, length).map((word) => word.norm).join(' '))
  if (tables.length > 0) return lookFor(scene, tables, named, 'found')
  // No row is called so: the words may stand anywhere in one.
  const said = textOf(named)
  return usual && plain && named.length <= 2 ? { kind: 'read', commands: [{ action: 'read', table: usual.name, words: said }], spoken: [], render: wordFound(said) } : undefined
}

/** Reads "show Bob Miller", "show me the dentist task": one row, on its own page or named in full. */
export const readRow: Rule = (scene, words) => {
  const length = verbAt(words, 0, [['show', 'me'], ['show', 'us'], ['show'], ['display'], ['let', 'me', 'see']])
  const row = length > 0 ? findSure(scene, words.slice(length)) : undefined
  if (!row || (row.how !== 'exact' && row.table.name !== scene.world.page?.table)) return undefined
  const { name } = row.table
  return { kind: 'read', commands: [{ action: 'read', table: name, id: row.id }], spoken: [{ table: name, id: row.id, label: row.label }], render: wordRows(row.table) }
}

// A row named surely, then one value: the answer tells what it really is.
const readStateOf: Rule = (scene, words) => {
  for (const table of scene.reflex.tables)
    for (let at = words.length - 1; at > 0; at--) {
      const [name, ...more] = Object.keys(readSlots(scene, table, withoutArticles(words.slice(at)), { strict: true }) ?? {})
      const field = name !== undefined && more.length === 0 ? fieldOf(table, name) : undefined
      if (!field || field.field.private || !/choice|checkbox|date/.test(field.field.kind)) continue
      const row = findSure(scene, words.slice(0, at), { table: table.name })
      if (row) return asksValue(row, field)
    }
  return undefined
}

const placeTable = (scene: Scene, all: readonly Word[]): KnownTable | undefined => {
  const words = withoutArticles(all)
  const named = scene.reflex.tables.find((table) => {
    const length = nameAt(words, 0, [...table.plurals, ...table.singulars])
    return length > 0 && (length === words.length || (length === words.length - 1 && words[length]?.norm === 'list'))
  })
  const isList = (words.length === 1 && words[0]?.norm === 'list') || (words.length === 2 && standsAt(words, 0, ['todo', 'list']))
  return named ?? (isList && all.length > words.length ? listTable(scene) : undefined)
}

const isExact = (scene: Scene, table: KnownTable, words: readonly Word[]) => {
  const row = findRow(scene, words, { table: table.name })
  return row?.kind === 'row' && row.how === 'exact'
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
  return { kind: 'read', commands, spoken: [], render: how === 'has' ? wordHas(words, tables) : wordFound(words) }
}
