import type { Context, Hono } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Field, Fields, RowOf, Value, ValueOf, ValuesOf } from './field.ts'
import type { Result } from './problem.ts'
import { neverFailing } from './row-html.ts'

/** A condition on one field: a value it must equal, or one or more tests that must all hold. Days may be said in words: "today", "last monday", "this week". */
export type Test<V extends Value = Value> = V | null | {
  readonly not?: V | null
  readonly in?: readonly (V | null)[]
  /** Holds this text somewhere, in capitals or not. */
  readonly contains?: string
  /** Strictly less (numbers) or earlier (dates). */
  readonly before?: V
  /** Strictly more or later. */
  readonly after?: V
  /** At least, inclusive. */
  readonly from?: V
  /** At most, inclusive. */
  readonly to?: V
}
/** Conditions by field; all must hold. */
export type Where<F extends Fields = Fields> = string extends keyof F ? Readonly<Record<string, Test>> : { readonly [K in keyof F]?: Test<ValueOf<F[K]>> } & { readonly id?: Test<number> }
/** A field to sort by: `due`, or `-due` for downward. */
export type Sort<F extends Fields = Fields> = SignedName<keyof F & string> | SignedName<'id'>
type SignedName<Name extends string> = Name | `-${Name}`

/** A named filter, sort and shape of one table; shown as a tab. */
export interface ViewInput<Table extends string = string, F extends Fields = Fields> {
  readonly table: Table
  /** What the tab says; the view's name by default. */
  readonly title?: string
  /** Which rows it shows; all by default. */
  readonly where?: Where<F>
  /** A field's name; `-due` sorts downward. */
  readonly sort?: Sort<F>
  /** How the rows are shown; `board` makes a column per choice of the field named in `by`. */
  readonly shape?: 'list' | 'board'
  /** Only for a board: a choice field. */
  readonly by?: keyof F & string
}
type ViewOf<T> = { readonly [N in keyof T & string]: ViewInput<N, FieldsOf<T[N]>> }[keyof T & string]

/** A row before the compiler knows its table: what hooks of a table see. */
export type AnyRow = { readonly id: number } & Readonly<Record<string, Value>>

/** What a table adds to its fields. Hooks are plain functions; they run inside the transaction and must not wait. */
export interface TableOptions<F extends Fields = Fields, C extends Computed = Computed> {
  /** What its page is called; made of the table's name by default: `check_in` → "Check ins". */
  readonly title?: string
  /** Other words for this table, singular. */
  readonly aka?: readonly string[]
  /** `manual`: rows are dragged into order, new ones come first. Otherwise a field's name (`-due` sorts downward); newest first by default. */
  readonly order?: 'manual' | Sort<F>
  /** `profile`: every row belongs to one profile. `desk` (the default): rows are shared. */
  readonly scope?: 'profile' | 'desk'
  /** What a model may do with this table: not even know of it, read it, or change it (the default). */
  readonly ai?: 'hidden' | 'read' | 'change'
  /** Values worked out from a row whenever it is shown; never stored. To sort, filter or sum by one, make it a field that `before` fills in. */
  readonly computed?: { readonly [K in keyof C]: (row: RowOf<F>) => C[K] }
  /** Looks across fields; a returned sentence refuses the change. What may not be deleted, or depends on other rows, is refused by `tx.refuse` in `after`. */
  readonly check?: (row: RowOf<F>) => string | undefined
  /** Fills in or corrects values before a row is stored; `row` is undefined for a new one. */
  readonly before?: (values: ValuesOf<F>, row: RowOf<F> | undefined, clock: { /** In the user's zone, `2026-11-28`. */ readonly today: string }) => ValuesOf<F>
  /** Follows a change up with others of the same entry's turn; `before`/`after` are undefined for a new or deleted row. */
  readonly after?: (tx: Tx, change: { readonly before: RowOf<F> | undefined; readonly after: RowOf<F> | undefined }) => void
  /** The HTML of a row's text, in place of its fields; its computed values are there too. Everything interpolated is escaped. */
  readonly row?: (row: RowOf<F> & C) => HtmlEscapedString | Promise<HtmlEscapedString>
}

/** Values that are worked out, by name. */
export type Computed = Readonly<Record<string, Value>>

/** A table as an app declares it: its fields, and what it adds to them. */
export interface TableInput<F extends Fields = Fields, C extends Computed = Computed> extends TableOptions<F, C> {
  readonly fields: F
}

/** One table: its fields and what it adds to them. The first required text field names its rows. */
export const table = <const F extends Fields, C extends Computed = Readonly<Record<never, Value>>>(fields: F, options: TableOptions<F, C> = {}): TableInput<F, C> =>
  Object.freeze({ ...options, fields: Object.freeze(fields), ...(options.row && { row: neverFailing(options.row) }) })

type Tables = Readonly<Record<string, TableInput<never>>>
type FieldsOf<T> = T extends { readonly fields: infer F extends Fields } ? F : Fields

type FieldsIn<T, N> = N extends keyof T ? FieldsOf<T[N]> : Fields
type ComputedOf<T> = T extends TableInput<infer _, infer C> ? C : Computed

/** The ways in which an action or a hook changes rows; all of it becomes part of the same entry's transaction. Never waits. */
export interface Tx<T = Readonly<Record<string, TableInput>>> {
  get<N extends keyof T & string>(table: N, id: number): RowOf<FieldsOf<T[N]>> | undefined
  list<N extends keyof T & string>(table: N, where?: Where<FieldsOf<T[N]>>): readonly RowOf<FieldsOf<T[N]>>[]
  /** Returns the new row's id. Throws an `Abort` with the Problem if the values are refused. */
  insert<N extends keyof T & string>(table: N, values: ValuesOf<FieldsOf<T[N]>>): number
  update<N extends keyof T & string>(table: N, id: number, values: ValuesOf<FieldsOf<T[N]>>): void
  delete(table: keyof T & string, id: number): void
  /** Refuses the whole command with this sentence. */
  refuse(message: string): never
  /** Today in the user's zone, `2026-11-28`. */
  readonly today: string
}

/** What create, read, update and delete cannot say: a button, and a command for whoever speaks. */
export interface ActionInput<T, On extends keyof T, In extends Fields> {
  /** The table whose rows it works on. */
  readonly on: On
  readonly title?: string
  /** What it asks for, field by field. */
  readonly input?: In
  /** `change` by default; `destroy` asks as a delete does. */
  readonly effect?: 'change' | 'destroy'
  readonly run: (tx: Tx<T>, row: RowOf<FieldsOf<T[On]>>, input: { readonly [K in keyof In]: ValueOf<In[K]> }) => void
}

type NoFields = Readonly<Record<never, Field>>

/** One app: one file. */
export interface AppInput<T = Tables, Ons extends Record<string, keyof T> = Record<string, keyof T>, Ins extends Record<string, unknown> = Record<string, unknown>> {
  readonly title: string
  readonly icon?: string
  readonly tables: T
  /** Tabs above a table, by name. */
  readonly views?: Readonly<Record<string, ViewOf<NoInfer<T>>>>
  // Three mapped types, so that the compiler infers `on` and `input` each on its own before it looks at `run`.
  readonly actions?: { readonly [A in keyof Ons]: { readonly on: Ons[A] } } & { readonly [A in keyof Ins]: { readonly input?: Ins[A] } } & {
    readonly [A in keyof Ons]: ActionInput<T, Ons[A], A extends keyof Ins ? (Ins[A] extends Fields ? Ins[A] : NoFields) : NoFields>
  }
  /** Examples that ship with the app: what a person says, and the command that it means. `{task}` stands for a row. */
  readonly teach?: Readonly<Record<string, { readonly action: string } & Readonly<Record<string, unknown>>>>
  /** Rows put into a table once, when the desk first makes it. */
  readonly samples?: { readonly [N in keyof T]?: readonly ValuesOf<FieldsOf<T[N]>>[] }
  /** Adds pages of its own under `/app/<name>/`; they read freely and write only through `execute`, in answer to a form. */
  readonly pages?: (page: PageContext<NoInfer<T>>) => void
  /** Which of its pages stand beside its tables in the navigation: their paths, with their titles. */
  readonly menu?: Readonly<Record<string, string>>
}

/** What an app's own pages get to work with. */
export interface PageContext<T = Readonly<Record<never, TableInput>>> {
  /** Takes the handlers; their paths begin at the app's own address. */
  readonly app: Hono
  /** Reads rows of one table, of this app or another, computed values among them, at most 1,000. `profile` is by default the one in the address (`?profile=2`), else the first. */
  readonly list: <N extends (keyof T & string) | (string & {})>(c: Context, table: N, options?: { readonly where?: Where<FieldsIn<T, N>>; readonly sort?: Sort<FieldsIn<T, N>> }) => readonly (N extends keyof T ? RowOf<FieldsOf<T[N]>> & ComputedOf<T[N]> : AnyRow)[]
  /** Answers with a page in the desk's own frame. */
  readonly layout: (c: Context, title: string, body: HtmlEscapedString | Promise<HtmlEscapedString>) => Response | Promise<Response>
  /** Makes a form that posts what is in it to the page's own address; it carries what proves that it came from this desk. */
  readonly form: (c: Context, inputs: HtmlEscapedString | Promise<HtmlEscapedString>) => HtmlEscapedString | Promise<HtmlEscapedString>
  /** The one way to change anything: runs commands as the signed-in person. */
  readonly execute: (c: Context, commands: readonly object[]) => Promise<Result<unknown>>
}

/** Declares an app: the default export of an app file. Types of rows, inputs and table names are inferred. */
export const defineApp = <const T extends Readonly<Record<string, { readonly fields: Fields }>>, const Ons extends Record<string, keyof T>, const Ins extends Record<string, unknown>>(
  app: AppInput<T, Ons, Ins>,
): App => Object.freeze(app) as unknown as App // the inferred types served the author; from here on an app is plain data

/** An app as the desk sees it, its inferred types set aside. */
export interface App {
  readonly title: string
  readonly icon?: string
  readonly tables: Readonly<Record<string, TableInput>>
  readonly views?: Readonly<Record<string, ViewInput>>
  readonly actions?: Readonly<Record<string, AnyAction>>
  readonly teach?: Readonly<Record<string, { readonly action: string } & Readonly<Record<string, unknown>>>>
  readonly samples?: Readonly<Record<string, readonly Readonly<Record<string, Value>>[]>>
  readonly pages?: (page: PageContext) => void
  readonly menu?: Readonly<Record<string, string>>
}
/** An action as the desk sees it, its inferred types set aside. */
export interface AnyAction {
  readonly on: string
  readonly title?: string
  readonly input?: Readonly<Record<string, Field>>
  readonly effect?: 'change' | 'destroy'
  readonly run: (tx: Tx, row: AnyRow, input: Readonly<Record<string, Value>>) => void
}
