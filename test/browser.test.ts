import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchBrowser } from './browser.ts'
import { newPage } from './page.ts'

let browser: Browser
let url = ''
const server = createServer((request, response) => {
  response.setHeader('content-type', 'text/html')
  response.end(request.url === '/clean' ? '<link rel="icon" href="data:,"><p>clean</p>' : noisy)
})
const noisy = `<link rel="icon" href="data:,"><img src="http://elsewhere.example/a.png">
<script>console.error('said'); new WebSocket('ws://elsewhere.example/'); throw new Error('thrown')</script>`

before(async () => {
  browser = await launchBrowser()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  // A server that listens on a port has an address object, never a string.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

after(async () => {
  await browser.close()
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

test('a clean page is closed without a complaint, in the size and the scheme that were asked for', async () => {
  const { page, close } = await newPage(browser, { width: 390, height: 844, dark: true })
  await page.goto(`${url}/clean`)
  assert.equal(await page.evaluate('`${innerWidth} ${innerHeight} ${matchMedia("(prefers-color-scheme: dark)").matches}`'), '390 844 true')
  await close()
})

test('console errors, uncaught errors and requests to other machines fail the page', async () => {
  const { page, complaints, close } = await newPage(browser)
  await page.goto(url)
  await assert.rejects(close(), assert.AssertionError)
  for (const expected of [/^console said/, /^uncaught thrown/, /^request to http:\/\/elsewhere/, /^socket to ws:\/\/elsewhere/]) {
    assert.ok(complaints.some((complaint) => expected.test(complaint)), `${expected} in ${complaints.join('\n')}`)
  }
})
