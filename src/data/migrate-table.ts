import type { FieldKind, Value } from '../app/field.ts'
import type { Table } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import { nextSeq } from './journal.ts'
import type { Step } from './migration-plan.ts'
import type { Store } from './store.ts'
import { addColumn, hasColumn, keepField, keepTable, makeTable } from './table-columns.ts'
import { dropIndexes } from './table-indexes.ts'
import { quote } from './tables.ts'

/** What happened to one table, as the migration's entry says it; enough to follow row images through it. */
export interface TableMigration {
  readonly make?: true
  /** Every row got this value. */
  readonly add?: Readonly<Record<string, Value>>
  /** Former name by new name. */
  readonly rename?: Readonly<Record<string, string>>
  /** Every row's value became null; the entries that follow hold the converted ones. */
  readonly convert?: Readonly<Record<string, { readonly from: FieldKind; readonly to: FieldKind }>>
  readonly retype?: Readonly<Record<string, { readonly from: FieldKind; readonly to: FieldKind }>>
  readonly retire?: readonly string[]
  readonly revive?: readonly string[]
  /** The image no longer has it. */
  readonly drop?: readonly string[]
}

/** A field whose former column, under the name `kept`, still holds what must be converted. */
interface Conversion { readonly field: string; readonly kept: string; readonly from: FieldKind; readonly to: FieldKind }

/** What is left to do once the layout is written. */
export interface AppliedSteps {
  readonly migration: TableMigration
  readonly conversions: readonly Conversion[]
  readonly position: boolean
  readonly reindex: boolean
}

/** Changes a table's columns and its layout; values that need work row by row are left to `finishSteps`. */
export const applySteps = ({ store }: Desk, table: Table, steps: readonly Step[]): AppliedSteps => {
  const migration: Noted = {}
  const conversions: Conversion[] = []
  for (const step of steps) {
    if (step.kind === 'convert') conversions.push(setAside(store, table, step))
    applyStep(store, table, step, migration)
  }
  keepTable(store, table)
  return {
    migration,
    conversions,
    position: steps.some((step) => step.kind === 'order' && step.manual),
    reindex: steps.some(({ kind }) => kind !== 'make' && kind !== 'order'),
  }
}

type Noted = { -readonly [K in keyof TableMigration]: TableMigration[K] }
type StepOf<Kind> = Extract<Step, { readonly kind: Kind }>

/** Renames the column that holds the values so far, and puts an empty one in its place. */
const setAside = (store: Store, table: Table, { field, from, to }: StepOf<'convert'>): Conversion => {
  const kept = `_was_${field}_${nextSeq(store)}`
  dropIndexes(store, table.name)
  store.exec(`ALTER TABLE ${quote(table.name)} RENAME COLUMN ${quote(field)} TO ${quote(kept)}`)
  addColumn(store, table, field, null)
  store.run({ sql: 'UPDATE _field SET fill = NULL WHERE "table" = ? AND name = ?', parameters: [table.name, field] })
  return { field, kept, from, to }
}

const applyStep = (store: Store, table: Table, step: Step, migration: Noted): void => {
  switch (step.kind) {
    case 'make':
      makeTable(store, table)
      migration.make = true
      break
    case 'rename':
      renameField(store, table, step)
      migration.rename = { ...migration.rename, [step.to]: step.from }
      break
    case 'add':
      addColumn(store, table, step.field, step.fill)
      keepField(store, table, step.field, step.fill)
      migration.add = { ...migration.add, [step.field]: step.fill }
      break
    case 'retire':
      store.run({ sql: 'UPDATE _field SET live = 0 WHERE "table" = ? AND name = ?', parameters: [table.name, step.field] })
      migration.retire = [...(migration.retire ?? []), step.field]
      break
    case 'revive':
      migration.revive = [...(migration.revive ?? []), step.field]
      break
    case 'retype':
      migration.retype = { ...migration.retype, [step.field]: { from: step.from, to: step.to } }
      break
    case 'convert':
      migration.convert = { ...migration.convert, [step.field]: { from: step.from, to: step.to } }
      break
    case 'scope': {
      const profile = setScope(store, table, step)
      if (step.scoped) migration.add = { ...migration.add, _profile: profile }
      else migration.drop = [...(migration.drop ?? []), '_profile']
      break
    }
    case 'order':
      setOrder(store, table, step)
      if (step.manual) migration.add = { ...migration.add, _position: null }
      else migration.drop = [...(migration.drop ?? []), '_position']
      break
    case 'rules':
      break
  }
}

const renameField = (store: Store, table: Table, { from, to }: StepOf<'rename'>): void => {
  store.exec(`ALTER TABLE ${quote(table.name)} RENAME COLUMN ${quote(from)} TO ${quote(to)}`)
  store.run({ sql: 'UPDATE _field SET name = ? WHERE "table" = ? AND name = ?', parameters: [to, table.name, from] })
}

/** Gives all rows to the first profile, or to none; returns whose they are now. */
const setScope = (store: Store, { name }: Table, { scoped }: StepOf<'scope'>): number | null => {
  if (scoped && !hasColumn(store, name, '_profile')) store.exec(`ALTER TABLE ${quote(name)} ADD COLUMN _profile INTEGER REFERENCES profile (id)`)
  const profile = scoped ? store.get<{ id: number | null }>({ sql: 'SELECT min(id) AS id FROM profile', parameters: [] })?.id ?? null : null
  store.run({ sql: `UPDATE ${quote(name)} SET _profile = ?`, parameters: [profile] })
  return profile
}

const setOrder = (store: Store, { name }: Table, { manual }: StepOf<'order'>): void => {
  if (manual && !hasColumn(store, name, '_position')) store.exec(`ALTER TABLE ${quote(name)} ADD COLUMN _position TEXT`)
  else store.exec(`UPDATE ${quote(name)} SET _position = NULL`)
}
