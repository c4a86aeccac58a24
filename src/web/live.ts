import { randomBytes } from 'node:crypto'
import type { Apprentice, ChatEvent } from '../apprentice/chat-event.ts'
import type { Desk } from '../data/desk.ts'
import type { Entry } from '../data/entry.ts'
import { entriesAfter, lastSeq } from '../data/journal.ts'
import { gatherChat, gatherTurn } from './gather/chat.ts'
import { gatherApps, gatherModel } from './gather/shell.ts'
import { showChatEvent } from './live-chat.ts'
import { showEntries } from './live-entries.ts'
import { concerns, readShown, refreshList, updateList, type ShownList } from './live-list.ts'
import { readLocation, type Location } from './location.ts'
import type { Tab, TabListener } from './socket.ts'
import { modelFragment, navigationFragment, turnFragment, turnsFragment } from './views/fragments.ts'
import type { Access, Html } from './views/props.ts'
import { settings } from '../data/settings.ts'

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

/** Tabs at one place: what is rendered once for all of them. */
interface Group {
  readonly path: string
  readonly location: Location
  readonly tabs: Set<Tab>
  list?: ShownList
}

type Happening = { readonly kind: 'entry'; readonly entry: Entry } | { readonly kind: 'chat'; readonly event: ChatEvent } | { readonly kind: 'turn'; readonly profile: number; readonly turn: number }

/** Listens to the journal and to the conversation, and tells the tabs. `failed` is told of bugs; a tab that one befell is sent to load itself anew. */
export const createLive = ({ desk, apprentice, failed }: { readonly desk: Desk; readonly apprentice: Apprentice; readonly failed: (error: unknown, where: string) => string }): Live => {
  const groups = new Map<string, Group>()
  const places = new Map<Tab, Group>()
  const openBySession = new Map<number, number>()
  const waiting: Happening[] = []
  let work: Promise<void> = Promise.resolve()
  let isPlanned = false

  /** Whatever happens before the next turn of the event loop is told in one go, rendered once for each place. */
  const hear = (happening: Happening): void => {
    if (places.size === 0) return
    waiting.push(happening)
    if (isPlanned) return
    isPlanned = true
    enqueue(() => {
      isPlanned = false
      return tell(waiting.splice(0))
    })
  }
  const enqueue = (task: () => Promise<void>): void => {
    work = work.then(() => new Promise((resolve) => void setImmediate(resolve))).then(task).catch((error: unknown) => {
      failed(error, 'telling the open pages')
      for (const tab of places.keys()) tab.send(reloadFrame)
    })
  }

  const tell = async (happenings: readonly Happening[]): Promise<void> => {
    for (const group of groups.values()) {
      const access = newAccess()
      const html = await gatherFragments(group, access, happenings)
      const last = happenings.findLast((each) => each.kind === 'entry')
      if (html.length === 0 && !last) continue
      await send(group, access, html, last?.entry.seq)
    }
  }

  const send = async (group: Group, access: Access, html: readonly Html[], seq?: number): Promise<void> => {
    const frame = await makeFrame(html, seq)
    for (const tab of group.tabs) tab.send(fill(frame, access, tab))
  }

  const gatherFragments = async (group: Group, access: Access, happenings: readonly Happening[]): Promise<readonly Html[]> => {
    const { profile } = group.location
    const app = group.location.kind === 'list' ? { app: group.location.app } : {}
    const entries = happenings.flatMap((each) => (each.kind === 'entry' ? [each.entry] : []))
    const fragments: Html[] = []
    if (group.list && concerns(desk, group.list.place, entries)) {
      const updated = await updateList(desk, access, group.list, entries)
      if (updated.ok) {
        group.list = updated.value.shown
        fragments.push(...updated.value.html)
      }
    }
    fragments.push(...showEntries(desk, { access, profile }, entries))
    for (const event of joinPieces(happenings.flatMap((each) => (each.kind === 'chat' && each.event.profile === profile ? [each.event] : [])))) {
      fragments.push(...showChatEvent({ desk, apprentice }, { access, ...app }, event))
    }
    for (const each of happenings) {
      const turn = each.kind === 'turn' && each.profile === profile ? gatherTurn(desk, each.turn, false) : undefined
      if (turn) fragments.push(turnFragment(turn, { access, profile, assistantName: settings(desk).assistant_name }))
    }
    return fragments
  }

  /** What a tab has missed: the places that it shows anew. Too long ago, or from a journal that is not this one: the page anew. */
  const catchUp = async (tab: Tab, group: Group, seen: number): Promise<void> => {
    const last = lastSeq(desk)
    if (seen === last) return
    const missed = seen > last ? [] : entriesAfter(desk, seen, missedAtMost + 1)
    if (seen > last || missed.length > missedAtMost) return tab.send(reloadFrame)
    const access = newAccess()
    const { profile } = group.location
    const app = group.location.kind === 'list' ? { app: group.location.app } : {}
    const list = group.list && concerns(desk, group.list.place, missed) ? await refreshList(desk, access, group.list.place) : undefined
    const html = [
      ...(list?.ok ? [list.value.html] : []),
      ...showEntries(desk, { access, profile }, missed),
      turnsFragment(gatherChat({ desk, apprentice }, { access, profile, ...app })),
    ]
    tab.send(fill(await makeFrame(html, last), access, tab))
  }

  const leave = (tab: Tab): void => {
    const group = places.get(tab)
    places.delete(tab)
    group?.tabs.delete(tab)
    if (group?.tabs.size === 0) groups.delete(group.path)
  }

  const arrive = (tab: Tab, path: string): Group => {
    leave(tab)
    const known = groups.get(path)
    const group = known ?? makeGroup(desk, path)
    groups.set(path, group)
    group.tabs.add(tab)
    places.set(tab, group)
    return group
  }

  const stopEntries = desk.onEntry((entry) => hear({ kind: 'entry', entry }))
  const stopChat = apprentice.onChat((event) => hear({ kind: 'chat', event }))

  return {
    opened: ({ session }) => void openBySession.set(session, (openBySession.get(session) ?? 0) + 1),
    said: (tab, { seen, path }) => {
      if (typeof seen !== 'number' || typeof path !== 'string' || path.length > 8192) return
      // In line with what is being told, so that a tab neither misses nor hears twice what happens meanwhile.
      enqueue(async () => catchUp(tab, arrive(tab, path), seen))
    },
    closed: (tab) => {
      enqueue(async () => leave(tab))
      const left = (openBySession.get(tab.session) ?? 1) - 1
      if (left > 0) openBySession.set(tab.session, left)
      else openBySession.delete(tab.session)
    },
    isOpen: (session) => openBySession.has(session),
    turnChanged: (profile, turn) => hear({ kind: 'turn', profile, turn }),
    schemaChanged: () => enqueue(async () => {
      for (const group of groups.values()) {
        if (hasChanged(desk, group)) {
          for (const tab of group.tabs) tab.send(reloadFrame)
          continue
        }
        const apps = gatherApps(desk, group.location.profile, group.path)
        await send(group, newAccess(), [navigationFragment({ apps, broken: desk.schema().broken, profile: group.location.profile })])
      }
    }),
    modelChanged: () => enqueue(async () => {
      for (const group of groups.values()) await send(group, newAccess(), [modelFragment(gatherModel(apprentice))])
    }),
    settled: async () => {
      let seen: Promise<void> | undefined
      while (seen !== work) {
        seen = work
        await seen
      }
    },
    close: () => {
      stopEntries()
      stopChat()
    },
  }
}

/** Beyond so many missed entries a page is loaded anew. */
const missedAtMost = 200

/** A frame without content: the page's own script does what it says. */
const reloadFrame = JSON.stringify({ reload: true })

const makeGroup = (desk: Desk, path: string): Group => {
  const read = readLocation(desk.schema(), path)
  const location: Location = read.ok ? read.value : { kind: 'other', profile: 1 }
  return { path, location, tabs: new Set(), ...(location.kind === 'list' && { list: readShown(desk, location) }) }
}

/** A page's rows were made by a definition that no longer runs. */
const hasChanged = (desk: Desk, { path, location }: Group): boolean => {
  if (location.kind === 'other') return path.startsWith('/app/') || (path.startsWith('/p/') && readLocation(desk.schema(), path).ok === false)
  return desk.schema().tables.get(location.table.name)?.input !== location.table.input
}

/** Pieces of one turn that came together are one piece. */
const joinPieces = (events: readonly ChatEvent[]): readonly ChatEvent[] =>
  events.reduce<ChatEvent[]>((joined, event) => {
    const last = joined.at(-1)
    if (event.kind === 'piece' && last?.kind === 'piece' && last.turn === event.turn) joined[joined.length - 1] = { ...event, text: last.text + event.text }
    else joined.push(event)
    return joined
  }, [])

/** Words that stand in for a tab's nonce and token while its fragments are rendered; nobody who writes rows can know them. */
const newAccess = (): Access => ({ nonce: randomBytes(16).toString('hex'), token: randomBytes(16).toString('hex') })

const makeFrame = async (html: readonly Html[], seq?: number): Promise<string> =>
  JSON.stringify({ ...(html.length > 0 && { content: (await Promise.all(html)).join('') }), ...(seq !== undefined && { seq }) })

const fill = (frame: string, { nonce, token }: Access, tab: Tab): string => frame.replaceAll(nonce, tab.nonce).replaceAll(token, tab.token)
