import { html } from 'hono/html'
import { commandText } from './command-text.ts'
import { actionForm, icon } from './form.ts'
import { sawId } from './ids.ts'
import type { Saw } from './props-entries.ts'
import type { Access, Html } from './props.ts'
import { actorName } from './words.ts'

/** The line that shows the idea of the product: the very command that the apprentice saw, or did itself, to be copied, edited, said again. */
export const sawLine = (saw: Saw): Html => {
  const { text, isWhole } = commandText(saw.command)
  return html`<span class="saw-line"><span class="saw-words">${saw.actor === 'apprentice' ? 'I did' : 'I saw'}</span> <code tabindex="0" role="note" aria-label="The command">${text}</code>${isWhole && sawButtons(text)}</span>`
}

/** Copy, edit and say again; they need the script, so they show only with it. */
export const sawButtons = (command: string): Html =>
  html`<span class="saw-tools with-script">${[
    html`<button type="button" class="tool" data-copy="${command}" aria-label="Copy the command" title="Copy">${icon('copy')}</button>`,
    html`<button type="button" class="tool" data-edit-command="${command}" aria-label="Edit the command in the chat" title="Edit in the chat">${icon('pencil')}</button>`,
    html`<button type="button" class="tool" data-say="${command}" aria-label="Say the command again" title="Say again">${icon('repeat')}</button>`,
  ]}</span>`

/** A change that was seen, as it stands in the chat. */
export const sawItem = (access: Access, profile: number, saw: Saw): Html =>
  html`<li class="saw-item ${saw.actor}${saw.undo?.kind === 'redo' ? ' undone' : ''}" id="${sawId(saw.entry)}"><div class="what"><span class="who ${saw.actor}">${actorName(saw.actor)}</span> <span class="text">${saw.text}</span>${undoButton(access, profile, saw)}</div>${sawLine(saw)}</li>`

/** Undo, or redo for what has been undone; nothing where neither is possible. */
export const undoButton = (access: Access, profile: number, { undo, text }: Pick<Saw, 'undo' | 'text'>): Html | undefined =>
  undo &&
  actionForm(access, { to: `/p/${profile}/undo`, hidden: { entry: undo.entry }, className: 'undo' },
    [html`<button class="link-button" aria-label="${undo.kind === 'undo' ? 'Undo' : 'Redo'}: ${text}">${undo.kind}</button>`])
