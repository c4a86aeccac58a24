import { readFile, writeFile } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { isJsonObject } from './app/json-object.ts'
import { ok, problem, type Result } from './app/problem.ts'
import { makeFolder } from './make-folder.ts'

/** What `prentice new desk` did, by file. */
export interface NewDesk {
  readonly written: readonly string[]
  /** Files that were there already and were left as they are. */
  readonly kept: readonly string[]
}

/**
 * Makes a folder ready for apps: a first app, and a tsconfig by which the editor and `tsc` find Prentice where it is now.
 * Nothing of the person's is overwritten, a tsconfig neither in which anything was changed; one as we wrote it is written anew, so that
 * running it again follows a moved Prentice.
 * Problems: `failed` when the folder cannot be written.
 */
export const newDesk = async (dir: string): Promise<Result<NewDesk>> => {
  const apps = resolve(dir, 'apps')
  const tsconfig = join(apps, 'tsconfig.json')
  const app = join(apps, 'books.ts')
  const written: string[] = []
  const kept: string[] = []
  try {
    await makeFolder(apps)
    for (const [file, text] of [[tsconfig, tsconfigFor(apps)], [app, firstApp]] as const) {
      const old = await readFile(file, 'utf8').catch(() => undefined)
      if (old !== undefined && !(file === tsconfig && isOurs(old))) kept.push(file)
      else {
        await writeFile(file, text)
        written.push(file)
      }
    }
  } catch (error) {
    return problem('failed', `${apps} cannot be written: ${error instanceof Error ? error.message : String(error)}`, {
      next: 'Name a folder that is yours: prentice new desk my-desk',
    })
  }
  return ok({ written, kept })
}

/** The line by which the new desk is served, as Prentice itself was just called: by its own name, by npx, or by `npm start` in a checkout. */
export const nextStep = (dir: string, env: Readonly<Record<string, string | undefined>>): string => {
  const enter = dir === '.' ? '' : `cd ${dir} && `
  if (env['npm_command'] === undefined) return `${enter}prentice dev`
  if (isCheckout) return `npm start -- dev --apps ${join(dir, 'apps')} --data ${join(dir, 'data')}`
  // What npx has fetched for once stands on no path.
  return import.meta.filename.includes('_npx') ? `${enter}node ${join(import.meta.dirname, '..', '..', 'bin', 'prentice.js')} dev` : `${enter}npx prentice dev`
}

/** Comments are allowed in a tsconfig. */
const ourMark = '// Written by "prentice new desk"; run it again if Prentice has moved.\n'

const tsconfigFor = (apps: string): string =>
  `${ourMark}${JSON.stringify({ compilerOptions: { ...ourOptions, ...whereFrom(apps) }, include: ourFiles }, undefined, 2)}\n`

/** Whether a tsconfig is as we wrote it, wherever Prentice lay then. */
const isOurs = (text: string): boolean => {
  if (!text.startsWith(ourMark)) return false
  try {
    const read: unknown = JSON.parse(text.slice(ourMark.length))
    if (!isJsonObject(read) || !isJsonObject(read['compilerOptions']) || !isJsonObject(read['compilerOptions']['paths'])) return false
    const { compilerOptions: { paths, types: _, typeRoots: __, ...options }, ...rest } = read as { readonly compilerOptions: Readonly<Record<string, unknown>> } // looked at just above
    return isDeepStrictEqual(Object.keys(paths as object), ['prentice']) && isDeepStrictEqual([options, rest], [ourOptions, { include: ourFiles }]) // an object: looked at just above
  } catch {
    return false
  }
}

const ourFiles = ['*.ts']
const ourOptions = {
  target: 'es2024',
  module: 'preserve',
  moduleResolution: 'bundler',
  strict: true,
  noUncheckedIndexedAccess: true,
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
  moduleDetection: 'force',
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
}

/** What hangs on where Prentice lies. */
const whereFrom = (apps: string): object => ({ ...nodeTypes(apps), paths: { prentice: [pathFrom(apps, publicTypes)] } })

const isCheckout = extname(import.meta.filename) === '.ts'

/** The sources in a checkout, the declarations in the published package. */
const publicTypes = join(import.meta.dirname, isCheckout ? 'index.ts' : 'index.d.ts')

/** The sources in a checkout are checked with the app and need Node's types; declarations are not. */
const nodeTypes = (apps: string): object =>
  isCheckout ? { types: ['node'], typeRoots: [pathFrom(apps, join(import.meta.dirname, '..', 'node_modules', '@types'))] } : { types: [] }

/** Relative where the desk and Prentice lie side by side and may be moved together, else absolute. */
const pathFrom = (folder: string, file: string): string => {
  const path = relative(folder, file)
  const isNear = !isAbsolute(path) && !path.startsWith(join('..', '..', '..'))
  return (isNear ? path : file).replaceAll('\\', '/')
}

const firstApp = `import { defineApp, table, text, checkbox } from 'prentice'

export default defineApp({
  title: 'Books',
  icon: '📚',
  tables: {
    book: table({ title: text({ required: true }), author: text(), read: checkbox() }),
  },
})
`
