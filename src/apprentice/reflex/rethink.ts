import type { Command } from '../../data/command.ts'
import { fieldOf } from './compile.ts'
import { pronouns } from './lexicon.ts'
import type { Scene } from './scene.ts'
import type { SecondThought } from './second-thought.ts'
import { trailingDate } from './value.ts'
import type { Word } from './words.ts'
import type { Understanding } from './world.ts'

/**
 * Understands what was said in the place of something else: a whole request; a day for a day; a value for the value of the same field;
 * or words that begin again where the first attempt went wrong ("add call the vet, no wait, call the dentist"). Else nothing is done.
 */
export const rethink = ({ before, after, unsure }: SecondThought, scene: Scene, understand: (said: string) => Understanding): Understanding => {
  const [first] = after
  // What was thought better of was never done: "it" is not it.
  if (!first || after.some(({ norm }) => pronouns.has(norm) || /^(also|too|well|again)$/.test(norm))) return betterNot
  const hear = (...parts: readonly (readonly Word[])[]): Understanding => {
    const got = understand(parts.map(spanOf).join(' '))
    // Nor is there anything to take back.
    return got.kind === 'act' && !got.commands.some(({ action }) => action === 'undo') ? got : betterNot
  }
  const meant = hear(after)
  const tried = hear(before)
  if (meant.kind === 'act') return !unsure || isSameRow(tried, meant) ? meant : betterNot
  const [day, old] = [trailingDate(scene, after), trailingDate(scene, before)]
  const isDay = day !== undefined && (day.before === 0 || (day.before === 1 && /^(on|by|for|to|until|at)$/.test(first.norm)))
  const dated = isDay && old && old.before > 1 ? hear(before.slice(0, old.before), after.slice(day.before)) : betterNot
  if (dated.kind === 'act') return dated
  for (let last = 1; last < Math.min(4, before.length - 1); last++) {
    const valued = hear(before.slice(0, -last), after)
    if (isSameRow(tried, valued) && isPicked(scene, valued)) return valued
  }
  const again = before.flatMap(({ norm }, at) => (at > 0 && norm === first.norm ? [at] : []))
  return again.length === 1 && !unsure && before.length - (again[0] ?? 0) <= after.length + 2 ? hear(before.slice(0, again[0]), after) : betterNot
}

const betterNot: Understanding = { kind: 'unsure', why: 'It was thought better of.' }

const spanOf = (words: readonly Word[]) => words[0]?.source.slice(words[0].start, words.at(-1)?.end) ?? ''

const onlyOf = (understood: Understanding): Command | undefined => (understood.kind === 'act' && understood.commands.length === 1 ? understood.commands[0] : undefined)

const isSameRow = (one: Understanding, other: Understanding): boolean => {
  const [a, b] = [onlyOf(one), onlyOf(other)]
  return a?.['id'] !== undefined && a['id'] === b?.['id'] && a.action === b.action && a['table'] === b['table'] && Object.keys(a).join() === Object.keys(b).join()
}

// Free text takes in anything: "oat, no wait, soy milk" must not make "oat soy milk".
const isPicked = ({ reflex }: Scene, understood: Understanding): boolean => {
  const command = onlyOf(understood)
  const table = reflex.tables.find(({ name }) => name === command?.['table'])
  return command !== undefined && table !== undefined && Object.keys(command).every((key) => /^(action|table|id)$/.test(key) || !/text|email|url/.test(fieldOf(table, key)?.field.kind ?? 'text'))
}
