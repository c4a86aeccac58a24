import type { Field, Fields, Value } from '../app/field.ts'
import { isJsonObject } from '../app/json-object.ts'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Schema } from '../app/schema.ts'
import type { Command, Request } from '../data/command.ts'
import { isOwnPath } from './location.ts'
import { inputName, rowInputName } from './views/ids.ts'
import { localMoment } from './views/words.ts'

/** What a form asks for: one command, and what travels beside it. */
export interface FormRequest extends Pick<Request, 'version' | 'seen' | 'confirm'> {
  readonly command: Command
  /** What had been typed, to be put back into the form if it is refused. */
  readonly typed: Readonly<Record<string, string>>
  readonly back: string | undefined
}

/**
 * Reads a form of the page as a flat command. It means the fields that `_fields` names: those it lacks are unticked boxes; an empty
 * input is an empty value. What still holds what was `_seen` in its row, or in a new row what it would be anyway, is not said. A form that asks once more for what was refused holds the whole `command` as JSON; the one form of all rows says in `do` which of them is meant. Problems: `bad-command` without an action, `bad-value` for a number that is none.
 */
export const readForm = (schema: Schema, sent: FormData, zone: string): Result<FormRequest> => {
  const form = formOfRow(sent)
  const text = (name: string): string | undefined => textOf(form.get(name))
  const whole = readObject(text('command'))
  const [action, table] = whole ? [String(whole['action'] ?? ''), undefined] : [text('action'), text('table')]
  if (!action) return problem('bad-command', 'The form names no action.', { next: 'Load the page again, and send its form.', example: { action: 'insert', table: 'task', name: 'Call the dentist' } })
  const fields = fieldsOf(schema, action, table)
  const { values: all, typed } = readFields(fields, form)
  const seen = readObject(text('_seen'))
  const values = Object.fromEntries(Object.entries(all).filter(([name, value]) => {
    const field = fields[name]
    if (action === 'insert' && value === null && field?.kind === 'datetime') return false
    if (action === 'insert') return value !== (field?.default ?? (field?.kind === 'checkbox' ? false : null))
    return !seen || !Object.hasOwn(seen, name) || !isSame(value, seen[name] ?? null, field?.kind === 'datetime' ? zone : undefined)
  }))
  const where = readObject(text('where'))
  const back = text('_back')
  return ok({
    command: whole ? { ...whole, action } : {
      action,
      ...(table && { table }),
      ...(text('id') && { id: readId(text('id') ?? '') }),
      ...(text('view') && { view: text('view') }),
      ...(where && { where }),
      ...readPlaces(text),
      ...values,
    },
    typed,
    ...number('version', text('_version')),
    ...number('confirm', text('_confirm')),
    ...(seen && { seen }),
    back: isOwnPath(back) ? back : undefined,
  })
}

/** The one form of all rows, as if it were the form of the row that its button names: `do` is action, id, version and fields. */
const formOfRow = (form: FormData): FormData => {
  const [action, id, version, ...fields] = textOf(form.get('do'))?.split(' ') ?? []
  if (!action || !id || !version) return form
  const own = new FormData()
  for (const [name, value] of Object.entries({ action, table: textOf(form.get('table')) ?? '', id, _version: version, _fields: fields.join(' ') })) own.set(name, value)
  for (const field of fields) {
    const typed = textOf(form.get(rowInputName(field, Number(id))))
    if (typed !== undefined) own.set(inputName(field), typed)
  }
  return own
}

/** The values of the fields that a form carries (all that it names in `_fields`, where it does), under `inputName` or as they are called, and what had been typed for them. */
export const readFields = (fields: Fields, form: FormData): { readonly values: Readonly<Record<string, Value>>; readonly typed: FormRequest['typed'] } => {
  const meant = textOf(form.get('_fields'))
  const typedIn = (name: string): string | undefined => textOf(form.get(inputName(name)) ?? form.get(name))
  const sent = Object.keys(fields).filter((name) => (meant === undefined ? typedIn(name) !== undefined : meant.split(' ').includes(name)))
  return {
    values: Object.fromEntries(sent.map((name) => [name, readField(fields[name], typedIn(name))])),
    typed: Object.fromEntries(sent.map((name) => [name, typedIn(name) ?? ''])),
  }
}

/** A form's number, when it has one. */
export const readCount = (form: FormData, name: string): number | undefined => number('it', textOf(form.get(name))).it

/** A form's text; a file counts as nothing. */
export const textOf = (entry: ReturnType<FormData['get']>): string | undefined => (typeof entry === 'string' ? entry : undefined)

/** What the form may hold: the table's fields for the common verbs, an action's own inputs for that action. */
const fieldsOf = (schema: Schema, action: string, table: string | undefined): Fields =>
  action === 'insert' || action === 'update'
    ? Object.fromEntries(schema.tables.get(table ?? '')?.fields ?? [])
    : (schema.actions.get(action)?.input ?? {})

/** Where a moved row goes; an empty `after` is the top. */
const readPlaces = (text: (name: string) => string | undefined): Readonly<Record<string, number | string | null>> =>
  Object.fromEntries(['after', 'before', 'to'].flatMap((name) => {
    const place = text(name)
    return place === undefined ? [] : [[name, place === '' ? null : readId(place)]]
  }))

const readId = (id: string): number | string => (/^\d{1,15}$/.test(id) ? Number(id) : id)

/** A moment is typed by the person's clock, to the minute. */
const isSame = (value: Value, seen: Value, zone?: string): boolean => value === seen || (zone !== undefined && typeof seen === 'string' && value === localMoment(seen, zone))

/** What is no number stays as it was typed: the field's own check tells what is wrong with it. */
const readField = (field: Field | undefined, typed: string | undefined): Value => {
  const text = typed?.trim()
  if (field?.kind === 'checkbox') return text !== undefined && text !== '' && text !== 'false'
  if (text === undefined || text === '') return null
  if (field?.kind === 'longtext') return (typed ?? '').replaceAll('\r\n', '\n')
  if (field?.kind === 'link') return readId(text)
  const isNumber = field?.kind === 'integer' || field?.kind === 'decimal' || field?.kind === 'money'
  return isNumber && /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

const number = <K extends string>(key: K, text: string | undefined): { readonly [k in K]?: number } =>
  // a computed key widens to string; it is K
  text !== undefined && /^\d{1,15}$/.test(text) ? ({ [key]: Number(text) } as { readonly [k in K]: number }) : {}

const readObject = (text: string | undefined): Readonly<Record<string, Value>> | undefined => {
  if (!text) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, Value>> => isJsonObject(value)
