import { html } from 'hono/html'
import { ids } from './ids.ts'
import type { Html } from './props.ts'

/** The keys that the page knows, in a dialog that "?" opens. */
export const keysDialog = (): Html =>
  html`<dialog id="${ids.keys}" class="sheet" aria-labelledby="keys-title"><section class="plain"><h1 id="keys-title">Keys</h1>${keysList()}<form method="dialog"><button class="primary">Close</button></form></section></dialog>`

/** The same as a list. */
export const keysList = (): Html =>
  html`<dl class="keys">${keys.map(([names, what]) => html`<div><dt>${names.map((name) => html`<kbd>${name}</kbd> `)}</dt><dd>${what}</dd></div>`)}</dl>`

const keys: readonly (readonly [readonly string[], string])[] = [
  [['/'], 'Search everything'],
  [['Ctrl', '/'], 'Go to the chat'],
  [['Enter'], 'Send what you say; edit the value that has the focus; keep what you typed'],
  [['Shift', 'Enter'], 'A new line in what you say'],
  [['Esc'], 'Leave: an edit unchanged, a menu, a dialog, a message'],
  [['Space'], 'Tick the box that has the focus'],
  [['Alt', '↑ ↓'], 'Move the row that has the focus'],
  [['← →'], 'The width of the chat, on its edge'],
  [['?'], 'This list'],
]
