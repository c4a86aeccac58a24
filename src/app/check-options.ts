import type { App, TableInput } from './define.ts'
import type { Field, FieldKind } from './field.ts'
import { problem, type Problem } from './problem.ts'

/**
 * Looks for what an app says beside what can be said: a mistyped option would do nothing, and nobody would know.
 * Answers the first Problem `bad-app`, or nothing.
 */
export const checkOptions = (app: App): Problem | undefined => {
  const wrong = unknownWord('The app', app, appWords)
  if (wrong) return wrong
  for (const [name, table] of Object.entries(app.tables)) {
    const found = checkTableOptions(name, table)
    if (found) return found
  }
  for (const [name, view] of Object.entries(app.views ?? {})) {
    const found = unknownWord(`The view ${name}`, view, viewWords) ?? oneOf(`The shape of the view ${name}`, 'shape', view.shape, ['list', 'board'])
    if (found) return found
  }
  for (const [name, action] of Object.entries(app.actions ?? {})) {
    const found = unknownWord(`The action ${name}`, action, actionWords) ?? oneOf(`The effect of the action ${name}`, 'effect', action.effect, ['change', 'destroy'])
    if (found) return found
    for (const [input, field] of Object.entries(action.input ?? {})) {
      const wrongInput = checkFieldOptions(`The input ${input} of ${name}`, input, field)
      if (wrongInput) return wrongInput
    }
  }
  return undefined
}

const checkTableOptions = (name: string, table: TableInput): Problem | undefined => {
  const wrong = unknownWord(`The table ${name}`, table, tableWords)
  if (wrong) return wrong
  for (const hook of ['check', 'before', 'after', 'row'] as const)
    if (table[hook] !== undefined && typeof table[hook] !== 'function') return bad(`The ${hook} of the table ${name} is no function.`, hooks[hook])
  for (const [key, work] of Object.entries(table.computed ?? {})) {
    if (key in table.fields) return bad(`The table ${name} has both a field and a computed value called ${key}.`, `Call the computed value ${key}_shown, or remove the field.`)
    if (typeof work !== 'function') return bad(`The computed value ${key} of ${name} is no function.`, `Write \`computed: { ${key}: (row) => … }\`.`)
  }
  for (const [key, field] of Object.entries(table.fields)) {
    const found = checkFieldOptions(`The field ${key} of ${name}`, key, field)
    if (found) return found
  }
  return undefined
}

const checkFieldOptions = (what: string, name: string, field: Field): Problem | undefined => {
  const { kind, min, max } = field
  const wrong = unknownWord(what, field, fieldWords(kind), hiddenWords) ?? oneOf(`The onDelete of ${name}`, 'onDelete', field.onDelete, ['refuse', 'clear'])
  if (wrong) return wrong
  for (const [option, value, type] of [['required', field.required, 'boolean'], ['private', field.private, 'boolean'], ['min', min, 'number'], ['max', max, 'number'], ['was', field.was, 'string']] as const)
    if (value !== undefined && typeof value !== type) return bad(`${what} has a ${option} that is no ${{ boolean: 'true or false', number: 'number', string: 'text' }[type]}.`, `Write \`${option}: ${{ boolean: 'true', number: '100', string: "'old_name'" }[type]}\`.`)
  if (min !== undefined && max !== undefined && min > max) return bad(`${what} has a min of ${min} above its max of ${max}.`, 'Exchange them.')
  if (field.required && field.onDelete === 'clear') return bad(`${what} is required, but is to be emptied when what it points to is deleted.`, "Leave out `required`, or write `onDelete: 'refuse'`.")
  return undefined
}

const unknownWord = (what: string, said: object, allowed: readonly string[], hidden: readonly string[] = []): Problem | undefined => {
  const word = Object.keys(said).find((key) => !allowed.includes(key) && !hidden.includes(key))
  return word === undefined ? undefined : bad(`${what} says ${word}, which means nothing there.`, `It can say ${allowed.join(', ')}.`)
}

const oneOf = (what: string, option: string, said: unknown, allowed: readonly string[]): Problem | undefined =>
  said === undefined || allowed.some((word) => word === said) ? undefined : bad(`${what} cannot be ${typeof said === 'string' ? `“${said}”` : typeof said}.`, `Write ${allowed.map((word) => `\`${option}: '${word}'\``).join(' or ')}.`)

/** Every word that an app file can say. */
export const appFileWords = (): readonly string[] => [...new Set([appWords, tableWords, viewWords, actionWords, ...kinds.flatMap((kind) => [[kind], fieldWords(kind)])].flat())]
const kinds: readonly FieldKind[] = ['text', 'longtext', 'integer', 'decimal', 'money', 'checkbox', 'date', 'datetime', 'choice', 'link', 'url', 'email']

const appWords = ['title', 'icon', 'tables', 'views', 'actions', 'teach', 'samples', 'pages', 'menu']
const tableWords = ['fields', 'title', 'aka', 'order', 'scope', 'ai', 'computed', 'check', 'before', 'after', 'row']
const viewWords = ['table', 'title', 'where', 'sort', 'shape', 'by']
const actionWords = ['on', 'title', 'input', 'effect', 'run']
const hooks = {
  check: 'Write `check: (row) => (row.name ? undefined : \'It needs a name.\')`.',
  before: 'Write `before: (values, row) => values`.',
  after: 'Write `after: (tx, { before, after }) => { … }`.',
  row: 'Write `row: (row) => html`<strong>${row.name}</strong>``.',
}

// What text(), link() and the others put into a field themselves.
const hiddenWords = ['kind', 'choices', 'to']
const fieldWords = (kind: FieldKind): readonly string[] => ['required', 'label', 'default', 'was', 'private', ...(more[kind] ?? [])]
const more: Readonly<Partial<Record<FieldKind, readonly string[]>>> = {
  text: ['max'], longtext: ['max'], url: ['max'], email: ['max'],
  integer: ['min', 'max'], decimal: ['min', 'max'], money: ['min', 'max', 'currency'],
  link: ['onDelete'],
}

const bad = (message: string, next: string) => problem('bad-app', message, { next })
