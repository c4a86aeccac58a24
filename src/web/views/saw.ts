import { html } from 'hono/html'
import { commandPath } from '../location.ts'
import { commandText } from './command-text.ts'
import { ids, sawId } from './ids.ts'
import type { Saw } from './props-entries.ts'
import type { Html } from './props.ts'
import { actorName } from './words.ts'

/** The line that shows the idea of the product: the very command that the apprentice saw, or did itself, to be copied, edited, said again. */
export const sawLine = (saw: Saw): Html => {
  const { text, isWhole } = commandText(saw.command)
  return html`<span class="saw-line"><span class="saw-words">${saw.actor === 'apprentice' ? 'I did' : 'I saw'}</span> <code tabindex="0" role="note" aria-label="The command">${text}</code>${isWhole ? sawButtons : wholeButtons(saw.entry)}</span>`
}

/** Copy, edit and say again the command that stands before them; they need the script, so they show only with it. */
export const sawButtons: Html = html`<span class="saw-tools with-script"><button type="button" class="tool i-copy" data-copy aria-label="Copy the command"></button><button type="button" class="tool i-pencil" data-edit-command aria-label="Edit the command in the chat"></button><button type="button" class="tool i-repeat" data-say aria-label="Say the command again"></button></span>`

/** The same for one that is shown in short: where the whole of it is. */
export const wholeButtons = (entry: number): Html => html`<span data-whole="${commandPath(entry)}">${sawButtons}</span>`

/** A change that was seen, as it stands in the chat. `isFolded`: without its command, which further ones below it hide. */
export const sawItem = (saw: Saw, isFolded = false): Html =>
  html`<li class="saw-item ${saw.actor}${saw.undo?.kind === 'redo' ? ' undone' : ''}" id="${sawId(saw.entry)}"><div class="what"><span class="who ${saw.actor}">${actorName(saw.actor)}</span> <span class="text">${saw.text}</span>${undoButton(saw)}</div>${!isFolded && sawLine(saw)}</li>`

/** Undo, or redo for what has been undone; nothing where neither is possible. Belongs to the page's one form for it. */
export const undoButton = ({ undo, text }: Pick<Saw, 'undo' | 'text'>): Html | undefined =>
  undo && html`<button class="link-button undo" form="${ids.undo}" name="entry" value="${undo.entry}" aria-label="${undo.kind === 'undo' ? 'Undo' : 'Redo'}: ${text}">${undo.kind}</button>`
