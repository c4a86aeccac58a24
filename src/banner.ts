import { builtInName } from './app/built-in.ts'
import type { Schema } from './app/schema.ts'
import type { ApprenticeStatus } from './apprentice/chat-event.ts'
import { problemToText } from './app/problem.ts'

/** What the terminal says when the desk is up: the way in, what runs, what does not and why. Holds a sign-in link, so it goes to no log. */
export const bannerText = ({ url, wantedPort, link, schema, dataDir, hasToken }: {
  readonly url: string
  /** Set when another port was taken than the one asked for. */
  readonly wantedPort?: number
  readonly link: string
  readonly schema: Schema
  readonly dataDir: string
  readonly hasToken: boolean
}): string =>
  [
    '',
    `  Prentice is at ${url}${wantedPort === undefined ? '' : ` (port ${wantedPort} is taken)`}`,
    `  Sign in, once, within ten minutes: ${link}`,
    '',
    ...appLines(schema),
    `  Data    ${dataDir}`,
    `  Pages   /p/1/<app>, /settings, /app/<app>/ where an app has pages of its own`,
    `  API     /api/tables, /api/commands, /api/turns, /api/entries, /api/undo${hasToken ? '' : ' (off: PRENTICE_TOKEN is not set)'}`,
    '',
  ].join('\n')

/** One line for each app: its tables, or why it does not run. */
export const appLines = ({ apps, tables, broken }: Schema): readonly string[] => [
  ...[...apps].filter(([name]) => name !== builtInName).map(([name, app]) => `  App     ${app.icon ?? ' '} ${app.title} (${[...tables.values()].filter((table) => table.app === name).map((table) => table.name).join(', ')})`),
  ...broken.map(({ name, file, problem }) => `  Broken  ${name} (${file}): ${problemToText(problem)}`),
]

/** Which model was found, or what brings one. */
export const modelLine = ({ state, model, problem }: Omit<ApprenticeStatus, 'busy'>): string =>
  state === 'ready' ? `model: ${model ?? 'ready'}` : `no model: everything works but free talk.${problem ? ` ${problemToText(problem)}` : ''}`
