import { html } from 'hono/html'
import type { Problem } from '../../app/problem.ts'
import type { Command } from '../../data/command.ts'
import { rowPath } from '../location.ts'
import { actionForm, icon } from './form.ts'
import type { Access, Html } from './props.ts'

interface ProblemPlace {
  readonly access?: Access
  readonly profile?: number
  /** The words that say the command again with another row. */
  readonly again?: (row: number) => string
  /** What the page calls its fields, by name. */
  readonly labels?: Readonly<Record<string, string>>
  /** What was refused: it can be agreed to, where only a yes is missing. */
  readonly command?: Command
}

/**
 * A Problem as the page tells it: what was wrong, what to do next, what stands there now, which rows could be meant.
 * With `again`, a candidate is a button that says the command again with that row; without it, a link to the row.
 */
export const problemView = (problem: Problem, { access, profile, again, command, labels }: ProblemPlace = {}): Html =>
  html`<div class="problem"><p class="message">${icon('warning')}<strong>${problem.message}</strong></p>
${problem.next && html`<p class="next">${withCode(problem.next)}</p>`}
${problem.conflict && html`<table class="conflict"><thead><tr><th scope="col">Field</th><th scope="col">You saw</th><th scope="col">Now</th></tr></thead><tbody>${Object.entries(problem.conflict).map(([name, { seen, now }]) => html`<tr><th scope="row">${labels?.[name] ?? name}</th><td>${plain(seen)}</td><td>${plain(now)}</td></tr>`)}</tbody></table>`}
${problem.fields && html`<ul class="faults">${Object.entries(problem.fields).map(([name, reason]) => html`<li><b>${labels?.[name] ?? name}</b>: ${reason}</li>`)}</ul>`}
${problem.candidates && problem.candidates.length > 0 && html`<ul class="candidates">${problem.candidates.map((candidate) => html`<li>${
    again && access && profile !== undefined
      ? actionForm(access, { to: `/p/${profile}/chat`, hidden: { text: again(candidate.id) } }, [html`<button class="outline">${candidate.label} <small>#${candidate.id}</small></button>`])
      : profile === undefined ? html`${candidate.label} <small>#${candidate.id}</small>` : html`<a href="${rowPath(profile, candidate.table, candidate.id)}">${candidate.label} <small>#${candidate.id}</small></a>`
  }</li>`)}</ul>`}
${problem.confirm !== undefined && command && access && profile !== undefined && confirmForm(problem, { access, profile, command, count: problem.confirm })}
${exampleOf(problem)}</div>`

/** What stands between backticks is to be typed. */
export const withCode = (words: string): Html => html`${words.split('`').map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`

/** The next step may hold the example already. */
const exampleOf = ({ next, example }: Problem): Html | undefined => {
  const json = example && JSON.stringify(example)
  return json === undefined || next?.includes(json) ? undefined : html`<p class="example">Like this: <code>${json}</code></p>`
}

/** A yes to so many rows; the number is typed where a slip would cost too much. */
const confirmForm = ({ typed }: Problem, { access, profile, command, count }: { readonly access: Access; readonly profile: number; readonly command: Command; readonly count: number }): Html =>
  actionForm(access, { to: `/p/${profile}/do`, hidden: { command: JSON.stringify(command), ...(!typed && { _confirm: count }) }, className: 'yes' }, [
    html`${typed && html`<label>To be sure, type how many: <input type="number" name="_confirm" required min="0" autocomplete="off" class="count-input" placeholder="${count}"></label>`}<button class="primary">Yes, all ${count}</button>`,
  ])

const plain = (value: unknown): string => (value === null || value === undefined || value === '' ? 'empty' : typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
