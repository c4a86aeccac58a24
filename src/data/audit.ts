import type { Desk } from './desk.ts'
import { canonicalJson, chainHash, digestOf, firstHash } from './hash.ts'
import { layoutsOf, type Layout } from './layout.ts'
import { openReplay, type Replay } from './replay.ts'
import { imageOf } from './rows.ts'
import { indexNow, isIndexed } from './search-index.ts'
import { searchIdsPerTable, searchRowId } from './search-text.ts'
import type { Reading, Store } from './store.ts'
import { quote, type SqlValue } from './tables.ts'

/** One thing that is not as it must be. */
export interface Finding {
  readonly kind: 'file' | 'links' | 'sequence' | 'chain' | 'digest' | 'change' | 'undo' | 'row' | 'search'
  readonly message: string
  readonly seq?: number
  readonly table?: string
  readonly row?: number
}
/** What an audit found, and over how much it looked. */
export interface AuditReport {
  readonly ok: boolean
  /** The first 100. */
  readonly findings: readonly Finding[]
  readonly findingCount: number
  readonly entries: number
  readonly changes: number
  readonly rows: number
  /** Hash of the newest entry in hex: kept elsewhere, it later proves that nothing before it was changed. */
  readonly head: string
  readonly durationMs: number
}

/**
 * Proves that the desk is whole: the file, the links, the sequence and the hash chain of the journal, and that replaying the
 * stored row images gives every table byte for byte, so that there is no change without an entry and no row without a change.
 * Reads one committed state row by row; changes nothing but the search index, which it first brings up to date. Nothing else runs meanwhile.
 */
export const audit = (desk: Desk): AuditReport => {
  const started = performance.now()
  const findings: Finding[] = []
  let findingCount = 0
  const find = (finding: Finding): void => {
    findingCount += 1
    if (findingCount <= keptFindings) findings.push(finding)
  }
  const reading = desk.store.reader
  const replay = openReplay()
  let journal: Pick<AuditReport, 'entries' | 'changes' | 'head'> = { entries: 0, changes: 0, head: '' }
  let rows = 0
  /** What is so damaged that it cannot be read is a finding too. */
  const look = (at: Partial<Finding>, part: () => void): void => {
    try {
      part()
    } catch (error) {
      if (!(error instanceof SyntaxError || (error instanceof Error && 'errcode' in error))) throw error
      find({ kind: 'file', ...at, message: `${at.table === undefined ? 'The file' : `The table ${at.table}`} cannot be read: ${error.message}.` })
    }
  }
  try {
    look({}, () => indexNow(desk.store))
    look({}, () => checkFile(desk.store, find))
    look({ table: '_entry' }, () => { journal = replayJournal(reading, replay, find) })
    for (const layout of layoutsOf(desk.store).values()) look({ table: layout.name }, () => { rows += compareTable(desk.store, replay, layout, find) })
    for (const { table, row } of replay.unknownRows([...layoutsOf(desk.store).keys()])) find({ kind: 'row', table, row, message: `The journal has row ${row} of ${table}, a table that is not there.` })
    return { ok: findingCount === 0, findings, findingCount, ...journal, rows, durationMs: Math.round(performance.now() - started) }
  } finally {
    replay.close()
  }
}

const keptFindings = 100
type Find = (finding: Finding) => void

// over the writing connection: FTS5 (SQLite 3.53) checks a reader's outdated cache against the new index and cries wolf
const checkFile = (reading: Reading, find: Find): void => {
  for (const row of reading.all<Record<string, SqlValue>>({ sql: 'PRAGMA integrity_check(20)', parameters: [] })) {
    const [message] = Object.values(row)
    if (message !== 'ok') find({ kind: 'file', message: String(message) })
  }
  for (const { table, rowid, parent } of reading.all<{ table: string; rowid: number; parent: string }>({ sql: 'PRAGMA foreign_key_check', parameters: [] }))
    find({ kind: 'links', table, row: rowid, message: `Row ${rowid} of ${table} points to a row of ${parent} that is not there.` })
}

interface EntryRow {
  readonly seq: number; readonly at: string; readonly actor: string; readonly via: string; readonly turn: number; readonly profile: number; readonly undoes: number | null; readonly undone_by: number | null
  readonly command: string | null; readonly model: string | null; readonly salt: Uint8Array; readonly digest: Uint8Array; readonly hash: Uint8Array
}
interface ChangeRow { readonly seq: number; readonly n: number; readonly table: string; readonly row: number; readonly before: string | null; readonly after: string | null }

const replayJournal = (reading: Reading, replay: Replay, find: Find): Pick<AuditReport, 'entries' | 'changes' | 'head'> => {
  const changes = reading.each<ChangeRow>({ sql: 'SELECT seq, n, "table", row, before, after FROM _change ORDER BY seq, n', parameters: [] })
  let next = changes.next()
  let previous = firstHash
  let count = { entries: 0, changes: 0 }
  const undone = followUndos()
  const stray = ({ seq, table, row }: ChangeRow): void => find({ kind: 'change', seq, table, row, message: `A change of row ${row} of ${table} belongs to entry ${seq}, which is not there.` })
  for (const entry of reading.each<EntryRow>({ sql: 'SELECT seq, at, actor, via, turn, profile, undoes, undone_by, command, model, salt, digest, hash FROM _entry ORDER BY seq', parameters: [] })) {
    for (; !next.done && next.value.seq < entry.seq; next = changes.next()) stray(next.value)
    const own: ChangeRow[] = []
    for (; !next.done && next.value.seq === entry.seq; next = changes.next()) own.push(next.value)
    count = { entries: count.entries + 1, changes: count.changes + own.length }
    if (entry.seq !== count.entries) find({ kind: 'sequence', seq: entry.seq, message: `Entry ${entry.seq} stands where entry ${count.entries} should.` })
    checkEntry(entry, own, previous, find)
    previous = entry.hash
    followEntry(entry, own, replay, find)
    undone.follow(entry)
  }
  for (; !next.done; next = changes.next()) stray(next.value)
  for (const seq of undone.wrong()) find({ kind: 'undo', seq, message: `Entry ${seq} does not say truly whether it is undone.` })
  return { ...count, head: Buffer.from(previous).toString('hex') }
}

/** Which entries are undone follows from the undos; it stands in them for speed, outside their hashes. */
const followUndos = (): { follow(entry: Pick<EntryRow, 'seq' | 'undoes' | 'undone_by'>): void; wrong(): readonly number[] } => {
  const [undoes, right, there] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()]
  return {
    follow: ({ seq, undoes: undid, undone_by }) => {
      if (undone_by !== null) there.set(seq, undone_by)
      if (undid !== null) undoes.set(seq, undid)
      let by = seq
      let standing = false
      for (let at = undoes.get(seq); at !== undefined; at = undoes.get(at)) {
        if (standing) right.delete(at)
        else right.set(at, by)
        standing = !standing
        by = at
      }
    },
    wrong: () => [...new Set([...right.keys(), ...there.keys()])].filter((seq) => right.get(seq) !== there.get(seq)),
  }
}

const checkEntry = ({ seq, at, actor, via, turn, profile, undoes, command, model, salt, digest, hash }: EntryRow, own: readonly ChangeRow[], previous: Uint8Array, find: Find): void => {
  const chained = chainHash(previous, { seq, at, actor, via, turn, profile, ...(undoes !== null && { undoes }) }, digest)
  if (Buffer.compare(chained, hash) !== 0) find({ kind: 'chain', seq, message: `Entry ${seq} does not follow from the entry before it.` })
  if (command === null) return // its body was erased; the chain holds by its digest
  const body = parsed(() => ({ command: JSON.parse(command) as unknown, ...(model !== null && { model }), changes: own }))
  if (!body || Buffer.compare(digestOf(salt, body), digest) !== 0) find({ kind: 'digest', seq, message: `What entry ${seq} says is not what was written.` })
}

const followEntry = ({ seq, command }: EntryRow, own: readonly ChangeRow[], replay: Replay, find: Find): void => {
  const said = parsed(() => JSON.parse(command ?? 'null') as unknown)
  if (typeof said === 'object' && said !== null && 'action' in said && said.action === 'migrate' && 'tables' in said) replay.migrate(said.tables)
  for (const { table, row, before, after } of own) {
    if (replay.image(table, row) !== before) find({ kind: 'change', seq, table, row, message: `Entry ${seq} changes row ${row} of ${table} from what it was not.` })
    replay.put(table, row, after, seq)
  }
}

const parsed = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    return undefined // damaged text; its digest or its image will not fit
  }
}

/** Walks the table and its replayed picture side by side; gives the number of rows. */
const compareTable = (store: Store, replay: Replay, layout: Layout, find: Find): number => {
  const { reader: reading } = store
  const table = layout.name
  const pictures = replay.rows(table)
  let picture = pictures.next()
  let count = 0
  for (const row of reading.each<Record<string, SqlValue>>({ sql: `SELECT * FROM ${quote(table)} ORDER BY id`, parameters: [] })) {
    const id = Number(row['id'])
    count += 1
    for (; !picture.done && picture.value.row < id; picture = pictures.next())
      find({ kind: 'row', table, row: picture.value.row, message: `Row ${picture.value.row} of ${table} is in the journal, but not there.` })
    if (picture.done || picture.value.row !== id) {
      find({ kind: 'row', table, row: id, message: `Row ${id} of ${table} is there, but not in the journal.` })
      continue
    }
    if (picture.value.image !== canonicalJson(imageOf(layout, row))) find({ kind: 'row', table, row: id, seq: picture.value.seq, message: `Row ${id} of ${table} is not what entry ${picture.value.seq} made it.` })
    else if (row['_seq'] !== picture.value.seq) find({ kind: 'row', table, row: id, seq: picture.value.seq, message: `Row ${id} of ${table} names entry ${String(row['_seq'])} as its last change.` })
    picture = pictures.next()
  }
  for (; !picture.done; picture = pictures.next()) find({ kind: 'row', table, row: picture.value.row, message: `Row ${picture.value.row} of ${table} is in the journal, but not there.` })
  const from = searchRowId(layout, 0)
  const indexed = reading.get<{ count: number }>({ sql: 'SELECT count(*) AS count FROM _search WHERE rowid BETWEEN ? AND ?', parameters: [from, from + searchIdsPerTable - 1] })?.count
  if (indexed !== count && isIndexed(store)) find({ kind: 'search', table, message: `The search index has ${indexed} rows of ${table}, the table ${count}.` })
  return count
}
