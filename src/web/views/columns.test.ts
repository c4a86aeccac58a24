import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineApp, table } from '../../app/define.ts'
import * as field from '../../app/field.ts'
import { mergeApps } from '../../app/merge.ts'
import type { Table } from '../../app/schema.ts'
import { columnsOf, deadlineOf, fitOf, narrowOf } from './columns.ts'

const tableOf = (fields: Parameters<typeof table>[0]): Table => {
  const found = mergeApps([{ name: 'x', file: 'x.ts', app: defineApp({ title: 'X', tables: { x: table(fields) } }) }]).tables.get('x')
  assert.ok(found)
  return found
}
const name = field.text({ required: true })

test('columns have room one after the other, as wide as their values and their titles are', () => {
  const few = tableOf({ name, done: field.checkbox(), priority: field.choice(['low', 'high']), due: field.date() })
  assert.deepEqual([...fitOf({ table: few })], [['priority', 'from-36'], ['due', 'from-36']])
  const many = tableOf({ name, mail: field.email(), about: field.longtext(), worth: field.money(), when_it_was_seen_for_the_first_time: field.date() })
  assert.deepEqual([...fitOf({ table: many, extra: ['rows'] })], [['mail', 'from-36'], ['worth', 'from-36'], ['when_it_was_seen_for_the_first_time', 'from-52'], ['rows', 'from-60']])
  assert.equal(narrowOf({ table: many, extra: ['rows'] }), 'until-60')
  assert.equal(narrowOf({ table: tableOf({ name }) }), undefined)
})

test('a table that a page shows with a column more keeps it, whoever asked first', () => {
  const plain = tableOf({ name })
  assert.deepEqual(columnsOf({ table: plain }).computed, [])
  assert.deepEqual(columnsOf({ table: plain, extra: ['rows'] }).computed, ['rows'])
  assert.deepEqual([...fitOf({ table: plain, extra: ['rows'] }).keys()], ['rows'])
  assert.deepEqual([...fitOf({ table: plain }).keys()], [])
})

test('every class that a column can have is known to the style, but for the narrowest, which always has room', () => {
  const wide = tableOf(Object.fromEntries([['name', name], ...Array.from({ length: 30 }, (_, at) => [`f${at}`, field.integer()] as const)]))
  const css = readFileSync(join(import.meta.dirname, '../public/columns.css'), 'utf8')
  const known = (kind: string) => new Set(['36', ...[...css.matchAll(new RegExp(`\\.${kind}-(\\d+)`, 'g'))].map(([, rem]) => rem)])
  const used = new Set([...fitOf({ table: wide }).values()].map((fit) => fit.replace('from-', '')))
  assert.deepEqual(used.difference(known('from')), new Set())
  assert.deepEqual(known('from'), known('until'))
  assert.deepEqual(known('from'), new Set(Array.from({ length: 22 }, (_, at) => String(36 + 4 * at))))
})

test('the deadline is the only date, or the one that is called so', () => {
  assert.equal(deadlineOf({ table: tableOf({ name, till: field.date() }) }), 'till')
  assert.equal(deadlineOf({ table: tableOf({ name, start_date: field.date(), due_date: field.date() }) }), 'due_date')
  assert.equal(deadlineOf({ table: tableOf({ name, born: field.date(), married: field.date() }) }), undefined)
})
