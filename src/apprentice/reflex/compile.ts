import type { Field } from '../../app/field.ts'
import { plural } from '../../app/english.ts'
import type { Action, Example, Schema, Table, View } from '../../app/schema.ts'
import { sayingsOf, type Saying } from './choices.ts'
import { doneNames, doneWords, fieldSynonyms, listNames } from './lexicon.ts'
import { irregularPlural, singular } from './spelling.ts'
import { compileTaught, type Taught } from './taught-pattern.ts'
import { nameWords } from './words.ts'

/** The rules of one desk, worked out from its definitions. Plain and frozen; holds no rows. */
export interface Reflex {
  /** Those that the apprentice may see. */
  readonly tables: readonly KnownTable[]
  readonly views: readonly KnownView[]
  readonly actions: readonly KnownAction[]
  readonly taught: readonly Taught[]
}
/** Words in the form in which they are compared. */
export type Phrase = readonly string[]
/** A table with the words for it. */
export interface KnownTable {
  readonly name: string
  readonly table: Table
  /** How it is called, one or many; longest first. */
  readonly singulars: readonly Phrase[]
  readonly plurals: readonly Phrase[]
  readonly fields: readonly KnownField[]
  readonly titleField: string
  /** How a row is marked as needing nothing more. */
  readonly done?: DoneState
  /** Holds things to do. */
  readonly isList: boolean
  /** The apprentice may change its rows. */
  readonly changeable: boolean
}
/** A field with the words for it. */
export interface KnownField {
  readonly name: string
  readonly field: Field
  /** What it is called, longest first. */
  readonly names: readonly Phrase[]
  /** How its choices are said; empty for other fields. */
  readonly sayings: readonly Saying[]
}
/** The field that says whether a row is done, and its two values. */
export interface DoneState {
  readonly field: string
  readonly on: string | boolean
  readonly off: string | boolean
}
/** A view with the words for it. */
export interface KnownView { readonly name: string; readonly view: View; readonly names: readonly Phrase[] }
/** An app's action with the words for it and for its inputs. */
export interface KnownAction { readonly name: string; readonly action: Action; readonly names: readonly Phrase[]; readonly inputs: readonly KnownField[] }

/** Works out the rules from what the apps define; `lessons` are further examples that a person has taught. Cheap; done anew when the schema changes. */
export const compileReflex = (schema: Schema, lessons: readonly Example[] = []): Reflex => {
  const shown = [...schema.tables.values()].filter((table) => table.ai !== 'hidden' && !table.guarded)
  const tables = shown.map((table) => knowTable(table, schema))
  const seen = new Set(shown.map((table) => table.name))
  return Object.freeze({
    tables,
    views: [...schema.views.values()].filter((view) => seen.has(view.table)).map((view) => ({ name: view.name, view, names: viewNames(view, shown) })),
    actions: [...schema.actions.values()].filter((action) => seen.has(action.on)).map(knowAction),
    taught: [...lessons, ...schema.examples].flatMap((example) => compileTaught(example, tables, [...schema.actions.values()])),
  })
}

/** The rules that were worked out for a table's field, by its name. */
export const fieldOf = (table: KnownTable, name: string): KnownField | undefined => table.fields.find((field) => field.name === name)

/** What a table's rows are called in an answer: "task", "tasks". */
export const nounOf = (table: KnownTable, count = 1): string => (count === 1 ? table.name.replaceAll('_', ' ') : plural(table.name.replaceAll('_', ' ')))

const knowTable = (table: Table, schema: Schema): KnownTable => {
  const app = schema.apps.get(table.app)
  const alone = app !== undefined && Object.keys(app.tables).length === 1
  const said = [table.name, table.title, ...table.aka, ...(alone ? [table.app, app.title] : [])].map(nameWords).filter((words) => words.length > 0)
  const singulars = unique(said.map((words) => inflect(words, singular)))
  const done = doneState(table)
  return Object.freeze({
    name: table.name,
    table,
    singulars,
    plurals: unique([...singulars.map((words) => inflect(words, (noun) => irregularPlural(noun) ?? plural(noun))), ...singulars.map((words) => inflect(words, plural)), ...said]).filter((words) => !singulars.some((one) => one.join(' ') === words.join(' '))),
    fields: knowFields(table.fields),
    titleField: table.titleField,
    ...(done ? { done } : {}),
    isList: done !== undefined && singulars.some((words) => words.some((word) => listNames.has(word))),
    changeable: table.ai === 'change',
  })
}

// "open_deals" is "open" where the deals are named beside it.
const viewNames = (view: View, tables: readonly Table[]): readonly Phrase[] => {
  const names = namesOf(view.name, view.title)
  const noun = singular(tables.find((table) => table.name === view.table)?.name ?? '')
  return unique([...names, ...names.filter((words) => words.length > 1 && singular(words.at(-1) ?? '') === noun).map((words) => words.slice(0, -1))])
}

const knowAction = (action: Action): KnownAction => {
  const postponing = /^(snooze|postpone|delay|defer)$/.test(action.name) ? ['snooze', 'postpone', 'delay', 'defer', 'put off', 'push back'].map(nameWords) : []
  return { name: action.name, action, names: unique([...namesOf(action.name, action.title), ...postponing]), inputs: knowFields(new Map(Object.entries(action.input ?? {}))) }
}

// A synonym never takes a name that another field has itself.
const knowFields = (fields: ReadonlyMap<string, Field>): readonly KnownField[] => {
  const own = new Set([...fields].flatMap(([name, { label }]) => namesOf(name, label).map((words) => words.join(' '))))
  const taken = new Set(own)
  return [...fields].map(([name, field]) => {
    const synonyms = namesOf(name, field.label).flatMap((words) => fieldSynonyms[words.join(' ')] ?? []).filter((synonym) => !taken.has(synonym))
    for (const synonym of synonyms) taken.add(synonym)
    const names = unique([...namesOf(name, field.label), ...synonyms.map(nameWords)])
    return Object.freeze({ name, field, names, sayings: sayingsOf(names, field) })
  })
}

const namesOf = (name: string, label: string | undefined) => unique([nameWords(name), ...(label ? [nameWords(label)] : [])])

const doneState = ({ fields }: Table): DoneState | undefined => {
  const boxes = [...fields].filter(([, { kind }]) => kind === 'checkbox')
  const box = boxes.find(([name, { label }]) => [name, label ?? ''].some((said) => nameWords(said).some((word) => doneWords.has(word)))) ?? (boxes.length === 1 ? boxes.find(([name]) => nameWords(name).some((word) => doneNames.has(word))) : undefined)
  if (box) return { field: box[0], on: true, off: false }
  for (const [name, { kind, choices, default: first }] of fields) {
    const done = kind === 'choice' ? choices?.filter((choice) => doneNames.has(choice.toLowerCase())) : []
    const open = typeof first === 'string' ? first : choices?.[0]
    if (done?.length === 1 && done[0] && open !== undefined && open !== done[0]) return { field: name, on: done[0], off: open }
  }
  return undefined
}

const inflect = (words: Phrase, form: (noun: string) => string): Phrase => [...words.slice(0, -1), form(words.at(-1) ?? '')]
const unique = (phrases: readonly Phrase[]): readonly Phrase[] =>
  [...new Map(phrases.map((words) => [words.join(' '), words])).values()].toSorted((a, b) => b.length - a.length)
