import { html } from 'hono/html'
import { chatTab, chatView } from './chat.ts'
import { ids } from './ids.ts'
import { layout } from './layout.ts'
import { listView } from './list.ts'
import type { ChatProps } from './props-chat.ts'
import type { TimelineProps } from './props-entries.ts'
import type { ListProps } from './props-rows.ts'
import type { Html, Shell } from './props.ts'
import { timelineView } from './timeline.ts'

/** The desk: rows, the apprentice beside them, the timeline below. On a phone rows and apprentice are two tabs, without script too. */
export const deskPage = ({ shell, list, chat, timeline }: { readonly shell: Shell; readonly list: ListProps; readonly chat: ChatProps; readonly timeline: TimelineProps }): Html =>
  layout(shell, { title: list.setting.table.title, body: beside(list.setting.table.title, listView(list), chat), foot: timelineView(timeline) })

/** The desk with something else than rows in its main part. */
export const chatPage = (shell: Shell, { title, body, chat }: { readonly title: string; readonly body: Html; readonly chat: ChatProps }): Html =>
  layout(shell, { title, body: beside(title, body, chat) })

const beside = (title: string, body: Html, chat: ChatProps): Html =>
  html`<nav class="phone-tabs" aria-label="Parts of the page"><a href="#${ids.main}">${title}</a><a id="${ids.chatTab}" href="#${ids.chat}">${chatTab(chat.assistantName)}</a></nav>
<main class="parts"><h1 class="hidden">${title} and ${chat.assistantName}</h1><div id="${ids.main}" tabindex="-1">${body}</div>
${chatView(chat)}</main>`
