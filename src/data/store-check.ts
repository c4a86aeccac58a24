import { DatabaseSync } from 'node:sqlite'
import { problem, type Problem } from '../app/problem.ts'
import { damaged } from './store-problem.ts'
import { applicationId, layoutVersion, quote, systemTablesSql } from './tables.ts'

/** Says why an open database cannot be used: not a desk's, a newer one's, or damaged; every page is read where `whole` is asked for. */
export const checkDatabase = (database: DatabaseSync, { whole }: { readonly whole: boolean }): Problem | undefined => {
  const pragma = (name: string): unknown => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]
  if (pragma('application_id') !== applicationId) return damaged('The file desk.db is not a desk’s database.')
  const version = Number(pragma('user_version'))
  if (version > layoutVersion)
    return problem('failed', 'A newer Prentice has written this desk.', { next: 'Start it with that version or a later one; the file was left as it is.' })
  const finding = (whole ? findDamage(database) : undefined) ?? findOtherTables(database)
  return finding === undefined ? undefined : damaged(`The desk’s database file is damaged: ${finding}.`)
}

/** Every table but the search index as such, whose own check takes three times as long as all others together; the audit makes it. */
const findDamage = (database: DatabaseSync): string | undefined => {
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'").all()) {
    const [finding] = Object.values(database.prepare(`PRAGMA quick_check(${quote(String(name))})`).get() ?? {})
    if (finding !== 'ok') return String(finding)
  }
  return undefined
}

/** The desk's own tables must be those that this version makes. */
const findOtherTables = (database: DatabaseSync): string | undefined => {
  const right = new DatabaseSync(':memory:')
  try {
    right.exec(systemTablesSql)
    const select = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
    const there = new Map(database.prepare(select).all().map(({ name, sql }) => [name, sql]))
    const other = right.prepare(select).all().find(({ name, sql }) => there.get(name) !== sql)
    return other && `the table ${String(other['name'])} is not as it was made`
  } finally {
    right.close()
  }
}
