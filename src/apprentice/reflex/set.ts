import type { Command } from '../../data/command.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { spokenOf } from './finish.ts'
import { askWhich, findRows, findSure, idOf, type NamedRow, type UnclearRow } from './reference.ts'
import { changeableTables, doing, usualTable, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { isPlace } from './row-places.ts'
import { isNarrow, readSelection, selectionKeys, type Selection } from './selection.ts'
import { fieldAt } from './field-names.ts'
import { linkNamed } from './slot-readers.ts'
import { readSlots, type Values } from './slots.ts'
import { readValue } from './value.ts'
import { standsAt, type Word } from './words.ts'

/** Reads what follows "set", "make", "change": values of fields for a row, or for rows described ("all high tasks to low"). */
export const readSet = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  scene.question ? undefined : words.length > 2 && words.at(-1)?.norm === 'again' ? readSet(scene, words.slice(0, -1)) : (settle(fieldFirst(scene, words)) ?? settle(rowFirst(scene, words)) ?? rowLast(scene, words))

/** Reads "Ada's phone, 555-0142" after a verb of adding: a value of a row that is there. */
export const readOwn = (scene: Scene, words: readonly Word[]): Meaning | undefined =>
  scene.question || !words.some(({ norm }) => norm === "'s") ? undefined : settle(fieldFirst(scene, words))

/** Reads "assign Logo to Grace": the row is linked to another one, by the one link that fits. */
export const readAssign = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const at = words.findLastIndex((word) => /^(to|with)$/.test(word.norm))
  if (scene.question || at < 1) return undefined
  const changes = changeableTables(scene).flatMap((table) => {
    const linked = linkNamed(scene, table, words.slice(at + 1))
    // "hand the logo over to Fiona", "pass it on to her"
    const end = at > 1 && /^(over|on|across|along|back)$/.test(words[at - 1]?.norm ?? '') ? at - 1 : at
    const target = linked ? targetOf(scene, words.slice(0, end), table) : undefined
    return linked && target ? [{ target, values: { [linked.field]: linked.value } }] : []
  })
  return settle(surest(changes))
}

/** Values for rows. */
export interface Change {
  readonly target: readonly NamedRow[] | UnclearRow | Selection
  readonly values: Values
  /** "to" or "as" stands between the two. */
  readonly isMarked?: boolean
}

/** Reads a field, a row and a value: "(the) priority of milk to high", "milk's priority to high". */
export const fieldFirst = (scene: Scene, all: readonly Word[]): Change | undefined => {
  const words = withoutArticles(all)
  const changes: Change[] = []
  for (const table of changeableTables(scene)) {
    const found = fieldAt(table, words, 0)
    if (found && /^(of|for|on|in)$/.test(words[found.length]?.norm ?? '')) {
      for (let at = found.length + 2; at < words.length - 1; at++) {
        // "Correct the year of Barolo, it is 2016"
        const it = standsAt(words, at, [',', 'it', 'is']) ? 2 : 0
        if (!it && !/^(to|as|=|:|into|at|on)$/.test(words[at]?.norm ?? '')) continue
        // "Make a note of it on the list": that is where, not what.
        if (isPlace(table, words.slice(at + 1))) continue
        const values = valuesFrom(scene, table, found.field, words.slice(at + it + 1))
        const target = values && targetOf(scene, words.slice(found.length + 1, at), table)
        if (target && values) changes.push({ target, values })
      }
    }
    const owner = words.findIndex((word) => word.norm === "'s")
    if (owner < 0) changes.push(...unmarked(scene, table, words))
    const own = owner > 0 ? ownField(table, words, owner + 1) : undefined
    if (!own) continue
    const after = owner + 1 + own.length + own.skipped
    const lead = /^(to|as|=|:|,|into)$/.test(words[after]?.norm ?? '') ? 1 : 0
    const values = valuesFrom(scene, table, own.field, words.slice(after + lead))
    const target = values && targetOf(scene, words.slice(0, owner), table)
    if (target && values) changes.push({ target, values })
  }
  return surest(changes)
}

// "bruno costas email": whoever dictates leaves the mark out.
const unmarked = (scene: Scene, table: KnownTable, words: readonly Word[]): readonly Change[] =>
  words.flatMap((word, at): readonly Change[] => {
    const stem = /^(.{2,}[^s'])s$/.exec(word.norm)?.[1]
    const own = stem === undefined || word.quoted ? undefined : fieldAt(table, words, at + 1)
    const name = [...words.slice(0, at), { ...word, text: word.text.slice(0, -1), norm: stem ?? '', end: word.end - 1 }]
    const row = own && !findSure(scene, words.slice(0, at + 1), { table: table.name }) ? findSure(scene, name, { table: table.name }) : undefined
    const rest = words.slice(at + 1 + (own?.length ?? 0))
    const values = own && row ? valuesFrom(scene, table, own.field, rest.slice(/^(to|as|=|:|is)$/.test(rest[0]?.norm ?? '') ? 1 : 0)) : undefined
    return row && values ? [{ target: [row], values }] : []
  })

// "0123 and email ada@x.org": a value, and others that are announced; free text may hold the name of any field.
const valuesFrom = (scene: Scene, table: KnownTable, field: KnownField, words: readonly Word[]): Values | undefined => {
  const and = words.findIndex(({ norm, quoted }, at) => at > 0 && !quoted && /^(and|,)$/.test(norm) && fieldAt(table, withoutArticles(words.slice(at + 1)), 0) !== undefined)
  const first = and > 0 ? readValue(scene, field, words.slice(0, and)) : undefined
  const more = first === undefined ? undefined : assign(scene, table, withoutArticles(words.slice(and + 1)), true)
  if (first !== undefined && more && !(field.name in more) && Object.entries(more).every(([name, value]) => !/text/.test(table.table.fields.get(name)?.kind ?? 'text') || /\d/.test(String(value)))) return { [field.name]: first, ...more }
  const value = readValue(scene, field, words)
  return value === undefined ? undefined : { [field.name]: value }
}

// "Ada's new phone number"
const ownField = (table: KnownTable, words: readonly Word[], at: number) => {
  const skipped = fieldAt(table, words, at) === undefined && /^(new|current|actual|right|correct)$/.test(words[at]?.norm ?? '') ? 1 : 0
  const found = fieldAt(table, words, at + skipped)
  return found && { ...found, skipped }
}

/** Reads a row, then values: "milk priority to high", "milk high priority", "milk to high", "Dune as read"; with `only` the row ends there. */
export const rowFirst = (scene: Scene, words: readonly Word[], { only, strict = false }: { only?: number; strict?: boolean } = {}): Change | undefined => {
  const changes: Change[] = []
  for (const table of changeableTables(scene)) {
    for (let at = only ?? words.length - 1; at >= (only ?? 1); at--) {
      let from = at
      while (/^(to|as|be|a|an|the|with|of|at|into|on|it|most|more|very|both|all)$/.test(words[from]?.norm ?? '') && from < words.length - 1) from++
      // "The club is with Farid": the word before it says what the name is.
      const values = assign(scene, table, words.slice(from), strict) ?? (from === at + 1 && words[at]?.norm === 'with' ? assign(scene, table, words.slice(at), strict) : undefined)
      const target = values && (targetOf(scene, words.slice(0, at), table) ?? (/^(forward|back|off|out|over|up|down)$/.test(words[at - 1]?.norm ?? '') && at > 1 ? targetOf(scene, words.slice(0, at - 1), table) : undefined))
      if (target && values) changes.push({ target, values, isMarked: /^(to|as|into)$/.test(words[at]?.norm ?? '') })
    }
  }
  return surest(changes)
}

// "priority high for milk", "high priority for milk"
const rowLast = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  for (let at = words.length - 2; at > 0; at--) {
    if (!/^(for|on|of|to)$/.test(words[at]?.norm ?? '')) continue
    for (const table of changeableTables(scene)) {
      const head = withoutArticles(words.slice(0, at))
      // A lone word must not stand for a value here: "switch to high" is no way to say it.
      const values = head.length > 1 ? assign(scene, table, head, true) : undefined
      const target = values && targetOf(scene, words.slice(at + 1), table)
      const meaning = target && values ? settle({ target, values }) : undefined
      if (meaning) return meaning
    }
  }
  return undefined
}

/** Values joined by commas and ands, all of them for one row. */
export const assign = (scene: Scene, table: KnownTable, words: readonly Word[], strict: boolean): Values | undefined => {
  const whole = readSlots(scene, table, words, { strict })
  if (whole) return whole
  const cut = words.findIndex((word) => /^(and|,|&)$/.test(word.norm))
  if (cut <= 0) return undefined
  const one = readSlots(scene, table, withoutArticles(words.slice(0, cut)), { strict })
  const more = one && assign(scene, table, withoutArticles(words.slice(cut + 1)), strict)
  // "For Ida and Max" is two values of one field.
  return one && more && !Object.keys(more).some((name) => name in one) ? { ...one, ...more } : undefined
}

/** The rows that words name or describe in a table, for a change of them. */
export const targetOf = (scene: Scene, words: readonly Word[], table: KnownTable): Change['target'] | undefined => {
  const rows = findRows(scene, words, { table: table.name })
  const named = rows && !('kind' in rows) && rows.length === 0 ? undefined : rows
  if (named && !('kind' in named) && named.every(({ how }) => how === 'exact')) return named
  const many = readSelection(scene, words, table)
  // "Everything" is all that the open page shows, not another table's.
  if (many?.all && many.noun === 'none' && table !== usualTable(scene)) return named
  if (many && (many.all || many.noun === 'many' || (many.noun === 'list' && isNarrow(many))) && (many.all || isNarrow(many))) return many
  return named
}

/** A row named in full before others, then the longer name; two tables that fit equally well are no answer. */
export const surest = (changes: readonly Change[]): Change | undefined => {
  const rank = ({ target }: Change) => ('kind' in target ? 4 : 'where' in target ? 1.5 : Math.max(...target.map(({ how }) => ['exact', 'prefix', 'word', 'fuzzy'].indexOf(how))))
  // A description ends before its "to": "every red wine", not "every red wine to drink by 31 December".
  const [first, ...more] = changes.toSorted((a, b) => rank(a) - rank(b))
  return first && 'where' in first.target ? ([first, ...more].find(({ target, isMarked }) => isMarked && 'where' in target && 'where' in first.target && target.table === first.target.table) ?? first) : first
}

/** A change as the commands that make it; asks where it is unclear which row is meant. */
export const settle = (change: Change | undefined): Meaning | undefined => {
  if (!change) return undefined
  const { target, values } = change
  if ('where' in target) return doing([{ action: 'update', table: target.table.name, ...selectionKeys(target), ...values }])
  if ('kind' in target) return askWhich(target)
  return doing(target.map((row): Command => ({ action: 'update', table: row.table.name, id: idOf(row), ...values })), target.map(spokenOf))
}
