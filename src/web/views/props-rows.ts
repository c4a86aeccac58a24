import type { Where } from '../../app/define.ts'
import type { Action, Table } from '../../app/schema.ts'
import type { Actor, Page, ShownRow } from '../../data/command.ts'
import type { Saw, TimelineLine } from './props-entries.ts'
import type { Access, Failed, Link } from './props.ts'

/** The rows that a link field may point to. `complete` false: there are more than are listed, so words are typed. */
export interface LinkChoices {
  readonly complete: boolean
  readonly rows: readonly { readonly id: number; readonly label: string }[]
}

/** What the rows of one table have in common wherever one is shown. */
export interface RowSetting {
  readonly access: Access
  readonly profile: number
  readonly table: Table
  /** What one of its rows is called: "task". */
  readonly noun: string
  /** The actions on this table. */
  readonly actions: readonly Action[]
  /** IANA name, for moments. */
  readonly zone: string
  /** `2026-11-28`: a date before it is shown as past, if a row has a checkbox that is not ticked. */
  readonly today: string
  /** True where rows are in the hand-made order, so that they can be dragged. */
  readonly sortable: boolean
  /** Further columns that the desk works out; their values stand in `row.computed` (a profile's `rows`). */
  readonly extra?: readonly string[]
  /** Set where rows are cards on a board: the choice field that its columns stand for. */
  readonly board?: { readonly by: string }
}

/** One row, ready to show. */
export interface RowProps {
  readonly setting: RowSetting
  readonly row: ShownRow
  /** Who changed it last. Marked on the row unless it was the person. */
  readonly by?: Actor
  /** It has just been changed. */
  readonly fresh?: true
  /** What the apprentice saw of that; told beside one of the rows that a command has changed. */
  readonly saw?: Saw
}

/** A view as a tab above its rows. */
export interface ViewTab extends Link {
  readonly count?: number
  /** Shown at this tab's end when the person made it: the row of table `view` that can be deleted. */
  readonly row?: number
}

/** A table's page. */
export interface ListProps {
  readonly setting: RowSetting
  /** The other tables of the same app. */
  readonly tables: readonly Link[]
  /** "All" first. */
  readonly views: readonly ViewTab[]
  readonly page: Page
  readonly rows: readonly RowProps[]
  readonly query: ListQuery
  /** `/p/1/tasks/task`, without a query. */
  readonly path: string
  /** By link field. */
  readonly links: Readonly<Record<string, LinkChoices>>
  /** Three things to try in the chat, in this app's words; for the empty state. */
  readonly tries: readonly string[]
  /** A Problem of the form that was just sent without script, with what had been typed. */
  readonly failed?: Failed
}

/** Which rows of a table are shown, as its address says. */
export interface ListQuery {
  readonly view?: string
  readonly sort?: string
  readonly words?: string
  readonly where?: Where
  readonly cursor?: string
}

/** The form of one row, with all its fields. */
export interface RowFormProps {
  readonly setting: RowSetting
  readonly row: ShownRow
  readonly links: Readonly<Record<string, LinkChoices>>
  /** `/p/1/tasks/task`: where it returns to. */
  readonly back: string
  /** The row's last entries, newest first. */
  readonly history: readonly TimelineLine[]
  readonly failed?: Failed
}
