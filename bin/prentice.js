#!/usr/bin/env node
// Starts Prentice on a Node that can run it: this one, or the one that was installed beside it.
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { explainNoNode, findPinnedNode, isNodeNewEnough, runInstead } from './pinned-node.js'

const launcher = fileURLToPath(import.meta.url)

if (isNodeNewEnough()) {
  hideExperimentalWarnings()
  startLight()
  await import(pathToFileURL(findEntry()).href)
} else {
  const node = findPinnedNode()
  if (node) runInstead(node, [launcher, ...process.argv.slice(2)])
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

/** A second start finds the code compiled, types stripped; and a young generation that stays small saves a third of the memory. */
function startLight() {
  module.enableCompileCache?.()
  setFlagsFromString('--max-semi-space-size=2')
  setFlagsFromString('--semi-space-growth-factor=1')
}
