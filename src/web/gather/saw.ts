import type { Desk } from '../../data/desk.ts'
import { describeEntry } from '../../data/describe.ts'
import type { ToldEntry } from '../../data/entry.ts'
import { rowPath } from '../location.ts'
import type { Saw, TimelineLine } from '../views/props-entries.ts'

/** Tells an entry as pages show it. A migration, and what the desk did by itself, cannot be undone. */
export const gatherSaw = (desk: Desk, entry: ToldEntry): Saw => ({
  entry: entry.seq,
  actor: entry.actor,
  via: entry.via,
  ...(entry.model !== undefined && { model: entry.model }),
  text: describeEntry(desk, entry).text,
  command: entry.command,
  ...(entry.actor !== 'desk' && { undo: entry.undoneBy === undefined ? { kind: 'undo', entry: entry.seq } : { kind: 'redo', entry: entry.undoneBy } }),
})

/** Whether an entry is shown in the chat as one that the apprentice saw: not what the desk does by itself, nor what is in tables that are hidden from it. */
export const isShownAsSeen = (desk: Desk, { actor, changes }: ToldEntry): boolean =>
  actor !== 'desk' && !changes.every(({ table }) => desk.schema().tables.get(table)?.ai === 'hidden')

/** An entry as a line of the timeline; it leads to its row, where there is one and it still stands. */
export const gatherLine = (desk: Desk, entry: ToldEntry): TimelineLine => {
  const href = hrefOf(desk, entry)
  return { saw: gatherSaw(desk, entry), at: entry.at, ...(href !== undefined && { href }) }
}

/** The page of the one row that an entry changed. */
export const hrefOf = (desk: Desk, { changes, profile }: ToldEntry): string | undefined => {
  const [change] = changes
  if (changes.length !== 1 || !change?.after || desk.schema().tables.get(change.table)?.guarded !== false) return undefined
  return rowPath(profile || 1, change.table, change.row)
}
