import type { Desk } from '../data/desk.ts'
import { readRow } from '../data/read.ts'
import { readShown, type ShownList } from './live-list.ts'
import { brokenAppAt, readLocation, type Location } from './location.ts'
import type { Tab } from './socket.ts'

/** Tabs at one place: what is rendered once for all of them. */
export interface Group {
  readonly path: string
  readonly location: Location
  readonly tabs: Set<Tab>
  list?: ShownList
}

/** Where the open tabs are; a tab is nowhere until it has said so. */
export interface Places {
  groups(): Iterable<Group>
  tabs(): Iterable<Tab>
  isEmpty(): boolean
  /** Puts a tab into the group at this path, and out of the one where it was. */
  arrive(tab: Tab, path: string): Group
  leave(tab: Tab): void
}

/** Starts with no tab anywhere. */
export const createPlaces = (desk: Desk): Places => {
  const groups = new Map<string, Group>()
  const groupByTab = new Map<Tab, Group>()
  const leave = (tab: Tab): void => {
    const group = groupByTab.get(tab)
    groupByTab.delete(tab)
    group?.tabs.delete(tab)
    if (group?.tabs.size === 0) groups.delete(group.path)
  }
  return {
    groups: () => groups.values(),
    tabs: () => groupByTab.keys(),
    isEmpty: () => groupByTab.size === 0,
    arrive: (tab, path) => {
      leave(tab)
      const group = groups.get(path) ?? makeGroup(desk, path)
      groups.set(path, group)
      group.tabs.add(tab)
      groupByTab.set(tab, group)
      return group
    },
    leave,
  }
}

const makeGroup = (desk: Desk, path: string): Group => {
  const read = readLocation(desk.schema(), path)
  const location: Location = read.ok ? read.value : { kind: 'other', profile: 1 }
  return { path, location, tabs: new Set(), ...(location.kind === 'list' && { list: readShown(desk, location) }) }
}

/** Whether a group's rows were made by a definition that no longer runs. */
export const isOutdated = (desk: Desk, { path, location }: Group): boolean => {
  if (location.kind === 'other') {
    if (!path.startsWith('/p/')) return path.startsWith('/app/')
    // The page of an app that does not run tells its reason; it becomes a list when the app runs.
    const now = readLocation(desk.schema(), path)
    return !now.ok || now.value.kind !== 'other' || brokenAppAt(desk.schema(), path) !== undefined
  }
  return desk.schema().tables.get(location.table.name)?.input !== location.table.input
}

/** Whether the profile of a group's page is no longer there. */
export const isGone = (desk: Desk, { path, location: { profile } }: Group): boolean => path.startsWith(`/p/${profile}`) && readRow(desk, 'profile', profile, profile) === undefined
