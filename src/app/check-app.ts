import { checkExample, checkSamples, checkWhere } from './check-examples.ts'
import { checkOptions } from './check-options.ts'
import type { AnyAction, App, TableInput, ViewInput } from './define.ts'
import type { Field, FieldKind } from './field.ts'
import { isJsonObject } from './json-object.ts'
import { problem, type Problem } from './problem.ts'
import { actionAliases, builtInActions, reservedWords } from './reserved.ts'
import { checkValue } from './value.ts'

/**
 * Looks an app's definition over before any of it runs. The compiler has told its author most of this already,
 * but an app file is run without being compiled. Answers the first Problem `bad-app`, or nothing.
 */
export const checkApp = (app: App): Problem | undefined => {
  if (typeof app !== 'object' || app === null || typeof app.tables !== 'object' || app.tables === null)
    return bad('The file does not export an app.', 'End it with `export default defineApp({ title, tables })`.')
  if (typeof app.title !== 'string' || app.title.trim() === '') return bad('The app has no title.', "Add `title: 'Books'`.")
  return (
    firstProblem(app.tables, (name, table) => checkTable(name, table, app)) ??
    firstProblem(app.views ?? {}, (name, view) => checkView(name, view, app)) ??
    firstProblem(app.actions ?? {}, (name, action) => checkAction(name, action, app)) ??
    firstProblem(app.teach ?? {}, (say, command) =>
      typeof command?.action === 'string' && (builtInActions.has(command.action) || command.action in (app.actions ?? {}))
        ? checkExample(say, command, app)
        : bad(`The example “${say}” has no known action.`, `Use one of ${[...builtInActions, ...Object.keys(app.actions ?? {})].join(', ')}.`),
    ) ??
    firstProblem<unknown>(app.samples ?? {}, (name) => (name in app.tables ? undefined : bad(`There are samples of ${name}, which is no table of the app.`, `Its tables are ${Object.keys(app.tables).join(', ')}.`))) ??
    checkOptions(app)
  )
}

const checkTable = (name: string, table: TableInput, app: App): Problem | undefined => {
  const wrongName = checkName(name, 'table')
  if (wrongName) return wrongName
  if (!table?.fields || Object.keys(table.fields).length === 0)
    return bad(`The table ${name} has no fields.`, `Write \`${name}: table({ name: text({ required: true }) })\`.`)
  for (const [option, allowed] of Object.entries(tableWords)) {
    const said: unknown = table[option as keyof typeof tableWords] // a key of that very object
    if (said !== undefined && !allowed.some((word) => word === said)) return bad(`The ${option} of the table ${name} is not allowed.`, `Write ${allowed.map((word) => `\`${option}: '${word}'\``).join(' or ')}.`)
  }
  if (!isText(table.title)) return bad(`The title of the table ${name} is no text.`, `Write \`title: '${name}'\`.`)
  if (!isTexts(table.aka)) return bad(`The other words for the table ${name} are no list of texts.`, `Write \`aka: ['${name}']\`.`)
  const order = table.order?.replace(/^-/, '')
  if (order !== undefined && order !== 'manual' && order !== 'id' && !(order in table.fields))
    return order in (table.computed ?? {}) ? lostField('Its order', order, name, table) : bad(`The table ${name} is ordered by ${order}, which it does not have.`, `Use manual, id or one of ${Object.keys(table.fields).join(', ')}.`)
  return firstProblem(table.fields, (key, field) => checkField(key, field, name, table)) ?? checkSamples(name, table.fields, app)
}

const checkField = (name: string, field: Field, table: string, { fields }: TableInput): Problem | undefined => {
  const wrongName = checkName(name, 'field')
  if (wrongName) return wrongName
  if (reservedWords.has(name)) return bad(`The field ${name} of ${table} has a name that commands use.`, `Call it ${table}_${name}.`)
  if (!fieldKinds.has(field?.kind)) return bad(`The field ${name} of ${table} is not made by text(), date() or another field.`, `Write \`${name}: text()\`.`)
  if (field.kind === 'choice' && !(field.choices?.length && isTexts(field.choices))) return bad(`The choice ${name} of ${table} has no words, or what stands there is no text.`, `Write \`${name}: choice(['low', 'high'])\`.`)
  if (!isText(field.label)) return bad(`The label of ${name} in ${table} is no text.`, `Write \`label: '${name}'\`.`)
  if (field.was !== undefined && field.was in fields) return bad(`The field ${name} of ${table} was called ${field.was}, but there is still a field with that name.`, `Remove ${field.was}, or the \`was\`.`)
  // A date's default may be the user's words, which only mean something on the day.
  if (field.default === undefined || field.kind === 'date' || field.kind === 'datetime') return undefined
  const value = checkValue(name, field, field.default)
  return value.ok ? undefined : bad(`The default of ${name} in ${table} is not allowed. ${value.message}`, value.next ?? '')
}

const tableWords = { scope: ['profile', 'desk'], ai: ['hidden', 'read', 'change'] } as const
const fieldKinds: ReadonlySet<unknown> = new Set<FieldKind>(['text', 'longtext', 'integer', 'decimal', 'money', 'checkbox', 'date', 'datetime', 'choice', 'link', 'url', 'email'])
const isTexts = (list: unknown) => list === undefined || (Array.isArray(list) && list.every((word) => typeof word === 'string' && word.trim() !== ''))

const checkView = (name: string, view: ViewInput, { tables }: App): Problem | undefined => {
  const fields = tables[view?.table]?.fields
  if (!fields) return bad(`The view ${name} shows the table ${view?.table}, which the app does not have.`, `Use one of ${Object.keys(tables).join(', ')}.`)
  if (!isPlain(view.where) || ![view.sort, view.by, view.title].every(isText)) return bad(`The view ${name} is not written as a view is.`, `Write \`${name}: { table: '${view.table}', where: { … }, sort: '…' }\`.`)
  for (const key of [...Object.keys(view.where ?? {}), ...[view.sort?.replace(/^-/, ''), view.by].filter((one) => one !== undefined)])
    if (!(key in fields) && key !== 'id') return lostField(`The view ${name}`, key, view.table, tables[view.table])
  if (view.shape === 'board' && fields[view.by ?? '']?.kind !== 'choice') return bad(`The board ${name} has no choice to make its columns of.`, 'Name a choice field in `by`.')
  return checkWhere(name, view, fields)
}

/** A computed value is worked out when a row is shown: nothing can be looked for or put in order by it. */
const lostField = (what: string, key: string, name: string, table: TableInput | undefined): Problem =>
  key in (table?.computed ?? {})
    ? bad(`${what} names ${key}, which ${name} only works out when it is shown.`, `Make ${key} a field, and let \`before: (values, row) => ({ ...values, ${key}: … })\` fill it in.`)
    : bad(`${what} names the field ${key}, which ${name} does not have.`, `Use one of ${Object.keys(table?.fields ?? {}).join(', ')}.`)

const isText = (said: unknown) => said === undefined || typeof said === 'string'
const isPlain = (said: unknown) => said === undefined || isJsonObject(said)

const checkAction = (name: string, action: AnyAction, { tables }: App): Problem | undefined => {
  const wrongName = checkName(name, 'action')
  if (wrongName) return wrongName
  if (builtInActions.has(name) || name in actionAliases) return bad(`The action ${name} has a name that commands use.`, `Call it ${name}_it, or what it does.`)
  if (!tables[action?.on]) return bad(`The action ${name} works on the table ${action?.on}, which the app does not have.`, `Use one of ${Object.keys(tables).join(', ')}.`)
  if (typeof action.run !== 'function') return bad(`The action ${name} has nothing to run.`, 'Give it `run: (tx, row, input) => …`.')
  return firstProblem(action.input ?? {}, (key, field) => {
    if (reservedWords.has(key)) return bad(`The input ${key} of ${name} has a name that commands use.`, `Call it ${name}_${key}.`)
    return fieldKinds.has(field?.kind) ? undefined : bad(`The input ${key} of ${name} is not made by text(), date() or another field.`, `Write \`${key}: text()\`.`)
  })
}

const checkName = (name: string, what: string) =>
  /^[a-z][a-z0-9_]{0,39}$/.test(name) ? undefined : bad(`The ${what} name “${name}” is not allowed.`, 'Use small letters, digits and _, beginning with a letter, at most 40.')

const firstProblem = <T>(things: Readonly<Record<string, T>>, check: (name: string, thing: T) => Problem | undefined): Problem | undefined => {
  for (const [name, thing] of Object.entries(things)) {
    const wrong = check(name, thing)
    if (wrong) return wrong
  }
  return undefined
}
const bad = (message: string, next: string) => problem('bad-app', message, { next })
