import { generateKeyBetween } from 'fractional-indexing'

/** A row of the model: its fields, whose it is, and its place. */
export type Row = Record<string, string | number | boolean | null>
type Tables = Record<'task' | 'note' | 'deal', Map<number, Row>>
export type Name = keyof Tables
interface Step { readonly table: Name; readonly id: number; readonly before: Row | undefined; readonly after: Row | undefined }
export interface Written { readonly seq: number; readonly turn: number; readonly profile: number; readonly steps: readonly Step[]; readonly undoes: number | undefined; undoneBy: number | undefined }

/**
 * What a desk with tasks, notes (whose link to a task clears) and deals (whose link refuses) must do, in plain maps and arrays.
 * Every operation answers false where the desk must refuse. Written apart from the desk's own code, as slowly as is clear.
 */
export const deskModel = () => {
  let tables: Tables = { task: new Map(), note: new Map(), deal: new Map() }
  let lastIds = { task: 0, note: 0, deal: 0 }
  let entries: Written[] = []
  let steps: Step[] = []
  let turn = 0

  const set = (table: Name, id: number, after: Row | undefined) => {
    const before = tables[table].get(id)
    if (after) tables[table].set(id, after)
    else tables[table].delete(id)
    steps.push({ table, id, before, after })
  }
  const own = (table: Name, id: number, profile: number) => (tables[table].get(id)?.['_profile'] === profile ? tables[table].get(id) : undefined)
  const placed = (profile: number) =>
    [...tables.task].filter(([, row]) => row['_profile'] === profile).map(([id, row]) => ({ id, at: String(row['_position']) })).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id))
  const linksTo = (id: number, names: readonly Name[]) => names.flatMap((name) => [...tables[name]].filter(([, row]) => row['task'] === id).map(([row]) => [name, row] as const))

  const insert = (table: Name, values: Row, profile: number): number | false => {
    if (values['task'] !== undefined && values['task'] !== null && !own('task', Number(values['task']), profile)) return false
    const id = (lastIds[table] += 1)
    const defaults: Row = table === 'task' ? { name: null, done: false, priority: null, bumps: null, _position: generateKeyBetween(null, placed(profile)[0]?.at ?? null) } : { name: null, task: null }
    set(table, id, { ...defaults, ...values, _profile: profile, _foreign: false })
    return id
  }
  const update = (table: Name, id: number, values: Row, profile: number): boolean => {
    const row = own(table, id, profile)
    if (!row || (values['task'] && !own('task', Number(values['task']), profile))) return false
    if (Object.entries(values).some(([name, value]) => row[name] !== value)) set(table, id, { ...row, ...values })
    return true
  }
  const remove = (table: Name, id: number, profile: number): boolean => {
    if (!own(table, id, profile)) return false
    if (table === 'task') {
      if (linksTo(id, ['deal']).length > 0) return false
      for (const [name, linked] of linksTo(id, ['note'])) set(name, linked, { ...tables[name].get(linked), task: null })
    }
    set(table, id, undefined)
    return true
  }
  const move = (id: number, after: number | 'top' | 'bottom', profile: number): boolean => {
    const row = own('task', id, profile)
    if (!row || after === id || (typeof after === 'number' && !own('task', after, profile))) return false
    const all = placed(profile)
    const others = all.filter((one) => one.id !== id)
    const target = after === 'top' ? -1 : after === 'bottom' ? others.length - 1 : others.findIndex((one) => one.id === after)
    const above = others[target]
    if ((all[all.findIndex((one) => one.id === id) - 1]?.id ?? null) === (above?.id ?? null)) return true
    const below = others.slice(target + 1).find((one) => one.at !== above?.at)
    set('task', id, { ...row, _position: generateKeyBetween(above?.at ?? null, below?.at ?? null) })
    return true
  }

  const write = (profile: number, undoes?: number): void => {
    const [done, seq] = [steps, (entries.at(-1)?.seq ?? 0) + 1]
    steps = []
    if (done.length === 0) return
    entries.push({ seq, turn, profile, steps: done, undoes, undoneBy: undefined })
    let standing = false
    for (let at = undoes, by = seq; at !== undefined; standing = !standing) {
      const entry = entries[at - 1]
      if (!entry) break
      entry.undoneBy = standing ? undefined : by
      by = at
      at = entry.undoes
    }
  }
  const reverse = (entry: Written, profile: number): boolean => {
    for (const key of new Set(entry.steps.map(({ table, id }) => `${table} ${id}`))) {
      const ofRow = entry.steps.filter(({ table, id }) => `${table} ${id}` === key)
      const [first, last] = [ofRow[0], ofRow.at(-1)]
      if (!first || !last) continue
      const now = tables[first.table].get(first.id)
      const [before, after] = [first.before, last.after]
      if (!before && !after) continue
      if (!after !== !now) return false
      if (after && now && Object.keys(after).some((name) => name !== '_foreign' && (before ? before[name] !== after[name] : name !== '_position') && now[name] !== after[name])) return false
    }
    for (const { table, id, before, after } of entry.steps.toReversed()) {
      if (!before) {
        if (table === 'task' && linksTo(id, ['note', 'deal']).length > 0) return false
        set(table, id, undefined)
        continue
      }
      const row: Row = after ? { ...tables[table].get(id), ...Object.fromEntries(Object.entries(before).filter(([name, value]) => after[name] !== value)) } : before
      if (table !== 'task' && row['task'] && !tables.task.has(Number(row['task']))) return false
      set(table, id, row)
    }
    write(profile, entry.seq)
    return true
  }

  /** Does all of `act` as one turn, or nothing when it answers false. */
  const inTurn = (act: () => boolean): boolean => {
    const saved = { tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, new Map(rows)])) as Tables, lastIds: { ...lastIds }, entries: entries.map((entry) => ({ ...entry })) } // the same keys again
    turn += 1
    if (act()) return true
    ;({ tables, lastIds, entries } = saved)
    steps = []
    return false
  }
  const command = (profile: number, act: () => boolean | number): boolean => {
    if (act() === false) return false
    write(profile)
    return true
  }

  return {
    insert, update, remove, move, inTurn, command, placed,
    rows: (table: Name, profile: number) => [...tables[table]].filter(([, row]) => row['_profile'] === profile).map(([id, row]) => ({ id, row })),
    entries: () => entries,
    undoEntry: (seq: number, profile: number) => {
      const entry = entries[seq - 1]
      return entry !== undefined && entry.profile === profile && entry.undoneBy === undefined && reverse(entry, profile)
    },
    undoTurn: (number: number, profile: number) => {
      const standing = entries.filter((entry) => entry.turn === number && entry.profile === profile && entry.undoneBy === undefined).toReversed()
      return standing.length > 0 && standing.every((entry) => reverse(entry, profile))
    },
    newestTurn: (profile: number) => entries.findLast((entry) => entry.profile === profile && entry.undoes === undefined && entry.undoneBy === undefined)?.turn,
  }
}
