import { html } from 'hono/html'
import type { Field } from '../../app/field.ts'
import type { Answer } from '../../data/command.ts'
import { sayNumber } from '../../data/say-value.ts'
import type { Html } from './props.ts'
import { labelOf } from './words.ts'

type Numbers = Extract<Answer, { kind: 'numbers' }>

/** Numbers by group, in the unit of the field that is `measured`: a table whose every line has a bar; one number alone stands large. */
export const numbersView = ({ measure, field, by, groups }: Numbers, measured?: Field): Html => {
  const shown = (value: number | string | null) => sayNumber(value, measured, measure)
  const what = `${measured?.kind === 'date' || measured?.kind === 'datetime' ? dateWords[measure] ?? measureWords[measure] : measureWords[measure]}${field ? ` ${labelOf(field, measured?.label).toLowerCase()}` : ''}`
  const only = groups[0]
  if (groups.length === 1 && only && !by) return html`<p class="one-number"><strong>${shown(only.value)}</strong> <span>${what}</span></p>`
  const most = Math.max(0, ...groups.map(({ value }) => (typeof value === 'number' ? value : 0)))
  return html`<table class="numbers"><caption>${what}${by && ` by ${labelOf(by).toLowerCase()}`}</caption><tbody>${groups.map(({ label, value }) => html`<tr><th scope="row">${label || 'none'}</th><td class="number">${shown(value)}</td><td class="bar" aria-hidden="true">${bar(value, most)}</td></tr>`)}</tbody></table>`
}

const bar = (value: number | string | null, most: number): Html | '' =>
  typeof value === 'number' && most > 0 ? html`<svg viewBox="0 0 100 8" preserveAspectRatio="none"><rect width="${Math.max(0, Math.round((value / most) * 100))}" height="8" rx="1"></rect></svg>` : ''

const measureWords: Readonly<Record<Numbers['measure'], string>> = { sum: 'Sum of', count: 'Number of rows', avg: 'Average of', min: 'Least', max: 'Greatest' }
const dateWords: Readonly<Partial<Record<Numbers['measure'], string>>> = { min: 'Earliest', max: 'Latest' }
