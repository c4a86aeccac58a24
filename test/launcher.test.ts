import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { before, after, test } from 'node:test'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
const launcher = join(root, 'bin', 'prentice.js')
const pinnedNode = pathToFileURL(join(root, 'bin', 'pinned-node.js')).href
let folder = ''

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prentice-launcher-'))
})
after(() => rm(folder, { recursive: true }))

const run = (...args: readonly string[]) => spawnSync(process.execPath, [launcher, ...args], { cwd: folder, encoding: 'utf8', input: '' })

/** A process that hands over to another, as the launcher does under an old Node. */
const handOver = (program: string): ChildProcess => {
  const code = `import { runInstead } from ${JSON.stringify(pinnedNode)}; runInstead(process.execPath, ['-e', ${JSON.stringify(program)}])`
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
}

test('help and version come on standard output, without a warning and without a file left behind', async () => {
  for (const [flag, expected] of [['--help', /prentice \[options\] \[command\]/], ['--version', /^\d+\.\d+\.\d+\n$/]] as const) {
    const { status, stdout, stderr } = run(flag)
    assert.deepEqual([status, stderr], [0, ''])
    assert.match(stdout, expected)
  }
  assert.deepEqual(await readdir(folder), [])
})

test('what cannot be meant ends with code 2 and the next step, and starts nothing', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--port', 'abc'], /--port is “abc”.*Give a whole number/],
    [['dev', '--port', '70000'], /--port is “70000”/],
    [['serve'], /“serve” is no command.*start, dev, link, audit, new desk/],
    [['--prot', '1'], /unknown option '--prot'[^]*--port[^]*--help/],
    [['link', 'me'], /--help/],
  ]
  for (const [args, expected] of cases) {
    const { status, stdout, stderr } = run(...args)
    assert.deepEqual([status, stdout], [2, ''], args.join(' '))
    assert.match(stderr, expected)
  }
  assert.deepEqual(await readdir(folder), [])
})

test('a link of no desk is refused with the next step', async () => {
  const { status, stdout, stderr } = run('link')
  assert.deepEqual([status, stdout], [1, ''])
  assert.match(stderr, /No desk answers for .*Start it with “prentice”/)
  assert.deepEqual(await readdir(folder), [])
})

test('a folder for apps that cannot be made is refused with the next step', async () => {
  const { status, stdout, stderr } = run('--apps', join(launcher, 'apps'))
  assert.deepEqual([status, stdout], [1, ''])
  assert.match(stderr, /cannot be made.*--apps DIR/)
  assert.deepEqual(await readdir(folder), [])
})

test('a folder that the system never makes is refused at once, though the one above it is there', { skip: process.platform !== 'linux' && 'there is no /proc' }, async () => {
  const { status, stdout, stderr } = run('--apps', '/proc/prentice')
  assert.deepEqual([status, stdout], [1, ''])
  assert.match(stderr, /cannot be made.*--apps DIR/)
  assert.deepEqual(await readdir(folder), [])
})

test('handing over passes the exit code on', async () => {
  const [code] = await once(handOver('process.exit(7)'), 'exit')
  assert.equal(code, 7)
})

test('handing over passes signals on and waits for the end', { skip: process.platform === 'win32' && 'Windows has no signals to pass on' }, async () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const child = handOver(`process.on('${signal}', () => { console.log('closing'); process.exit(3) }); console.log('up'); setInterval(() => {}, 1e6)`)
    assert.ok(child.stdout)
    const heard: string[] = []
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      heard.push(text.trim())
      if (text.includes('up')) child.kill(signal)
    })
    const [code] = await once(child, 'close')
    assert.deepEqual([code, heard], [3, ['up', 'closing']])
  }
})

test('the pinned Node is found where it is installed, and is the one that package.json pins', async (t) => {
  const code = `import { findPinnedNode } from ${JSON.stringify(pinnedNode)}; console.log(findPinnedNode() ?? '')`
  const node = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout.trim()
  if (node === '') return t.skip(`no Node is pinned for ${process.platform}-${process.arch}, or optional dependencies were left out`)
  const { optionalDependencies }: { optionalDependencies: Record<string, string> } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  assert.deepEqual([...new Set(Object.values(optionalDependencies))], [spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1)])
})
