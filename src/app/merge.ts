import { builtIn, builtInName, plainProfiles } from './built-in.ts'
import { checkApp } from './check-app.ts'
import type { AnyAction, App, TableInput, ViewInput } from './define.ts'
import { capital, plural } from './english.ts'
import type { Field } from './field.ts'
import { problem, type Problem } from './problem.ts'
import type { Action, BrokenApp, Example, Schema, Table, View } from './schema.ts'

/** An app file after reading: its default export, or the reason why there is none. */
export interface LoadedApp {
  /** The file's name without its ending. */
  readonly name: string
  readonly file: string
  readonly app: App | Problem
}

/**
 * Merges app files into the desk's schema, in the given order. An app that is wrong, that claims a table, view or action
 * of an earlier one, or that links to a table which is not there, goes to `broken` with its reason; the others run.
 */
export const mergeApps = (loaded: readonly LoadedApp[]): Schema => {
  const broken: BrokenApp[] = []
  const sound: SoundApp[] = []
  for (const { name, file, app } of loaded) {
    const wrong = reasonAgainst(app, name, sound)
    if (wrong) broken.push({ name, file, problem: wrong })
    else sound.push({ name, file, app: app as App }) // a Problem was told apart just above
  }
  if (!isUsableProfile(sound)) {
    const replaced = sound.findIndex(({ app }) => 'profile' in app.tables)
    if (replaced >= 0) {
      const [{ name, file }] = sound.splice(replaced, 1) as [SoundApp]
      broken.push({ name, file, problem: problem('bad-app', 'The table profile needs a required text field called name, and the scope desk.', { next: 'Add it, or give the table another name.' }) })
    }
    sound.push({ name: 'profiles', file: '', app: plainProfiles })
  }
  const builtInApp = { name: builtInName, file: '', app: builtIn }
  for (;;) {
    const lost = sound.find((one) => lostLink(one, sound))
    if (!lost) break
    sound.splice(sound.indexOf(lost), 1)
    broken.push({ name: lost.name, file: lost.file, problem: lostLink(lost, [...sound, lost]) ?? linkProblem(lost.name) })
  }
  return freezeSchema([...sound, builtInApp], broken)
}

/** A table as the desk sees it, every default filled in. */
const completeTable = (name: string, app: string, input: TableInput, guarded = false): Table => {
  const fields = new Map(Object.entries(input.fields))
  return Object.freeze({
    name,
    app,
    title: input.title ?? capital(plural(name.replaceAll('_', ' '))),
    fields,
    aka: input.aka ?? [],
    order: input.order ?? '-id',
    scope: input.scope ?? 'desk',
    ai: input.ai ?? 'change',
    titleField: titleField(fields),
    guarded,
    input,
  })
}

interface SoundApp {
  readonly name: string
  readonly file: string
  readonly app: App
}

/** Why an app cannot run. It is not compiled, so anything may stand anywhere in it: what the checks stumble over is its own fault, not theirs. */
const reasonAgainst = (app: App | Problem, name: string, earlier: readonly SoundApp[]): Problem | undefined => {
  if (isProblem(app)) return app
  try {
    return checkApp(app) ?? clash(app, name, earlier)
  } catch (error) {
    return problem('bad-app', `${name} is not written as an app is: ${error instanceof Error ? error.message : String(error)}.`, { next: 'Compare it with apps/tasks.ts, or let your editor check its types.' })
  }
}

const isProblem = (app: App | Problem): app is Problem => typeof app === 'object' && app !== null && 'ok' in app

const clash = (app: App, name: string, earlier: readonly SoundApp[]): Problem | undefined => {
  for (const part of ['tables', 'views', 'actions'] as const) {
    const word = { tables: 'table', views: 'view', actions: 'action' }[part]
    for (const key of Object.keys(app[part] ?? {})) {
      if (part === 'tables' && key in builtIn.tables) return problem('bad-app', `The table ${key} is the desk’s own.`, { next: `Give the table in ${name} another name.` })
      const owner = earlier.find((one) => key in (one.app[part] ?? {}))
      if (owner) return problem('bad-app', `The ${word} ${key} belongs to the app ${owner.name} already.`, { next: `Give the ${word} in ${name} another name, or remove the app ${owner.name}.` })
    }
  }
  return undefined
}

const isUsableProfile = (apps: readonly SoundApp[]) =>
  apps.some(({ app }) => {
    const profile = app.tables['profile']
    return profile && profile.fields['name']?.kind === 'text' && profile.fields['name'].required && profile.scope !== 'profile'
  })

const lostLink = (one: SoundApp, all: readonly SoundApp[]): Problem | undefined => {
  for (const [table, { fields }] of Object.entries(one.app.tables))
    for (const [name, { to }] of Object.entries(fields))
      if (to !== undefined && !all.some(({ app }) => to in app.tables))
        return problem('bad-app', `The field ${name} of ${table} links to the table ${to}, which no running app has.`, { next: `The tables are ${all.flatMap(({ app }) => Object.keys(app.tables)).join(', ')}. Name one of them, or add the app with the table ${to}.` })
  return undefined
}
const linkProblem = (name: string) => problem('bad-app', `The app ${name} links to a table that no running app has.`)

const freezeSchema = (sound: readonly SoundApp[], broken: readonly BrokenApp[]): Schema => {
  const tables = new Map<string, Table>()
  const views = new Map<string, View>()
  const actions = new Map<string, Action>()
  const examples: Example[] = []
  for (const { name: app, app: definition } of sound) {
    for (const [name, input] of Object.entries(definition.tables)) tables.set(name, completeTable(name, app, input, app === builtInName))
    for (const [name, view] of Object.entries(definition.views ?? {})) views.set(name, completeView(name, app, view))
    for (const [name, action] of Object.entries(definition.actions ?? {})) actions.set(name, completeAction(name, app, action))
    for (const [say, command] of Object.entries(definition.teach ?? {})) examples.push({ app, say, command })
  }
  return Object.freeze({
    apps: new Map(sound.filter(({ name }) => name !== builtInName).map(({ name, app }) => [name, app])),
    files: new Map(sound.map(({ name, file }) => [name, file])),
    broken: Object.freeze([...broken]),
    tables,
    views,
    actions,
    examples: Object.freeze(examples),
  })
}

const completeView = (name: string, app: string, view: ViewInput): View => Object.freeze({ ...view, name, app, title: view.title ?? capital(name.replaceAll('_', ' ')) })
const completeAction = (name: string, app: string, action: AnyAction): Action =>
  Object.freeze({ ...action, name, app, title: action.title ?? capital(name.replaceAll('_', ' ')), effect: action.effect ?? 'change' })

const titleField = (fields: ReadonlyMap<string, Field>): string => {
  const all = [...fields]
  const named = all.find(([, { kind, required }]) => kind === 'text' && required) ?? all.find(([, { kind }]) => kind === 'text') ?? all[0]
  return named?.[0] ?? 'id'
}
