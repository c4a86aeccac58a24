import { ok, problem, type Result } from '../app/problem.ts'
import type { Example, Schema } from '../app/schema.ts'
import type { Desk } from './desk.ts'
import { noun } from './describe.ts'
import { hasBeenDone } from './done-by-persons.ts'
import { guardWrite } from './store-problem.ts'

/** The person lets the apprentice do one thing with one table without asking. */
export interface Grant {
  readonly id: number
  readonly table: string
  /** `insert`, `update`, `delete`, `move`, or an action's name. */
  readonly verb: string
  /** ISO 8601. */
  readonly at: string
}

/** Something that the apprentice has been shown: by a person's own doing, or by an example of an app. */
export interface Learned {
  readonly table: string
  readonly verb: string
  readonly by: 'person' | 'example'
  /** What is said, where an example shows it. */
  readonly example?: string
}

/** Lets the apprentice do a verb with a table unasked; granting twice is granting once. Problems: `unknown-table`, `unknown-action`, `refused` (guarded tables), or the disk’s. */
export const grant = (desk: Desk, { table: name, verb }: { readonly table: string; readonly verb: string }): Result<Grant> => {
  const table = desk.schema().tables.get(name)
  if (!table) return problem('unknown-table', `There is no table “${name}”.`, { next: `The tables are ${[...desk.schema().tables.keys()].join(', ')}.` })
  if (!verbsOf(desk.schema(), name).includes(verb))
    return problem('unknown-action', `Nothing called “${verb}” can be done to a ${noun(table)}.`, { next: `Choose one of ${verbsOf(desk.schema(), name).join(', ')}.` })
  if (table.guarded || (name === 'profile' && verb === 'delete')) return problem('refused', `Only a person may ${verb} a ${noun(table)}.`, { next: 'This cannot be granted.' })
  const known = listGrants(desk).find((one) => one.table === name && one.verb === verb)
  if (known) return ok(known)
  const at = new Date(desk.now()).toISOString()
  return guardWrite(() => {
    const { lastId } = desk.store.run({ sql: 'INSERT INTO _grant ("table", verb, at) VALUES (?, ?, ?)', parameters: [name, verb, at] })
    return ok({ id: lastId, table: name, verb, at })
  })
}

/** Takes a grant back; false if there was none. Problems: the disk’s; then the grant still holds. */
export const revoke = (desk: Desk, id: number): Result<boolean> =>
  guardWrite(() => ok(desk.store.run({ sql: 'UPDATE _grant SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', parameters: [new Date(desk.now()).toISOString(), id] }).changes > 0))

/** Every grant that holds, oldest first. */
export const listGrants = (desk: Desk): readonly Grant[] =>
  desk.store.reader
    .all<Grant>({ sql: 'SELECT id, "table", verb, at FROM _grant WHERE revoked_at IS NULL ORDER BY id', parameters: [] })
    .map(({ id, table, verb, at }) => ({ id, table, verb, at }))

/** Whether the apprentice may do this unasked. */
export const isGranted = (desk: Desk, table: string, verb: string): boolean => listGrants(desk).some((one) => one.table === table && one.verb === verb)

/** What a person or an example has shown, per table and verb; the person's own doing first. */
export const learned = (desk: Desk): readonly Learned[] => {
  const schema = desk.schema()
  return [...schema.tables.keys()].flatMap((table) =>
    verbsOf(schema, table).flatMap((verb): Learned[] => {
      if (hasBeenDone(desk, table, verb)) return [{ table, verb, by: 'person' }]
      const example = schema.examples.find((one) => shows(schema, one, { table, verb }))
      return example ? [{ table, verb, by: 'example', example: example.say }] : []
    }),
  )
}

/** What nobody has shown yet, of all that the apprentice could do. */
export const notLearned = (desk: Desk): readonly { readonly table: string; readonly verb: string }[] => {
  const schema = desk.schema()
  return [...schema.tables.values()]
    .filter((table) => !table.guarded && table.ai === 'change')
    .flatMap(({ name: table }) => verbsOf(schema, table).map((verb) => ({ table, verb })))
    .filter((one) => !hasLearned(desk, one.table, one.verb))
}

/** Whether a person has done this once, or an example shows it. */
export const hasLearned = (desk: Desk, table: string, verb: string): boolean =>
  hasBeenDone(desk, table, verb) || desk.schema().examples.some((one) => shows(desk.schema(), one, { table, verb }))

/** All that can be done to a table's rows. */
export const verbsOf = (schema: Schema, table: string): readonly string[] => [
  'insert', 'update', 'delete',
  ...(schema.tables.get(table)?.order === 'manual' ? ['move'] : []),
  ...[...schema.actions.values()].filter((action) => action.on === table).map((action) => action.name),
]

const shows = (schema: Schema, { command, say }: Example, { table, verb }: { table: string; verb: string }): boolean => {
  if ((command.action === 'toggle' ? 'update' : command.action) !== verb) return false
  const on = command['table'] ?? schema.actions.get(command.action)?.on
  return on === undefined ? say.includes(`{${table}}`) : on === table
}
