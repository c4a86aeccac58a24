import { html } from 'hono/html'
import { problemToText, type Problem } from '../../app/problem.ts'
import { actionForm, icon } from './form.ts'
import { ids } from './ids.ts'
import { keysDialog } from './keys.ts'
import type { Html, ModelStatus, Shell } from './props.ts'

/** A whole page: head, header, body. `foot` stands at the bottom; `body` holds its own <main>. */
export const layout = (shell: Shell, { title, body, foot }: { readonly title: string; readonly body: Html; readonly foot?: Html }): Html => {
  const { access } = shell
  return html`${document({ title: `${title} – ${shell.deskName}`, theme: shell.theme, version: shell.version })}
<meta name="htmx-config" content="${htmxConfig}">
</head><body data-profile="${shell.profile}">
<a class="skip" href="#${ids.main}">Skip to the content</a>
${header(shell)}
${body}
${foot}
${actionForm(access, { to: `/p/${shell.profile}/undo`, id: ids.undo }, [])}
<div id="${ids.notes}" class="notes" role="status" aria-live="polite"></div>
<dialog id="${ids.sheet}" class="sheet" aria-label="Edit"></dialog>
${keysDialog()}
<div id="${ids.live}" hidden data-seq="${shell.seq}" hx-ws:connect="/live" hx-swap="none" hx-config="${JSON.stringify({ ws: { pauseOnBackground: false, reconnectMaxDelay: 5000, protocols: ['prentice', access.token] } })}" hx-nonce="${access.nonce}"></div>
${['htmx', 'hx-csp', 'hx-ws', 'sortable'].map((name) => html`<script nonce="${access.nonce}" src="/assets/${name}.min.js?v=${shell.version}"></script>`)}
<script nonce="${access.nonce}" type="module" src="/assets/app.js?v=${shell.version}"></script>
</body></html>`
}

/**
 * Holds no style of its own and settles nothing (that copies style attributes, which the content policy refuses), and reloads
 * on Back: a stored page has an old nonce.
 */
const htmxConfig = JSON.stringify({ includeIndicatorCSS: false, extensions: 'hx-csp,ws', history: 'reload', defaultSwap: 'none', defaultTimeout: 0, defaultSettleDelay: 0 })

/** A page about one thing, without rows and chat beside it. */
export const plainPage = (shell: Shell, title: string, body: Html): Html => layout(shell, { title, body: html`<main id="${ids.main}" class="single">${body}</main>` })

/** The page for somebody who is not signed in: how to get a link. Loads no script. */
export const signInPage = ({ version, used, problem, readOnly = false }: { readonly version: string; /** The desk can be read, not changed: it may have been started so, and then there is no fresh link. */ readonly readOnly?: boolean; /** A link was followed that had been used or had expired. */ readonly used: boolean; /** What else stood in the way. */ readonly problem?: Problem }): Html =>
  html`${document({ title: 'Sign in – Prentice', theme: 'auto', version })}</head><body><main id="${ids.main}" class="single sign-in"><section class="plain"><h1>${icon('cap')} Prentice</h1>
<p>${problem ? problemToText(problem) : used ? 'This link was used already, or is too old. Every link works once.' : 'This browser is not signed in.'}</p>
<p>In the folder of the desk, type this; it prints a fresh link:</p><pre tabindex="0"><code>npx prentice link</code></pre>
${readOnly
    ? html`<p class="muted">This desk can only be read now. If its folder cannot be written to, no fresh link can be made: end the desk and start it again, and it prints one that holds until it ends.</p>`
    : html`<p class="muted">The link signs this browser in for 90 days. Where the desk was started with <code>npm start</code>, it has also printed one there.</p>`}</section></main></body></html>`

const document = ({ title, theme, version }: { readonly title: string; readonly theme: Shell['theme']; readonly version: string }): Html =>
  html`<!doctype html>
<html lang="en"${theme === 'auto' ? '' : html` data-theme="${theme}"`}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title><link rel="icon" href="/assets/icon.svg?v=${version}" type="image/svg+xml">${styleSheets.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css?v=${version}">`)}`
// In this order: a phone has the last word.
const styleSheets = ['pico.min', 'icons', 'app', 'shell', 'rows', 'columns', 'board', 'chat', 'pages', 'phone']

const header = (shell: Shell): Html => {
  const { access, profile } = shell
  return html`<header class="top">${brand(shell)}
${navigation(shell)}
${profilesMenu(shell)}
<form role="search" class="search" method="get" action="/p/${profile}/search"><input type="search" id="${ids.search}" name="q" value="${shell.search ?? ''}" placeholder="Search" aria-label="Search everything" aria-keyshortcuts="/" autocomplete="off"><kbd aria-hidden="true">/</kbd></form>
${modelStatus(shell.model)}
${actionForm(access, { to: '/settings', className: 'inline theme', hidden: { _fields: 'theme' }, attributes: html`data-theme-form` }, [themeButton(shell)])}
<a class="tool" href="/settings" aria-label="Settings" title="Settings">${icon('gear')}</a></header>`
}

/** The desk's name. The page's script takes the browser's title and the colours from it, so that they change while the page is open. */
export const brand = ({ deskName, profile, theme }: Pick<Shell, 'deskName' | 'profile' | 'theme'>): Html =>
  html`<a id="${ids.brand}" class="brand" href="/p/${profile}" aria-label="${deskName}" data-colours="${theme}">${icon('cap')}<span>${deskName}</span></a>`

/** Changes the colours to the next of the three. */
export const themeButton = ({ theme }: Pick<Shell, 'theme'>): Html =>
  html`<button id="${ids.theme}" class="tool i-theme" name="theme" value="${nextTheme[theme]}" aria-label="Colours: ${theme}. Change" title="Colours: ${theme}"></button>`

/** The way to the other profiles; nothing to see while there is only one. */
export const profilesMenu = ({ profiles, profileWord }: Pick<Shell, 'profiles' | 'profileWord'>): Html => {
  if (profiles.length < 2) return html`<span id="${ids.profiles}" hidden></span>`
  const current = profiles.find((each) => each.current)?.title ?? ''
  const items = profiles.map((each) => html`<li><a href="${each.href}"${each.current ? html` aria-current="true"` : ''}>${each.title}</a></li>`)
  return html`<details id="${ids.profiles}" class="menu profiles"><summary aria-label="${profileWord}: ${current}"><small>${profileWord}</small> <b>${current}</b></summary><ul class="menu-items">${items}<li><a href="/profiles" class="every">Every ${profileWord}…</a></li></ul></details>`
}

/** The apps, those that are broken with the way to the reason, and the way to a new one. Where they need more than one line, "More" shows them all. */
export const navigation = ({ apps, broken, profile }: Pick<Shell, 'apps' | 'broken' | 'profile'>): Html => {
  const links = apps.map(({ href, icon: sign, title, current }) => html`<li><a href="${href}"${current ? html` aria-current="page"` : ''}><span aria-hidden="true">${sign}</span> ${title}</a></li>`)
  return html`<nav id="${ids.nav}" class="apps" aria-label="Apps"><div><ul>${links}${broken.map(({ name, problem }) => html`<li><a class="broken" href="/p/${profile}/${name}" title="${name} does not run: ${problem.message}">${icon('warning')} ${name}</a></li>`)}<li><a href="/p/${profile}/new-app" aria-label="Make a new app">${icon('plus')}<span> App</span></a></li></ul><details class="menu"><summary>More</summary></details></div></nav>`
}

/** The model as a dot and a name. */
export const modelStatus = ({ state, name, note }: ModelStatus): Html => {
  const words = modelWords[state]
  return html`<span id="${ids.model}" class="model ${state}" title="${note ?? words}"><span class="dot" aria-hidden="true"></span><span class="model-name">${state === 'absent' ? 'no model' : (name ?? 'model')}</span><span class="hidden">: ${words}</span></span>`
}

const modelWords = { ready: 'ready', waking: 'waking up', absent: 'none found', failing: 'not answering' } as const
const nextTheme = { auto: 'light', light: 'dark', dark: 'auto' } as const
