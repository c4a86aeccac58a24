import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { loadApps, watchApps } from './app/load.ts'
import { mergeApps } from './app/merge.ts'
import { ok, problem, type Problem, type Result } from './app/problem.ts'
import { resolvePrentice } from './app/resolve-prentice.ts'
import type { Schema } from './app/schema.ts'
import { createApprentice } from './apprentice/apprentice.ts'
import type { Apprentice } from './apprentice/port.ts'
import { appLines, bannerText, modelLine } from './banner.ts'
import { tellConsole } from './console-lines.ts'
import { openConsole, type Console } from './console.ts'
import { audit, type AuditReport } from './data/audit.ts'
import { openDesk, type Desk } from './data/desk.ts'
import { settings } from './data/settings.ts'
import { storeProblem } from './data/store-problem.ts'
import { makeFolder } from './make-folder.ts'
import { openOllama } from './models/ollama.ts'
import type { DeskOptions } from './options.ts'
import { announceDesk } from './running.ts'
import { signInLink } from './web/routes/sign-in.ts'
import type { Live } from './web/live.ts'
import { serveWeb, type Serving } from './web/serve.ts'

/** A desk that serves. */
export interface RunningDesk {
  /** Where it answers, without a trailing slash. */
  readonly url: string
  /** Makes a fresh sign-in link; good once, for ten minutes. */
  signInLink(): Promise<string>
  /** Ends what runs, in order: the watch on the app files, requests and sockets, turns, the data, the log. */
  close(): Promise<void>
}

/**
 * Starts a desk: loads the apps, opens the data, serves the pages, prints the banner on `out`. App files that are saved are
 * loaded again. Problems: those of `openDesk` (open elsewhere, damaged) and of `serveWeb` (no free port).
 */
export const startDesk = async (options: DeskOptions, out: NodeJS.WritableStream = process.stdout): Promise<RunningDesk | Problem> => {
  const surface = resolvePrentice()
  const desk = await openData(options)
  if (!desk.ok) {
    surface.end()
    return desk
  }
  const console = openConsole({ dir: options.dataDir, verbose: options.verbose, out })
  const apprentice = createApprentice({ desk: desk.value, engine: openOllama({ url: options.ollamaUrl }), report: (note) => console.note(note) })
  const stopTelling = tellConsole(console, { desk: desk.value, apprentice })
  let note: DeskNote | undefined
  const serving = await serveWeb({
    desk: desk.value, apprentice, host: options.host, port: options.port, token: options.token, appsDir: resolve(options.appsDir),
    isLinkKey: (key) => note?.isKey(key) ?? false,
    failed: (error, where) => logFailure(console, error, where),
  })
  const closeData = async (): Promise<void> => {
    await apprentice.close()
    stopTelling()
    await desk.value.close()
    await console.close()
    surface.end()
  }
  if (!serving.ok) {
    await closeData()
    return serving
  }
  const { url, port } = serving.value.address
  if (!desk.value.readOnly()) {
    note = await announceDesk(options.dataDir, url).catch(() => undefined) // the banner names no command that needs it
    desk.value.publishAddress(url)
  }
  const stopWatching = await watchFolder(options, { desk: desk.value, serving: serving.value, console })
  greet(out, options, { desk: desk.value, serving: serving.value, port, answersLink: note !== undefined })
  const stopFollowing = followModel(apprentice, { live: serving.value.live, console })

  return {
    url,
    signInLink: async () => signInLink(serving.value.site),
    close: async () => {
      stopWatching()
      stopFollowing()
      await note?.withdraw()
      await serving.value.close()
      await closeData()
    },
  }
}

/** Proves from the journal that every row is as it was left, and tells the proof. Problems: what is not, or why the data cannot be read. */
export const auditDesk = async (options: DeskOptions): Promise<Result<string>> => {
  const surface = resolvePrentice()
  const desk = await openData(options)
  try {
    return desk.ok ? auditToText(audit(desk.value)) : desk
  } finally {
    if (desk.ok) await desk.value.close()
    surface.end()
  }
}

type DeskNote = Awaited<ReturnType<typeof announceDesk>>

/** The desk's data with the apps that are there now. The zone is a setting, so it is asked for again whenever it matters. */
const openData = async (options: DeskOptions): Promise<Result<Desk>> => {
  let desk: Desk | undefined
  // The system is asked once, and not before it matters: it takes 20 ms to answer first, and later longer than a whole command to run.
  let systemZone: string | undefined
  const zone = (): string => (desk && settings(desk).zone) || (systemZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone)
  const opened = await openDesk({ dir: options.dataDir, schema: await readApps(options), zone })
  if (opened.ok) desk = opened.value
  return opened
}

/** The shipped apps, then the person's own, which may replace them. */
const readApps = async ({ appsDir }: DeskOptions): Promise<Schema> => mergeApps(await loadApps([shippedApps, appsDir]))

/** One folder up in a checkout and in the published package alike. */
const shippedApps = join(import.meta.dirname, '..', 'apps')

/** Loads the apps again whenever a file of the person's folder is saved; one after the other, however fast they come. Where the system does not let it be watched, the desk runs without. */
const watchFolder = async (options: DeskOptions, { desk, serving, console }: { readonly desk: Desk; readonly serving: Serving; readonly console: Console }): Promise<() => void> => {
  let work: Promise<void> = Promise.resolve()
  const load = (): void => {
    work = work.then(async () => {
      const schema = await desk.useSchema(await readApps(options))
      serving.live.schemaChanged()
      console.info(`apps loaded again: ${appLines(schema).map(({ name, text, isBroken }) => `${isBroken ? 'broken: ' : ''}${name} ${text}`).join(' · ')}`)
    }).catch((error: unknown) => void logFailure(console, error, 'loading the apps again'))
  }
  try {
    await makeFolder(options.appsDir)
    return watchApps(options.appsDir, load)
  } catch (error) {
    console.warn(`the folder ${options.appsDir} cannot be watched (${error instanceof Error ? error.message : String(error)}): when you have saved an app file, start Prentice again`)
    return () => undefined
  }
}

/** The id is short enough to be read out, and stands on the page and in the log. */
const logFailure = (console: Console, error: unknown, where: string): string => {
  const id = randomBytes(4).toString('hex')
  const known = storeProblem(error)
  if (known) console.warn(`${where} failed (${id}): ${known.message}`)
  else console.failed(id, error, where)
  return id
}

const greet = (out: NodeJS.WritableStream, options: DeskOptions, { desk, serving, port, answersLink }: { readonly desk: Desk; readonly serving: Serving; readonly port: number; readonly answersLink: boolean }): void => {
  const isOther = options.port !== 0 && port !== options.port
  out.write(bannerText({
    url: serving.address.url, link: signInLink(serving.site), schema: desk.schema(), dataDir: options.dataDir, hasToken: options.token !== undefined,
    unwritable: desk.writeProblem(), answersLink, out, ...(isOther && { wantedPort: options.port }),
  }))
}

/** The engine is asked in the background and may come and go. Returns the way to stop. */
const followModel = (apprentice: Apprentice, { live, console }: { readonly live: Live; readonly console: Console }): (() => void) => {
  const tell = (): void => {
    const status = apprentice.status()
    if (status.state === 'starting') return
    console.info(modelLine(status))
    live.modelChanged()
  }
  tell()
  return apprentice.onStatus(tell)
}

const auditToText = ({ ok: isWhole, findings, findingCount, entries, changes, rows, head, durationMs }: AuditReport): Result<string> =>
  isWhole
    ? ok(`Every row is as it was left: ${rows} rows, ${entries} entries, ${changes} changes, in ${durationMs} ms.\nThe journal's newest hash: ${head}`)
    : problem('failed', `${findingCount} things are not as they must be. ${findings.slice(0, 10).map(({ message }) => message).join(' ')}`, { next: 'Stop the desk and look into its folder backups.' })
