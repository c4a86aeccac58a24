import { randomBytes } from 'node:crypto'
import type { Tab } from './socket.ts'
import type { Access, Html } from './views/props.ts'

/** A frame without content: the page's own script does what it says. */
export const reloadFrame = JSON.stringify({ reload: true })

/** Words that stand in for a tab's nonce and token while its fragments are rendered; nobody who writes rows can know them. */
export const newAccess = (): Access => ({ nonce: randomBytes(16).toString('hex'), token: randomBytes(16).toString('hex') })

/** Sends what was rendered once to each of the tabs, with its own nonce and token. `seq` is the newest entry that it shows. */
export const sendFrame = async (tabs: Iterable<Tab>, access: Access, { html, seq }: { readonly html: readonly Html[]; readonly seq?: number | undefined }): Promise<void> => {
  const content = (await Promise.all(html)).join('')
  const frame = JSON.stringify({ ...(html.length > 0 && { content }), ...(seq !== undefined && { seq }) })
  for (const tab of tabs) tab.send(frame.replaceAll(access.nonce, tab.nonce).replaceAll(access.token, tab.token))
}
