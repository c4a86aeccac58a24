import type { Change } from './entry.ts'

/**
 * One change per row, from what stood there before an entry to what it left, in the order in which rows were first touched.
 * An entry keeps every step, because a row may have to be there before another can point to it; rows it made and deleted again are left out.
 */
export const netChanges = (changes: readonly Change[]): readonly Change[] => {
  const net = new Map<string, Change>()
  for (const { table, row, before, after } of changes) {
    const key = `${table} ${row}`
    const known = net.get(key)
    const first = known ? known.before : before
    net.set(key, { table, row, ...(first && { before: first }), ...(after && { after }) })
  }
  return [...net.values()].filter(({ before, after }) => before !== undefined || after !== undefined)
}

/** The columns in which two images of a row differ, `_profile`, `_position` and `_foreign` among them. */
export const changedColumns = ({ before, after }: Change): readonly string[] =>
  before && after ? Object.keys(after).filter((name) => (before[name] ?? null) !== (after[name] ?? null)) : Object.keys(after ?? before ?? {})
