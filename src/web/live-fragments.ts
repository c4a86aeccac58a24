import type { Table } from '../app/schema.ts'
import type { ChatEvent } from '../apprentice/chat-event.ts'
import type { Desk } from '../data/desk.ts'
import type { Entry, ToldEntry } from '../data/entry.ts'
import { settings } from '../data/settings.ts'
import { gatherChat, gatherLearned, gatherTurn } from './gather/chat.ts'
import { gatherApps, gatherProfiles } from './gather/shell.ts'
import { showChatEvent } from './live-chat.ts'
import { showEntries } from './live-entries.ts'
import { concerns, refreshList, updateList } from './live-list.ts'
import type { Group } from './live-places.ts'
import type { Site } from './site.ts'
import { learnedFragment, lookFragment, navigationFragment, profilesFragment, turnFragment, turnsFragment } from './views/fragments.ts'
import type { Access, Html } from './views/props.ts'

/** What open pages hear of; `turn`: its cards have changed by something that is no entry. */
export type Happening = { readonly kind: 'entry'; readonly entry: Entry } | { readonly kind: 'chat'; readonly event: ChatEvent } | { readonly kind: 'turn'; readonly profile: number; readonly turn: number }

/** What the tabs of a group are shown of these happenings; the group's list is noted as it then is. */
export const gatherHappenings = async ({ desk, apprentice }: Pick<Site, 'desk' | 'apprentice'>, { access, group }: { readonly access: Access; readonly group: Group }, happenings: readonly Happening[]): Promise<readonly Html[]> => {
  const { profile } = group.location
  const entries = happenings.flatMap((each) => (each.kind === 'entry' ? [each.entry] : []))
  const events = joinPieces(happenings.flatMap((each) => (each.kind === 'chat' && each.event.profile === profile ? [each.event] : [])))
  const fragments: Html[] = []
  if (group.list && concerns(desk, group.list.place, entries)) {
    const updated = await updateList(desk, access, group.list, entries)
    if (updated.ok) {
      group.list = updated.value.shown
      fragments.push(...updated.value.html)
    }
  }
  fragments.push(...showFrame(desk, group, entries), ...showEntries(desk, { access, profile }, entries))
  // A click teaches at once.
  if (entries.some(({ actor }) => actor === 'person')) fragments.push(learnedFragment(gatherLearned(desk, tableOf(group).table?.app)))
  for (const event of events) fragments.push(...showChatEvent({ desk, apprentice }, { access, ...tableOf(group) }, event))
  for (const each of happenings) {
    const turn = each.kind === 'turn' && each.profile === profile ? gatherTurn(desk, each.turn, false) : undefined
    if (turn) fragments.push(turnFragment(turn, { access, profile, assistantName: settings(desk).assistant_name }))
  }
  return fragments
}

/** What a tab of a group is shown anew that has missed these entries. */
export const gatherMissed = async ({ desk, apprentice }: Pick<Site, 'desk' | 'apprentice'>, { access, group }: { readonly access: Access; readonly group: Group }, missed: readonly ToldEntry[]): Promise<readonly Html[]> => {
  const { profile } = group.location
  const list = group.list && concerns(desk, group.list.place, missed) ? await refreshList(desk, access, group.list.place) : undefined
  return [
    ...(list?.ok ? [list.value.html] : []),
    ...showFrame(desk, group, missed),
    ...showEntries(desk, { access, profile }, missed),
    turnsFragment(gatherChat({ desk, apprentice }, { access, profile, ...tableOf(group) })),
  ]
}

/** What frames every page, where a profile or a setting has changed. */
const showFrame = (desk: Desk, { path, location: { profile } }: Group, entries: readonly ToldEntry[]): readonly Html[] => {
  if (!entries.some(({ changes }) => changes.some(({ table }) => table === 'profile' || table === 'setting'))) return []
  const { profile_word: profileWord, desk_name: deskName, assistant_name: assistantName, theme } = settings(desk)
  return [lookFragment({ deskName, assistantName, theme, profile }), navigationFragment({ apps: gatherApps(desk, profile, path), broken: desk.schema().broken, profile }), profilesFragment({ profiles: gatherProfiles(desk, profile, path), profileWord })]
}

/** Pieces of one turn that came together are one piece. */
const joinPieces = (events: readonly ChatEvent[]): readonly ChatEvent[] =>
  events.reduce<ChatEvent[]>((joined, event) => {
    const last = joined.at(-1)
    if (event.kind === 'piece' && last?.kind === 'piece' && last.turn === event.turn) joined[joined.length - 1] = { ...event, text: last.text + event.text }
    else joined.push(event)
    return joined
  }, [])

/** The table whose rows a group shows. */
const tableOf = ({ location }: Group): { readonly table?: Table } => (location.kind === 'list' ? { table: location.table } : {})
