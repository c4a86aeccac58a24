import { statSync, watch, type FSWatcher } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { App } from './define.ts'
import { loadReason } from './load-reason.ts'
import type { LoadedApp } from './merge.ts'
import { problem } from './problem.ts'
import { importAppFile } from './resolve-prentice.ts'

/**
 * Reads every app file of the folders, in the order of their names but for the shipped ones: tasks greets a newcomer,
 * profiles comes last. A file of a later folder replaces one of the same name. A file that cannot be read or run, or that
 * waits for something longer than `patienceMs` (3 s), is a LoadedApp with the Problem `bad-app`, never a throw.
 * So is a folder that cannot be read; a missing one has no apps. Names that begin with `_` or `.`, declarations and tests are no apps.
 */
export const loadApps = async (folders: readonly string[], { patienceMs = 3_000 }: { readonly patienceMs?: number } = {}): Promise<readonly LoadedApp[]> => {
  const files = new Map<string, string>()
  const unread: LoadedApp[] = []
  for (const folder of folders) {
    const found = await appFiles(folder)
    if ('app' in found) unread.push(found)
    else for (const file of found) files.set(appName(file), file)
  }
  const inOrder = [...files].toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b, 'en'))
  return [...(await Promise.all(inOrder.map(([name, file]) => loadApp(name, file, patienceMs)))), ...unread]
}

/**
 * Calls back, once for changes that come together, when an app file of the folder is made, saved or removed, and when another
 * folder has taken its place. Returns the way to stop. Throws where the system does not let it be watched.
 */
export const watchApps = (folder: string, changed: () => void): (() => void) => {
  let waiting: NodeJS.Timeout | undefined
  const notice = (): void => {
    clearTimeout(waiting)
    waiting = setTimeout(changed, settleMs)
  }
  const begin = (): FSWatcher => {
    const { ino } = statSync(folder)
    const begun = watch(folder, (_, name) => {
      if (name === null || isAppFile(name)) notice()
      if (statSync(folder, { throwIfNoEntry: false })?.ino !== ino) lookAgain()
    })
    // A watched folder that is removed ends the watching, not the desk.
    return begun.on('error', () => begun.close())
  }
  let looking: NodeJS.Timeout | undefined
  const lookAgain = (): void => {
    watcher.close()
    clearInterval(looking)
    looking = setInterval(() => {
      try {
        watcher = begin()
      } catch {
        return // not there yet, or not to be watched
      }
      clearInterval(looking)
      notice()
    }, lookMs).unref()
  }
  let watcher = begin()
  return () => {
    clearTimeout(waiting)
    clearInterval(looking)
    watcher.close()
  }
}

const rank = (name: string) => ({ tasks: 0, contacts: 1, profiles: 3 })[name] ?? 2

// Editors write a file in several steps.
const settleMs = 60
/** How often a folder that is gone is looked for. */
const lookMs = 500

const isAppFile = (name: string) => /^[^._].*\.(ts|js)$/.test(name) && !/\.(d|test|test-d)\.ts$/.test(name)
const appName = (file: string) => file.replace(/^.*[/\\]/, '').replace(/\.(ts|js)$/, '')

const appFiles = async (folder: string): Promise<readonly string[] | LoadedApp> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    return { name: basename(folder), file: folder, app: problem('bad-app', `The folder ${folder} cannot be read (${error.code ?? error.message}).`, { next: 'Give this user the right to read it, then start Prentice again.' }) }
  })
  return 'app' in names ? names : names.filter(isAppFile).toSorted().map((name) => resolve(join(folder, name)))
}

const loadApp = async (name: string, file: string, patienceMs: number): Promise<LoadedApp> => {
  if (!/^[a-z][a-z0-9_-]{0,39}$/.test(name))
    return { name, file, app: problem('bad-app', `The file name ${name} is not allowed.`, { next: 'Use small letters, digits, - and _, beginning with a letter.' }) }
  try {
    const found = await stat(file)
    // Reading a pipe or a device would never end, and hold up everything else.
    if (!found.isFile()) throw new Error('it is no file')
    const module = await within(patienceMs, importAppFile(file, Math.round(found.mtimeMs * 1000)))
    // checkApp (in mergeApps) looks at what it really is.
    return { name, file, app: module['default'] as App }
  } catch (error) {
    const { reason, hint } = loadReason(error, file)
    return { name, file, app: problem('bad-app', `${name} cannot be read: ${reason.replace(/[.]?$/, '.')}`, { next: `${hint === undefined ? '' : `${hint} `}Mend ${file} and save it; it is read again at once.` }) }
  }
}

/** An app file may wait for something at its top; one that waits for ever must hold up no other. */
const within = async <T>(patienceMs: number, work: Promise<T>): Promise<T> => {
  let waiting: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    waiting = setTimeout(() => reject(new Error(`it waits for something that has not come within ${patienceMs / 1000} s`)), patienceMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(waiting)
  }
}
