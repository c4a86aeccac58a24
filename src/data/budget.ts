import type { Desk } from './desk.ts'
import type { Entry } from './entry.ts'
import { listen } from './listeners.ts'
import { netChanges } from './net-changes.ts'

/** Rows that models and agents changed in the last hour without a yes. The reflex and what was said yes to do not count. Kept in memory. */
export const rowsInLastHour = (desk: Desk): number => {
  const now = desk.now()
  const spent = spentBy(desk).filter(({ at }) => Math.abs(now - at) < hourMs)
  spending.set(desk, spent)
  return spent.reduce((sum, { rows }) => sum + rows, 0)
}

/** Rows that the earlier entries of a turn changed. */
export const rowsOfTurn = (desk: Desk, turn: number): number =>
  desk.store.get<{ n: number }>({ sql: 'SELECT count(*) AS n FROM (SELECT DISTINCT seq, "table", row FROM _change WHERE seq IN (SELECT seq FROM _entry WHERE turn = ?))', parameters: [turn] })?.n ?? 0

interface Spent { readonly at: number; readonly rows: number }

const hourMs = 3_600_000
const spending = new WeakMap<Desk, Spent[]>()

const spentBy = (desk: Desk): Spent[] => {
  const known = spending.get(desk)
  if (known) return known
  const spent: Spent[] = []
  spending.set(desk, spent)
  listen(desk.store, (entry) => {
    if (counts(entry)) spending.get(desk)?.push({ at: desk.now(), rows: netChanges(entry.changes).length })
  })
  return spent
}

const counts = ({ actor, via }: Entry) => (actor === 'apprentice' || actor === 'agent') && via !== 'proposal' && via !== 'reflex'
