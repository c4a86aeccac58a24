import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import { deleteRow, findRow, insertRow, moveRow, rowOf, updateRow, type Writing } from './apply.ts'
import type { Command, CommandResult, Request } from './command.ts'
import { findActionConflict, findConflict } from './conflict.ts'
import type { Desk } from './desk.ts'
import type { Entry } from './entry.ts'
import { appendEntry, nextSeq } from './journal.ts'
import type { Parsed } from './parse.ts'
import type { Speaker } from './parse-names.ts'
import { readAnswer } from './read-answer.ts'
import { resolveCommand, type Resolved } from './resolve.ts'
import { readKeptImage } from './rows.ts'
import { reverse } from './reverse.ts'
import { callHook } from './tx.ts'

/** What a request came to, before it is decided whether it stands. */
export interface Attempt {
  readonly results: readonly CommandResult[]
  readonly entries: readonly Entry[]
  /** What was done, command by command, for the policy. */
  readonly steps: readonly Step[]
  /** Rows that the whole turn has made by its inserts. */
  readonly made: readonly number[]
  /** Those among `made` that this very request made. */
  readonly own: readonly { readonly table: string; readonly id: number }[]
}

/** One resolved command with the entries that it wrote. */
export interface Step { readonly resolved: Resolved; readonly entries: readonly Entry[] }

/** Does everything that a request says, rows and entries, inside the open savepoint; the first Problem ends it. */
export const attempt = (desk: Desk, request: Request, { parsed, turn, speaker }: { readonly parsed: readonly Parsed[]; readonly turn: number; readonly speaker: Speaker }): Result<Attempt> => {
  if (request.actor !== 'desk' && !readKeptImage(desk.store, 'profile', request.profile)) return unknownProfile(request.profile)
  const results: CommandResult[] = []
  const entries: Entry[] = []
  const steps: Step[] = []
  const made = [...(request.made ?? [])]
  const own: { table: string; id: number }[] = []
  for (const command of parsed) {
    const resolved = resolveCommand(desk, command, { profile: request.profile, made, speaker })
    if (!resolved.ok) return resolved
    const done = doOne(desk, request, { resolved: resolved.value, turn, alone: parsed.length === 1 })
    if (!done.ok) return done
    results.push(...done.value.results)
    entries.push(...done.value.entries)
    steps.push({ resolved: resolved.value, entries: done.value.entries })
    if (done.value.made !== undefined && resolved.value.kind === 'insert') {
      made.push(done.value.made)
      own.push({ table: resolved.value.table.name, id: done.value.made })
    }
  }
  return ok({ results, entries, steps, made, own })
}

interface Done { readonly results: readonly CommandResult[]; readonly entries: readonly Entry[]; readonly made?: number }

const doOne = (desk: Desk, request: Request, { resolved, turn, alone }: { resolved: Resolved; turn: number; alone: boolean }): Result<Done> => {
  switch (resolved.kind) {
    case 'read': {
      const answer = readAnswer(desk, resolved, request.profile)
      return answer.ok ? ok({ results: [{ kind: 'read', command: resolved.command, answer: answer.value }], entries: [] }) : answer
    }
    case 'switch':
      return ok({ results: [{ kind: 'switched', command: resolved.command, profile: resolved.profile, name: resolved.name }], entries: [] })
    case 'undo': {
      const { actor, via, profile, model } = request
      const reversed = reverse(desk, resolved, { actor, via, profile, turn, of: [actor], ...(model !== undefined && { model }) })
      return reversed.ok ? ok({ results: reversed.value.map((entry) => ({ kind: 'changed', command: entry.command, entry })), entries: reversed.value }) : reversed
    }
    default: {
      const conflict = alone ? findConflict(desk, resolved, request) : undefined
      if (conflict) return conflict
      return write(desk, request, { resolved, turn, alone })
    }
  }
}

type Changing = Exclude<Resolved, { kind: 'read' | 'switch' | 'undo' }>

const write = (desk: Desk, request: Request, { resolved, turn, alone }: { resolved: Changing; turn: number; alone: boolean }): Result<Done> => {
  const { actor, via, profile, model } = request
  const writing: Writing = { desk, schema: desk.schema(), seq: nextSeq(desk.store), profile, foreign: foreignVias.has(via) || actor === 'agent' || actor === 'program' || request.foreign === true, own: actor === 'person' && via === 'page' && resolved.kind === 'update', changes: [], depth: 0, failed: undefined }
  const applied = apply(writing, resolved)
  if (!applied.ok) return applied
  const conflict = alone && resolved.kind === 'action' ? findActionConflict(desk, resolved, writing.changes, request) : undefined
  if (conflict) return conflict
  const { command } = resolved
  if (writing.changes.length === 0)
    return ok({ results: [{ kind: 'unchanged', command, table: resolved.table.name, ids: idsOf(command) }], entries: [] })
  const at = new Date(desk.now()).toISOString()
  const entry = appendEntry(desk.store, { at, actor, via, turn, profile, command, ...(model !== undefined && { model }), changes: writing.changes })
  return ok({ results: [{ kind: 'changed', command, entry }], entries: [entry], ...(applied.value !== undefined && { made: applied.value }) })
}

/** What comes in by these mouths was written by someone else, as far as the desk knows. */
const foreignVias: ReadonlySet<Request['via']> = new Set(['import', 'api', 'mcp'])

/** Does one command; answers the id of the row that it made, if it made one. */
const apply = (writing: Writing, resolved: Changing): Result<number | undefined> => {
  const { table } = resolved
  if (resolved.kind === 'insert') return insertRow(writing, table, resolved.values)
  const failed =
    resolved.kind === 'update' ? first(resolved.changes, (change) => updateRow(writing, table, change))
    : resolved.kind === 'delete' ? first(resolved.ids, (id) => deleteRow(writing, table, id))
    : resolved.kind === 'move' ? moveAll(writing, resolved)
    : first(resolved.ids, (id) => runAction(writing, resolved, id))
  return failed ?? ok(undefined)
}

/** Several rows keep their order among themselves: each goes after the one before it. */
const moveAll = (writing: Writing, { table, ids, after }: Extract<Resolved, { kind: 'move' }>): Problem | undefined => {
  let beside = after
  return first(ids, (id) => {
    const moved = moveRow(writing, table, { id, after: beside })
    beside = id
    return moved
  })
}

const runAction = (writing: Writing, { table, action, values }: Extract<Resolved, { kind: 'action' }>, id: number): Result<unknown> => {
  const found = findRow(writing, table, id)
  return found.ok ? callHook(writing, { of: table, name: action.name, sees: [found.value] }, (tx) => action.run(tx, rowOf(table, id, found.value), values)) : found
}

const first = <T>(things: readonly T[], act: (thing: T) => Result<unknown>): Problem | undefined => {
  for (const thing of things) {
    const done = act(thing)
    if (!done.ok) return done
  }
  return undefined
}

const idsOf = (command: Command): readonly number[] => [command['id']].flat().filter((id) => typeof id === 'number')

/** Refuses a request for a profile that is not there. */
export const unknownProfile = (profile: number): Problem => problem('unknown-profile', `There is no profile ${profile}.`, { next: 'Choose one of the list.' })
