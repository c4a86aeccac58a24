import { html } from 'hono/html'
import type { Access, Html } from './props.ts'

type Hidden = Readonly<Record<string, string | number | undefined>>

/**
 * A form that works without script, answered by the page that it stood on, and, with it, is sent by the page's script and
 * answered with fragments of what the socket does not bring. Carries the page token.
 * `attributes` go onto the form as they are. A `native` one is always sent by the browser, and answered with a page.
 */
export const actionForm = (
  access: Access,
  { to, hidden = {}, className, id, attributes, native = false }: { readonly to: string; readonly hidden?: Hidden; readonly className?: string; readonly id?: string; readonly attributes?: Html; readonly native?: boolean },
  body: Html | readonly Html[],
): Html => html`<form method="post" action="${to}"${named('id', id)}${named('class', className)}${native ? '' : ' data-send'} ${attributes}>
${hiddenInputs({ _token: access.token, ...hidden })}${body}</form>`

/** The attributes that make htmx put a link's page in place of one element of this one, the address with it. Every element with such attributes carries the nonce. */
export const replacing = ({ nonce }: Access, href: string, target: string): Html =>
  html`hx-get="${href}" hx-target="#${target}" hx-select="#${target}" hx-swap="outerHTML" hx-push-url="true" hx-nonce="${nonce}"`

/** What a form sends along unseen; what has no value is left out. */
export const hiddenInputs = (values: Hidden): Html[] =>
  Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`]))

/** An attribute, or nothing where it has no value. */
export const named = (name: string, value: string | number | undefined): Html | undefined => (value === undefined || value === '' ? undefined : html` ${name}="${value}"`)

/** A picture that says nothing to a screen reader; the words stand beside it. A `.tool` may have one as a class of its own: `class="tool i-pencil"`. */
export const icon = (name: IconName): Html => icons[name] ?? (icons[name] = html`<span class="icon i-${name}" aria-hidden="true"></span>`)

/** Pages show the same few over and over. */
const icons: { [name in IconName]?: Html } = {}

/** The icons that there are; `icons.css` draws them. */
export type IconName =
  | 'grip' | 'pencil' | 'trash' | 'copy' | 'undo' | 'redo' | 'plus' | 'gear' | 'theme' | 'search' | 'send' | 'stop' | 'new'
  | 'poke' | 'history' | 'filter' | 'cap' | 'check' | 'question' | 'warning' | 'repeat' | 'close' | 'up' | 'down' | 'code' | 'columns'

/** A row of class names; those whose condition does not hold are left out. */
export const classes = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(' ')
