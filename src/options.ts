import { resolve } from 'node:path'
import { ok, problem, type Result } from './app/problem.ts'
import { ollamaUrl } from './models/ollama-host.ts'

/** Everything that starting a desk depends on. Nothing else is read from the command line or the environment. */
export interface DeskOptions {
  /** The port to listen on; the next free one is taken if it is in use, 0 takes any. Default 5001. */
  readonly port: number
  /** The address to listen on. Default 127.0.0.1; another one lets other machines reach the desk. */
  readonly host: string
  /** Absolute path of the folder with the database, its lock, its backups and logs. Default ./data. */
  readonly dataDir: string
  /** Absolute path of the folder with the person's own app files; the shipped apps are there without it. Default ./apps. */
  readonly appsDir: string
  /** Whether to open the page in the browser. Default true; false under CI and without a display. */
  readonly open: boolean
  /** Whether the conversation with the model is printed as it goes. Default false. */
  readonly verbose: boolean
  /** A fixed bearer token with `full` rights for programs; undefined means none. */
  readonly token: string | undefined
  /** Where Ollama answers. Default http://127.0.0.1:11434. */
  readonly ollamaUrl: string
}

/** What the command line gave, as text; what is absent was not given. */
export interface GivenFlags {
  readonly port?: string
  readonly host?: string
  readonly data?: string
  readonly apps?: string
  readonly open?: boolean
  readonly verbose?: boolean
}

/** The environment, as `process.env` gives it. An empty variable counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Joins flags, variables and defaults, in this order of precedence. Relative folders are taken from `cwd`.
 * Problems: `bad-value` with the flag or variable at fault named in it.
 */
export const readOptions = (flags: GivenFlags, env: Environment, cwd: string): Result<DeskOptions> => {
  const port = readPort(given('--port', flags.port) ?? given('PRENTICE_PORT', env['PRENTICE_PORT']))
  if (!port.ok) return port
  const host = readHost(given('--host', flags.host))
  if (!host.ok) return host
  const ollama = ollamaUrl(env['OLLAMA_HOST'])
  if (!ollama.ok) return ollama
  const token = readToken(given('PRENTICE_TOKEN', env['PRENTICE_TOKEN']))
  if (!token.ok) return token
  return ok({
    port: port.value,
    host: host.value,
    dataDir: resolve(cwd, flags.data || env['PRENTICE_DATA'] || 'data'),
    appsDir: resolve(cwd, flags.apps || env['PRENTICE_APPS'] || 'apps'),
    open: (flags.open ?? true) && canOpenBrowser(env, process.platform),
    verbose: flags.verbose ?? false,
    token: token.value,
    ollamaUrl: ollama.value,
  })
}

/** Whether there is a screen with a browser to open: not under CI, and on Linux only with a display or under WSL. */
export const canOpenBrowser = (env: Environment, platform: NodeJS.Platform): boolean => {
  if (env['CI'] && env['CI'] !== 'false') return false
  if (platform !== 'linux') return true
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['WSL_DISTRO_NAME'])
}

/** A value with the name of the flag or variable that it came from, so that a Problem can name it. */
interface Given {
  readonly name: string
  readonly value: string
}

const given = (name: string, value: string | undefined): Given | undefined =>
  value === undefined || value.trim() === '' ? undefined : { name, value: value.trim() }

const readPort = (text: Given | undefined): Result<number> => {
  if (!text) return ok(5001)
  const port = Number(text.value)
  if (/^\d{1,5}$/.test(text.value) && port <= 65_535) {
    if (!blockedPorts.has(port)) return ok(port)
    return problem('bad-value', `${text.name} is ${port}, a port that no browser opens: other protocols speak there.`, { next: 'Choose another one: prentice --port 5001' })
  }
  return problem('bad-value', `${text.name} is “${text.value}”, which is no port.`, {
    next: 'Give a whole number from 1 to 65535, or 0 for any free one: prentice --port 5001',
  })
}

/** Ports that browsers, and `fetch`, refuse. https://fetch.spec.whatwg.org/#port-blocking */
const blockedPorts: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

const readHost = (text: Given | undefined): Result<string> => {
  if (!text) return ok('127.0.0.1')
  if (/^[\w.:-]+$/.test(text.value)) return ok(text.value)
  return problem('bad-value', `${text.name} is “${text.value}”, which is no host.`, {
    next: 'Give an address or a name without a port or “http://”: prentice --host 127.0.0.1',
  })
}

const readToken = (text: Given | undefined): Result<string | undefined> => {
  if (!text) return ok(undefined)
  if (/^[\x21-\x7e]+$/.test(text.value)) return ok(text.value)
  return problem('bad-value', 'PRENTICE_TOKEN holds characters that no HTTP header can carry.', {
    next: 'Use letters, digits and signs without spaces, for example the output of: openssl rand -hex 24',
  })
}
