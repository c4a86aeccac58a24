#!/usr/bin/env node
// Starts Prentice on a Node that can run it: this one, or the one that was installed beside it.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { explainNoNode, findPinnedNode, isNodeNewEnough, runInstead } from './pinned-node.js'

const launcher = fileURLToPath(import.meta.url)
/** A page's garbage is a megabyte or two: twice this is held for it, where V8's own choice grows to 64 MB. Only a process that begins with it heeds it. */
const smallYoungGeneration = '--max-semi-space-size=2'
/** Two threads do for the compiler and the collector; the usual four hold some 10 MB more. */
const fewThreads = '--v8-pool-size=2'

if (isNodeNewEnough()) {
  hideExperimentalWarnings()
  startLight()
  const entry = pathToFileURL(findEntry()).href
  resolvePlainly(new URL('.', entry).href)
  await import(entry)
} else {
  const node = findPinnedNode()
  if (node) runInstead(node, [smallYoungGeneration, fewThreads, launcher, ...process.argv.slice(2)])
  else {
    process.stderr.write(`${explainNoNode()}\n`)
    process.exitCode = 1
  }
}

/** Node strips no types under node_modules, so an installed Prentice runs its compiled form; a checkout runs its sources. */
function findEntry() {
  const root = dirname(dirname(launcher))
  const source = join(root, 'src', 'cli.ts')
  const isInstalled = root.split(sep).includes('node_modules')
  return isInstalled || !existsSync(source) ? join(root, 'dist', 'src', 'cli.js') : source
}

/** Node 24 before its last releases calls SQLite and type stripping experimental on the console; nobody can act on that. */
function hideExperimentalWarnings() {
  if (Number(process.versions.node.split('.')[0]) >= 26) return
  const print = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') for (const listener of print) listener(warning)
  })
}

/**
 * A second start finds the code compiled, types stripped. A desk lives in some 25 MB of heap: the old generation is looked through
 * when it has grown by a third (V8 would wait for four times as much), the young one stays as it begins, at 1 MB, where it could not be told better.
 */
function startLight() {
  module.enableCompileCache?.()
  setFlagsFromString('--heap-growing-percent=30')
  if (!process.execArgv.includes(smallYoungGeneration)) setFlagsFromString('--semi-space-growth-factor=1')
}

/**
 * Within Prentice's own code a relative import is the file that it names. Node would ask of each of some 1,500 whether it is
 * a link, and which package.json tells its kind: an eighth of the whole start.
 */
function resolvePlainly(folder) {
  const kinds = { '.ts': 'module-typescript', '.js': 'module' }
  module.registerHooks?.({
    resolve: (specifier, context, next) => {
      const format = kinds[specifier.slice(-3)]
      if (!format || !specifier.startsWith('.') || !context.parentURL?.startsWith(folder)) return next(specifier, context)
      return { url: new URL(specifier, context.parentURL).href, format, shortCircuit: true }
    },
  })
}
