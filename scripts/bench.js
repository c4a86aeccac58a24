// Measures Prentice against bare floors in the same run: `npm run bench [name…] [-- --json]`.
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { explainNoNode, findPinnedNode, isNodeNewEnough, runInstead } from '../bin/pinned-node.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

if (isNodeNewEnough()) {
  await findBrowserOf(process.argv.slice(2).filter((word) => !word.startsWith('-')))
  const { main } = await import(join(root, 'bench', 'bench.ts'))
  // "npm run bench --json" without the second "--" reaches npm instead, which passes it on as a variable.
  process.exitCode = await main(process.argv.slice(2), { json: process.env.npm_config_json === 'true' })
} else {
  const node = findPinnedNode()
  if (node) runInstead(node, process.argv.slice(1))
  else {
    process.stdout.write(`${explainNoNode()}\n`)
    process.exitCode = 1
  }
}

/** Only the live page needs a browser; where there is none, that bench says so and the others go on. */
async function findBrowserOf(names) {
  if (names.length > 0 && !names.includes('live')) return
  const { findBrowser } = await import('./find-browser.js')
  const browser = await findBrowser((line) => process.stderr.write(`browser ${line}\n`))
  if (browser) process.env.PRENTICE_BROWSER = browser
}
