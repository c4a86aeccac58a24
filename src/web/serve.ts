import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { ok, problem, type Result } from '../app/problem.ts'
import type { Apprentice } from '../apprentice/port.ts'
import type { Desk } from '../data/desk.ts'
import { guardAnswer } from './csp.ts'
import { linkHost, listHosts } from './hosts.ts'
import { createLive, type Live } from './live.ts'
import type { Address, Site } from './site.ts'
import { openSockets } from './socket.ts'
import { createWeb } from './web.ts'

/** What a desk is served with. */
export interface ServeOptions extends Pick<Site, 'token' | 'appsDir' | 'isLinkKey' | 'failed'> {
  readonly desk: Desk
  readonly apprentice: Apprentice
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly patience?: Patience
}

/** How long the desk waits for those who are slow. */
export interface Patience {
  /** For a request to arrive whole; then it is answered 408. */
  readonly requestMs: number
  readonly headersMs: number
  /** How often both are looked at. */
  readonly lookMs: number
  /** How often a socket must show that its page is there, and its session still holds. */
  readonly beatMs: number
}

/** A desk's pages, being served. */
export interface Serving {
  readonly site: Site
  readonly address: Address
  readonly live: Live
  /** Takes no more requests, lets those that run end (2 s at most), closes the sockets. */
  close(): Promise<void>
}

const usualPatience: Patience = { requestMs: 30_000, headersMs: 10_000, lookMs: 2_000, beatMs: 30_000 }
const closingMs = 2_000
/** How many ports after a taken one are tried. */
const portsTried = 20

/** Listens, on the next free port where the first is taken. Problems: `busy` when none of 20 is free, `failed` for an address that is none of this machine. */
export const serveWeb = async (options: ServeOptions): Promise<Result<Serving>> => {
  const { desk, apprentice, host, token, appsDir, isLinkKey, failed, patience = usualPatience } = options
  let address: Address | undefined
  const whereNow = (): Address => {
    if (!address) throw new Error('the desk does not listen yet')
    return address
  }
  const live = createLive({ desk, apprentice, failed })
  const site: Site = { desk, apprentice, live, token, ...(appsDir !== undefined && { appsDir }), isLinkKey, failed, address: whereNow, endSession: (session) => sockets.endSession(session) }
  const listener = getRequestListener(createWeb(site).fetch, {
    // What is no request at all (a host that is none, a broken address) never gets to the routes.
    errorHandler: () => Response.json({ error: { code: 'bad-command', message: 'This is no request that can be read.' } }, { status: 400 }),
  })
  const server = createServer({ requestTimeout: patience.requestMs, headersTimeout: patience.headersMs, connectionsCheckingInterval: patience.lookMs }, (incoming, outgoing) => {
    guardAnswer(outgoing)
    void listener(incoming, outgoing)
  })
  const sockets = openSockets(server, { desk, port: () => whereNow().port, hosts: () => whereNow().hosts, listener: live, beatMs: patience.beatMs })

  const listening = await listenAtFree(server, options)
  if (!listening.ok) return listening
  const port = listening.value
  address = { port, hosts: listHosts({ host, port }), url: `http://${linkHost(host)}:${port}` }
  return ok({
    site, address, live,
    close: async () => {
      live.close()
      sockets.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const late = setTimeout(() => server.closeAllConnections(), closingMs)
      await closed
      clearTimeout(late)
      await live.settled()
    },
  })
}

const listenAtFree = async (server: Server, { host, port }: Pick<ServeOptions, 'host' | 'port'>): Promise<Result<number>> => {
  for (const candidate of port === 0 ? [0] : Array.from({ length: portsTried }, (_, at) => port + at).filter((each) => each <= 65_535)) {
    const error = await listen(server, host, candidate)
    if (!error) return ok((server.address() as AddressInfo).port) // a TCP server's address is one
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return problem('failed', `Prentice cannot listen at ${host}: ${error.message}`, { next: 'Name an address of this machine: prentice --host 127.0.0.1' })
  }
  return problem('busy', `Port ${port} and the ${portsTried - 1} after it are taken.`, { next: 'Choose another one: prentice --port 6001' })
}

const listen = (server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> =>
  new Promise((resolve) => {
    const settle = (error?: NodeJS.ErrnoException): void => {
      server.off('error', settle)
      server.off('listening', settle)
      resolve(error)
    }
    server.once('error', settle)
    server.once('listening', settle)
    server.listen(port, host)
  })
