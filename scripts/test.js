// Everything that must hold: types, lint, every test, those in a real browser included. `npm test -- FILE…` runs only those files.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { explainNoNode, findPinnedNode, isNodeNewEnough, runInstead } from '../bin/pinned-node.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const say = (line) => process.stdout.write(`${line}\n`)

if (isNodeNewEnough()) process.exitCode = await check(process.argv.slice(2))
else {
  const node = findPinnedNode()
  if (node) runInstead(node, process.argv.slice(1))
  else {
    say(explainNoNode())
    process.exitCode = 1
  }
}

async function check(files) {
  const failed = []
  if (!step('types', 'typescript', 'bin/tsc', ['-p', root, '--noEmit'])) failed.push('types')
  if (!canLint()) say('lint   skipped: the lock holds no oxlint for this platform')
  else if (!step('lint', 'oxlint', 'bin/oxlint', ['--quiet', root])) failed.push('lint')

  const { explainNoBrowser, findBrowser } = await import('./find-browser.js')
  const browser = await findBrowser((line) => say(`browser ${line}`))
  if (!browser) {
    say(explainNoBrowser())
    return 1
  }
  say(`browser ${browser}`)
  const { explainNoStrace, findStrace } = await import('./find-strace.js')
  say(`strace ${findStrace((line) => say(`strace ${line}`)) ? 'works' : explainNoStrace()}\n`)

  const patterns = files.length > 0 ? files : ['src/**/*.test.ts', 'test/**/*.test.ts']
  const tests = run(process.execPath, ['--test', '--test-reporter=spec', '--test-concurrency=2', '--test-timeout=120000', ...patterns], {
    env: { ...withoutSettings(process.env), PRENTICE_BROWSER: browser, CI: 'true' },
  })
  if (failed.length > 0) say(`\nfailed before the tests: ${failed.join(', ')} (see above)`)
  return tests !== 0 ? tests : failed.length > 0 ? 1 : 0
}

/** Runs a development tool of node_modules; its output is shown only when it fails. */
function step(name, packageName, file, args) {
  const startedAt = performance.now()
  const tool = join(dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)), file)
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  say(`${name.padEnd(7)}${status === 0 ? 'ok' : 'FAILED'} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
  if (status !== 0) say(`${stdout}${stderr}`)
  return status === 0
}

function run(program, args, options) {
  const { status } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
  return status ?? 1
}

function canLint() {
  const bindings = join(root, 'node_modules', '@oxlint')
  return existsSync(bindings) && readdirSync(bindings).some((name) => name.startsWith('binding-'))
}

/** A desk of the person who runs the tests must not leak into them. */
function withoutSettings(env) {
  const settings = new Set(['PRENTICE_PORT', 'PRENTICE_DATA', 'PRENTICE_APPS', 'PRENTICE_TOKEN', 'OLLAMA_HOST'])
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.has(name)))
}
