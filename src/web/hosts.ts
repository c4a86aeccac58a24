import { networkInterfaces } from 'node:os'

/** Which `Host` and `Origin` headers this desk answers to; everything else is another site's. */
export interface HostList {
  isHost(header: string | undefined): boolean
  /** An absent origin passes here (a page's first load sends none); who changes something needs more than that. */
  isOrigin(header: string | undefined): boolean
}

/**
 * Makes the exact list for a server that listens at `host`:`port`: the loopback names, and `host` itself.
 * A wildcard address stands for every address that this machine has now.
 */
export const listHosts = ({ host, port }: { readonly host: string; readonly port: number }): HostList => {
  const names = new Set(['127.0.0.1', 'localhost', '[::1]', ...namesOf(host)])
  const hosts = new Set([...names].flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])))
  const origins = new Set([...hosts].map((name) => `http://${name}`))
  return {
    isHost: (header) => header !== undefined && hosts.has(header.toLowerCase()),
    isOrigin: (header) => header === undefined || origins.has(header),
  }
}

/** The address to put into links: a wildcard is reached over loopback. */
export const linkHost = (host: string): string => (isWildcard(host) ? '127.0.0.1' : bracket(host))

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::'

const namesOf = (host: string): readonly string[] =>
  isWildcard(host)
    ? Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).map(({ address }) => bracket(address))
    : [bracket(host.toLowerCase())]

const bracket = (address: string): string => (address.includes(':') && !address.startsWith('[') ? `[${address}]` : address)
