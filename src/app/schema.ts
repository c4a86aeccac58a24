import type { AnyAction, App, AnyRow, TableInput, ViewInput } from './define.ts'
import type { Field } from './field.ts'
import type { Problem } from './problem.ts'

/** A table of the desk: its definition with every default filled in. */
export interface Table {
  readonly name: string
  /** The app's name (its file's name). */
  readonly app: string
  /** Shown above its rows; "Tasks". */
  readonly title: string
  readonly fields: ReadonlyMap<string, Field>
  readonly aka: readonly string[]
  /** `manual`, or a field's name with an optional leading `-`, or `-id`. */
  readonly order: string
  readonly scope: 'profile' | 'desk'
  readonly ai: 'hidden' | 'read' | 'change'
  /** The field that names a row: the first required text, else the first text, else the first field. */
  readonly titleField: string
  /** Only a person, on its own page, changes these rows. */
  readonly guarded: boolean
  readonly input: TableInput
}
/** A view of the desk, every default filled in. */
export interface View extends ViewInput { readonly name: string; readonly app: string; readonly title: string }
/** An action of the desk, every default filled in. */
export interface Action extends AnyAction { readonly name: string; readonly app: string; readonly title: string; readonly effect: 'change' | 'destroy' }
/** A teaching example: what is said and what it means. */
export interface Example { readonly app: string; readonly say: string; readonly command: Readonly<Record<string, unknown>> & { readonly action: string } }

/** All that the running apps define, merged; rebuilt when an app file changes. Plain and frozen. */
export interface Schema {
  readonly apps: ReadonlyMap<string, App>
  /** Each running app's file; empty for one that Prentice itself brings. */
  readonly files: ReadonlyMap<string, string>
  /** Apps that could not run, with the reason; their tables are absent. */
  readonly broken: readonly BrokenApp[]
  readonly tables: ReadonlyMap<string, Table>
  readonly views: ReadonlyMap<string, View>
  readonly actions: ReadonlyMap<string, Action>
  readonly examples: readonly Example[]
}
/** An app that could not run, and why. */
export interface BrokenApp { readonly name: string; readonly file: string; readonly problem: Problem }
export type { AnyRow }
