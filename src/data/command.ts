import type { Where } from '../app/define.ts'
import type { Value } from '../app/field.ts'
import type { ToldEntry } from './entry.ts'
import type { Proposal } from './records.ts'

/** A command as it is said and as it is journalled: one flat JSON object (ARCHITECTURE.md, "The command language"). */
export interface Command {
  readonly action: string
  readonly [key: string]: unknown
}

/** Who acts. `desk` is the program itself: sample rows, migrations. */
export type Actor = 'person' | 'apprentice' | 'agent' | 'program' | 'desk'
/** By which mouth. `bang` is a `!` word or raw JSON typed in the chat; `proposal` a command that was said yes to. */
export type Via = 'page' | 'bang' | 'reflex' | 'model' | 'proposal' | 'api' | 'mcp' | 'import' | 'start'

/** Commands with everything that decides whether and how they run. One request is one transaction. */
export interface Request {
  /** Flat commands without aliases (`normalise` has run on what came from outside); anything else is refused with a Problem. */
  readonly commands: readonly unknown[]
  readonly actor: Actor
  readonly via: Via
  /** The profile whose rows these are; rows of another do not exist for these commands. */
  readonly profile: number
  /** The turn that these commands belong to; a new one if absent. Rows are counted over the whole turn. */
  readonly turn?: number
  /** False when nobody asked for it (comments): then changes are proposals at most. True by default. */
  readonly asked?: boolean
  readonly model?: string
  /** The version (seq) of the row that the speaker saw; a conflict is a Problem. For commands that name one row. */
  readonly version?: number
  /** What the speaker saw in the fields that it changes, when it knows; lets a conflict show both values. */
  readonly seen?: Readonly<Record<string, Value>>
  /** The exact number of rows that a person or a program has agreed to. */
  readonly confirm?: number
  /** Reasons (plain sentences) for which this may only be proposed: echo, not yet seen, repaired JSON, foreign text. */
  readonly doubts?: readonly string[]
  /** True when text that came from outside is in the model's context: then at most 1 row changes without a yes. */
  readonly foreign?: boolean
  /** Ids that earlier commands of the same turn made: `$1` is the first. */
  readonly made?: readonly number[]
}

/** What one command came to. */
export type CommandResult =
  /** `command` is canonical: ids as numbers, dates as ISO, links as ids. */
  | { readonly kind: 'changed'; readonly command: Command; readonly entry: ToldEntry }
  /** Nothing differs from what stands there; no entry. */
  | { readonly kind: 'unchanged'; readonly command: Command; readonly table: string; readonly ids: readonly number[] }
  | { readonly kind: 'read'; readonly command: Command; readonly answer: Answer }
  | { readonly kind: 'switched'; readonly command: Command; readonly profile: number; readonly name: string }

/** The answer to a read: rows, or numbers by group. */
export type Answer =
  | { readonly kind: 'rows'; readonly table: string; readonly rows: readonly ShownRow[]; /** How many there are in all. */ readonly total: number }
  | { readonly kind: 'numbers'; readonly table: string; readonly measure: 'sum' | 'count' | 'avg' | 'min' | 'max'; readonly field?: string; readonly by?: string; readonly groups: readonly { readonly label: string; readonly value: number | string | null }[] }

/** What a request came to. */
export interface Outcome {
  readonly ok: true
  readonly turn: number
  /** In the order of the commands; those that wait for a yes are in `proposal` instead. */
  readonly results: readonly CommandResult[]
  readonly proposal?: Proposal
  /** Ids of rows made so far in this turn, in order; `$1` is the first. */
  readonly made: readonly number[]
}

/** A row as pages and answers show it. */
export interface ShownRow {
  readonly id: number
  /** Every field, private ones included; the mouths that must not say them leave them out. */
  readonly values: Readonly<Record<string, Value>>
  /** The seq of the row's last change. */
  readonly version: number
  /** What names it: its title field as text. */
  readonly label: string
  /** For link fields: the label of the row pointed to. */
  readonly links: Readonly<Record<string, string>>
  readonly computed: Readonly<Record<string, Value>>
  /** Written by a program or an agent, or points to a row that was: text that it shows is foreign. */
  readonly foreign: boolean
  readonly profile: number | null
}

/** A question about the rows of one table. */
export interface Query {
  readonly table: string
  readonly profile: number
  readonly where?: Where
  readonly view?: string
  /** Words that must be found in the row (full-text). */
  readonly words?: string
  /** The words are not looked for in private fields: for a model or an agent. */
  readonly open?: boolean
  /** A field's name; `-due` sorts downward. */
  readonly sort?: string
  /** 1 to 1,000; 50 by default. */
  readonly limit?: number
  /** A cursor from an earlier page's `next` or `previous`. */
  readonly cursor?: string
}
/** Some rows of a question's answer, in its order. */
export interface Page {
  readonly rows: readonly ShownRow[]
  /** Exact up to 10,000; beyond that `atLeast` is true. */
  readonly total: number
  readonly atLeast: boolean
  readonly next?: string
  readonly previous?: string
}
