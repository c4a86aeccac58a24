import type { ChatEvent } from '../apprentice/chat-event.ts'
import type { Apprentice } from '../apprentice/port.ts'
import type { Desk } from '../data/desk.ts'
import { lastSeq } from '../data/journal.ts'
import { toldAfter } from '../data/journal-told.ts'
import { gatherApps, gatherModel } from './gather/shell.ts'
import { gatherHappenings, gatherMissed, type Happening } from './live-fragments.ts'
import { newAccess, reloadFrame, sendFrame } from './live-frame.ts'
import { createPlaces, isGone, isOutdated, type Group, type Places } from './live-places.ts'
import type { Site } from './site.ts'
import type { Tab, TabListener } from './socket.ts'
import { chatWords, modelFragment, navigationFragment } from './views/fragments.ts'

/** Keeps every open page as it would be if it were loaded now. */
export interface Live extends TabListener {
  /** Whether a browser's session has a page open that hears of changes. */
  isOpen(session: number): boolean
  /** A turn's cards have changed by something that is no entry: a proposal was answered. */
  turnChanged(profile: number, turn: number): void
  /** The model has come, gone, or is another. */
  modelChanged(): void
  /** The apps were loaded again: pages whose app has changed are loaded anew, the others get the new navigation. */
  schemaChanged(): void
  /** Resolves once everything heard so far has been sent. */
  settled(): Promise<void>
  close(): void
}

type Told = Pick<Site, 'desk' | 'apprentice'>

/** Listens to the journal and to the conversation, and tells the tabs. `failed` is told of bugs; a tab that one befell is sent to load itself anew. */
export const createLive = ({ desk, apprentice, failed }: { readonly desk: Desk; readonly apprentice: Apprentice; readonly failed: (error: unknown, where: string) => string }): Live => {
  const site: Told = { desk, apprentice }
  const places = createPlaces(desk)
  const pagesBySession = new Map<number, number>()
  const waiting: Happening[] = []
  const words = keepWords()
  const { enqueue, settled } = createLine((error) => {
    failed(error, 'telling the open pages')
    for (const tab of places.tabs()) tab.send(reloadFrame)
  })
  /** Whatever happens before the next turn of the event loop is told in one go, rendered once for each place. */
  const hear = (happening: Happening): void => {
    if (places.isEmpty() && happening.kind !== 'chat') return
    if (waiting.push(happening) === 1) enqueue(() => tellWaiting(waiting.splice(0)))
  }
  const tellWaiting = (happenings: readonly Happening[]): Promise<void> => {
    for (const each of happenings) if (each.kind === 'chat') words.told(each.event)
    return tell(site, places, happenings)
  }
  const stopEntries = desk.onEntry((entry) => hear({ kind: 'entry', entry }))
  const stopChat = apprentice.onChat((event) => hear({ kind: 'chat', event }))

  return {
    opened: ({ session }) => void pagesBySession.set(session, (pagesBySession.get(session) ?? 0) + 1),
    said: (tab, { seen, path }) => {
      if (typeof seen !== 'number' || typeof path !== 'string' || path.length > longestPath) return
      // In line with what is being told, so that a tab neither misses nor hears twice what happens meanwhile.
      enqueue(async () => catchUp(site, { tab, group: places.arrive(tab, path), seen, words }))
    },
    closed: (tab) => {
      enqueue(async () => places.leave(tab))
      const left = (pagesBySession.get(tab.session) ?? 1) - 1
      if (left > 0) pagesBySession.set(tab.session, left)
      else pagesBySession.delete(tab.session)
    },
    isOpen: (session) => pagesBySession.has(session),
    turnChanged: (profile, turn) => hear({ kind: 'turn', profile, turn }),
    schemaChanged: () => enqueue(() => tellSchema(desk, places)),
    modelChanged: () => enqueue(async () => {
      for (const { tabs } of places.groups()) await sendFrame(tabs, newAccess(), { html: [modelFragment(gatherModel(apprentice))] })
    }),
    settled,
    close: () => {
      stopEntries()
      stopChat()
    },
  }
}

const longestPath = 8192

/** Tasks one after the other, each in a turn of the event loop of its own; one that fails holds up no other. */
const createLine = (failed: (error: unknown) => void): { readonly enqueue: (task: () => Promise<void>) => void; readonly settled: () => Promise<void> } => {
  let last: Promise<void> = Promise.resolve()
  return {
    enqueue: (task) => {
      last = last.then(() => new Promise((resolve) => void setImmediate(resolve))).then(task).catch(failed)
    },
    settled: async () => {
      let seen: Promise<void> | undefined
      while (seen !== last) {
        seen = last
        await seen
      }
    },
  }
}

const tell = async (site: Told, places: Places, happenings: readonly Happening[]): Promise<void> => {
  const newest = happenings.findLast((each) => each.kind === 'entry')?.entry.seq
  const profilesChanged = happenings.some((each) => each.kind === 'entry' && each.entry.changes.some(({ table }) => table === 'profile'))
  for (const group of places.groups()) {
    if (profilesChanged && isGone(site.desk, group)) {
      for (const tab of group.tabs) tab.send(reloadFrame)
      continue
    }
    const access = newAccess()
    const html = await gatherHappenings(site, { access, group }, happenings)
    if (html.length > 0 || newest !== undefined) await sendFrame(group.tabs, access, { html, seq: newest })
  }
}

/** The words of the running turns, as far as the pages have been told them. */
interface Words {
  told(event: ChatEvent): void
  of(profile: number): { readonly turn: number; readonly text: string } | undefined
}

const keepWords = (): Words => {
  const running = new Map<number, { readonly turn: number; readonly text: string }>()
  return {
    told: (event) => {
      const { profile } = event
      const before = running.get(profile)
      if (event.kind === 'piece') running.set(profile, { turn: event.turn, text: (before?.turn === event.turn ? before.text : '') + event.text })
      else if (event.kind === 'ended' && before?.turn === event.turn) running.delete(profile)
    },
    of: (profile) => running.get(profile),
  }
}

/** What a tab has missed: the places that it shows anew. Too long ago, or from a journal that is not this one: the page anew. */
const catchUp = async (site: Told, { tab, group, seen, words }: { readonly tab: Tab; readonly group: Group; readonly seen: number; readonly words: Words }): Promise<void> => {
  const { desk } = site
  const last = lastSeq(desk)
  const said = words.of(group.location.profile)
  if (seen === last && !said) return
  const missed = seen > last ? [] : toldAfter(desk, seen, missedAtMost + 1)
  if (seen > last || missed.length > missedAtMost) return tab.send(reloadFrame)
  const access = newAccess()
  const html = missed.length > 0 ? await gatherMissed(site, { access, group }, missed) : []
  await sendFrame([tab], access, { html: said ? [...html, chatWords(said.turn, said.text)] : html, seq: last })
}

/** Beyond so many missed entries a page is loaded anew. */
const missedAtMost = 200

const tellSchema = async (desk: Desk, places: Places): Promise<void> => {
  for (const group of places.groups()) {
    if (isOutdated(desk, group)) for (const tab of group.tabs) tab.send(reloadFrame)
    else {
      const { path, tabs, location: { profile } } = group
      const apps = gatherApps(desk, profile, path)
      await sendFrame(tabs, newAccess(), { html: [navigationFragment({ apps, broken: desk.schema().broken, profile })] })
    }
  }
}
