import { html } from 'hono/html'
import type { Problem } from '../../app/problem.ts'
import type { BrokenApp } from '../../app/schema.ts'
import { problemView } from './problem.ts'
import type { Html } from './props.ts'

/** A page about something that went wrong. `id` stands in the log too. */
export interface TroubleProps {
  readonly problem: Problem
  readonly id?: string
  /** Pages that could be meant, best first. */
  readonly suggestions: readonly { readonly href: string; readonly title: string }[]
}

/** A page that is not there, or broke: what is wrong, what to do, pages that could be meant. */
export const troubleView = ({ problem, id, suggestions }: TroubleProps): Html =>
  html`<section class="plain trouble" aria-labelledby="trouble-title"><h1 id="trouble-title">${problem.code.startsWith('unknown-') ? 'There is nothing here' : 'That did not work'}</h1>
${problemView(problem)}
${suggestions.length > 0 && html`<p>Did you mean:</p><ul>${suggestions.map(({ href, title }) => html`<li><a href="${href}">${title}</a></li>`)}</ul>`}
${id && html`<p class="muted">The same stands in the log under <code>${id}</code>.</p>`}
<p><a href="/">To the desk</a></p></section>`

/** The page of an app that does not run, or of a row whose table no running app has: which do not run, why, and how they come back. */
export const brokenView = (broken: readonly BrokenApp[]): Html =>
  html`<section class="plain trouble" aria-labelledby="trouble-title"><h1 id="trouble-title">${brokenTitle(broken)}</h1>
${broken.map(({ name, file, problem }) => html`${broken.length > 1 && html`<h2>${name}</h2>`}${problemView(problem)}
<p>It is loaded again as soon as <code>${file}</code> is saved, and this page with it. Its rows are kept.</p>`)}
<p><a href="/">To the desk</a></p></section>`

/** "recipes does not run"; of several, that the one which has these rows is among them. */
export const brokenTitle = ([first, ...others]: readonly BrokenApp[]): string =>
  first && others.length === 0 ? `${first.name} does not run` : 'The app that has these rows does not run'
