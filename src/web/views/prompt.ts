import { html } from 'hono/html'
import type { Html } from './props.ts'

/** A turn's exact prompt, for reading. */
export interface PromptProps {
  readonly turn: number
  readonly at: string
  readonly model?: string
  readonly messages: readonly { readonly role: string; readonly content: string }[]
  readonly reply?: string
}

/** The exact words that a turn sent to the model, and what came back. */
export const promptView = ({ turn, at, model, messages, reply }: PromptProps): Html =>
  html`<section class="plain prompt" aria-labelledby="prompt-title"><h1 id="prompt-title">What it was told</h1><p class="muted">Turn ${turn}, ${at}${model && `, ${model}`}. Nothing else was sent, and it stayed on this machine.</p>
${messages.length === 0 ? html`<p>This turn was answered without a model: nothing was sent.</p>` : html`<ol class="messages">${messages.map(({ role, content }) => html`<li class="${role === 'assistant' ? 'assistant' : role === 'system' ? 'system' : 'user'}"><h2>${role}</h2><pre tabindex="0">${content}</pre></li>`)}</ol>`}
${reply !== undefined && html`<h2>Its reply</h2><pre tabindex="0">${reply}</pre>`}</section>`
