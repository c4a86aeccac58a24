import type { Table } from '../app/schema.ts'
import type { Attempt, Step } from './attempt.ts'
import { rowsInLastHour, rowsOfTurn } from './budget.ts'
import type { Command, Request } from './command.ts'
import { noun, plainVerb } from './describe.ts'
import type { Desk } from './desk.ts'
import type { Change } from './entry.ts'
import { hasLearned, isGranted } from './grants.ts'
import { netChanges } from './net-changes.ts'
import { decide, turnBudgetRows, type Decision, type Deed, type Does } from './policy.ts'
import { needsOwnPage } from './settings-guard.ts'
import { quote } from './tables.ts'

/** Puts what a request did before the policy; runs inside its savepoint, so that the rows can still be counted. */
export const judge = (desk: Desk, request: Request, { attempt: { steps, entries }, turn }: { readonly attempt: Attempt; readonly turn: number }): Decision => {
  const trusted = request.actor === 'person' || request.actor === 'program' || request.actor === 'desk'
  // What was tried stands in the journal already.
  const before = entries[0]?.seq ?? Number.MAX_SAFE_INTEGER
  const standing = standingOf(desk, { profile: request.profile, changes: entries.flatMap(({ changes }) => netChanges(changes)) })
  const deeds = steps.map((step) => deedOf(desk, step, { request, trusted, standing }))
  return decide(deeds, {
    actor: request.actor, via: request.via, asked: request.asked ?? true, doubts: request.doubts ?? [], foreign: request.foreign ?? false,
    turnRows: request.turn === undefined ? 0 : rowsOfTurn(desk, turn, before), hourRows: trusted ? 0 : rowsInLastHour(desk, before), confirm: request.confirm,
  })
}

interface Looking { readonly request: Request; readonly trusted: boolean; readonly standing: (table: Table) => number }

const deedOf = (desk: Desk, { resolved, entries }: Step, { request, trusted, standing }: Looking): Deed => {
  const { command } = resolved
  const changes = entries.flatMap((entry) => netChanges(entry.changes))
  const base = { verb: plainVerb(command.action), does: doesTo(changes), rows: changes.length, exact: true, guarded: false, granted: true, learned: true, standing: 0, touched: 0 }
  if (resolved.kind === 'read' || resolved.kind === 'switch') return { ...base, table: '', noun: 'row', effect: 'read' }
  if (resolved.kind === 'undo') {
    const other = resolved.entry !== undefined || resolved.turn !== undefined
    return {
      ...base, table: changes[0]?.table ?? '', noun: 'change', granted: false, touched: changes.length, standing: Infinity,
      // A person's undo is a way back, wherever it is said.
      guarded: request.actor === 'program' ? needsOwnPage(desk, changes) : !trusted && changes.some((change) => isClosedToModels(desk, change)),
      // Whoever names a change may take back what it never did; its own last turn needs no name.
      effect: other ? 'destroy' : 'change',
    }
  }
  const { table } = resolved
  const touched = changes.filter((change) => change.table === table.name && change.before)
  const destroys = resolved.kind === 'delete' || (resolved.kind === 'action' && resolved.action.effect === 'destroy')
  return {
    ...base, table: table.name, noun: noun(table), exact: resolved.exact, effect: destroys ? 'destroy' : 'change', touched: touched.length, standing: standing(table),
    guarded: table.guarded || (table.name === 'profile' && resolved.kind === 'delete'),
    granted: trusted || isGranted(desk, table.name, command.action),
    learned: trusted || hasLearned(desk, table.name, command.action),
  }
}

const isClosedToModels = (desk: Desk, { table: name }: Change): boolean => {
  const table = desk.schema().tables.get(name)
  return !table || table.guarded || table.ai !== 'change' || name === 'profile'
}

const doesTo = (changes: readonly Change[]): Does => (changes.length > 0 && changes.every(({ after }) => !after) ? 'deletes' : changes.length > 0 && changes.every(({ before }) => !before) ? 'adds' : 'changes')

/** Counts a table's rows as they stood before `changes`, once; 0 where too few were touched for it to matter, so that the usual command counts nothing. */
const standingOf = (desk: Desk, did: { readonly profile: number; readonly changes: readonly Change[] }): Looking['standing'] => {
  const counted = new Map<string, number>()
  return (table) => {
    const known = counted.get(table.name)
    if (known !== undefined) return known
    const touched = did.changes.filter(({ table: name, before }) => name === table.name && before).length
    const count = touched > turnBudgetRows ? rowsStanding(desk, table, did) : 0
    counted.set(table.name, count)
    return count
  }
}

const rowsStanding = (desk: Desk, table: Table, { profile, changes }: { profile: number; changes: readonly Change[] }): number => {
  const scoped = table.scope === 'profile'
  const now = desk.store.get<{ n: number }>({ sql: `SELECT count(*) AS n FROM ${quote(table.name)}${scoped ? ' WHERE _profile = ?' : ''}`, parameters: scoped ? [profile] : [] })?.n ?? 0
  return changes.filter((change) => change.table === table.name).reduce((count, { before, after }) => count + (before && !after ? 1 : !before && after ? -1 : 0), now)
}

/** Commands as a proposal keeps them: rows that the same proposal will only make stay `$1`, `$2` …. */
export const commandsToPropose = ({ steps, own }: Attempt): readonly Command[] => {
  const reference = (table: string, id: unknown) => {
    const at = own.findIndex((row) => row.table === table && row.id === id)
    return at < 0 ? id : `$${at + 1}`
  }
  return steps.flatMap(({ resolved, entries }): readonly Command[] => {
    if (resolved.kind === 'read' || resolved.kind === 'switch' || entries.length === 0) return []
    if (resolved.kind === 'undo') return entries.map(({ command }) => command)
    const { table, command } = resolved
    const fields = resolved.kind === 'action' ? Object.entries(resolved.action.input ?? {}) : [...table.fields]
    const links = new Map(fields.flatMap(([name, { to }]) => (to === undefined ? [] : [[name, to] as const])))
    const said = Object.entries(command).map(([name, value]) => {
      const to = name === 'id' || name === 'after' ? (resolved.kind === 'insert' ? undefined : table.name) : links.get(name)
      if (to === undefined) return [name, value] as const
      return [name, Array.isArray(value) ? value.map((one) => reference(to, one)) : reference(to, value)] as const
    })
    return [{ ...Object.fromEntries(said), action: command.action }]
  })
}
