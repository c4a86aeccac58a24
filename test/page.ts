import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'

/** How a page is shown. */
export interface PageShape {
  /** CSS pixels; 1280 by 800 unless told. */
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  /** Whether the page's script runs; true unless told. */
  readonly script?: boolean
}

/** A page, and what the browser complained about on it. */
export interface WatchedPage {
  readonly page: Page
  /** Console errors, uncaught errors and requests to other machines, in order; a test that expects one takes it out. */
  readonly complaints: string[]
  /** Closes the page with all that it kept, and fails if anything was complained about. */
  readonly close: () => Promise<void>
}

/**
 * Opens a page in a context of its own: no cookies are shared with another. Requests to other hosts than this machine's
 * are refused and count as complaints.
 */
export const newPage = async (browser: Browser, { width = 1280, height = 800, dark = false, script = true }: PageShape = {}): Promise<WatchedPage> => {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    hasTouch: width < 600,
    javaScriptEnabled: script,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const complaints: string[] = []
  await context.route(isElsewhere, (route) => {
    complaints.push(`request to ${route.request().url()}`)
    return route.abort()
  })
  await context.routeWebSocket(isElsewhere, (socket) => {
    complaints.push(`socket to ${socket.url()}`)
    return socket.close()
  })
  context.on('weberror', (error) => complaints.push(`uncaught ${error.error().message}`))
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console ${message.text()} (${message.location().url})`)
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return {
    page,
    complaints,
    close: async () => {
      await context.close()
      assert.deepEqual(complaints, [])
    },
  }
}

const isElsewhere = (url: URL): boolean => ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol) && !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
