import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Value } from './field.ts'

type Shown = HtmlEscapedString | Promise<HtmlEscapedString>

/** Makes an app's own HTML of a row one that never fails: where it throws, the row's values are shown with the reason, so that the rows beside it stay and this one can be mended. */
export const neverFailing = <R extends Readonly<Record<string, Value>>>(show: (row: R) => Shown): ((row: R) => Shown) => (row) => {
  const instead = (error: unknown): Shown => html`${valuesOf(row)} <small>(its app cannot show it: ${error instanceof Error ? error.message : String(error)})</small>`
  try {
    const shown = show(row)
    return shown instanceof Promise ? shown.catch(instead) : shown
  } catch (error) {
    return instead(error)
  }
}

const valuesOf = (row: Readonly<Record<string, Value>>): string =>
  Object.entries(row).filter(([name, value]) => name !== 'id' && value !== null && value !== '' && value !== false).map(([, value]) => String(value)).join(' · ')
