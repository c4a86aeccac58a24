/**
 * The pieces that frames over the socket, and answers to forms, are made of. Each yields
 * `<hx-partial hx-target="#…" hx-swap="…">`, so that a frame needs no target of its own; it can be sent twice without harm,
 * and does nothing on a page that lacks its target.
 *
 * A frame is `{"content": html, "seq": n}`; `seq` is absent for pieces of the chat. After each connection, and each change of the
 * address, the page says `{"seen": seq, "path": "/p/1/tasks?view=overdue"}`, and is sent what happened after `seq` there.
 */
import { html } from 'hono/html'
import type { Problem } from '../../app/problem.ts'
import type { Page } from '../../data/command.ts'
import { columnOf } from './board.ts'
import { cardView } from './card.ts'
import { busyView, chatTab, itemView, learnedView, modelCard, turnsView } from './chat.ts'
import { icon } from './form.ts'
import { columnId, entryId, headId, ids, newestId, rowId, sawId, turnCardsId, turnId, turnSayId } from './ids.ts'
import { brand, modelStatus, navigation, profilesMenu, themeButton } from './layout.ts'
import { listView } from './list.ts'
import { brokenApps } from './new-app.ts'
import { problemView } from './problem.ts'
import type { Card, ChatItem, ChatProps, Learned } from './props-chat.ts'
import type { Saw, TimelineLine } from './props-entries.ts'
import type { ListProps, RowFormProps, RowProps } from './props-rows.ts'
import type { Access, Html, ModelStatus, Shell } from './props.ts'
import { rowView } from './row.ts'
import { rowFormView } from './row-form.ts'
import { sawItem } from './saw.ts'
import { newestLine, timelineLine, type LinePlace } from './timeline.ts'
import { totalView, viewTabs } from './toolbar.ts'

/**
 * A row that was changed. Without `place` it is changed where it stands, and not shown where it does not stand yet.
 * With one it is taken away and put there: on top, or after another row; a board's card goes to its column either way.
 */
export const rowFragment = (row: RowProps, place?: 'top' | { readonly after: number }): Html => {
  const { table, board: isBoard } = row.setting
  const view = rowView(row)
  if (isBoard) return html`${rowGone(table.name, row.row.id)}${partial(columnId(table.name, columnOf(row)), 'afterbegin', view)}`
  if (place === undefined) return partial(rowId(table.name, row.row.id), 'outerMorph', view)
  const target = place === 'top' ? headId(table.name) : rowId(table.name, place.after)
  return html`${rowGone(table.name, row.row.id)}${partial(target, 'afterend', view)}`
}

/** A row that is no longer there, or no longer in this view. */
export const rowGone = (table: string, row: number): Html => partial(rowId(table, row), 'delete', html`<i></i>`)

/** The whole list anew: where many rows changed, or one whose place only the reader knows. Keeps what is focused. */
export const listFragment = (list: ListProps): Html => partial(ids.list, 'outerMorph', listView(list))

/** The counts: of the rows shown, and of every view. */
export const countsFragment = (list: Pick<ListProps, 'setting' | 'views'> & { readonly page: Pick<Page, 'total' | 'atLeast'> }): Html =>
  html`${partial(ids.total, 'textContent', html`${totalView(list.page)}`)}${partial(ids.views, 'outerMorph', viewTabs(list))}`

/** A line on top of the timeline; the one of an entry that has been undone, or redone, is shown anew by `entryFragment`. */
export const timelineFragment = (line: TimelineLine, where: LinePlace): Html => {
  const gone = (id: string) => partial(id, 'delete', html`<i></i>`)
  const { entry } = line.saw
  return html`${gone(entryId(entry))}${partial(ids.timelineLines, 'afterbegin', timelineLine(line, where))}${gone(newestId(entry))}${partial(ids.newest, 'afterbegin', newestLine(line, where))}`
}

/** A line of the timeline as it is now. */
export const entryFragment = (line: TimelineLine, where: LinePlace): Html =>
  html`${partial(entryId(line.saw.entry), 'outerMorph', timelineLine(line, where))}${partial(newestId(line.saw.entry), 'outerMorph', newestLine(line, where))}`

type ChatPlace = Pick<ChatProps, 'access' | 'profile' | 'assistantName'>

/** A new turn, or a change that was seen, at the end of the chat. */
export const chatItemFragment = (item: ChatItem, where: ChatPlace): Html => {
  const id = item.kind === 'turn' ? turnId(item.id) : sawId(item.saw.entry)
  return html`${partial(id, 'delete', html`<i></i>`)}${partial(ids.turns, 'beforeend', itemView(item, where))}`
}

/** A turn as it stands now, in its place: when it has ended, or one of its cards has changed. */
export const turnFragment = (turn: Extract<ChatItem, { kind: 'turn' }>, where: ChatPlace): Html => partial(turnId(turn.id), 'outerMorph', itemView(turn, where))

/** A piece of the apprentice's words while it streams; the only fragment that adds up when it is sent twice. */
export const chatPiece = (turn: number, text: string): Html => partial(turnSayId(turn), 'beforeend', html`<span>${text}</span>`)

/** All words of a running turn so far, for a page that has missed their pieces. */
export const chatWords = (turn: number, text: string): Html => partial(turnSayId(turn), 'innerHTML', html`<span>${text}</span>`)

/** One more card of a running turn. */
export const cardFragment = (turn: number, card: Card, where: ChatPlace): Html => partial(turnCardsId(turn), 'beforeend', cardView(card, where))

/** A change that was seen, as it stands now: undone, or redone. */
export const sawFragment = (saw: Saw): Html => partial(sawId(saw.entry), 'outerMorph', sawItem(saw))

/** The whole conversation anew: a new one has begun, or too much was missed. */
export const turnsFragment = (chat: ChatProps): Html => partial(ids.turns, 'outerMorph', turnsView(chat))

/** Stop, and what waits, while a turn runs. */
export const busyFragment = (chat: Pick<ChatProps, 'access' | 'profile' | 'busy' | 'waiting'>): Html =>
  partial(ids.stop, 'innerHTML', html`${chat.busy ? busyView(chat) : html`<i hidden></i>`}`)

/** What it has learned by now. */
export const learnedFragment = (learned: Learned): Html => partial(ids.learned, 'outerMorph', learnedView(learned))

/** The model in the header; the card that says what one would add goes as soon as there is one. */
export const modelFragment = (model: ModelStatus): Html =>
  html`${partial(ids.model, 'outerHTML', modelStatus(model))}${model.state === 'absent' ? partial(ids.noModel, 'outerHTML', modelCard(model)) : partial(ids.noModel, 'delete', html`<i></i>`)}`

/** The apps that run now: an app file was saved. */
export const navigationFragment = (shell: Pick<Shell, 'apps' | 'broken' | 'profile'>): Html =>
  html`${partial(ids.nav, 'outerMorph', navigation(shell))}${partial(ids.broken, 'outerMorph', brokenApps(shell.broken))}`

/** What the desk and its apprentice are called now, and in which colours they are shown. */
export const lookFragment = (shell: Pick<Shell, 'deskName' | 'assistantName' | 'theme' | 'profile'>): Html =>
  html`${partial(ids.brand, 'outerMorph', brand(shell))}${partial(ids.theme, 'outerMorph', themeButton(shell))}${partial(ids.assistant, 'innerHTML', html`${icon('cap')} ${shell.assistantName}`)}${partial(ids.chatTab, 'textContent', html`${chatTab(shell.assistantName)}`)}`

/** The profiles that there are now, and what they are called. */
export const profilesFragment = (shell: Pick<Shell, 'profiles' | 'profileWord'>): Html => partial(ids.profiles, 'outerHTML', profilesMenu(shell))

/** A Problem, told at the foot of the page until it is closed or the next one comes. */
export const problemFragment = (problem: Problem, where: { readonly access: Access; readonly profile: number }): Html =>
  partial(ids.notes, 'innerHTML', html`<div class="note">${problemView(problem, where)}<button type="button" class="tool" data-close-note aria-label="Close">×</button></div>`)

/** A row's form in the dialog: the answer to the pencil, and again with its Problem when what was sent is refused. */
export const sheetFragment = (form: RowFormProps): Html => partial(ids.sheet, 'innerHTML', rowFormView(form))

const partial = (id: string, swap: string, content: Html): Html => html`<hx-partial hx-target="#${id}" hx-swap="${swap}">${content}</hx-partial>`
