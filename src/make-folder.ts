import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder, and those above it that are not there. Throws what the system refuses with.
 * Node's own recursion never ends where a folder cannot be made though the one above it is there, as in /proc.
 */
export const makeFolder = async (dir: string): Promise<void> => {
  try {
    await mkdir(dir)
  } catch (error) {
    if (await isFolder(dir)) return
    if (!isMissing(error) || dirname(dir) === dir || (await isFolder(dirname(dir)))) throw error
    await makeFolder(dirname(dir))
    await mkdir(dir)
  }
}

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
