import type { Desk } from './desk.ts'

/** Rows that a turn had changed before the entry `seq`. */
export const rowsOfTurn = (desk: Desk, turn: number, seq: number): number => countRows(desk, { where: 'turn = ?', parameters: [turn], seq })

/** Rows that models and agents had changed before the entry `seq` in the last hour without a yes. The reflex and what was said yes to do not count. */
export const rowsInLastHour = (desk: Desk, seq: number): number => {
  const [from, to] = [-hourMs, hourMs].map((ms) => new Date(desk.now() + ms).toISOString())
  // Backwards by seq, so that only the hour is read; the clock may have jumped either way.
  const last = desk.store.get<{ seq: number }>({ sql: 'SELECT seq FROM _entry WHERE at <= ? OR at >= ? ORDER BY seq DESC LIMIT 1', parameters: [from, to] })
  return countRows(desk, { where: "seq > ? AND actor IN ('apprentice', 'agent') AND via NOT IN ('reflex', 'proposal')", parameters: [last?.seq ?? 0], seq })
}

const hourMs = 3_600_000

const countRows = (desk: Desk, { where, parameters, seq }: { readonly where: string; readonly parameters: readonly number[]; readonly seq: number }): number =>
  desk.store.get<{ n: number }>({
    sql: `SELECT count(*) AS n FROM (SELECT DISTINCT seq, "table", row FROM _change WHERE seq IN (SELECT seq FROM _entry WHERE ${where} AND seq < ?))`, parameters: [...parameters, seq],
  })?.n ?? 0
