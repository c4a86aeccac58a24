import { html } from 'hono/html'
import { readDate } from '../../app/dates.ts'
import type { Field } from '../../app/field.ts'
import { named } from './form.ts'
import { inputName } from './ids.ts'
import type { LinkChoices } from './props-rows.ts'
import type { Html } from './props.ts'
import { labelOf } from './words.ts'

interface InputOptions {
  readonly name: string
  readonly field: Field
  /** As typed; a checkbox is ticked by `true`. */
  readonly value: string
  readonly links: Readonly<Record<string, LinkChoices>>
  /** Made unique on the page; also the id of the list of suggestions, with `-rows` behind it. */
  readonly id?: string
  readonly placeholder?: string
  /** Said to screen readers where no <label> stands beside it. */
  readonly label?: string
  /** Why the value was refused. */
  readonly fault?: string
  /** The id of the words that explain it. */
  readonly describedBy?: string
  readonly autofocus?: boolean
}

/** The input of a field, by its kind. */
export const input = (options: InputOptions): Html => {
  const { name, field, value, links } = options
  const shared = html`name="${inputName(name)}"${[
    named('id', options.id),
    named('aria-label', options.label),
    // What can show none tells it under the mouse.
    named(/date|choice/.test(field.kind) ? 'title' : 'placeholder', options.placeholder),
    named('aria-describedby', options.describedBy),
    options.fault && html` aria-invalid="true"`,
    // A moment that fills itself in ("now") is left to the moment of the change.
    field.required && field.kind !== 'checkbox' && !fillsItself(field) && html` required`,
    options.autofocus && html` autofocus`,
  ]}`
  switch (field.kind) {
    case 'longtext':
      return html`<textarea ${shared} dir="auto" rows="4"${named('maxlength', field.max)}>
${value}</textarea>`
    case 'checkbox':
      return html`<input type="checkbox" ${shared} value="true"${value === 'true' ? html` checked` : ''}>`
    case 'choice':
      return select(shared, field.required && value !== '' ? [] : [['', options.label ? `${labelOf(name, field.label)}…` : '–']], (field.choices ?? []).map((choice) => [choice, choice]), value)
    case 'link':
      return linkInput(options, shared, links[name])
    case 'integer':
      return html`<input type="number" step="1" ${shared}${named('min', field.min)}${named('max', field.max)} value="${value}">`
    case 'decimal':
      return html`<input type="number" step="any" ${shared}${named('min', field.min)}${named('max', field.max)} value="${value}">`
    case 'money':
      return html`<input type="number" step="0.01" inputmode="decimal" ${shared}${named('min', field.min)}${named('max', field.max)} value="${value}">`
    case 'date':
      return html`<input type="date" ${shared} value="${value}">`
    case 'datetime':
      return html`<input type="datetime-local" ${shared} value="${value}">`
    case 'url':
      return html`<input type="url" ${shared}${named('maxlength', field.max)} value="${value}">`
    case 'email':
      return html`<input type="email" ${shared}${named('maxlength', field.max)} value="${value}">`
    case 'text':
      return html`<input type="text" ${shared} dir="auto"${named('maxlength', field.max)} value="${value}" autocomplete="off">`
  }
}

/** What stands in the input of a new row before anything is typed: the field's default, words for a day as that day. */
export const typedDefault = (field: Field, today: string): string => {
  if (field.default === undefined || fillsItself(field)) return ''
  if (field.kind !== 'date') return String(field.default)
  const day = readDate(String(field.default), { now: Date.parse(`${today}T12:00:00Z`), zone: 'UTC' })
  return day.ok ? day.value : ''
}

const fillsItself = (field: Field): boolean => field.kind === 'datetime' && field.default !== undefined

/** A link is chosen where all rows can be listed; else its words are typed, and the row they mean is found. */
const linkInput = (options: InputOptions, shared: Html, choices: LinkChoices | undefined): Html => {
  if (!choices || choices.complete) {
    const rows = choices?.rows ?? []
    const known = options.value === '' || rows.some((row) => String(row.id) === options.value)
    const first: [string, string][] = [['', options.label ? `${labelOf(options.name, options.field.label)}…` : '–']]
    return select(shared, known ? first : [...first, [options.value, `#${options.value}`]], rows.map((row) => [String(row.id), row.label]), options.value)
  }
  const list = `${options.id ?? options.name}-rows`
  const label = choices.rows.find((row) => String(row.id) === options.value)?.label ?? options.value
  return html`<input type="text" ${shared} list="${list}" value="${label}" autocomplete="off"><datalist id="${list}">${choices.rows.map((row) => html`<option value="${row.label}"></option>`)}</datalist>`
}

const select = (shared: Html, first: readonly (readonly [string, string])[], options: readonly (readonly [string, string])[], value: string): Html =>
  html`<select ${shared}>${[...first, ...options].map(([key, label]) => html`<option value="${key}"${key === value ? html` selected` : ''}>${label}</option>`)}</select>`
