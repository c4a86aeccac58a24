import { html } from 'hono/html'
import type { ShownRow } from '../../data/command.ts'
import { actionForm, icon, named } from './form.ts'
import { keysList } from './keys.ts'
import { problemView } from './problem.ts'
import type { Access, Failed, Html } from './props.ts'
import { momentInWords } from './words.ts'

/** The settings form; its inputs are named as the fields of table `setting`. */
export interface SettingsProps {
  readonly access: Access
  readonly row: ShownRow
  /** The models that are installed; the first choice is "the best one found". */
  readonly models: readonly string[]
  readonly foundModel?: string
  readonly foundZone: string
  readonly saved: boolean
  readonly failed?: Failed
}

/** Whether the apprentice may use one verb on one table unasked. */
export interface ShownGrant {
  readonly table: string
  readonly tableTitle: string
  readonly verb: string
  /** The verb as the page says it: "add", not "insert". */
  readonly word: string
  readonly granted: boolean
  readonly since?: string
  /** A person or an example has shown it. */
  readonly learned: boolean
}

/** What the apprentice may do unasked, by table and verb. */
export interface GrantsProps {
  readonly access: Access
  readonly grants: readonly ShownGrant[]
}

/** A signed-in browser. */
export interface ShownSession {
  readonly id: string
  readonly browser: string
  readonly since: string
  readonly lastSeen: string
  /** It is the one that asks. */
  readonly current: boolean
}

/** The browsers that are signed in. */
export interface SessionsProps {
  readonly access: Access
  readonly zone: string
  readonly sessions: readonly ShownSession[]
}

/** Every setting with one sentence that says what it means. */
export const settingsView = ({ access, row, models, foundModel, foundZone, saved, failed }: SettingsProps): Html => {
  const now = (name: string) => failed?.values[name] ?? String(row.values[name] ?? '')
  const setting = (name: keyof typeof labels, means: string, control: (attributes: Html) => Html): Html =>
    html`<div class="setting"><label for="setting-${name}">${labels[name]}</label>${control(html`id="setting-${name}" name="${name}" aria-describedby="means-${name}"${failed?.problem.fields?.[name] && html` aria-invalid="true"`}`)}<small id="means-${name}">${means}</small></div>`
  const options = (name: string, all: readonly (readonly [string, string])[]) => all.map(([value, label]) => html`<option value="${value}"${value === now(name) ? html` selected` : ''}>${label}</option>`)
  const line = (name: string, max: number, placeholder?: string) => (attributes: Html) => html`<input type="text" ${attributes} value="${now(name)}"${named('placeholder', placeholder)} maxlength="${max}" autocomplete="off">`
  const number = (name: string, min: number, max: number) => (attributes: Html) => html`<input type="number" ${attributes} value="${now(name)}" min="${min}" max="${max}">`
  return html`<section class="plain" aria-labelledby="settings-title"><h1 id="settings-title">Settings</h1>
${settingsTabs('settings')}
${saved && html`<p class="saved" role="status">${icon('check')} Saved.</p>`}${failed && problemView(failed.problem, { labels })}
${actionForm(access, { to: '/settings', className: 'settings', hidden: { _fields: Object.keys(labels).join(' '), _version: row.version }, native: true }, [html`
<fieldset><legend>The desk</legend>
${setting('desk_name', 'Stands at the top of every page.', line('desk_name', 60))}
${setting('profile_word', 'Profiles keep rows apart: one per client, project or household. Say which word fits you; its menu shows from the second one on.', line('profile_word', 30))}
${setting('zone', `“Today” and “tomorrow” are meant in this zone. Empty: the one of this machine.`, line('zone', 60, foundZone))}
${setting('theme', 'Automatic follows your system.', (attributes) => html`<select ${attributes}>${options('theme', [['auto', 'automatic'], ['light', 'light'], ['dark', 'dark']])}</select>`)}</fieldset>
<fieldset><legend>The apprentice</legend>
${setting('assistant_name', 'What it calls itself, and what stands above the chat.', line('assistant_name', 40))}
${setting('persona', 'A few words on how it should talk. They never change what it may do.', (attributes) => html`<textarea ${attributes} rows="2" maxlength="1000">
${now('persona')}</textarea>`)}
${setting('persona_words', 'It is asked to stay under so many words.', number('persona_words', 5, 400))}
${setting('reply_tokens', 'The hard limit, in tokens (a token is about three quarters of a word); what is longer is cut off.', number('reply_tokens', 64, 4096))}
${setting('model', `Which of the language models on this machine answers. The best one found: ${foundModel ?? 'none yet'}.`, (attributes) => html`<select ${attributes}>${options('model', [['', 'the best one found'], ...[...new Set([...models, now('model')])].filter(Boolean).map((name) => [name, name] as const)])}</select>`)}
${setting('comments', 'Now and then a short remark on what you do, unasked. It only ever proposes, and it stops as soon as you act.', (attributes) => html`<input type="checkbox" role="switch" ${attributes} value="true"${now('comments') === 'true' ? html` checked` : ''}>`)}</fieldset>
<button class="primary">Save</button>`])}
<h2>Keys</h2>${keysList()}</section>`
}

// What each setting is called on the page, and in a refusal.
const labels = {
  desk_name: 'Name', profile_word: 'A profile is called', zone: 'Time zone', theme: 'Colours', assistant_name: 'Its name', persona: 'Its manner', persona_words: 'Words in a reply', reply_tokens: 'Longest reply', model: 'Model', comments: 'Comments',
} as const

const settingsTabs = (now: (typeof tabs)[number]['key']): Html =>
  html`<nav class="views" aria-label="Settings"><ul>${tabs.map(({ key, href, title }) => html`<li><a href="${href}"${key === now ? html` aria-current="page"` : ''}>${title}</a></li>`)}</ul></nav>`

const tabs = [
  { key: 'settings', href: '/settings', title: 'Settings' },
  { key: 'grants', href: '/settings/grants', title: 'What it may do' },
  { key: 'sessions', href: '/settings/sessions', title: 'Signed-in browsers' },
] as const

/** What the apprentice has learned and what it may do unasked; each with its switch. */
export const grantsView = ({ access, grants }: GrantsProps): Html => {
  const tables = Map.groupBy(grants, (grant) => grant.tableTitle)
  return html`<section class="plain" aria-labelledby="grants-title"><h1 id="grants-title">What it may do</h1>${settingsTabs('grants')}
<p class="muted">A language model only proposes what you have not shown it. What is plain and small it then does at once, with Undo beside it; where you let it act, it also does what it would else ask for.</p>
${[...tables].map(([title, verbs]) => html`<h2>${title}</h2><ul class="grants">${verbs.map((grant) => grantView(access, grant))}</ul>`)}</section>`
}

const grantView = (access: Access, grant: ShownGrant): Html => {
  const { table, tableTitle, verb, word, granted } = grant
  const change = granted ? 'Ask me again' : 'Let it act'
  const form = actionForm(access, { to: '/settings/grants', hidden: { table, verb, allow: granted ? '0' : '1' }, native: true }, [html`<button class="outline" aria-label="${change}: ${word}, ${tableTitle}">${change}</button>`])
  return html`<li><span class="verb">${word}</span><span class="${granted ? 'granted' : 'muted'}">${grantState(grant)}</span>${form}</li>`
}

const grantState = ({ granted, learned, since }: ShownGrant): string =>
  granted ? `may act${since ? ` since ${since.slice(0, 10)}` : ''}` : learned ? 'has learned it' : 'has not seen it yet'

/** The browsers that are signed in. */
export const sessionsView = ({ access, zone, sessions }: SessionsProps): Html => {
  const moment = { zone, today: '' }
  const line = ({ id, browser, since, lastSeen, current }: ShownSession) =>
    html`<li><span>${browser}${current && html` <b>(this one)</b>`}</span> <small>since ${momentInWords(since, moment)}, last seen ${momentInWords(lastSeen, moment)}</small>${actionForm(access, { to: '/settings/sessions', hidden: { revoke: id }, className: 'inline', native: true }, [html`<button class="outline">${current ? 'Sign out' : 'End'}</button>`])}</li>`
  return html`<section class="plain" aria-labelledby="sessions-title"><h1 id="sessions-title">Signed-in browsers</h1>${settingsTabs('sessions')}
<ul class="lines">${sessions.map(line)}</ul></section>`
}
