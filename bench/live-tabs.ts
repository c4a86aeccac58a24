import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { DeskProcess } from './desk.ts'

/** Open pages without a browser. */
export interface Tabs {
  /** Closes them, once each has heard of the entry `seq`; throws if one does not within 10 s. */
  close(seq: number): Promise<void>
}

/** Opens sockets as the page of the tasks does: its token, where it is, what it has seen. */
export const openTabs = async (desk: DeskProcess, cookie: string, count: number): Promise<Tabs> => {
  const page = await (await fetch(`${desk.url}/p/1/tasks`, { headers: { cookie } })).text()
  const [, token] = /prentice&quot;,&quot;([\w-]+)&quot;/.exec(page) ?? []
  const [, seen] = /data-seq="(\d+)"/.exec(page) ?? []
  if (token === undefined || seen === undefined) throw new Error('the page holds no token for its socket')
  const tabs = await Promise.all(Array.from({ length: count }, () => openTab(desk, { cookie, token, seen: Number(seen) })))
  return {
    close: async (seq) => {
      const late = AbortSignal.timeout(10_000)
      for (const { socket, heard } of tabs) while (heard() < seq) await once(socket, 'message', { signal: late })
      for (const { socket } of tabs) socket.close()
      await Promise.all(tabs.map(({ socket }) => once(socket, 'close')))
    },
  }
}

interface Tab { readonly socket: WebSocket; readonly heard: () => number }

const openTab = async (desk: DeskProcess, { cookie, token, seen }: { readonly cookie: string; readonly token: string; readonly seen: number }): Promise<Tab> => {
  const socket = new WebSocket(`${desk.url.replace('http', 'ws')}/live`, ['prentice', token], { headers: { cookie }, origin: desk.url, perMessageDeflate: false })
  let last = seen
  socket.on('message', (data) => {
    const { seq }: { readonly seq?: number } = JSON.parse(String(data))
    if (seq !== undefined && seq > last) last = seq
  })
  await once(socket, 'open')
  socket.send(JSON.stringify({ seen, path: '/p/1/tasks' }))
  return { socket, heard: () => last }
}
