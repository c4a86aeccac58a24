import { html } from 'hono/html'
import type { BrokenApp } from '../../app/schema.ts'
import { icon } from './form.ts'
import { ids } from './ids.ts'
import { withCode } from './problem.ts'
import type { Html } from './props.ts'

/** How to make an app. */
export interface NewAppProps {
  /** The absolute path of the folder of app files, where it is known. */
  readonly folder?: string
  readonly broken: readonly BrokenApp[]
}

/** How to make an app: the file to save, where to, and which files there do not run. */
export const newAppView = ({ folder, broken }: NewAppProps): Html =>
  html`<section class="plain new-app" aria-labelledby="new-app-title"><h1 id="new-app-title">A new app</h1>
<p>One small file is one app. Save it, and its page is there at once, in the row above: list, forms, filters, search, undo, and the words that your apprentice understands.</p>
<ol class="steps"><li><p>Take this, and change what you like. Fields are ${kinds.map((kind, at) => html`${at > 0 && ', '}<code>${kind}</code>`)}.</p>${copyable(exampleApp, 'the file')}</li>
<li><p>Save it under any name that ends in <code>.ts</code> (<code>books.ts</code>, say) in this folder on the machine where the desk runs:</p>${folder === undefined ? html`<p><code>apps</code></p>` : copyable(folder, 'the folder’s path')}</li>
<li><p>Its page opens from the row above, and <q>add Dune by Frank Herbert</q> works.</p></li></ol>
${brokenApps(broken)}</section>`

/** The app files that do not run, each with its reason; an empty place where all of them do. */
export const brokenApps = (broken: NewAppProps['broken']): Html =>
  html`<div id="${ids.broken}">${broken.length > 0 && html`<h2>${icon('warning')} ${broken.length === 1 ? 'One app file does' : `${broken.length} app files do`} not run</h2><ul class="broken-apps">${broken.map(({ name, file, problem }) => html`<li><p><b>${name}</b> ${problem.message}</p>${problem.next && html`<p class="muted">${withCode(problem.next)}</p>`}<p><code>${file}</code></p></li>`)}</ul>`}</div>`

const copyable = (text: string, what: string): Html =>
  html`<div class="copyable"><pre tabindex="0" role="region" aria-label="${what}"><code>${text}</code></pre><button type="button" class="tool with-script" data-copy="${text}" aria-label="Copy ${what}" title="Copy">${icon('copy')}</button></div>`

const kinds = ['text', 'longtext', 'integer', 'decimal', 'money', 'checkbox', 'date', 'datetime', 'choice', 'link', 'url', 'email']

const exampleApp = `import { checkbox, defineApp, table, text } from 'prentice'

export default defineApp({
  title: 'Books', icon: '📚',
  tables: {
    book: table({ title: text({ required: true }), author: text(), read: checkbox() }),
  },
})
`
