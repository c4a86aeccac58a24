import { dictionary } from '../../app/dictionary.ts'
import type { Value } from '../../app/field.ts'
import type { Command } from '../../data/command.ts'
import { fieldOf, nounOf, type KnownField, type KnownTable } from './compile.ts'
import { asking, doing, type Meaning, type Scene } from './scene.ts'
import { readSet } from './set.ts'
import { readValue } from './value.ts'
import { textOf, type Word } from './words.ts'

/**
 * Reads "squat weight from 80 to 85" after a verb of setting: what a value was, and what it shall be. A row that stands at another value
 * is asked about; of rows described ("all tasks from low to high") only those that stand at the old one are meant.
 */
export const readFromTo = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const from = words.findLastIndex(({ norm }) => norm === 'from')
  const to = words.findIndex(({ norm }, at) => at > from + 1 && /^(to|into)$/.test(norm))
  if (scene.question || from < 1 || to < 0 || to > from + 6) return undefined
  const meaning = readSet(scene, [...words.slice(0, from), ...words.slice(to)])
  if (meaning?.kind !== 'do') return meaning
  const changes = meaning.commands.map((command) => changeOf(scene, command, words.slice(from + 1, to)))
  const wrong = changes.find((change) => change !== undefined && change.stands !== undefined && change.stands !== change.was)
  if (changes.some((change) => change === undefined)) return undefined
  if (wrong) return changes.length > 1 ? undefined : askStill({ ...wrong, id: wrong.command['id'] }, textOf(words.slice(from + 1, to)), textOf(words.slice(to + 1)))
  const isMany = meaning.commands.some((command) => !('id' in command))
  return isMany ? doing(meaning.commands.map((command, at) => narrow(command, changes[at])), meaning.spoken) : meaning
}

interface Known { readonly command: Command; readonly table: KnownTable; readonly field: KnownField; readonly was: Value; readonly stands: Value | undefined }

// The one field that is changed, whether the old words are a value of it, and what it stands at now where that can be known.
const changeOf = (scene: Scene, command: Command, old: readonly Word[]): Known | undefined => {
  const table = scene.reflex.tables.find(({ name }) => name === command['table'])
  const names = Object.keys(command).filter((key) => !keys[key])
  const field = table && names.length === 1 && names[0] !== undefined ? fieldOf(table, names[0]) : undefined
  const was = field && command.action === 'update' ? readValue(scene, field, old) : undefined
  if (!table || !field || was === undefined || was === null || /text/.test(field.field.kind)) return undefined
  const id = command['id']
  const stands = typeof id === 'number' ? scene.world.valueIn?.(table.name, id, field.name) : undefined
  return { command, table, field, was, stands }
}
const keys = dictionary({ action: true, table: true, id: true, view: true, where: true })

const narrow = (command: Command, change: Known | undefined): Command => {
  const { view, where } = command as { readonly view?: unknown; readonly where?: Readonly<Record<string, unknown>> } // a command of the reflex's own making
  const { view: _view, ...rest } = command
  return change ? { ...rest, ...(view !== undefined && view !== 'all' ? { view } : {}), where: { ...where, [change.field.name]: change.was } } : command
}

/** Asks whether a field shall be changed that holds something else than was said. */
export const askStill = ({ table, field, id, stands }: { readonly table: KnownTable; readonly field: KnownField; readonly id: unknown; readonly stands: Value | undefined }, was: string, will: string): Meaning => {
  const called = (field.names[0] ?? []).join(' ')
  const now = field.field.private || field.field.kind === 'link' ? 'another' : stands === null || stands === '' ? 'empty' : `${String(stands)}`
  return asking(`Its ${called} is ${now}, not ${was}. Shall it be ${will}?`, { choices: [{ label: `Make it ${will}`, say: `set the ${called} of ${nounOf(table)} #${String(id)} to ${will}` }] })
}
