import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { Hono } from 'hono'

/** A file that pages load: ours, or one of a package at its pinned version. */
interface Asset {
  readonly body: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly etag: string
}

/** Serves `/assets/*`. With `?v=` and the right version a file may be kept for a year; else it is asked for again. */
export const staticRoutes = (): Hono => {
  const routes = new Hono()
  routes.get('/assets/:name', (c) => {
    const asset = assets().get(c.req.param('name'))
    if (!asset) return c.notFound()
    const isVersioned = c.req.query('v') === assetsVersion()
    const headers = { etag: asset.etag, 'cache-control': isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache' }
    if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304, headers)
    return c.body(asset.body, 200, { ...headers, 'content-type': asset.type })
  })
  return routes
}

/** One version for all files together, put behind their addresses. */
export const assetsVersion = (): string => (version ??= digest(...[...assets().values()].map(({ body }) => body)))

const { resolve } = createRequire(import.meta.url)
const publicFile = (name: string): string => join(import.meta.dirname, 'public', name)

const files: Readonly<Record<string, string>> = {
  'icons.css': publicFile('icons.css'),
  'app.css': publicFile('app.css'),
  'shell.css': publicFile('shell.css'),
  'rows.css': publicFile('rows.css'),
  'columns.css': publicFile('columns.css'),
  'board.css': publicFile('board.css'),
  'chat.css': publicFile('chat.css'),
  'pages.css': publicFile('pages.css'),
  'phone.css': publicFile('phone.css'),
  'app.js': publicFile('app.js'),
  'live.js': publicFile('live.js'),
  'edit.js': publicFile('edit.js'),
  'focus.js': publicFile('focus.js'),
  'row.js': publicFile('row.js'),
  'send.js': publicFile('send.js'),
  'sort.js': publicFile('sort.js'),
  'icon.svg': publicFile('icon.svg'),
  'pico.min.css': resolve('@picocss/pico/css/pico.min.css'),
  'htmx.min.js': resolve('htmx.org/dist/htmx.min.js'),
  'hx-ws.min.js': resolve('htmx.org/dist/ext/hx-ws.min.js'),
  'hx-csp.min.js': resolve('htmx.org/dist/ext/hx-csp.min.js'),
  'sortable.min.js': resolve('sortablejs/Sortable.min.js'),
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

let version: string | undefined
let loaded: ReadonlyMap<string, Asset> | undefined

/** Read once, when first asked for. */
const assets = (): ReadonlyMap<string, Asset> =>
  (loaded ??= new Map(Object.entries(files).filter(([, file]) => existsSync(file)).map(([name, file]) => {
    const body = new Uint8Array(readFileSync(file))
    return [name, { body, type: types[extname(name)] ?? 'application/octet-stream', etag: `"${digest(body)}"` }]
  })))

const digest = (...bodies: readonly Uint8Array[]): string => {
  const hash = createHash('sha256')
  for (const body of bodies) hash.update(body)
  return hash.digest('base64url').slice(0, 12)
}
