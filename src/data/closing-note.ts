import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'

/** What the last close left beside a database: which file it closed in order, as the file system tells it. */
export interface ClosingNote {
  /** Whether the file is the very one that was closed in order, and nothing was done to it since. */
  readonly matches: boolean
  /** Leaves a new note, after a close in order. None is left beside a log, beside another file under the same name, or where nothing can be written. */
  leave(): void
}

/** Whether a database was closed in order under this name, there or not there now. */
export const hasClosingNote = (file: string): boolean => existsSync(noteOf(file))

/**
 * Takes the note of a database away; before anything is written to it, so that a crash leaves none.
 * A copy, a restored backup or a single changed byte shows in the file's number, its size or its times; the last of them, ctime, no program sets back.
 */
export const takeClosingNote = (file: string): ClosingNote => {
  const taken = statSync(file, { bigint: true })
  return {
    matches: readAndRemove(noteOf(file)) === identityOf(taken) && !existsSync(`${file}-wal`),
    leave: () => {
      try {
        const closed = statSync(file, { bigint: true })
        if (closed.ino === taken.ino && closed.dev === taken.dev && !existsSync(`${file}-wal`)) writeFileSync(noteOf(file), identityOf(closed), { mode: 0o600 })
      } catch {
        return // the next start checks the file whole
      }
    },
  }
}

const noteOf = (file: string): string => `${file}-closed`

/** Gives nothing where there is no note, or one that cannot be taken away. */
const readAndRemove = (note: string): string | undefined => {
  try {
    const text = readFileSync(note, 'utf8')
    rmSync(note)
    return text
  } catch {
    return undefined
  }
}

/** Asked of the file's name alone: to open and close the file itself would give up SQLite's locks on it (https://www.sqlite.org/howtocorrupt.html, 2.2). */
const identityOf = ({ dev, ino, size, mtimeNs, ctimeNs }: Identity): string => `${[dev, ino, size, mtimeNs, ctimeNs].join(' ')}\n`

type Identity = Readonly<Record<'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs', bigint>>
