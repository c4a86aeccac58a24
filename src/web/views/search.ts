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

/** A row whose title was found needs no second line that repeats it. */
const hitView = ({ href, label, tableTitle, icon, snippet }: SearchHit): Html => {
  const isTitle = label !== '' && snippet.map(({ text }) => text).join('').startsWith(label)
  const [title, rest] = isTitle ? [piecesBetween(snippet, 0, label.length), piecesBetween(snippet, label.length)] : [[{ text: label, hit: false }], snippet]
  return html`<li><a href="${href}">${title.map(pieceView)}</a> <small>${icon} ${tableTitle}</small>${rest.some(({ hit }) => hit) && html`<p>${rest.map(pieceView)}</p>`}</li>`
}

type Piece = SearchHit['snippet'][number]

const pieceView = ({ text, hit }: Piece): Html | string => (hit ? html`<mark>${text}</mark>` : text)

const piecesBetween = (pieces: readonly Piece[], from: number, to = Infinity): readonly Piece[] => {
  let end = 0
  return pieces.flatMap(({ text, hit }) => {
    const begin = end
    end += text.length
    const cut = text.slice(Math.max(0, from - begin), Math.max(0, to - begin))
    return cut === '' ? [] : [{ text: cut, hit }]
  })
}
