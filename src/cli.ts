import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { problem, problemToText, type Problem } from './app/problem.ts'
import { makeFolder } from './make-folder.ts'
import { readOptions, type DeskOptions, type GivenFlags } from './options.ts'
import type { RunningDesk } from './server.ts'

/** The command line. What a verb needs is imported when the verb is used, so that help and refusals come at once. */
const main = async (): Promise<void> => {
  process.stdout.on('error', () => undefined) // whoever read what is said here may have gone: no reason to end
  try {
    await (await program()).parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : usageExit
    else {
      fail(error)
      // What had been opened before would keep the process, half started.
      process.exit()
    }
  }
}

const program = async (): Promise<Command> => {
  const cli = new Command('prentice')
    .description('A private web app from one TypeScript file, with an apprentice inside.')
    .version(await readVersion(), '-V, --version', 'print the version')
    .option('--port <port>', 'port to listen on; the next free one if it is taken (PRENTICE_PORT, 5001)')
    .option('--host <host>', 'address to listen on (127.0.0.1)')
    .option('--data <dir>', 'folder of the database and its backups (PRENTICE_DATA, ./data)')
    .option('--apps <dir>', 'folder of your app files (PRENTICE_APPS, ./apps)')
    .option('--no-open', 'do not open the browser')
    .option('--verbose', 'print the conversation with the model as it goes')
    .addHelpText('after', '\nAlso read: PRENTICE_TOKEN, a fixed token for programs;\n           OLLAMA_HOST, where Ollama answers.')
    .showSuggestionAfterError()
    .showHelpAfterError('Every command and option: prentice --help')
    .exitOverride()

  cli.command('start', { isDefault: true }).description('serve the desk in this folder (what prentice alone does)').allowExcessArguments()
    .action((_, command) => withOptions(command, serve))
  cli.command('dev').description('the same; both load an app file again when it is saved')
    .action((_, command) => withOptions(command, serve))
  cli.command('link').description('print a fresh sign-in link of the desk that runs here')
    .action((_, command) => withOptions(command, printLink))
  cli.command('audit').description('prove from the journal that every row is as it was left')
    .action((_, command) => withOptions(command, printAudit))
  cli.command('new').description('make something to start from')
    .command('desk').argument('[dir]', 'folder to make it in', '.').description('write apps/ with a first app and a tsconfig for your editor')
    .action((dir: string) => makeDesk(dir))
  return cli
}

/** Reads the options and runs a verb with them; a bad value, or a word that is no verb, ends with exit code 2. */
const withOptions = async (command: Command, run: (options: DeskOptions) => Promise<void>): Promise<void> => {
  const [unknown] = command.args
  if (unknown !== undefined) return refuse(unknownVerb(unknown), usageExit)
  const options = readOptions(command.optsWithGlobals<GivenFlags>(), process.env, process.cwd())
  if (!options.ok) return refuse(options, usageExit)
  await run(options.value)
}

const serve = async (options: DeskOptions): Promise<void> => {
  try {
    await makeFolder(options.appsDir)
  } catch (error) {
    return refuse(problem('failed', `The folder for your apps cannot be made: ${messageOf(error)}.`, { next: 'Name one that is yours: prentice --apps DIR' }))
  }
  const { startDesk } = await import('./server.ts')
  const starting = startDesk(options)
  closeOnSignal(starting)
  const desk = await starting
  if ('ok' in desk) return refuse(desk)
  if (options.open) await openBrowser(await desk.signInLink())
}

/**
 * Closes in order what has started, also when the signal comes before it has.
 * A terminal sends Ctrl-C to every process of the group, and npm and the launcher pass it on as well: only a later one means "now".
 */
const closeOnSignal = (starting: Promise<RunningDesk | Problem>): void => {
  let closingSinceMs: number | undefined
  const close = (): void => {
    if (closingSinceMs !== undefined) {
      if (performance.now() - closingSinceMs > 1_000) process.exit(1)
      return
    }
    closingSinceMs = performance.now()
    say('\n  Prentice ends.')
    starting.then((desk) => ('ok' in desk ? undefined : desk.close())).then(() => process.exit(), (error: unknown) => {
      fail(error)
      process.exit(1)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close)
}

/** The link stands in the banner: a browser that does not open is no error. */
const openBrowser = async (url: string): Promise<void> => {
  try {
    const { default: open } = await import('open')
    const browser = await open(url)
    browser.on('error', () => undefined)
  } catch {
    return
  }
}

const printLink = async (options: DeskOptions): Promise<void> => {
  const { askForLink } = await import('./running.ts')
  const link = await askForLink(options.dataDir)
  if (!link.ok) return refuse(link)
  say(link.value)
}

const printAudit = async (options: DeskOptions): Promise<void> => {
  const { auditDesk } = await import('./server.ts')
  const proof = await auditDesk(options)
  if (!proof.ok) return refuse(proof)
  say(proof.value)
}

const makeDesk = async (dir: string): Promise<void> => {
  const { newDesk, nextStep } = await import('./new-desk.ts')
  const made = await newDesk(dir)
  if (!made.ok) return refuse(made)
  for (const file of made.value.written) say(`wrote ${file}`)
  for (const file of made.value.kept) say(`kept  ${file}, as it is yours; delete it to have it written anew`)
  say(`Next: ${nextStep(dir, process.env)}`)
}

const usageExit = 2

const unknownVerb = (word: string): Problem =>
  problem('unknown-action', `“${word}” is no command of prentice.`, { next: 'Allowed: start, dev, link, audit, new desk. Help: prentice --help' })

const refuse = (refusal: Problem, exitCode = 1): void => {
  process.stderr.write(`${problemToText(refusal)}\n`)
  process.exitCode = exitCode
}

/** A bug, or a machine that refuses: the message, and where it happened when asked. */
const fail = (error: unknown): void => {
  const text = error instanceof Error && process.argv.includes('--verbose') ? error.stack : messageOf(error)
  process.stderr.write(`Prentice could not go on: ${text}\n`)
  process.exitCode = 1
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** The package's file lies one folder up in a checkout, two up in the published package. */
const readVersion = async (): Promise<string> => {
  const inSources = join(dirname(import.meta.dirname), 'package.json')
  const text = await readFile(inSources, 'utf8').catch(() => readFile(join(dirname(inSources), '..', 'package.json'), 'utf8'))
  const { version }: { version: string } = JSON.parse(text)
  return version
}

await main()
