import { readDate, today } from '../../app/dates.ts'
import { capital } from '../../app/english.ts'
import type { Command } from '../../data/command.ts'
import { readAdd } from './add.ts'
import { nounOf, type KnownTable } from './compile.ts'
import { dateField } from './field-names.ts'
import { asking, type Meaning, type Scene } from './scene.ts'
import { trailingDate } from './value.ts'
import { readWords, textOf, type Word } from './words.ts'

/**
 * Reads "remind me to call mum tomorrow", "remind me on friday to call mum": a new row. Where rows keep no hour, one that was
 * said stays in the name or is told of; "in 10 minutes" can only be asked about, for then nothing would ring.
 */
export const readRemind = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const said = sayLast(scene, words)
  if (!said || scene.question) return undefined
  const soon = /\bin (?:about )?(?:an?|half an?|one|two|three|four|five|ten|\d+)(?: (?:and a half|or so|more))? (?:hours?|minutes?|mins?|seconds?)\b/i.exec(textOf(said))?.[0]
  const meaning = readAdd(scene, soon === undefined ? said : readWords(textOf(said).replace(soon, '').trim()))
  if (meaning?.kind !== 'do') return meaning
  const [command, ...more] = meaning.commands
  const table = scene.reflex.tables.find(({ name }) => name === command?.['table'])
  if (!command || !table || table.fields.some(({ field }) => field.kind === 'datetime')) return soon === undefined ? meaning : readAdd(scene, said)
  if (soon !== undefined) return more.length === 0 ? askSoon(scene, table, command, soon) : undefined
  return hour.test(textOf(said)) ? { ...meaning, say: `${keeps(table)}: nothing will ring.` } : meaning
}

const hour = /\b(?:tonight|this (?:morning|afternoon|evening)|\w+day (?:morning|afternoon|evening|night)|tomorrow (?:morning|afternoon|evening|night)|in the (?:morning|afternoon|evening)|at (?:\d|noon|midnight|night)|\d{1,2}[:.]\d\d|\d\s?[ap]\.?m|\d o'clock|noon|midnight)\b/i

// "remind me tomorrow to call mum" is "call mum tomorrow".
const sayLast = (scene: Scene, words: readonly Word[]): readonly Word[] | undefined => {
  if (words[0]?.norm !== 'remind' || !/^(me|us)$/.test(words[1]?.norm ?? '')) return undefined
  if (/^(to|about)$/.test(words[2]?.norm ?? '')) return words.slice(3)
  const to = words.findIndex(({ norm }) => norm === 'to')
  const when = words.slice(2, to)
  const isWhen = to > 2 && (trailingDate(scene, when)?.before ?? 9) <= (/^(on|at|in)$/.test(when[0]?.norm ?? '') ? 1 : 0)
  return isWhen ? readWords(`${textOf(words.slice(to + 1))} ${textOf(when)}`) : undefined
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
