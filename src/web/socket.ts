import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { parse } from 'hono/utils/cookie'
import { WebSocketServer, type WebSocket } from 'ws'
import { isJsonObject, type JsonObject } from '../app/json-object.ts'
import type { Desk } from '../data/desk.ts'
import { cookieName, sessionOf } from './auth.ts'
import type { HostList } from './hosts.ts'
import { readPageToken } from './page-token.ts'

/** One open page. */
export interface Tab {
  readonly session: number
  /** Of its page: what fragments must carry to be alive there. */
  readonly nonce: string
  /** Its page's token, for the forms in fragments. */
  readonly token: string
  /** Sends a frame. A tab that does not read is cut off, so that memory stays bounded: it comes back and says what it has seen. */
  send(frame: string): void
  close(): void
}

/** Who hears of the tabs that open, speak and close. */
export interface TabListener {
  opened(tab: Tab): void
  /** A text frame that is a JSON object. */
  said(tab: Tab, message: JsonObject): void
  closed(tab: Tab): void
}

/** All open sockets. */
export interface Sockets {
  /** Cuts off the tabs of a session that was ended. */
  endSession(session: number): void
  close(): void
}

/** The most bytes in a frame from a page. */
const frameLimitBytes = 64 * 1024
/** The most bytes that may wait for a tab. */
const waitingLimitBytes = 1024 * 1024

/**
 * Opens `/live` for pages of this desk: own host, own origin, a session's cookie and, as second subprotocol, a token of
 * one of the session's pages. Everything else is refused before there is a socket.
 */
export const openSockets = (server: Server, { desk, port, hosts, listener, beatMs }: {
  readonly desk: Desk
  readonly port: () => number
  readonly hosts: () => HostList
  readonly listener: TabListener
  readonly beatMs: number
}): Sockets => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: frameLimitBytes, perMessageDeflate: false, handleProtocols: () => protocol })
  const tabs = new Map<WebSocket, OpenTab>()
  const silent = new Set<WebSocket>()

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const page = admit(request, { desk, port: port(), hosts: hosts() })
    if (!page.ok) return void socket.end(`HTTP/1.1 ${page.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (ws) => open(ws, page))
  })
  // A peer that vanished without a word is found out by its silence; a page must not outlive its session.
  const beat = setInterval(() => {
    const now = new Date(desk.now()).toISOString()
    for (const [ws, { expiresAt }] of tabs) {
      if (silent.has(ws)) ws.terminate()
      if (expiresAt <= now) ws.close(sessionEnded)
      silent.add(ws)
      ws.ping()
    }
  }, beatMs)
  beat.unref()

  const open = (ws: WebSocket, { session, expiresAt, nonce, token }: Admitted): void => {
    const tab: OpenTab = {
      session, expiresAt, nonce, token,
      send: (frame) => {
        if (ws.readyState !== ws.OPEN) return
        if (ws.bufferedAmount + frame.length > waitingLimitBytes && ws.bufferedAmount > 0) return ws.terminate()
        ws.send(frame)
      },
      close: () => ws.close(1001),
    }
    tabs.set(ws, tab)
    ws.on('pong', () => silent.delete(ws))
    ws.on('error', () => ws.terminate())
    ws.on('message', (data, isBinary) => {
      silent.delete(ws)
      const message = isBinary ? undefined : readMessage(String(data))
      if (message) listener.said(tab, message)
      else ws.close(1003)
    })
    ws.on('close', () => {
      tabs.delete(ws)
      silent.delete(ws)
      listener.closed(tab)
    })
    listener.opened(tab)
  }

  return {
    endSession: (session) => {
      for (const [ws, tab] of tabs) if (tab.session === session) ws.close(sessionEnded)
    },
    close: () => {
      clearInterval(beat)
      for (const ws of tabs.keys()) ws.close(1001)
      sockets.close()
    },
  }
}

const protocol = 'prentice'
/** The code of a close that no reconnecting helps against. */
const sessionEnded = 4001

/** `expiresAt` is the session's, ISO 8601. */
type OpenTab = Tab & { readonly expiresAt: string }

interface Admitted { readonly ok: true; readonly session: number; readonly expiresAt: string; readonly nonce: string; readonly token: string }
interface Refused { readonly ok: false; readonly status: string }

/** Lets a page of ours in, or tells why not. */
const admit = (request: IncomingMessage, { desk, port, hosts: { isHost, isOrigin } }: { readonly desk: Desk; readonly port: number; readonly hosts: HostList }): Admitted | Refused => {
  const { origin, cookie = '', 'sec-websocket-protocol': protocols = '' } = request.headers
  if (!isHost(onlyHost(request)) || origin === undefined || !isOrigin(origin)) return { ok: false, status: '403 Forbidden' }
  if (request.url !== '/live') return { ok: false, status: '404 Not Found' }
  const session = sessionOf(desk, parse(cookie)[cookieName(port)])
  const [first, token = '', ...rest] = protocols.split(',').map((name) => name.trim())
  const nonce = session && readPageToken(session.pageKey, token)
  if (!session || !nonce || first !== protocol || rest.length > 0) return { ok: false, status: '401 Unauthorized' }
  return { ok: true, session: session.id, expiresAt: session.expiresAt, nonce, token }
}

/** The Host header, if there is exactly one: Node keeps the first of several. */
const onlyHost = ({ rawHeaders, headers }: IncomingMessage): string | undefined =>
  rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length === 1 ? headers.host : undefined

const readMessage = (text: string): JsonObject | undefined => {
  try {
    const message: unknown = JSON.parse(text)
    return isJsonObject(message) ? message : undefined
  } catch {
    return undefined
  }
}
