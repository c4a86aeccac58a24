import { statSync } from 'node:fs'
import { problem, type Problem } from '../app/problem.ts'

/**
 * Gives the way to ask whether an open database and its log are still the files of their names. Where one was moved, removed or
 * replaced, SQLite would go on writing to what nobody finds again, and tell nothing.
 */
export const watchPlace = (file: string): (() => Problem | undefined) => {
  const known = new Map<string, string>()
  const isSame = (name: string): boolean => {
    const now = identityOf(name)
    const before = known.get(name) ?? now // the log is made when it is first needed
    if (before !== undefined) known.set(name, before)
    return now === before
  }
  return () => ([file, `${file}-wal`].every(isSame) ? undefined : moved)
}

const moved = problem('read-only', 'The desk’s database file, or the log beside it, was moved, replaced or removed while the desk ran.', {
  next: 'Put back what was there, or end Prentice and start it again; nothing was changed, and what was open can still be read.',
})

/** Asked of the name alone: to open and close the file itself would give up SQLite's locks on it (https://www.sqlite.org/howtocorrupt.html, 2.2). */
const identityOf = (file: string): string | undefined => {
  try {
    const { dev, ino } = statSync(file)
    return `${dev} ${ino}`
  } catch {
    return undefined
  }
}
