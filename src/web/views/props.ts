/**
 * What the views are given. A view is a pure function from these to HTML; it reads nothing and asks nobody.
 *
 * ## Frames over the socket
 * A frame is `{"content": html, "seq": n}` (`seq` absent for pieces of the chat). `content` is made by one or several
 * functions of `fragments.ts`, joined; each yields `<hx-partial hx-target="#…" hx-swap="…">`, so a frame needs no target of
 * its own. Every fragment is safe to get twice, and does nothing on a page that lacks its target.
 * Render a fragment once with an `Access` of two random words, then put each tab's nonce and token in their place.
 *
 * ## Answers to forms
 * Forms carry `hx-post` and `hx-swap="none"`: to a request with `HX-Request`, answer with fragments only (`noteFragment` for a
 * Problem with its status, and the same fragments that the other tabs get over the socket, or nothing at all where the socket
 * brings them). Without that header answer 303 to `_back`, or where it is absent to the Referer's path, or to the page of the row's table.
 *
 * ## What the page says over the socket
 * After each (re)connection and after each change of the address `{"seen": seq, "path": "/p/1/tasks?view=overdue"}`: send what
 * happened after `seq`, and judge by `path` which rows the tab shows. Subprotocols: `prentice`, then the page token; answer `prentice`.
 * A page whose socket is refused twice reloads once.
 *
 * ## Assets
 * `/assets/` + pico.min.css, app.css, htmx.min.js, hx-csp.min.js, hx-ws.min.js, sortable.min.js, icon.svg, app.js and the files of
 * `public/` that app.js imports (those come without `?v=`, so they must be asked for again).
 *
 * ## Addresses made by the views
 * A list's filter form sends one condition more as `condition` and `value` beside the `where` so far: `addCondition` of `query.ts`
 * puts it in. A form means exactly the fields that `_fields` names: a checkbox named there and not sent is
 * false, any other field sent empty is null, and what else the form holds is no field of the command.
 * `/settings` is sent the fields of table `setting` that `_fields` names. `/settings/grants` is sent `table`, `verb` and `allow` (`1` or `0`),
 * `/settings/sessions` `revoke` (an id), `/p/:profile/views` `name`, `table`, `where`, `sort`, or `remove` (the view's row).
 */
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Where } from '../../app/define.ts'
import type { Value } from '../../app/field.ts'
import type { Problem } from '../../app/problem.ts'
import type { Action, BrokenApp, Table } from '../../app/schema.ts'
import type { Actor, Answer, Command, Page, ShownRow, Via } from '../../data/command.ts'
import type { Proposal } from '../../data/records.ts'

/** Escaped HTML; a promise only where an app's own `row` makes one. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** What every element with an hx- attribute and every form must carry. */
export interface Access {
  /** Of the page's content policy. */
  readonly nonce: string
  /** The page token, a legal subprotocol name (letters, digits, `-`, `_`). */
  readonly token: string
}

/** A place that can be gone to. */
export interface Link { readonly href: string; readonly title: string; readonly current: boolean }

/** What frames every page of a signed-in person. */
export interface Shell {
  readonly access: Access
  /** Before the dash in the browser's title and in the header. */
  readonly deskName: string
  readonly assistantName: string
  readonly theme: 'auto' | 'light' | 'dark'
  readonly profile: number
  /** What a profile is called here, one of them: "profile", "client". */
  readonly profileWord: string
  /** All of them; the menu shows from the second one on. */
  readonly profiles: readonly (Link & { readonly id: number })[]
  readonly apps: readonly (Link & { readonly icon: string })[]
  readonly broken: readonly BrokenApp[]
  readonly model: ModelStatus
  /** Path and query of this page; forms go back to it. */
  readonly path: string
  /** The journal's last seq when the page was made. */
  readonly seq: number
  /** The words last searched for. */
  readonly search?: string
  /** Put behind the addresses of /assets/, so that browsers may keep those for ever. */
  readonly version: string
}

/** `absent`: no engine, or no model in it; `waking`: being loaded; `failing`: it was there and does not answer. */
export interface ModelStatus {
  readonly state: 'ready' | 'waking' | 'absent' | 'failing'
  readonly name?: string
  /** One sentence for the person, where there is more to say. */
  readonly note?: string
  /** What is missing when absent: Ollama itself, or only a model in it. */
  readonly missing?: 'engine' | 'model'
}

/** The rows that a link field may point to. `complete` false: there are more than are listed, so words are typed. */
export interface LinkChoices { readonly complete: boolean; readonly rows: readonly { readonly id: number; readonly label: string }[] }

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

/** A change as the apprentice was told of it: the very command. */
export interface Saw {
  readonly entry: number
  readonly actor: Actor
  readonly via: Via
  readonly model?: string
  /** "added “Buy milk”". */
  readonly text: string
  readonly command: Command
  /** What its button does, and the entry that is to be undone for it: this one, or for `redo` the one that undid it. */
  readonly undo?: { readonly kind: 'undo' | 'redo'; readonly entry: number }
}

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
  readonly query: { readonly view?: string; readonly sort?: string; readonly words?: string; readonly where?: Where; readonly cursor?: string }
  /** `/p/1/tasks/task`, without a query. */
  readonly path: string
  /** By link field. */
  readonly links: Readonly<Record<string, LinkChoices>>
  /** Three things to try in the chat, in this app's words; for the empty state. */
  readonly tries: readonly string[]
  /** A Problem of the form that was just sent without script, with what had been typed. */
  readonly failed?: { readonly problem: Problem; readonly values: Readonly<Record<string, string>> }
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
  readonly failed?: { readonly problem: Problem; readonly values: Readonly<Record<string, string>> }
}

/** Who answered a turn. */
export type AnsweredBy = { readonly kind: 'instant' } | { readonly kind: 'command' } | { readonly kind: 'model'; readonly model: string }

/** One exchange in the chat. */
export interface ShownTurn {
  readonly kind: 'turn'
  readonly id: number
  readonly at: string
  /** What was said; absent for comments that nobody asked for. */
  readonly said?: string
  /** Who said it, if not the person. */
  readonly saidBy?: Actor
  readonly cards: readonly Card[]
  /** The apprentice's words so far: Markdown. */
  readonly say: string
  readonly by?: AnsweredBy
  readonly state: 'waiting' | 'streaming' | 'ended' | 'stopped'
  readonly problem?: Problem
  /** It said that something was changed, and nothing was. */
  readonly falseClaim: boolean
}

/** What a turn did, in order. */
export type Card =
  | { readonly kind: 'done'; readonly saw: Saw; readonly href?: string }
  | { readonly kind: 'unchanged'; readonly text: string; readonly command: Command }
  | { readonly kind: 'answer'; readonly answer: Answer; readonly command: Command; readonly href?: string }
  | { readonly kind: 'switched'; readonly name: string; readonly href: string }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly command?: Command }
  | { readonly kind: 'proposal'; readonly proposal: Proposal; /** "delete 3 tasks". */ readonly text: string; /** Offer "and let it do so from now on". */ readonly grantable: boolean }

/** What stands in the chat: an exchange, or a change that was seen. */
export type ChatItem = ShownTurn | { readonly kind: 'saw'; readonly saw: Saw }

export interface ChatProps {
  readonly access: Access
  readonly profile: number
  readonly assistantName: string
  readonly model: ModelStatus
  /** Oldest first. */
  readonly items: readonly ChatItem[]
  /** A turn is running. */
  readonly busy: boolean
  readonly learned: Learned
  readonly tries: readonly string[]
  /** Set when an earlier conversation is being read: when it began; it cannot be continued. */
  readonly past?: string
}

/** Verbs as the page says them ("add", "finish"), over all tables of the app shown. */
export interface Learned { readonly yes: readonly string[]; readonly notYet: readonly string[] }

export interface ConversationLine { readonly href: string; readonly at: string; readonly first: string; readonly turns: number; /** It goes on; the others are over. */ readonly current: boolean; /** It stands beside the list. */ readonly shown?: boolean }

export interface TimelineLine {
  readonly saw: Saw
  readonly at: string
  readonly href?: string
  /** The profile's name, where the timeline spans several. */
  readonly profile?: string
}
export interface TimelineProps {
  readonly access: Access
  readonly profile: number
  readonly zone: string
  readonly today: string
  /** Newest first. */
  readonly lines: readonly TimelineLine[]
  /** The seq to ask for more with. */
  readonly before?: number
}

export interface SearchHit {
  readonly href: string
  readonly tableTitle: string
  readonly icon: string
  readonly label: string
  readonly snippet: readonly { readonly text: string; readonly hit: boolean }[]
}
export interface SearchProps { readonly profile: number; readonly words: string; readonly hits: readonly SearchHit[] }

/** The settings form; its inputs are named as the fields of table `setting`. */
export interface SettingsProps {
  readonly access: Access
  readonly row: ShownRow
  /** The models that are installed; the first choice is "the best one found". */
  readonly models: readonly string[]
  readonly foundModel?: string
  readonly foundZone: string
  readonly saved: boolean
  readonly failed?: { readonly problem: Problem; readonly values: Readonly<Record<string, string>> }
}

export interface ShownGrant { readonly table: string; readonly tableTitle: string; readonly verb: string; /** The verb as the page says it: "add", not "insert". */ readonly word: string; readonly granted: boolean; readonly since?: string; readonly learned: boolean }
export interface GrantsProps { readonly access: Access; readonly grants: readonly ShownGrant[] }

export interface ShownSession { readonly id: string; readonly browser: string; readonly since: string; readonly lastSeen: string; readonly current: boolean }
export interface SessionsProps { readonly access: Access; readonly zone: string; readonly sessions: readonly ShownSession[] }

/** A turn's exact prompt, for reading. */
export interface PromptProps {
  readonly turn: number
  readonly at: string
  readonly model?: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly reply?: string
}

/** How to make an app. */
export interface NewAppProps {
  /** The absolute path of the folder of app files, where it is known. */
  readonly folder?: string
  readonly broken: readonly BrokenApp[]
}

/** A page about something that went wrong. `id` stands in the log too. */
export interface TroubleProps {
  readonly problem: Problem
  readonly id?: string
  /** Pages that could be meant, best first. */
  readonly suggestions: readonly { readonly href: string; readonly title: string }[]
}

/** What was typed into a form, by field. */
export type Typed = Readonly<Record<string, string>>
export type { Value }
