import { readDate, readMoment, type Clock } from '../app/dates.ts'
import { withArticle } from '../app/english.ts'
import type { Field, FieldKind, Value } from '../app/field.ts'
import { problem, type Problem } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import { checkValue } from '../app/value.ts'
import type { Column, Layout } from './layout.ts'
import { columnType } from './tables.ts'

/** One step from a table as it stands to the table as its app defines it. */
export type Step =
  | { readonly kind: 'make' }
  /** `fill` is what rows get that were written before. */
  | { readonly kind: 'add'; readonly field: string; readonly fill: Value }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  /** The column stays, with its values. */
  | { readonly kind: 'retire'; readonly field: string }
  | { readonly kind: 'revive'; readonly field: string }
  /** The values stay as they are, only what they mean changes. */
  | { readonly kind: 'retype'; readonly field: string; readonly from: FieldKind; readonly to: FieldKind }
  /** Every value is written anew in a column of another type. */
  | { readonly kind: 'convert'; readonly field: string; readonly from: FieldKind; readonly to: FieldKind }
  | { readonly kind: 'scope'; readonly scoped: boolean }
  | { readonly kind: 'order'; readonly manual: boolean }
  /** Only rules, private or not, or the app's name differ: no entry. */
  | { readonly kind: 'rules' }

/** What a plan must know of the rows that are there. */
export interface RowFacts {
  /** Rows of the table. */
  count(): number
  nulls(column: string): number
  /** Every value of a column that is not null. */
  values(column: Column): Iterable<Value>
  /** Profiles that have rows in it. */
  profiles(): number
  /** The rules of a field as they were when it was last migrated (`rulesOf`). */
  rules(column: string): string | undefined
}

/**
 * Works out how a table gets from its layout to its definition; changes nothing.
 * Problems (`bad-app`): whatever would lose or contradict values that are there, with the count and the way to do it.
 */
export const planTable = (layout: Layout | undefined, table: Table, facts: RowFacts, clock: Clock): readonly Step[] | Problem => {
  if (!layout) return [{ kind: 'make' }]
  const steps: Step[] = []
  const taken = new Set<string>()
  for (const [name, field] of table.fields) {
    const planned = planField(layout, table, name, field, facts, clock)
    if ('ok' in planned) return planned
    steps.push(...planned.steps)
    if (planned.from !== undefined) taken.add(planned.from)
  }
  for (const { name, live } of layout.columns) if (live && !name.startsWith('_') && !taken.has(name)) steps.push({ kind: 'retire', field: name })
  const mistaken = renamedWithoutWas(layout, table, steps, facts)
  if (mistaken) return mistaken
  if (layout.scoped !== (table.scope === 'profile')) {
    if (layout.scoped && facts.profiles() > 1)
      return refusal(table, `Rows of ${facts.profiles()} profiles are in the table ${table.name}; with the scope desk nobody could tell whose they are.`, 'Leave the scope profile, or delete the rows of all profiles but one first.')
    steps.push({ kind: 'scope', scoped: !layout.scoped })
  }
  if (layout.manual !== (table.order === 'manual')) steps.push({ kind: 'order', manual: !layout.manual })
  return steps.length === 0 && (layout.app !== table.app || rulesDiffer(layout, table, facts)) ? [{ kind: 'rules' }] : steps
}

/** The rules of a field that old values might break, as text that differs when they do. */
export const rulesOf = ({ required, choices, min, max, to }: Field): string => JSON.stringify({ required, choices, min, max, to })

/** A value as another kind of field would hold it; undefined if it cannot without loss. */
export const convertValue = (from: FieldKind, to: FieldKind, value: Value): Value | undefined => {
  if (value === null) return null
  if (columnType[to] === 'TEXT') return to === 'date' || to === 'datetime' ? (typeof value === 'string' ? value : undefined) : String(value)
  if (to === 'link' || from === 'link') return undefined
  if (to === 'checkbox') return value === 0 || value === 1 || typeof value === 'boolean' ? Boolean(value) : { true: true, false: false }[String(value)]
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  return Number.isFinite(number) && (typeof value !== 'string' || String(number) === value) ? number : undefined
}

type FieldPlan = { readonly steps: readonly Step[]; readonly from: string | undefined }

const planField = (layout: Layout, table: Table, name: string, field: Field, facts: RowFacts, clock: Clock): FieldPlan | Problem => {
  const here = layout.columns.find((column) => column.name === name)
  const former = here ? undefined : layout.columns.find((column) => column.name === field.was && !table.fields.has(column.name))
  const column = here ?? former
  if (!column) return planNew(layout, table, name, field, facts, clock)
  const steps: Step[] = former ? [{ kind: 'rename', from: former.name, to: name }] : []
  if (!column.live) steps.push({ kind: 'revive', field: name })
  const known = facts.rules(column.name)
  const otherTarget = field.kind === 'link' && column.kind === 'link' && known !== undefined && linkTarget(known) !== field.to
  if (column.kind !== field.kind || otherTarget) {
    const isText = columnType[column.kind] === 'TEXT' && columnType[field.kind] === 'TEXT'
    const change = { field: name, from: column.kind, to: field.kind }
    steps.push(isText ? { kind: 'retype', ...change } : { kind: 'convert', ...change })
  }
  if (column.kind !== field.kind || !column.live || known !== rulesOf(field)) {
    const wrong = checkKept(table, name, field, column, facts)
    if (wrong) return wrong
  }
  return { steps, from: column.name }
}

/**
 * A field that goes while one of its kind comes is most likely that one by another name: its values would be out of sight, and a `was`
 * that is thought of later could not bring them, for a column of that name is there by then.
 */
const renamedWithoutWas = (layout: Layout, table: Table, steps: readonly Step[], facts: RowFacts): Problem | undefined => {
  for (const step of steps) {
    const column = step.kind === 'retire' ? layout.columns.find(({ name }) => name === step.field) : undefined
    const kept = column ? facts.count() - facts.nulls(column.name) : 0
    const field = column && steps.flatMap((one) => (one.kind === 'add' && table.fields.get(one.field)?.kind === column.kind && table.fields.get(one.field)?.was === undefined ? [one.field] : []))[0]
    if (!column || kept === 0 || field === undefined || column.kind === 'checkbox') continue
    return refusal(
      table,
      `The field ${column.name} of ${table.name} is gone, with a value in ${countRows(kept)}, and ${field} is new.`,
      `If it is the same field, write ${sayRename(field, column)}. If not, save the app once without ${field}, then add it.`,
    )
  }
  return undefined
}
const sayRename = (name: string, { kind, name: was }: Column): string => `\`${name}: ${kind}({ was: '${was}', … })\``

const planNew = (layout: Layout, table: Table, name: string, field: Field, facts: RowFacts, clock: Clock): FieldPlan | Problem => {
  const fill = fillOf(field, clock)
  if (field.required && fill === null && facts.count() > 0)
    return refusal(table, `The new field ${name} is required and has no default, but ${countRows(facts.count())} of ${table.name} would have no value.`, `${renameHint(layout, table, name, field)}Give it a default, or leave required out, fill the rows in, then require it.`)
  return { steps: [{ kind: 'add', field: name, fill }], from: undefined }
}

/** What a new required field was called before, as far as that can be guessed; or that its `was` names nothing. */
const renameHint = (layout: Layout, table: Table, name: string, field: Field): string => {
  const gone = layout.columns.filter((column) => column.live && !column.name.startsWith('_') && !table.fields.has(column.name))
  if (field.was !== undefined) return `There is no field ${field.was} that it could have been${gone.length > 0 ? `; gone are ${gone.map((column) => column.name).join(', ')}` : ''}. `
  const former = gone.find(({ kind }) => kind === field.kind)
  return former ? `If it is ${former.name} by a new name, write ${sayRename(name, former)}. ` : ''
}

const fillOf = (field: Field, clock: Clock): Value => {
  const value = field.default ?? null
  if (typeof value !== 'string' || (field.kind !== 'date' && field.kind !== 'datetime')) return value
  const read = field.kind === 'date' ? readDate(value, clock) : readMoment(value, clock)
  return read.ok ? read.value : null
}

/** Whether every value that is there may stay under the field's present kind and rules. */
const checkKept = (table: Table, name: string, field: Field, column: Column, facts: RowFacts): Problem | undefined => {
  const empty = field.required ? facts.nulls(column.name) : 0
  if (empty > 0)
    return refusal(table, `The field ${name} is now required, but ${countRows(empty)} of ${table.name} ${empty === 1 ? 'has' : 'have'} no value in it.`, `Leave required out, fill ${empty === 1 ? 'it' : 'them'} in, then require it.`)
  let wrong = 0
  let first: { readonly value: Value; readonly why: string } | undefined
  for (const value of facts.values(column)) {
    const converted = column.kind === field.kind ? value : convertValue(column.kind, field.kind, value)
    const checked = converted === undefined ? undefined : checkValue(name, field, converted)
    const sameTarget = field.kind !== 'link' || (column.kind === 'link' && linkTarget(facts.rules(column.name) ?? '{}') === field.to)
    if (checked?.ok && checked.value === converted && sameTarget) continue
    wrong += 1
    first ??= { value, why: column.kind === field.kind && sameTarget ? 'breaks the rules that the field has now' : `cannot become ${field.kind === 'link' ? `a link to ${field.to}` : withArticle(field.kind)}` }
  }
  if (!first) return undefined
  return refusal(
    table,
    `In ${countRows(wrong)} of ${table.name} the value of ${name} ${first.why}, for example ${JSON.stringify(first.value)}.`,
    column.kind === field.kind ? `Allow what is there, or put the old rules back, change ${wrong === 1 ? 'it' : 'them'}, then save the new ones.` : `Leave ${name} a ${column.kind}, and add a new field beside it.`,
  )
}

const rulesDiffer = (layout: Layout, table: Table, facts: RowFacts): boolean =>
  [...table.fields].some(([name, field]) => facts.rules(name) !== rulesOf(field) || layout.columns.find((column) => column.name === name)?.private !== (field.private ?? false))
const linkTarget = (rules: string): unknown => (JSON.parse(rules) as { to?: unknown }).to // rulesOf wrote it
const countRows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`)
const refusal = (table: Table, message: string, next: string): Problem =>
  problem('bad-app', message, { next: `${next} Until then the app ${table.app} is switched off; its rows are kept.` })
