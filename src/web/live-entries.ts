import type { Desk } from '../data/desk.ts'
import type { ToldEntry } from '../data/entry.ts'
import { toldEntry } from '../data/journal-told.ts'
import { settings } from '../data/settings.ts'
import { findTurn } from '../data/turns.ts'
import { gatherLine, isShownAsSeen } from './gather/saw.ts'
import { gatherTurn } from './gather/chat.ts'
import { gatherMoment } from './gather/timeline.ts'
import { chatItemFragment, entryFragment, sawFragment, timelineFragment, turnFragment } from './views/fragments.ts'
import type { Access, Html } from './views/props.ts'

/** What every page of a profile shows of entries: lines of the timeline, and in the chat what was seen. */
export const showEntries = (desk: Desk, { access, profile }: { readonly access: Access; readonly profile: number }, entries: readonly ToldEntry[]): readonly Html[] => {
  const where = { access, profile, assistantName: settings(desk).assistant_name, ...gatherMoment(desk) }
  const own = entries.filter((entry) => entry.profile === profile || entry.profile === 0).slice(-entriesAtOnce)
  const added = own.flatMap((entry) => {
    const line = gatherLine(desk, entry)
    // What was done in a turn of the chat is a card of it.
    const isSeen = isShownAsSeen(desk, entry) && !isInTurn(desk, entry)
    return [timelineFragment(line, where), ...(isSeen ? [chatItemFragment({ kind: 'saw', saw: line.saw }, where)] : [])]
  })
  const reversed = own.flatMap((entry) => reversedBy(desk, entry)).flatMap((entry) => {
    const line = gatherLine(desk, entry)
    const turn = isInTurn(desk, entry) ? gatherTurn(desk, entry.turn, false) : undefined
    return [entryFragment(line, where), turn ? turnFragment(turn, where) : sawFragment(line.saw)]
  })
  return [...added, ...reversed]
}

/** Of a flood only the newest are worth a line; the others are on the timeline's own page. */
const entriesAtOnce = 50

/** The entries that an undo, or a redo, has changed the standing of, down the chain. */
const reversedBy = (desk: Desk, { undoes }: ToldEntry): readonly ToldEntry[] => {
  const reversed = undoes === undefined ? undefined : toldEntry(desk, undoes)
  return reversed ? [reversed, ...reversedBy(desk, reversed)] : []
}

const isInTurn = (desk: Desk, { turn }: ToldEntry): boolean => findTurn(desk, turn) !== undefined
