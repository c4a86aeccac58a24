import { registerHooks } from 'node:module'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Makes `import … from 'prentice'` mean this very Prentice in every file that is imported from now on, wherever it lies:
 * an app needs no node_modules beside it, and gets the same objects as the desk that runs it.
 * What a versioned file (see importAppFile) imports by a relative path is imported in the same version.
 * Returns the way to end it.
 */
export const resolvePrentice = (): { readonly end: () => void } => {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === 'prentice') return { url: publicSurface, shortCircuit: true }
      const version = versionOf(specifier) ?? (isRelative(specifier) ? versionOf(context.parentURL) : undefined)
      const found = next(specifier, context)
      if (version === undefined || !found.url.startsWith('file:')) return found
      const url = found.url.includes('?') ? found.url : withVersion(found.url, version)
      return { ...found, url, format: formatOf(url) ?? found.format }
    },
  })
  return { end: () => hooks.deregister() }
}

/**
 * Imports an app file by its absolute path. A version that was not used before reads the file anew, with the files beside
 * it that it imports; the same version again gives the same module. Rejects as `import()` does.
 */
export const importAppFile = (file: string, version: number): Promise<Readonly<Record<string, unknown>>> =>
  import(withVersion(pathToFileURL(file).href, version))

/** index.ts in a checkout, index.js in the published package. */
const publicSurface = new URL(`../index${extname(import.meta.filename)}`, import.meta.url).href

const withVersion = (url: string, version: string | number): string => `${url}?prentice-version=${version}`

const versionOf = (url: string | undefined): string | undefined => url?.match(/\?prentice-version=(\d+)$/)?.[1]

const isRelative = (specifier: string): boolean => specifier.startsWith('./') || specifier.startsWith('../')

/** Said outright, for a package.json without "type" near the app makes Node guess, with a warning on the console. */
const formatOf = (url: string): string | undefined => {
  const path = url.slice(0, url.indexOf('?'))
  if (/\.m?ts$/.test(path)) return 'module-typescript'
  return /\.m?js$/.test(path) ? 'module' : undefined
}
