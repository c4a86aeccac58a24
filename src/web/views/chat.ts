import { html } from 'hono/html'
import { actionForm, icon } from './form.ts'
import { ids } from './ids.ts'
import type { ChatItem, ChatProps, ConversationLine, Learned } from './props-chat.ts'
import type { Html, ModelStatus } from './props.ts'
import { sawItem } from './saw.ts'
import { turnView } from './turn.ts'
import { momentInWords } from './words.ts'

/** The chat beside the rows. */
export const chatView = (props: ChatProps): Html => {
  const { access, profile, assistantName, learned, past } = props
  const to = `/p/${profile}/chat`
  return html`<section id="${ids.chat}" class="chat" aria-label="${assistantName}" data-profile="${profile}">
<div class="divider with-script" role="separator" aria-orientation="vertical" aria-label="Width of the chat" aria-controls="${ids.chat}" aria-valuenow="36" aria-valuemin="20" aria-valuemax="60" tabindex="0"></div>
<header class="chat-head"><h2 id="${ids.assistant}">${icon('cap')} ${assistantName}</h2><div class="chat-tools">
${actionForm(access, { to: `${to}/poke`, className: 'inline' }, [html`<button class="tool" aria-label="Poke: let it say something about what it saw" title="Poke: let it say something about what it saw">${icon('poke')}</button>`])}
<a class="tool" href="${to}/history" aria-label="Earlier conversations" title="Earlier conversations">${icon('history')}</a>
${actionForm(access, { to: `${to}/new`, className: 'inline', native: true }, [html`<button class="tool" aria-label="New chat" title="New chat">${icon('new')}</button>`])}</div></header>
${past !== undefined ? html`<p class="past">The conversation that began ${past}. <a href="/p/${profile}">Back to the present one</a></p>` : learnedView(learned)}
<div class="scroll" tabindex="0" role="log" aria-label="Conversation">${turnsView(props)}</div>
${past === undefined && html`${actionForm(access, { to, className: 'say-form', attributes: html`data-reset` }, [html`<label class="hidden" for="${ids.say}">Say what you want</label><textarea id="${ids.say}" name="text" rows="1" required placeholder="Say what you want… or !help" autocomplete="off" aria-keyshortcuts="Control+/"></textarea><button class="primary send" aria-label="Send" title="Send">${icon('send')}</button>`])}
<div id="${ids.stop}" class="stop">${props.busy && busyView(props)}</div>`}</section>`
}

/** The conversation itself; an empty one greets. */
export const turnsView = (props: ChatProps): Html =>
  html`<ol id="${ids.turns}" class="turns">${props.items.length === 0 && greeting(props)}${props.past === undefined && props.model.state === 'absent' && modelCard(props.model)}${props.items.map((item, at) => (item.kind === 'saw' ? sawItem(item.saw, isFolded(props.items, at)) : itemView(item, props)))}</ol>`

/** Of a long run of changes the last three tell their command; the style sheet folds the others of an open page. */
const isFolded = (items: ChatProps['items'], at: number): boolean => [1, 2, 3].every((further) => items[at + further]?.kind === 'saw')

/** One thing in the chat: an exchange, or a change that was seen. */
export const itemView = (item: ChatItem, where: Pick<ChatProps, 'access' | 'profile' | 'assistantName'>): Html =>
  item.kind === 'turn' ? turnView(item, where) : sawItem(item.saw)

/** While a turn runs: the way to end it, and what was said meanwhile. */
export const busyView = ({ access, profile, waiting }: Pick<ChatProps, 'access' | 'profile' | 'waiting'>): Html =>
  html`${waiting.length > 0 && html`<ol class="waiting" aria-label="Said, and waiting for its turn">${waiting.map((text) => html`<li dir="auto">${text}</li>`)}</ol>`}${actionForm(access, { to: `/p/${profile}/chat/stop`, className: 'inline' }, [html`<button class="outline">${icon('stop')} Stop</button>`])}`

/** What the phone's tab of the chat is called. */
export const chatTab = (assistantName: string): string => `Chat with ${assistantName}`

/** "has learned: add, finish; not yet: move", and the way to more about it. */
export const learnedView = ({ yes, notYet }: Learned): Html =>
  html`<p id="${ids.learned}" class="learned">${yes.length + notYet.length > 0 && html`<a href="/settings/grants">${yes.length > 0 && html`has learned: <b>${yes.join(', ')}</b>`}${yes.length > 0 && notYet.length > 0 && '; '}${notYet.length > 0 && html`not yet: ${notYet.join(', ')}`}</a>`}</p>`

/** Says what a model would add, with the one command to get one. */
export const modelCard = ({ missing }: Pick<ModelStatus, 'missing'>): Html =>
  html`<li class="no-model" id="${ids.noModel}"><p><strong>No model here, and all of this works without one.</strong> A language model on this machine adds free talk, looser questions, and comments. ${missing === 'engine' ? html`Get Ollama from <a href="https://ollama.com" target="_blank" rel="noopener noreferrer">ollama.com</a>, or start it if you have it; then type this in a terminal, and it is found within half a minute:` : 'Ollama is here, without a model yet; type this in a terminal, and it is found within half a minute:'}</p>
<p class="command"><code tabindex="0">${getModel}</code><button type="button" class="tool with-script" data-copy="${getModel}" aria-label="Copy the command" title="Copy">${icon('copy')}</button></p></li>`

/** The smallest one that talks and acts well enough. */
const getModel = 'ollama pull llama3.2:3b'

const greeting = ({ tries }: ChatProps): Html =>
  html`<li class="greeting"><p><strong>I learn by watching you.</strong> Tick a box or change a row: here stands the command that does the same, and from then on I can do it too. Or say what you want:</p><ul class="tries">${tries.map((words) => html`<li><button type="button" class="try with-script" data-fill="${words.replace(/…$/, '')}">${words}</button><span class="without-script">${words}</span></li>`)}</ul></li>`

/** The earlier conversations of a profile, newest first. */
export const conversationsView = (lines: readonly ConversationLine[], moment: { readonly zone: string; readonly today: string }): Html =>
  html`<section class="plain" aria-labelledby="conversations-title"><h1 id="conversations-title">Conversations</h1>
${lines.length === 0 ? html`<p class="muted">None yet. Say something to your apprentice, and it is kept here.</p>` : html`<ul class="lines">${lines.map((line) => conversationLine(line, moment))}</ul>`}</section>`

const conversationLine = ({ href, shown, first, at, turns, current }: ConversationLine, moment: { readonly zone: string; readonly today: string }): Html =>
  html`<li><a href="${href}"${shown ? html` aria-current="page"` : ''}>${first || 'without a word'}</a> <small>${momentInWords(at, moment)} · ${turns} ${turns === 1 ? 'turn' : 'turns'}${current && ' · going on'}</small></li>`
