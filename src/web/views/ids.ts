/**
 * Every element id of the page that a frame, a form's answer or the script aims at, made in one place.
 * Ids are built from table names, row ids and sequence numbers only, never from what a person wrote.
 */

/** The fixed ids. */
export const ids = {
  main: 'main',
  list: 'list',
  chat: 'chat',
  turns: 'turns',
  /** The chat's text box. */
  say: 'say',
  /** Where "Stop" stands while a turn runs; empty otherwise. */
  stop: 'stop',
  /** What the apprentice has learned and what not yet. */
  learned: 'learned',
  model: 'model-status',
  /** Problems, read out to screen readers. */
  notes: 'notes',
  timeline: 'timeline',
  timelineLines: 'timeline-lines',
  /** The newest lines, shown while the timeline is folded away. */
  newest: 'timeline-newest',
  search: 'search',
  /** The dialog that a row's form is opened in. */
  sheet: 'sheet',
  /** The element that holds the socket. */
  live: 'live',
  /** How many rows the list has. */
  total: 'total',
  views: 'views',
  nav: 'nav',
  /** The desk's name in the header. */
  brand: 'brand',
  theme: 'theme',
  /** What the apprentice is called, above the chat and on its tab of a phone. */
  assistant: 'assistant',
  chatTab: 'chat-tab',
  /** The menu of profiles, or where it will be once there are two. */
  profiles: 'profiles',
  /** Says what a model would add, while there is none. */
  noModel: 'no-model',
  /** Which app files do not run, and why. */
  broken: 'broken-apps',
  /** The keys that the page knows. */
  keys: 'keys',
  /** The form that every button to undo or redo sends. */
  undo: 'undo',
} as const

/** What a field's input is called: never as a member of its form, which would then be hidden from scripts. The server takes both. */
export const inputName = (field: string): string => `f.${field}`
/** What it is called in the one form that all rows of a list share. */
export const rowInputName = (field: string, row: number): string => `f.${field}.${row}`

/** The rows of a table: a <table> whose every row is a <tbody>. */
export const rowsId = (table: string): string => `rows-${table}`
/** The head of the rows; a new row on top is put right after it. */
export const headId = (table: string): string => `head-${table}`
/** One row of them. */
export const rowId = (table: string, row: number): string => `row-${table}-${row}`
/** The form that the controls of all rows belong to. */
export const rowsFormId = (table: string): string => `form-${table}`
/** What stands in place of rows when there are none. */
export const emptyId = (table: string): string => `empty-${table}`
/** The form that adds a row. */
export const addFormId = (table: string): string => `add-${table}`
/** Inert inputs, one per field, that inline editing copies from. */
export const inputsId = (table: string): string => `inputs-${table}`
/** The column of a board. */
export const columnId = (table: string, at: number): string => `column-${table}-${at}`

/** One exchange of the chat. */
export const turnId = (turn: number): string => `turn-${turn}`
/** The words of the apprentice in a turn; pieces of a stream are appended to it. */
export const turnSayId = (turn: number): string => `turn-${turn}-say`
/** The cards of a turn; each is appended as it happens. */
export const turnCardsId = (turn: number): string => `turn-${turn}-cards`
/** What a turn did by one entry. */
export const cardId = (entry: number): string => `card-${entry}`
/** What a turn asks a yes for. */
export const proposalId = (proposal: number): string => `proposal-${proposal}`
/** The form of its yes. */
export const proposalYesId = (proposal: number): string => `proposal-${proposal}-yes`
/** A change by somebody else than the apprentice, as the chat shows that it was seen. */
export const sawId = (entry: number): string => `saw-${entry}`
/** A line of the timeline. */
export const entryId = (entry: number): string => `entry-${entry}`
/** The same in short, while the timeline is folded. */
export const newestId = (entry: number): string => `newest-${entry}`
