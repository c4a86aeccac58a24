import { readDate, today } from '../../app/dates.ts'
import { capital } from '../../app/english.ts'
import type { Command } from '../../data/command.ts'
import { readAdd, type AddNeed } from './add.ts'
import { nounOf, type KnownTable } from './compile.ts'
import { isDoing } from './entry-joins.ts'
import { dateField } from './field-names.ts'
import { asking, type Meaning, type Scene } from './scene.ts'
import { readSlots } from './slots.ts'
import { trailingDate } from './value.ts'
import { readWords, textOf, type Word } from './words.ts'

/**
 * Reads "remind me to call mum tomorrow", "remind me on friday to call mum", "set a reminder to call mum": a new row. Where rows keep no hour, one that was
 * said stays in the name or is told of; "in 10 minutes" can only be asked about, for then nothing would ring.
 */
export const readRemind = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const parts = scene.question ? undefined : cut(scene, words)
  if (!parts) return undefined
  const said = textOf([...parts.what, ...parts.when])
  const soon = /\bin (?:about )?(?:an?|half an?|one|two|three|four|five|ten|\d+)(?: (?:and a half|or so|more))? (?:hours?|minutes?|mins?|seconds?)\b/i.exec(said)?.[0]
  const meaning = soon === undefined ? addWhen(scene, parts) : readAdd(scene, readWords(said.replace(soon, '').trim()))
  if (meaning?.kind !== 'do') return meaning
  const [command, ...more] = meaning.commands
  const table = scene.reflex.tables.find(({ name }) => name === command?.['table'])
  if (!command || !table || table.fields.some(({ field }) => field.kind === 'datetime')) return soon === undefined ? meaning : addWhen(scene, parts)
  if (soon !== undefined) return more.length === 0 ? askSoon(scene, table, command, soon) : undefined
  return hour.test(said) ? { ...meaning, say: `${keeps(table)}: nothing will ring.` } : meaning
}

/** What is to be done, and when, if that was said first. */
export interface Planned { readonly what: readonly Word[]; readonly when: readonly Word[] }

/** Adds what is to be done at a time that was said first: it holds for every row. */
export const addWhen = (scene: Scene, { what, when }: Planned, need: AddNeed = 'anything'): Meaning | undefined => {
  const meaning = readAdd(scene, when.length > 0 ? readWords(`${textOf(what)} ${textOf(when)}`) : what, need)
  if (meaning?.kind !== 'do' || meaning.commands.length < 2 || when.length === 0) return meaning
  const table = scene.reflex.tables.find(({ name }) => name === meaning.commands[0]?.['table'])
  const values = table && readSlots(scene, table, when)
  return values && { ...meaning, commands: meaning.commands.map((command) => ({ ...values, ...command })) }
}

const hour = /\b(?:tonight|this (?:morning|afternoon|evening)|\w+day (?:morning|afternoon|evening|night)|tomorrow (?:morning|afternoon|evening|night)|in the (?:morning|afternoon|evening)|at (?:\d|noon|midnight|night)|\d{1,2}[:.]\d\d|\d\s?[ap]\.?m|\d o'clock|noon|midnight)\b/i

const cut = (scene: Scene, words: readonly Word[]): Planned | undefined => {
  const rest = withoutLead(words)
  if (!rest) return undefined
  if (/^(to|about|:)$/.test(rest[0]?.norm ?? '')) return { what: rest.slice(1), when: [] }
  if (isDoing(rest) && words[0]?.norm !== 'remind') return { what: rest, when: [] }
  const joint = rest.findIndex(({ norm }) => /^(to|:|,)$/.test(norm))
  // "a reminder for tomorrow", "for 5 pm" at that hour
  const when = rest[0]?.norm !== 'for' ? rest.slice(0, joint) : /^\d/.test(rest[1]?.norm ?? '') ? readWords(`at ${textOf(rest.slice(1, joint))}`) : rest.slice(1, joint)
  const isWhen = joint > 0 && (trailingDate(scene, when)?.before ?? 9) <= (/^(on|at|in)$/.test(when[0]?.norm ?? '') ? 1 : 0)
  return isWhen ? { what: rest.slice(joint + 1), when } : undefined
}

// "remind me", "set me a reminder"; one that is added, made or created is a row like any other.
const withoutLead = (words: readonly Word[]): readonly Word[] | undefined => {
  if (words[0]?.norm === 'remind') return /^(me|us)$/.test(words[1]?.norm ?? '') ? words.slice(2) : undefined
  if (!/^(set|give|leave|schedule)$/.test(words[0]?.norm ?? '')) return undefined
  let at = 1
  while (/^(me|us|a|another)$/.test(words[at]?.norm ?? '')) at++
  return words[at]?.norm === 'reminder' ? words.slice(at + 1) : undefined
}

const askSoon = ({ world }: Scene, table: KnownTable, command: Command, soon: string): Meaning => {
  const name = String(command[table.titleField])
  const day = readDate(soon, world)
  const due = dateField(table)
  const when = due && day.ok ? day.value : undefined
  return asking(`${keeps(table)}: nothing would ring ${soon}. Add “${name}”${when === undefined ? '' : when === today(world) ? ' for today' : ' for tomorrow'}?`, {
    choices: [{ label: 'Add it', say: `add a ${nounOf(table)} called "${name}"${when === undefined || !due ? '' : `, ${due.name.replaceAll('_', ' ')} ${when}`}` }],
  })
}

// Only a day can be kept, or nothing of the kind.
const keeps = (table: KnownTable): string => `${capital(nounOf(table, 2))} keep ${dateField(table) ? 'a day, not an hour' : 'no hour'}`
