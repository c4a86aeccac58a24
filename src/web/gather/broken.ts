import { plural } from '../../app/english.ts'
import type { BrokenApp } from '../../app/schema.ts'
import type { Desk } from '../../data/desk.ts'
import { rowHistory } from '../../data/journal-told.ts'
import { brokenAppAt } from '../location.ts'

/**
 * The apps that do not run and whose page or row a path would be. A table's app cannot be told from a file that does not
 * load: where a row once was, it is the app that is called like its table, else any of those that do not run.
 */
export const gatherBroken = (desk: Desk, path: string): readonly BrokenApp[] => {
  const schema = desk.schema()
  const one = brokenAppAt(schema, path)
  if (one) return [one]
  const [, table = '', row = ''] = /^\/p\/\d+\/row\/(\w+)\/(\d{1,15})$/.exec(path) ?? []
  if (table === '' || schema.tables.has(table) || rowHistory(desk, table, Number(row), 1).length === 0) return []
  const called = schema.broken.filter(({ name }) => name === table || name === plural(table))
  return called.length > 0 ? called : schema.broken
}
