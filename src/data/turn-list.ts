import type { Desk } from './desk.ts'
import { findTurn, type Turn } from './turns.ts'

/** A profile's newest turns that began in a span of time, oldest first; `to` is not part of it. */
export const turnsBetween = (desk: Desk, { profile, from, to, limit }: { readonly profile: number; readonly from: string; readonly to?: string; readonly limit: number }): readonly Turn[] =>
  desk.store.reader
    .all<{ id: number }>({ sql: "SELECT id FROM _turn WHERE profile = ? AND at >= ? AND at < ? ORDER BY id DESC LIMIT ?", parameters: [profile, from, to ?? '9', limit] })
    .toReversed()
    .flatMap(({ id }) => findTurn(desk, id) ?? [])
