import type { Desk } from './desk.ts'
import { layoutsOf } from './layout.ts'
import { indexNow } from './search-index.ts'
import { matchOf } from './search-words.ts'
import { searchIdsPerTable } from './search-text.ts'
import { labelOf } from './show.ts'
import { fromColumn, quote, type SqlValue } from './tables.ts'

/** A row that was found by words. */
export interface Hit {
  readonly table: string
  readonly id: number
  readonly label: string
  /** The place where the words stand, in pieces; plain text. */
  readonly snippet: readonly { readonly text: string; readonly hit: boolean }[]
}

/**
 * Finds rows of a profile, and of the tables that all profiles share, by words; the best first, at most `limit` (20 by default).
 * All words must be there; the last one may be only begun. Where thousands are found, no one is better than another: then the newest come first. With `open` (for a model or an agent), private fields are neither searched nor quoted, and hidden tables are left out.
 */
export const search = (desk: Desk, { words, profile, limit = 20, open = false }: { readonly words: string; readonly profile: number; readonly limit?: number; readonly open?: boolean }): readonly Hit[] => {
  const match = matchOf(words, { open })
  if (match === undefined) return []
  indexNow(desk.store)
  const tables = new Map([...layoutsOf(desk.store).values()].flatMap((layout) => {
    const table = desk.schema().tables.get(layout.name)
    return table && !table.guarded && !(open && table.ai === 'hidden') ? [[layout.n, table] as const] : []
  }))
  const conditions = `_search MATCH ? AND (profile IS NULL OR profile = ?) AND rowid / ${searchIdsPerTable} IN (SELECT value FROM json_each(?))`
  const parameters = [match, profile, JSON.stringify([...tables.keys()])]
  const { isMany } = desk.store.reader.get<{ isMany: number }>({ sql: `SELECT count(*) > ${rankedAtMost} AS isMany FROM (SELECT 1 FROM _search WHERE ${conditions} LIMIT ${rankedAtMost + 1})`, parameters }) ?? { isMany: 0 }
  const found = desk.store.reader.all<{ rowid: number; open: string; secret: string }>({
    sql: `SELECT rowid, snippet(_search, 0, char(57344), char(57345), '…', 16) AS open, ${open ? "''" : "snippet(_search, 1, char(57344), char(57345), '…', 16)"} AS secret
      FROM _search WHERE ${conditions} ORDER BY ${isMany ? 'rowid DESC' : 'rank'} LIMIT ?`,
    parameters: [...parameters, limit],
  })
  return found.flatMap(({ rowid, open: openText, secret }) => {
    const table = tables.get(Math.floor(rowid / searchIdsPerTable))
    if (!table) return []
    const id = rowid % searchIdsPerTable
    const kept = desk.store.reader.get<{ title: SqlValue }>({ sql: `SELECT ${quote(table.titleField)} AS title FROM ${quote(table.name)} WHERE id = ?`, parameters: [id] })
    const field = table.fields.get(table.titleField)
    const title = field && !(open && field.private) ? fromColumn(field.kind, kept?.title) : null
    return [{ table: table.name, id, label: labelOf(table, id, title), snippet: toPieces(openText.includes(begin) ? openText : secret) }]
  })
}

/** To rank more would take longer than a blink. */
const rankedAtMost = 5000

// two characters of the private use area mark a hit; text that holds them itself is only marked wrongly
const begin = '\ue000'
const end = '\ue001'

const toPieces = (marked: string): Hit['snippet'] =>
  marked.split(begin).flatMap((part, at) => {
    if (at === 0) return part ? [{ text: part, hit: false }] : []
    const [hit = '', rest = ''] = [part.slice(0, part.indexOf(end)), part.slice(part.indexOf(end) + 1)]
    return [{ text: hit, hit: true }, ...(rest ? [{ text: rest, hit: false }] : [])]
  })
