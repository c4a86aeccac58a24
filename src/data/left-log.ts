import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'

/** Whether a file is there and holds anything. */
export const hasContent = (file: string): boolean => existsSync(file) && statSync(file).size > 0

/**
 * Whether beside a database lies a log that cannot be its own, for the file says that it has none, as every backup does; SQLite
 * would put the log into it all the same, and break it. Only before the file is opened: to close it would give up SQLite's locks.
 * The byte: https://www.sqlite.org/fileformat2.html, 1.3.3.
 */
export const hasLogOfAnother = (file: string): boolean => {
  if (!hasContent(`${file}-wal`)) return false
  const header = Buffer.alloc(20)
  const opened = openSync(file, 'r')
  try {
    readSync(opened, header, 0, header.length, 0)
  } finally {
    closeSync(opened)
  }
  return header[18] === withoutLog
}

const withoutLog = 1
