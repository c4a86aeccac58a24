import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { App } from '../src/app/define.ts'
import type { Value } from '../src/app/field.ts'
import { mergeApps } from '../src/app/merge.ts'
import type { Problem } from '../src/app/problem.ts'
import type { Schema } from '../src/app/schema.ts'
import type { Outcome } from '../src/data/command.ts'
import { openDesk, type Desk } from '../src/data/desk.ts'
import type { Entry, Image } from '../src/data/entry.ts'
import { appendEntry, nextSeq } from '../src/data/journal.ts'
import { newId, writeImage } from '../src/data/rows.ts'
import { nextTurn } from '../src/data/turns.ts'

/** The moment at which tests happen: a Sunday. */
export const testNow = Date.parse('2026-11-22T12:00:00Z')

/** A folder for one test, removed after it. */
export const makeFolder = async (t: TestContext, within = tmpdir()): Promise<string> => {
  const dir = await mkdtemp(join(within, 'prentice-'))
  t.after(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** The schema of apps given by name. */
export const schemaOf = (apps: Readonly<Record<string, App>>): Schema => mergeApps(Object.entries(apps).map(([name, app]) => ({ name, file: `apps/${name}.ts`, app })))

/** Opens a desk with a fixed clock, in UTC, closed after the test; in a folder of its own unless one is given. */
export const openTestDesk = async (t: TestContext, apps: Readonly<Record<string, App>>, { dir, now = () => testNow }: { readonly dir?: string; readonly now?: () => number } = {}): Promise<Desk> => {
  const opened = await openDesk({ dir: dir ?? (await makeFolder(t)), schema: schemaOf(apps), now, zone: () => 'UTC' })
  if (!opened.ok) throw new Error(opened.message)
  t.after(() => opened.value.close())
  return opened.value
}

/** Writes rows below the road of commands, in one journalled transaction; gives their ids. */
export const addRows = (desk: Desk, table: string, rows: readonly Image[]): readonly number[] => {
  const profile: { readonly _profile?: Value } = desk.schema().tables.get(table)?.scope === 'profile' ? { _profile: 1 } : {}
  const ids: number[] = []
  inEntry(desk, (seq) =>
    rows.map((row) => {
      const id = newId(desk.store, table)
      ids.push(id)
      return writeImage(desk.store, table, id, { ...profile, ...row }, seq)
    }))
  return ids
}

/** Makes one row be as `image` says, or be gone, in a journalled transaction. */
export const putRow = (desk: Desk, table: string, id: number, image: Image | undefined): Entry => inEntry(desk, (seq) => [writeImage(desk.store, table, id, image, seq)])

const inEntry = (desk: Desk, write: (seq: number) => Entry['changes']): Entry =>
  desk.store.transaction(() =>
    appendEntry(desk.store, {
      at: new Date(desk.now()).toISOString(), actor: 'person', via: 'page', turn: nextTurn(desk), profile: 1, command: { action: 'test' }, changes: write(nextSeq(desk.store)),
    }))

/** What was done; fails with the Problem where there is one. */
export const done = async (answer: Promise<Outcome | Problem>): Promise<Outcome> => {
  const outcome = await answer
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome
}

/** The Problem, which must be of this code. */
export const refused = async (answer: Promise<Outcome | Problem>, code: string): Promise<Problem> => {
  const outcome = await answer
  assert.ok(!outcome.ok, JSON.stringify(outcome))
  assert.equal(outcome.code, code, outcome.message)
  return outcome
}
