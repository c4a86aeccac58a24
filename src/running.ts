import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject } from './app/json-object.ts'
import { ok, problem, type Result } from './app/problem.ts'
import { isSameSecret } from './doors/same-secret.ts'

/** What a running desk leaves in its data folder, so that `prentice link` and a second start can find it. */
export interface RunningNote {
  /** Where it answers from this machine, without a trailing slash. */
  readonly url: string
  readonly pid: number
  /** Opens `POST /link` and nothing else; whoever can read the data folder owns the desk anyway. */
  readonly key: string
}

/**
 * Writes the note of a desk that has begun to listen, readable by its owner only. Returns the way to check a key that
 * came with `POST /link`, and the way to take the note away when the desk closes.
 */
export const announceDesk = async (dataDir: string, url: string): Promise<{ readonly isKey: (key: string) => boolean; readonly withdraw: () => Promise<void> }> => {
  const note: RunningNote = { url, pid: process.pid, key: randomBytes(24).toString('base64url') }
  const file = noteFile(dataDir)
  // Renamed into place: a reader sees the old note or the new one, never half of one.
  await writeFile(`${file}.new`, JSON.stringify(note), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return {
    isKey: (key) => isSameSecret(key, note.key),
    withdraw: async () => {
      const now = await readRunningNote(dataDir)
      if (now?.key === note.key) await rm(file, { force: true })
    },
  }
}

/** Reads the note of the desk that runs on this data folder; after a crash it may be stale. */
export const readRunningNote = async (dataDir: string): Promise<RunningNote | undefined> => {
  try {
    const note: unknown = JSON.parse(await readFile(noteFile(dataDir), 'utf8'))
    return isNote(note) ? note : undefined
  } catch {
    return undefined
  }
}

/**
 * Asks the desk that runs on this data folder for a fresh sign-in link: `POST /link` with `Authorization: Bearer <key>`,
 * answered with `{"link": "http://…"}`. Problems: `busy` when none runs there or it does not answer in 5 s.
 */
export const askForLink = async (dataDir: string): Promise<Result<string>> => {
  const note = await readRunningNote(dataDir)
  if (!note) return noDesk(dataDir)
  try {
    const answer = await fetch(`${note.url}/link`, {
      method: 'POST',
      headers: { authorization: `Bearer ${note.key}` },
      signal: AbortSignal.timeout(5_000),
    })
    const body: unknown = await answer.json()
    return answer.ok && isLink(body) ? ok(body.link) : noDesk(dataDir)
  } catch {
    return noDesk(dataDir)
  }
}

const noteFile = (dataDir: string): string => join(dataDir, 'running.json')

const noDesk = (dataDir: string): Result<never> =>
  problem('busy', `No desk answers for ${dataDir}.`, {
    next: 'Start it with “prentice”, or name the folder of the one that runs: prentice link --data DIR',
  })

const isNote = (value: unknown): value is RunningNote =>
  isJsonObject(value) && typeof value['url'] === 'string' && typeof value['pid'] === 'number' && typeof value['key'] === 'string'

const isLink = (value: unknown): value is { readonly link: string } => isJsonObject(value) && typeof value['link'] === 'string'
