import { html } from 'hono/html'
import type { Html } from './props.ts'

/** A row that was found, of any table. */
export interface SearchHit {
  readonly href: string
  readonly tableTitle: string
  readonly icon: string
  readonly label: string
  /** What was found in it, cut where the words that were looked for begin and end. */
  readonly snippet: readonly { readonly text: string; readonly hit: boolean }[]
}

/** What was looked for, and found. */
export interface SearchProps {
  readonly profile: number
  readonly words: string
  readonly hits: readonly SearchHit[]
}

/** What was found over all tables, the words marked. */
export const searchView = ({ words, hits }: SearchProps): Html =>
  html`<section class="plain search-page" aria-labelledby="search-title"><h1 id="search-title">${words ? html`Found for “${words}”` : 'Search'}</h1>
${words === '' ? html`<p class="muted">Type words above; they are looked for in every table.</p>`
    : hits.length === 0 ? html`<p>Nothing has these words. Try fewer of them, or the beginning of one.</p>`
    : html`<ul class="hits">${hits.map(hitView)}</ul>`}</section>`

const hitView = ({ href, label, tableTitle, icon, snippet }: SearchHit): Html =>
  html`<li><a href="${href}">${label}</a> <small>${icon} ${tableTitle}</small><p>${snippet.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))}</p></li>`
