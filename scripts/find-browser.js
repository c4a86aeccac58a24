// Finds, or gets, the Chromium that the browser tests drive.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { canInstall, install } from './debian-package.js'

/**
 * Gives the path of a browser that really starts: the one named by PRENTICE_BROWSER, an installed Chromium or Chrome,
 * Playwright's own (downloaded into its usual cache if it is not there), Debian's package (installed when root); or undefined.
 * `say` hears what takes long.
 */
export const findBrowser = async (say) => {
  if (process.env.PRENTICE_BROWSER) {
    if (starts(process.env.PRENTICE_BROWSER)) return process.env.PRENTICE_BROWSER
    say(`PRENTICE_BROWSER is ${process.env.PRENTICE_BROWSER}, which does not start; looking for another`)
  }
  return installed() ?? (await playwrights(say)) ?? debians(say)
}

/** What to tell a person when every way has failed. */
export const explainNoBrowser = () =>
  process.platform === 'linux'
    ? 'No Chromium or Chrome was found or could be fetched. Install one and run "npm test" again: sudo apt-get update && sudo apt-get install -y chromium'
    : 'No Chrome or Chromium was found or could be fetched. Fetch one and run "npm test" again: npx playwright-core install chromium'

const installed = () => candidates().find((file) => existsSync(file) && starts(file))

const candidates = () => {
  if (process.platform === 'darwin') {
    const apps = ['Chromium', 'Google Chrome', 'Google Chrome for Testing', 'Microsoft Edge', 'Brave Browser']
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => apps.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)))
  }
  if (process.platform === 'win32') {
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
    const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].map((name) => process.env[name]).filter(Boolean)
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)))
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge-stable', 'brave-browser']
  const folders = [...new Set([...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'])].filter(Boolean)
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), '/opt/google/chrome/chrome']
}

const playwrights = async (say) => {
  const { chromium } = await import('playwright-core')
  const file = chromium.executablePath()
  if (existsSync(file) && starts(file)) return file
  say('no Chromium or Chrome is installed: trying Playwright’s download')
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js')
  spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    stdio: 'ignore', env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' }, timeout: 240_000, killSignal: 'SIGKILL',
  })
  return existsSync(file) && starts(file) ? file : undefined
}

const debians = (say) => {
  if (!canInstall()) return undefined
  say('Playwright’s download did not come: trying Debian’s package')
  install('chromium')
  return installed()
}

/** A file that is there may still be a stub (Ubuntu's chromium-browser) or lack libraries: only showing a page counts. */
const starts = (file) => {
  // On Windows a browser that is open already would show a window; there an installed one has all that it needs.
  if (process.platform === 'win32') return existsSync(file)
  const shown = spawnSync(file, ['--headless', '--disable-gpu', '--no-sandbox', '--dump-dom', 'data:text/html,<p>shown</p>'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  return (shown.stdout ?? '').includes('<p>shown</p>')
}
