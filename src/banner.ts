import { styleText } from 'node:util'
import { builtInName } from './app/built-in.ts'
import { problemToText, type Problem } from './app/problem.ts'
import type { Schema } from './app/schema.ts'
import type { ApprenticeStatus } from './apprentice/port.ts'
import { wrapWords } from './wrap-words.ts'

/** What the terminal says when the desk is up: the way in, what runs, what does not and why. Holds a sign-in link, so it goes to no log. */
export const bannerText = ({ url, wantedPort, link, schema, dataDir, hasToken, unwritable, answersLink, out }: {
  readonly url: string
  /** Set when another port was taken than the one asked for. */
  readonly wantedPort?: number
  readonly link: string
  readonly schema: Schema
  readonly dataDir: string
  readonly hasToken: boolean
  /** Why the data can be read, not changed, if so. */
  readonly unwritable: Problem | undefined
  /** Whether `prentice link` finds this desk. */
  readonly answersLink: boolean
  /** Where it is shown: coloured only on a terminal. */
  readonly out: NodeJS.WritableStream
}): string => {
  const paint = (colour: Parameters<typeof styleText>[0], text: string): string => styleText(colour, text, { stream: out })
  const line = (name: string, text: string): string => `  ${paint('dim', name.padEnd(9))}${text}`
  return [
    '',
    `  ${paint('bold', 'Prentice runs at')} ${url}${wantedPort === undefined ? '' : paint('yellow', ` (port ${wantedPort} is taken)`)}`,
    '',
    line('Sign in', paint(['bold', 'cyan'], link)),
    line('', paint('dim', `works once, within ten minutes; ${answersLink ? '“prentice link”' : 'starting again'} prints a fresh one`)),
    '',
    ...appLines(schema).flatMap(({ icon, name, text, isBroken }, at) =>
      isBroken ? wrapWords(`${name} ${text}`, wrappedColumns).map((part, first) => line(first === 0 ? 'Broken' : '', paint('red', part))) : line(at === 0 ? 'Apps' : '', `${icon} ${name.padEnd(nameWidth(schema))}  ${paint('dim', text)}`)),
    line('Pages', paint('dim', `/settings, /p/1/timeline, /p/1/search${[...schema.apps.values()].some((app) => app.pages) ? ', /app/<app>/ for an app’s own' : ''}`)),
    line('Programs', paint('dim', hasToken ? `${url}/api/tables, /commands, /turns, /entries, /undo` : 'off; set PRENTICE_TOKEN to a secret of your own to open /api')),
    line('Data', paint('dim', dataDir)),
    ...(unwritable ? ['', paint('yellow', `  ${unwritable.message} The desk can be read, not changed.`), paint('dim', '  Mend that, then start it again. Browsers stay signed in until it ends.')] : []),
    '',
    paint('dim', '  Ctrl-C ends it. What happens is told below.'),
    '',
    '',
  ].join('\n')
}

/** Of 80, less the names and their margin. */
const wrappedColumns = 69

interface AppLine { readonly icon: string; readonly name: string; readonly text: string; readonly isBroken: boolean }

/** One line for each app: where its page is and its tables, or why it does not run. */
export const appLines = ({ apps, tables, broken }: Schema): readonly AppLine[] => ([
  ...[...apps].filter(([name]) => name !== builtInName).map(([name, app]) => ({
    icon: app.icon ?? '  ',
    name: app.title,
    text: `/p/1/${name} (${[...tables.values()].filter((table) => table.app === name).map((table) => table.name).join(', ')})`,
    isBroken: false,
  })),
  ...broken.map(({ name, file, problem }) => ({ icon: '', name, text: `(${file}): ${problemToText(problem)}`, isBroken: true })),
] satisfies AppLine[]).map((app) => ({ ...app, icon: plain(app.icon), name: plain(app.name), text: plain(app.text) }))

/** The name of a file must not command the terminal, break the line, or turn it round. */
const plain = (text: string): string => text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '�')

/** Which model was found, or what brings one. */
export const modelLine = ({ state, model, problem }: Omit<ApprenticeStatus, 'busy'>): string =>
  state === 'ready' ? `model ${model ?? 'ready'}: the apprentice can talk` : `no model: everything works but free talk.${problem ? ` ${problemToText(problem)}` : ''}`

const nameWidth = ({ apps }: Schema): number => Math.max(...[...apps.values()].map(({ title }) => title.length))
