import type { Answer, Command } from '../../data/command.ts'
import { wordRows, wordValue } from './answer.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { degreeOf, fieldOfQuality, fieldOfUnit } from './quantity.ts'
import { findRow } from './reference.ts'
import { usualTable, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { dateCalled } from './selection-told.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { standsAt, textOf, type Word } from './words.ts'

/** Reads "heaviest deadlift", "what is the cheapest red?", "which recipe takes the longest?", "the latest workout": the one row with the most or the least of a number, or the last of a day. */
export const readGreatest = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  for (const { named, fieldIn, more, isOpen } of [ahead(words), behind(words)].flatMap((one) => one ?? [])) {
    const usual = usualTable(scene)
    for (const table of usual ? [usual, ...scene.reflex.tables.filter((one) => one !== usual)] : scene.reflex.tables) {
      const field = fieldIn(table)
      const found = field && !field.field.private ? rowsNamed(scene, table, named) : undefined
      const keys = found && isOpen && table.done && Object.keys(found).length === 0 ? { where: { [table.done.field]: typeof table.done.on === 'boolean' ? false : { not: table.done.on } } } : found
      if (field && keys) return greatest(table, { field, more, keys, isMany: readSelection(scene, named, table)?.noun === 'many' })
    }
  }
  return undefined
}

interface Asked { readonly named: readonly Word[]; readonly fieldIn: (table: KnownTable) => KnownField | undefined; readonly more: boolean; /** Only of rows that are not done. */ readonly isOpen?: boolean }

// "(what is) (the) heaviest deadlift"
const ahead = (words: readonly Word[]): Asked | undefined => {
  const at = words.findIndex((_, i) => i < 6 && degreeAt(words, i))
  const degree = degreeAt(words, at)
  // "the last book I finished"
  const told = words[at]?.norm === 'last' && /^(i|we)$/.test(words.at(-2)?.norm ?? '') ? words.at(-1)?.norm : undefined
  const lead = words.slice(0, Math.max(0, at)).map(({ norm }) => norm).join(' ')
  return degree && /^(?:(?:what|which|when) (?:is|was|are) |which |show |show me |list |find )?(?:the |my |our )?$/.test(lead === '' ? '' : `${lead} `) ? { ...degree, ...(told === undefined ? {} : { fieldIn: (table: KnownTable) => dateCalled(table, told) }), named: told === undefined ? words.slice(at + degree.length) : withoutThing(words.slice(at + 1, -2)) } : undefined
}

// "which wine is the oldest", "which recipe takes the longest", "which workout has the most reps", "which book did I finish last"
const behind = (words: readonly Word[]): Asked | undefined => {
  if (!/^(which|what)$/.test(words[0]?.norm ?? '')) return undefined
  const last = words.at(-1)?.norm === 'one' || standsAt(words, words.length - 2, ['of', 'all']) ? words.slice(0, words.at(-1)?.norm === 'one' ? -1 : -2) : words
  const at = last.findIndex(({ norm }, i) => i > 0 && /^(is|was|takes|took|lasts|lasted|costs|cost|weighs|weighed|has|have|did)$/.test(norm))
  if (at < 0) return undefined
  const named = last.slice(1, at)
  const verb = last[at]?.norm ?? ''
  const rest = withoutArticles(last.slice(at + 1))
  const degree = degreeAt(rest, 0)
  if (/^(is|was)$/.test(verb)) return degree && degree.length === rest.length ? { ...degree, named } : undefined
  const told = rest[1]?.norm ?? ''
  if (verb === 'did') return rest.length >= 3 && /^(i|we)$/.test(rest[0]?.norm ?? '') && /^(last|most recently)$/.test(textOf(rest.slice(2)).toLowerCase()) ? { named, more: true, fieldIn: (table) => dateCalled(table, told) } : undefined
  const quality = /^(takes|took|lasts|lasted)$/.test(verb) ? 'long' : verb.startsWith('cost') ? 'cheap' : verb.startsWith('weigh') ? 'heavy' : undefined
  const amount = rest[0]?.norm ?? ''
  if (quality && rest.length === 1 && /^(most|longest|least|shortest)$/.test(amount)) return { named, more: /^(most|longest)$/.test(amount), fieldIn: (table) => fieldOfQuality(table, quality) }
  // "which task has the nearest deadline"
  const near = /^(nearest|closest|earliest|soonest|next|latest|furthest)$/.test(amount) && rest.length > 1 && /^(has|have)$/.test(verb)
  if (near) return { named, more: /^(latest|furthest)$/.test(amount), isOpen: true, fieldIn: (table) => { const found = fieldAt(table, rest, 1); return found && found.length === rest.length - 1 && /date/.test(found.field.field.kind) ? found.field : undefined } }
  const unit = rest.length === 2 && /^(most|fewest|least|highest|lowest)$/.test(amount) ? told : undefined
  return unit === undefined ? undefined : { named, more: /^(most|highest)$/.test(amount), fieldIn: (table) => fieldOfUnit(table, unit) }
}

const withoutThing = (words: readonly Word[]) => (words.length === 1 && /^(thing|one)$/.test(words[0]?.norm ?? '') ? [] : words)

/** "heaviest", "most expensive", "best rated", "most recent": of what, and the most or the least of it. */
const degreeAt = (words: readonly Word[], at: number): (Omit<Asked, 'named'> & { readonly length: number }) | undefined => {
  const said = words[at]?.norm ?? ''
  const next = words[at + 1]?.norm ?? ''
  if (next === 'rated' && /^(best|highest|top|worst|lowest)$/.test(said)) return { fieldIn: (table) => fieldOfQuality(table, 'good'), more: !/^(worst|lowest)$/.test(said), length: 2 }
  if (/^(most|least)$/.test(said) && /^(expensive|costly|pricey|dear)$/.test(next)) return { fieldIn: (table) => fieldOfQuality(table, 'cheap'), more: said === 'most', length: 2 }
  if (said === 'latest' || said === 'earliest' || (said === 'most' && next === 'recent')) return { fieldIn: dayOf, more: said !== 'earliest', length: said === 'most' ? 2 : 1 }
  // "my last workout", but no "last week"
  if (said === 'last' && words.length > at + 1 && !/^(week|weekend|month|year|night|time|times|one|few|two|three|\d+|.*day)$/.test(next)) return { fieldIn: dayOf, more: true, length: 1 }
  const degree = /est$|^worst$/.test(said) ? degreeOf(said) : undefined
  return degree && { fieldIn: (table) => fieldOfQuality(table, degree.quality) ?? (/^(old|new)$/.test(degree.quality) ? bornOf(table) ?? dayOf(table) : undefined), more: degree.more, length: 1 }
}

const bornOf = ({ fields }: KnownTable): KnownField | undefined => fields.find(({ name, field }) => field.kind === 'date' && /^(born|birthday|birth_date|date_of_birth)$/.test(name))

// What rows tell of a day; when something is due says nothing of how new it is.
const dayOf = ({ fields }: KnownTable): KnownField | undefined => fields.find(({ name, field }) => field.kind === 'date' && /^(day|date|when|seen|sent|played|visited|made|taken)$/.test(name))

const rowsNamed = (scene: Scene, table: KnownTable, named: readonly Word[]): Readonly<Record<string, unknown>> | undefined => {
  const isOpen = table.name === scene.world.page?.table
  if (named.length === 0) return isOpen ? {} : undefined
  const many = readSelection(scene, named, table)
  if (many && (many.noun === 'one' || many.noun === 'many' || (isOpen && (isNarrow(many) || many.noun === 'list')))) return isNarrow(many) ? selectionKeys(many) : {}
  const row = isOpen ? findRow(scene, named, { table: table.name }) : undefined
  const isTitle = row?.kind === 'unclear' || (row?.kind === 'row' && row.how !== 'fuzzy' && row.made === undefined)
  return isTitle ? { where: { [table.titleField]: { contains: textOf(withoutArticles(named)) } } } : undefined
}

const greatest = (table: KnownTable, { field, more, keys, isMany }: { readonly field: KnownField; readonly more: boolean; readonly isMany: boolean; readonly keys: Readonly<Record<string, unknown>> }): Meaning => {
  // A row without that number is no smallest one.
  const where = more || field.field.kind === 'date' ? keys['where'] : { ...(typeof keys['where'] === 'object' ? keys['where'] : {}), [field.name]: { not: null } }
  const command: Command = { action: 'read', table: table.name, ...(keys['view'] !== undefined ? { view: String(keys['view']) } : {}), ...(where ? { where } : {}), sort: `${more ? '-' : ''}${field.name}`, limit: isMany ? 5 : 1 }
  const render = (answers: readonly Answer[]) => (answers[0]?.kind === 'rows' && answers[0].rows.length > 0 && !isMany ? wordValue(field)(answers) : wordRows(table)(answers))
  return { kind: 'read', commands: [command], spoken: [], render }
}
