import { html } from 'hono/html'
import type { Problem } from '../../app/problem.ts'
import { actionForm, icon } from './form.ts'
import type { Access, Html } from './props.ts'

/**
 * A Problem as the page tells it: what was wrong, what to do next, what stands there now, which rows could be meant.
 * With `say`, a candidate is a button that says the command again with that row; without it, a link to the row.
 */
export const problemView = (problem: Problem, { access, profile, again }: { readonly access?: Access; readonly profile?: number; readonly again?: (row: number) => string } = {}): Html =>
  html`<div class="problem"><p class="message">${icon('warning')}<strong>${problem.message}</strong></p>
${problem.next && html`<p class="next">${problem.next}</p>`}
${problem.conflict && html`<table class="conflict"><thead><tr><th scope="col">Field</th><th scope="col">You saw</th><th scope="col">Now</th></tr></thead><tbody>${Object.entries(problem.conflict).map(([name, { seen, now }]) => html`<tr><th scope="row">${name}</th><td>${plain(seen)}</td><td>${plain(now)}</td></tr>`)}</tbody></table>`}
${problem.fields && html`<ul class="faults">${Object.entries(problem.fields).map(([name, reason]) => html`<li><b>${name}</b>: ${reason}</li>`)}</ul>`}
${problem.candidates && problem.candidates.length > 0 && html`<ul class="candidates">${problem.candidates.map((candidate) => html`<li>${
    again && access && profile !== undefined
      ? actionForm(access, { to: `/p/${profile}/chat`, hidden: { text: again(candidate.id) } }, [html`<button class="outline">${candidate.label} <small>#${candidate.id}</small></button>`])
      : profile === undefined ? html`${candidate.label} <small>#${candidate.id}</small>` : html`<a href="/p/${profile}/row/${candidate.table}/${candidate.id}">${candidate.label} <small>#${candidate.id}</small></a>`
  }</li>`)}</ul>`}
${problem.example && html`<p class="example">Like this: <code>${JSON.stringify(problem.example)}</code></p>`}</div>`

const plain = (value: unknown): string => (value === null || value === undefined || value === '' ? 'empty' : typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
