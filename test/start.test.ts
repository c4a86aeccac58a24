import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

/** Whole starts in an empty folder: of the checkout, and of the package as it is published. */
const root = join(import.meta.dirname, '..')
let scratch = ''

before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'prentice-start-'))
})
after(() => rm(scratch, { recursive: true, maxRetries: 3 }))

test('the checkout starts, gives a fresh link, closes at a signal, and proves its data', () => startsInEmptyFolder(join(root, 'bin', 'prentice.js')))

test('the published package does the same, and a new desk compiles against its types', async () => {
  const installed = join(scratch, 'node_modules', 'prentice')
  await mkdir(installed, { recursive: true })
  const build = spawnSync(process.execPath, [join(root, 'scripts', 'build.js'), join(installed, 'dist')], { encoding: 'utf8' })
  assert.deepEqual([build.status, build.stdout], [0, ''])
  await cp(join(root, 'bin'), join(installed, 'bin'), { recursive: true })
  await cp(join(root, 'package.json'), join(installed, 'package.json'))
  await symlink(join(root, 'node_modules'), join(installed, 'node_modules'), 'junction')
  const launcher = join(installed, 'bin', 'prentice.js')

  await startsInEmptyFolder(launcher)

  const desk = join(scratch, 'new')
  assert.equal(spawnSync(process.execPath, [launcher, 'new', 'desk', desk]).status, 0)
  const tsc = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(desk, 'apps')], { encoding: 'utf8' })
  assert.deepEqual([tsc.stdout, tsc.status], ['', 0])
})

const startsInEmptyFolder = async (launcher: string): Promise<void> => {
  const cwd = await mkdtemp(join(scratch, 'desk-'))
  const desk = spawn(process.execPath, [launcher, '--port', '0'], { cwd, env: withoutModel, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const said: string[] = []
    const url = await new Promise<string>((found, failed) => {
      const hear = (text: string): void => {
        said.push(text)
        const [address] = said.join('').match(/http:\/\/127\.0\.0\.1:\d+/) ?? []
        if (address) found(address)
      }
      for (const stream of [desk.stdout, desk.stderr]) stream.setEncoding('utf8').on('data', hear)
      desk.once('exit', (code) => failed(new Error(`The desk ended with ${code}: ${said.join('')}`)))
    })

    assert.equal((await fetch(`${url}/health`)).status, 200)
    const links = [prentice(launcher, cwd, 'link'), prentice(launcher, cwd, 'link')]
    for (const link of links) assert.ok(link.stdout.startsWith(url), link.stdout + link.stderr)
    assert.notEqual(links[0]?.stdout, links[1]?.stdout)

    desk.kill('SIGTERM')
    const [code] = await once(desk, 'close')
    if (process.platform !== 'win32') {
      assert.equal(code, 0)
      assert.ok((await readdir(join(cwd, 'data'))).includes('desk.db-closed'), 'closed in order')
    }
    assert.doesNotMatch(said.join(''), /Warning/)
    assert.deepEqual((await readdir(cwd)).toSorted(), ['apps', 'data'])
  } finally {
    desk.kill('SIGKILL')
  }

  const proof = prentice(launcher, cwd, 'audit')
  assert.deepEqual([proof.status, proof.stderr], [0, ''])
  assert.equal(prentice(launcher, cwd, 'link').status, 1)
}

const prentice = (launcher: string, cwd: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [launcher, ...args], { cwd, env: withoutModel, encoding: 'utf8', input: '' })

/** Nothing listens on port 1; named by its word, it is not taken for the desk's own address in what is printed. */
const withoutModel = { ...process.env, OLLAMA_HOST: 'http://localhost:1', CI: 'true' }
