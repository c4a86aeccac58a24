import { ok, problem, type Problem, type Result } from '../app/problem.ts'
import type { Table } from '../app/schema.ts'
import type { FieldKind, Value } from '../app/field.ts'
import { checkValue } from '../app/value.ts'
import type { Actor, Via } from './command.ts'
import { labelImage, noun } from './describe.ts'
import type { Desk } from './desk.ts'
import type { Change, Entry, Image } from './entry.ts'
import { appendEntry, entriesOfTurn, findEntry, nextSeq } from './journal.ts'
import { rowsThatRefuse } from './links.ts'
import { migrateImage, migrationsAfter } from './migrated-image.ts'
import { convertValue } from './migration-plan.ts'
import { changedColumns, netChanges } from './net-changes.ts'
import { firstPosition } from './position.ts'
import { readImage, writeImage } from './rows.ts'

/** Which change is to be undone: an entry, a whole turn, or the newest turn that is not undone. */
export interface Which {
  readonly entry?: number
  readonly turn?: number
  readonly newest?: boolean
}

/** Who undoes, and as what the journal keeps it. */
export interface Undoing {
  readonly actor: Actor
  readonly via: Via
  readonly profile: number
  readonly turn: number
  readonly model?: string
  /** Whose turns count as the newest; the person's and the apprentice's by default. */
  readonly of?: readonly Actor[]
}

/**
 * Writes new entries that reverse old ones, newest first, inside the open savepoint; undoing an undo does it again.
 * Problems: `unknown-entry`, `nothing-to-undo`, `changed-since` with both values, `linked`, `refused` for a migration.
 */
export const reverse = (desk: Desk, which: Which, who: Undoing): Result<readonly Entry[]> => {
  const found = findEntries(desk, which, who)
  if (!found.ok) return found
  const written: Entry[] = []
  for (const entry of found.value) {
    const reversed = reverseEntry(desk, entry, who)
    if (!reversed.ok) return reversed
    written.push(reversed.value)
  }
  return ok(written)
}

const findEntries = (desk: Desk, { entry: seq, turn }: Which, who: Undoing): Result<readonly Entry[]> => {
  if (seq !== undefined) {
    const entry = findEntry(desk, seq)
    if (!entry || !isOf(entry, who)) return problem('unknown-entry', `There is no entry ${seq}.`, { next: 'Choose one from the timeline.' })
    return entry.undoneBy === undefined ? ok([entry]) : problem('nothing-to-undo', 'This is undone already.', { next: 'Undo its undo to do it again.', example: { action: 'undo', entry: entry.undoneBy } })
  }
  const number = turn ?? newestTurn(desk, who)
  if (number === undefined) return problem('nothing-to-undo', 'There is nothing to undo.', { next: 'Change something first.' })
  const entries = entriesOfTurn(desk, number).filter((entry) => isOf(entry, who))
  if (entries.length === 0) return problem('unknown-entry', `Turn ${number} has changed nothing.`, { next: 'Choose one from the timeline.' })
  const standing = entries.filter((entry) => entry.undoneBy === undefined).toReversed()
  return standing.length > 0 ? ok(standing) : problem('nothing-to-undo', 'This turn is undone already.', { next: 'Undo its undo to do it again.' })
}

const isOf = (entry: Entry, { profile }: Undoing) => entry.profile === profile || entry.profile === 0

const newestTurn = (desk: Desk, { profile, of = ['person', 'apprentice'] }: Undoing): number | undefined =>
  desk.store.get<{ turn: number }>({
    sql: `SELECT turn FROM _entry WHERE profile = ? AND undone_by IS NULL AND undoes IS NULL AND actor IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT 1`,
    parameters: [profile, JSON.stringify(of)],
  })?.turn

const reverseEntry = (desk: Desk, entry: Entry, { actor, via, profile, turn, model }: Undoing): Result<Entry> => {
  if (entry.command.action === 'migrate') return problem('refused', 'A change of an app’s tables cannot be undone.', { next: 'Restore the backup that was made before it.' })
  if (entry.command.action === 'erased') return problem('refused', 'What this entry held was erased.', { next: 'It cannot be undone.' })
  const told = inTodaysColumns(desk, entry)
  if (!told.ok) return told
  for (const change of netChanges(told.value)) {
    const changed = changedSince(desk, change)
    if (changed) return changed
  }
  const seq = nextSeq(desk.store)
  const changes: Change[] = []
  for (const change of told.value.toReversed()) {
    const step = reverseChange(desk, change, { seq, profile })
    if (!step.ok) return step
    changes.push(step.value)
  }
  return ok(appendEntry(desk.store, {
    at: new Date(desk.now()).toISOString(), actor, via, turn, profile: entry.profile === 0 ? 0 : profile, command: { action: 'undo', entry: entry.seq }, ...(model !== undefined && { model }), undoes: entry.seq, changes,
  }))
}

/** The entry's changes in the columns that its tables have now: fields may have been renamed, added or made of another kind since. */
const inTodaysColumns = (desk: Desk, { seq, changes }: Entry): Result<readonly Change[]> => {
  const migrations = migrationsAfter(desk.store, seq)
  if (migrations.length === 0) return ok(changes)
  let lost: Problem | undefined
  const follow = (table: string, image: Image, lose: (column: string, value: Value, to: FieldKind) => void): Image =>
    migrations.reduce((now, tables) => {
      const migration = tables[table]
      return migration ? migrateImage(now, migration, (column, value, { from, to }) => {
        const converted = convertValue(from, to, value)
        if (converted === undefined) lose(column, value, to)
        return converted ?? null
      }) : now
    }, image)
  const followed = changes.map(({ table, row, before, after }): Change => {
    const losses: { readonly column: string; readonly value: Value; readonly to: FieldKind }[] = []
    const change: Change = {
      table, row,
      ...(before && { before: follow(table, before, (column, value, to) => losses.push({ column, value, to })) }),
      ...(after && { after: follow(table, after, () => undefined) }),
    }
    const loss = losses.find(({ column }) => changedColumns(change).includes(column))
    if (loss)
      lost ??= problem('refused', `The field ${loss.column} is of the kind ${loss.to} now; ${JSON.stringify(loss.value)} cannot be put back into it.`, { next: 'Change the row by hand.' })
    return change
  })
  return lost ?? ok(followed)
}

/** The row must stand as the entry left it, in the fields that the entry changed. */
const changedSince = (desk: Desk, change: Change): Problem | undefined => {
  const { table: name, row, before, after } = change
  const table = desk.schema().tables.get(name)
  const label = table ? labelImage(table, row, after ?? before) : `${name} ${row}`
  const now = readImage(desk.store, name, row)
  if (!after) return now ? problem('changed-since', `“${label}” is there again.`, { next: 'There is nothing to bring back.' }) : undefined
  if (!now) return problem('changed-since', `“${label}” has been deleted since.`, { next: 'Undo the delete first.' })
  const conflict: Record<string, { readonly seen: Value; readonly now: Value }> = {}
  // A new row that was only moved since can still go.
  const ignored = before ? ['_foreign'] : ['_foreign', '_position']
  for (const column of changedColumns(change))
    if (!ignored.includes(column) && (now[column] ?? null) !== (after[column] ?? null)) conflict[column] = { seen: after[column] ?? null, now: now[column] ?? null }
  const columns = Object.keys(conflict)
  if (columns.length === 0) return undefined
  return problem('changed-since', `“${label}” has changed since (${columns.map((column) => column.replace(/^_/, '').replaceAll('_', ' ')).join(', ')}).`, {
    next: 'Undo the later change first, or change it by hand.', conflict,
  })
}

const reverseChange = (desk: Desk, change: Change, { seq, profile }: { seq: number; profile: number }): Result<Change> => {
  const { table: name, row, before, after } = change
  const table = desk.schema().tables.get(name)
  if (!table) return problem('refused', `The app of the table ${name} is not running.`, { next: 'Start its app, then undo.' })
  if (!before) {
    const linked = rowsThatRefuse(desk, table, row, { profile, alsoClearing: true })
    if (linked) return linked
    return ok(writeImage(desk.store, name, row, undefined, seq))
  }
  const back = pick(before, after ? changedColumns(change) : Object.keys(before))
  const image = after ? { ...readImage(desk.store, name, row), ...back } : placed(desk, table, back)
  const unfit = lostTarget(desk, table, image) ?? brokenRule(table, back)
  return unfit ?? ok(writeImage(desk.store, name, row, image, seq))
}

/** A row from before its table was ordered by hand has no place to go back to. */
const placed = (desk: Desk, table: Table, image: Image): Image =>
  table.order === 'manual' && (image['_position'] ?? null) === null
    ? { ...image, _position: firstPosition(desk, table, Number(image['_profile'] ?? 0)) }
    : image

/** A field may have got narrower rules since. */
const brokenRule = (table: Table, image: Image): Problem | undefined => {
  for (const [name, value] of Object.entries(image)) {
    const field = table.fields.get(name)
    const checked = field && checkValue(name, field, value)
    if (checked && !checked.ok) return problem('refused', `It cannot be put back as it was. ${checked.message}`, { next: 'Change the row by hand.' })
  }
  return undefined
}

const pick = (image: Image, columns: readonly string[]): Image => Object.fromEntries(columns.map((column) => [column, image[column] ?? null]))

/** What the row points to, and its profile, must still be there. */
const lostTarget = (desk: Desk, table: Table, image: Image): Problem | undefined => {
  for (const [name, field] of [...table.fields, ...(table.scope === 'profile' ? ([['_profile', { kind: 'link', to: 'profile' }]] as const) : [])]) {
    const id = image[name]
    if (field.kind !== 'link' || typeof id !== 'number' || field.to === undefined || readImage(desk.store, field.to, id)) continue
    const to = desk.schema().tables.get(field.to)
    return problem('changed-since', `The ${to ? noun(to) : field.to} that it belongs to has been deleted since.`, { next: 'Undo that delete first.' })
  }
  return undefined
}
