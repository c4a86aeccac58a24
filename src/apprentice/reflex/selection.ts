import { isDeepStrictEqual } from 'node:util'
import type { Where } from '../../app/define.ts'
import type { KnownTable } from './compile.ts'
import { listTable, usualTable, type Scene } from './scene.ts'
import { takes, type SelectionState } from './selection-parts.ts'
import type { Word } from './words.ts'

/** Rows described rather than named: "all done tasks", "everything due today", "the overdue ones". */
export interface Selection {
  readonly table: KnownTable
  readonly where: Where
  readonly view?: string
  /** "all", "every", "everything". */
  readonly all: boolean
  /** The table was named, or "ones", "list". */
  readonly noun: 'one' | 'many' | 'list' | 'none'
}

/** Reads a description of rows; undefined unless every word has its part in it. Without a table's name it is the usual table, or the only one that fits. */
export const readSelection = (scene: Scene, words: readonly Word[], table?: KnownTable): Selection | undefined => {
  if (words.length === 0 || words.length > 25) return undefined
  if (table) return readOf(scene, table, words)
  const usual = usualTable(scene)
  const read = scene.reflex.tables.flatMap((one) => readOf(scene, one, words) ?? [])
  // "The late ones" are of the page that is looked at; "the list" is the list of things to do.
  const isHere = words.some(({ norm }) => norm === 'ones')
  const named = read.filter(({ noun, table: { name } }) => noun === 'many' || noun === 'one' || (noun === 'list' && (name === listTable(scene)?.name || (isHere && name === usual?.name))))
  const named1 = named.find((one) => one.table.name === usual?.name) ?? named[0]
  if (named1) return named1
  const list = named.length === 0 ? listTable(scene) : undefined
  const telling = read.filter(({ where, view }) => view !== undefined || Object.keys(where).length > 0)
  return read.find((one) => one.table.name === usual?.name) ?? read.find((one) => one.table.name === list?.name) ?? (telling.length === 1 ? telling[0] : undefined)
}

/** A selection as the keys of a command; `view: all` for every row. */
export const selectionKeys = ({ where, view }: Selection): Readonly<Record<string, unknown>> => {
  const conditions = Object.keys(where).length > 0
  return { ...(view !== undefined ? { view } : {}), ...(conditions ? { where } : {}), ...(view === undefined && !conditions ? { view: 'all' } : {}) }
}
/** True when it says which rows by more than their table. */
export const isNarrow = ({ where, view }: Selection): boolean => view !== undefined || Object.keys(where).length > 0

const readOf = (scene: Scene, table: KnownTable, words: readonly Word[]): Selection | undefined => {
  const state: SelectionState = { where: {}, view: undefined, all: false, noun: 'none' }
  for (let at = 0; at < words.length; ) {
    const before = { ...state.where }
    const length = takes.reduce((taken, take) => taken || take(scene, table, words, at, state), 0)
    // "High priority and low priority" is more than one condition can say.
    if (length === 0 || Object.keys(before).some((name) => !isDeepStrictEqual(before[name], state.where[name]))) return undefined
    at += length
  }
  if (!state.all && state.noun === 'none' && state.view === undefined && Object.keys(state.where).length === 0) return undefined
  return { table, where: state.where, ...(state.view !== undefined ? { view: state.view } : {}), all: state.all, noun: state.noun }
}
