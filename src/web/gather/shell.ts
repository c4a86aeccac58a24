import { builtInName } from '../../app/built-in.ts'
import { capital, plural } from '../../app/english.ts'
import type { Apprentice } from '../../apprentice/port.ts'
import type { Desk } from '../../data/desk.ts'
import { lastSeq } from '../../data/journal.ts'
import { readPage } from '../../data/read.ts'
import { settings } from '../../data/settings.ts'
import { listPath } from '../location.ts'
import { assetsVersion } from '../static.ts'
import type { Access, Link, ModelStatus, Shell } from '../views/props.ts'

/** What frames a page at `path` (path and query) for one profile. */
export const gatherShell = ({ desk, apprentice }: { readonly desk: Desk; readonly apprentice: Apprentice }, { access, profile, path, search }: {
  readonly access: Access
  readonly profile: number
  readonly path: string
  readonly search?: string
}): Shell => {
  const { desk_name, assistant_name, profile_word, theme } = settings(desk)
  return {
    access, profile, path,
    deskName: desk_name,
    assistantName: assistant_name,
    profileWord: profile_word,
    theme,
    profiles: gatherProfiles(desk, profile, path),
    apps: gatherApps(desk, profile, path),
    broken: desk.schema().broken,
    model: gatherModel(apprentice),
    seq: lastSeq(desk),
    version: assetsVersion(),
    ...(search !== undefined && { search }),
  }
}

/** Every app that has a table or pages of its own, in the order in which they were loaded. */
export const gatherApps = (desk: Desk, profile: number, path: string): Shell['apps'] =>
  [...desk.schema().apps].flatMap(([name, app]) => {
    const table = [...desk.schema().tables.values()].find((each) => each.app === name && !each.guarded)
    if (name === builtInName || (!table && !app.pages)) return []
    const href = table ? listPath(desk.schema(), profile, table) : `/app/${name}/`
    const place = table ? `/p/${profile}/${name}` : href
    const title = table?.name === 'profile' ? capital(plural(settings(desk).profile_word)) : app.title
    return [{ href, title, icon: app.icon ?? '', current: new RegExp(`^(${place}|/app/${name})([/?]|$)`).test(path) }]
  })

/** The profile whose pages are shown where an address names none, or one that is not there. */
export const firstProfile = (desk: Desk): number => {
  const page = readPage(desk, { table: 'profile', profile: 1, limit: 1, sort: 'id' })
  return (page.ok ? page.value.rows[0]?.id : undefined) ?? 1
}

/** How the model stands, in the page's words. */
export const gatherModel = (apprentice: Apprentice): ModelStatus => {
  const { state, model, problem } = apprentice.status()
  const note = problem ? { note: [problem.message, problem.next?.replaceAll('`', '')].filter(Boolean).join(' ') } : {}
  switch (state) {
    case 'ready': return { state: 'ready', ...(model !== undefined && { name: model }) }
    case 'starting': return { state: 'waking', ...(model !== undefined && { name: model }) }
    case 'failing': return { state: 'failing', ...(model !== undefined && { name: model }), ...note }
    // An engine that answers names the model to get; one that does not is to be got itself.
    case 'absent': return { state: 'absent', missing: problem?.next?.includes('ollama pull') ? 'model' : 'engine', ...note }
  }
}

/** The same page of another profile: a row of one is not there in another, so its list is shown. */
export const gatherProfiles = (desk: Desk, profile: number, path: string): readonly (Link & { readonly id: number })[] => {
  const page = readPage(desk, { table: 'profile', profile, limit: 1000 })
  const [, app] = path.match(/^\/p\/\d+(\/[^/?]+)/) ?? []
  const there = app === '/row' || app === '/turn' ? '' : (app ?? '')
  return page.ok ? page.value.rows.map(({ id, label }) => ({ id, title: label, href: `/p/${id}${there}`, current: id === profile })) : []
}
