import type { Via } from './command.ts'
import type { Desk } from './desk.ts'

/** One exchange with the apprentice, as it is kept: what was said, who answered, with which exact prompt. */
export interface Turn {
  readonly id: number
  readonly profile: number
  /** ISO 8601. */
  readonly at: string
  readonly endedAt?: string
  readonly via: Via
  readonly said: string
  readonly by?: 'reflex' | 'model' | 'bang'
  readonly model?: string
  /** The exact prompt of every round, as it went to the model. */
  readonly prompt?: unknown
  readonly reply?: string
  readonly outcome?: unknown
}

/** Gives the number of a new turn; a number is never given twice, turns that left no trace excepted after a restart. */
export const nextTurn = (desk: Desk): number => {
  const { reader } = desk.store
  const last = lastTurns.get(desk) ?? reader.get<{ last: number | null }>({ sql: 'SELECT max((SELECT coalesce(max(turn), 0) FROM _entry), (SELECT coalesce(max(id), 0) FROM _turn), (SELECT coalesce(max(turn), 0) FROM _proposal)) AS last', parameters: [] })?.last ?? 0
  lastTurns.set(desk, last + 1)
  return last + 1
}

/** Keeps that a turn has begun; returns its number. */
export const startTurn = (desk: Desk, { id = nextTurn(desk), profile, via, said }: { readonly id?: number; readonly profile: number; readonly via: Via; readonly said: string }): number => {
  const at = new Date(desk.now()).toISOString()
  desk.store.run(desk.store.db.insertInto('_turn').values({ id, profile, at, via, said, ended_at: null, by: null, model: null, prompt: null, reply: null, outcome: null }))
  return id
}

/** Keeps how a turn ended. */
export const endTurn = (desk: Desk, id: number, { by, model, prompt, reply, outcome }: Pick<Turn, 'by' | 'model' | 'prompt' | 'reply' | 'outcome'>): void => {
  desk.store.run(
    desk.store.db.updateTable('_turn').where('id', '=', id).set({
      ended_at: new Date(desk.now()).toISOString(), by: by ?? null, model: model ?? null, prompt: jsonOrNull(prompt), reply: reply ?? null, outcome: jsonOrNull(outcome),
    }),
  )
}

/** One kept turn; undefined if none has that number. */
export const turn = (desk: Desk, id: number): Turn | undefined => {
  const row = desk.store.reader.get(desk.store.db.selectFrom('_turn').selectAll().where('id', '=', id))
  if (!row) return undefined
  return {
    id: row.id, profile: row.profile, at: row.at, said: row.said,
    via: row.via as Via, // startTurn wrote it from a Via
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.by !== null && { by: row.by as NonNullable<Turn['by']> }), // endTurn wrote it from one
    ...(row.model !== null && { model: row.model }),
    ...(row.prompt !== null && { prompt: JSON.parse(row.prompt) as unknown }),
    ...(row.reply !== null && { reply: row.reply }),
    ...(row.outcome !== null && { outcome: JSON.parse(row.outcome) as unknown }),
  }
}

const jsonOrNull = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
const lastTurns = new WeakMap<Desk, number>()
