import assert from 'node:assert/strict'
import { chromium, type Browser } from 'playwright-core'

// Asked while the file is read: a hook would fail beside a desk that is open already, which keeps the run from ending.
const executablePath = process.env['PRENTICE_BROWSER']
assert.ok(executablePath, 'No browser: run this by "npm test -- FILE", which finds one, or set PRENTICE_BROWSER to its path.')

/** Starts the Chromium that `npm test` found. Close it when the file's tests are over. */
export const launchBrowser = (): Promise<Browser> =>
  // Chromium refuses its sandbox to root and in many containers; everything that it shows here is ours.
  chromium.launch({ executablePath, chromiumSandbox: false, args: ['--disable-dev-shm-usage'] })
