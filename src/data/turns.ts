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
  desk.store.run({ sql: 'INSERT INTO _turn (id, profile, at, via, said) VALUES (?, ?, ?, ?, ?)', parameters: [id, profile, at, via, said] })
  return id
}

/** Keeps how a turn ended. */
export const endTurn = (desk: Desk, id: number, { by, model, prompt, reply, outcome }: Pick<Turn, 'by' | 'model' | 'prompt' | 'reply' | 'outcome'>): void => {
  desk.store.run({
    sql: 'UPDATE _turn SET ended_at = ?, "by" = ?, model = ?, prompt = ?, reply = ?, outcome = ? WHERE id = ?',
    parameters: [new Date(desk.now()).toISOString(), by, model, jsonOrNull(prompt), reply, jsonOrNull(outcome), id],
  })
}

/** One kept turn; undefined if none has that number. */
export const findTurn = (desk: Desk, id: number): Turn | undefined => {
  const row = desk.store.reader.get<TurnRow>({ sql: 'SELECT * FROM _turn WHERE id = ?', parameters: [id] })
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

interface TurnRow {
  readonly id: number; readonly profile: number; readonly at: string; readonly ended_at: string | null; readonly via: string; readonly said: string; readonly by: string | null
  readonly model: string | null; readonly prompt: string | null; readonly reply: string | null; readonly outcome: string | null
}

const jsonOrNull = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
const lastTurns = new WeakMap<Desk, number>()
