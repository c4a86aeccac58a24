import { html } from 'hono/html'
import type { Field, Value } from '../../app/field.ts'
import type { ShownRow } from '../../data/command.ts'
import { sayNumber } from '../../data/say-value.ts'
import type { RowSetting } from './props-rows.ts'
import type { Html } from './props.ts'
import { dayInWords, localMoment, momentInWords } from './words.ts'

/** A field's value as a row shows it; an empty one yields nothing. Says the same as `cellText`. */
export const cell = (name: string, field: Field, row: ShownRow, setting: Pick<RowSetting, 'zone' | 'today'>): Html | string => {
  const value = row.values[name] ?? null
  if (value === null || value === '') return ''
  switch (field.kind) {
    case 'date':
    case 'datetime':
      return html`<time datetime="${value}">${cellText(name, field, row, setting)}</time>`
    case 'choice':
      return html`<span class="pill c${Math.max(0, field.choices?.indexOf(String(value)) ?? 0) % 6}">${value}</span>`
    default:
      return cellText(name, field, row, setting)
  }
}

/** The same as text. */
export const cellText = (name: string, field: Field, row: ShownRow, setting: Pick<RowSetting, 'zone' | 'today'>): string => {
  const value = row.values[name] ?? null
  if (value === null) return ''
  if (field.kind === 'date') return dayInWords(String(value), setting.today)
  if (field.kind === 'datetime') return momentInWords(String(value), setting)
  if (field.kind === 'url') return String(value).replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')
  return field.kind === 'link' ? (row.links[name] ?? `#${value}`) : valueInWords(field, value)
}

/** A value as text, without a tag: for titles, snippets and numbers. */
export const valueInWords = (field: Pick<Field, 'kind' | 'currency'> | undefined, value: Value): string => {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'number') return value
  return sayNumber(value, field)
}

/** What an input of this field is filled with: the value as it is typed. */
export const typedValue = (field: Field, row: ShownRow, name: string, zone: string): string => {
  const value = row.values[name]
  if (value === null || value === undefined) return ''
  if (field.kind === 'datetime') return localMoment(String(value), zone)
  return field.kind === 'money' && typeof value === 'number' ? value.toFixed(2) : String(value)
}
