import { html } from 'hono/html'
import { capital } from '../../app/english.ts'
import type { Command } from '../../data/command.ts'
import { rowPath } from '../location.ts'
import { commandText } from './command-text.ts'
import { actionForm, icon } from './form.ts'
import { cardId, proposalId, proposalYesId } from './ids.ts'
import { numbersView } from './numbers.ts'
import { problemView } from './problem.ts'
import type { Card } from './props-chat.ts'
import type { Access, Html } from './props.ts'
import { sawButtons, undoButton, wholeButtons } from './saw.ts'

interface Where { readonly access: Access; readonly profile: number }

/** One thing that a turn did, asked, found or could not do. */
export const cardView = (card: Card, where: Where): Html => {
  switch (card.kind) {
    case 'done':
      return html`<li class="card done${card.saw.undo?.kind === 'redo' ? ' undone' : ''}" id="${cardId(card.saw.entry)}"><span class="mark">${icon('check')}</span>
<span class="text">${card.href ? html`<a href="${card.href}">${card.saw.text}</a>` : card.saw.text}</span>${undoButton(card.saw)}${said(card.saw.command, card.saw.entry)}</li>`
    case 'unchanged':
      return html`<li class="card unchanged"><span class="mark">${icon('check')}</span><span class="text">${card.text} <small>(it was so already)</small></span>${said(card.command)}</li>`
    case 'answer':
      return html`<li class="card answer">${answerView(card, where.profile)}${card.href && html`<a class="more" href="${card.href}">Show in the list</a>`}${said(card.command)}</li>`
    case 'switched':
      return html`<li class="card switched"><span class="mark">${icon('check')}</span><a class="text" href="${card.href}" data-go>Go to ${card.name}</a></li>`
    case 'problem': {
      const { command } = card
      return html`<li class="card failed">${problemView(card.problem, { ...where, ...(command ? { command, again: (row: number) => JSON.stringify({ ...command, id: row }) } : {}) })}${command && said(command)}</li>`
    }
    case 'proposal':
      return proposalView(card, where)
  }
}

/** The command behind a card, one click away. */
const said = (command: Command, entry?: number): Html => {
  const { text, isWhole } = commandText(command)
  return html`<details class="said"><summary aria-label="The command" title="The command">${icon('code')}</summary><code tabindex="0">${text}</code>${isWhole ? sawButtons : entry !== undefined && wholeButtons(entry)}</details>`
}

const answerView = ({ answer, measured, notes = [], command }: Extract<Card, { kind: 'answer' }>, profile: number): Html =>
  answer.kind === 'numbers'
    ? numbersView(answer, measured)
    : html`<p class="found">${foundWords(answer.total, answer.rows.length, command['limit'] !== undefined)}</p>
${answer.rows.length > 0 && html`<ul class="found-rows">${answer.rows.map((row, at) => html`<li><a href="${rowPath(profile, answer.table, row.id)}">${row.label || `#${row.id}`}</a>${notes[at] && html`<small>${notes[at]}</small>`}</li>`)}</ul>`}`

/** How many were found; where only so many were asked for, which of them. */
const foundWords = (total: number, shown: number, isLimited: boolean): string => {
  if (total === 0) return 'Found nothing.'
  if (isLimited && shown < total) return shown === 1 ? `The first of ${total}:` : `The first ${shown} of ${total}:`
  return `Found ${total}${shown < total ? `, the first ${shown}` : ''}:`
}

/** A command that waits for a yes, with the exact rows that it would change. */
const proposalView = ({ proposal, text, grantable }: Extract<Card, { kind: 'proposal' }>, { access, profile }: Where): Html => {
  const to = (answer: string) => `/p/${profile}/proposals/${proposal.id}/${answer}`
  const count = proposal.rows.length
  // Up to three rows are named in the question itself.
  const isOpen = count > 3 && count <= 8
  return html`<li class="card proposal ${proposal.status}" id="${proposalId(proposal.id)}"><p class="question"><span class="mark">${icon('question')}</span><strong>${capital(text)}?</strong></p>
<p class="reason">${proposal.reason}</p>
${count > 0 && html`<details class="exact"${isOpen ? html` open` : ''}><summary>${count === 1 ? 'This row' : `These ${count} rows`}</summary><ul class="exact-rows">${proposal.rows.slice(0, rowsNamed).map((row) => html`<li><a href="${rowPath(profile, row.table, row.id)}">${row.label || `#${row.id}`}</a></li>`)}${count > rowsNamed && html`<li>and ${count - rowsNamed} more</li>`}</ul></details>`}
${proposal.status === 'waiting'
    ? html`<div class="answers">${actionForm(access, { to: to('accept'), className: 'yes', id: proposalYesId(proposal.id) }, [html`${proposal.typedCount !== undefined && html`<label>To be sure, type how many: <input type="number" name="count" required min="0" autocomplete="off" class="count-input" placeholder="${proposal.typedCount}"></label>`}
<button class="primary">Yes</button>`])}${actionForm(access, { to: to('reject'), className: 'no' }, [html`<button class="outline">No</button>`])}${proposal.commands.map((command) => said(command))}
${grantable && html`<label class="grant"><input type="checkbox" name="grant" value="1" form="${proposalYesId(proposal.id)}"> and let it do so from now on</label>`}</div>`
    : html`<p class="status">${proposalStatus[proposal.status]}</p>${proposal.commands.map((command) => said(command))}`}</li>`
}

/** Nobody reads further, and a page would take seconds to load. */
const rowsNamed = 500

const proposalStatus = {
  accepted: 'You said yes.',
  rejected: 'You said no.',
  expired: 'It waited too long; ask again.',
  stale: 'The rows have changed since; ask again.',
} as const
