import { dictionary } from '../../app/dictionary.ts'
import { asksValue } from './answer.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { dateField, fieldAt } from './field-names.ts'
import { findSure } from './reference.ts'
import { pageFirst, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { leadOf, phrases, standsAt, type Word } from './words.ts'

/** Reads further ways to ask for one value of one row: "until when must I pay the council tax?", "how long till the insurance is due?", "how old is Pepper?", "what is next on the refit?", "what does Clover eat?", "who was the vet for the limp?". */
export const readWhenAsked = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (words.length < 3 || words.length > 14) return undefined
  const page = scene.world.page?.table
  for (const table of pageFirst(scene))
    for (const way of ways) {
      const asked = way(table, words)
      const named = asked ? withoutArticles(asked.named) : []
      if (!asked || named.length === 0 || asked.field.field.private || asked.field.name === table.titleField) continue
      const row = findSure(scene, named, { table: table.name })
      if (row && (table.name === page || row.how === 'exact')) return asksValue(row, asked.field)
    }
  return undefined
}

interface Asked { readonly field: KnownField; readonly named: readonly Word[] }
type Way = (table: KnownTable, words: readonly Word[]) => Asked | undefined


// "until when must I pay the council tax", "by when do I have to renew the insurance"
const untilWhen: Way = (table, words) => {
  const lead = leadOf(words, untils)
  const field = lead > 0 ? dateField(table) : undefined
  return field && { field, named: words.slice(lead, /^(done|finished|be|in)$/.test(words.at(-1)?.norm ?? '') ? -1 : undefined) }
}
const untils = phrases('until when, till when, by when, what day, on what day, on which day').flatMap((when) => ['must i', 'must we', 'should i', 'should we', 'do i have to', 'do we have to', 'do i need to', 'do we need to', 'is', 'are', 'comes', 'does', 'do i', 'do we', 'can i', 'can we', 'have i to'].map((must) => [...when, ...must.split(' ')])).toSorted((a, b) => b.length - a.length)

// "how long till the insurance is due", "how many days until the dentist"
const howLongTill: Way = (table, words) => {
  const lead = leadOf(words, tills)
  const field = lead > 0 ? dateField(table) : undefined
  const due = /^(due|on|over|expires|starts|happens)$/.test(words.at(-1)?.norm ?? '')
  const end = due ? words.length - (/^(is|are)$/.test(words.at(-2)?.norm ?? '') ? 2 : 1) : words.length
  return field && { field, named: words.slice(lead, end) }
}
const tills = phrases('how long till, how long until, how many days till, how many days until, how long is it till, how long is it until, how long do i have for, how long have i got for, how much time do i have for, how much time is left for')

// "how old is Pepper"
const howOld: Way = (table, words) => {
  const field = standsAt(words, 0, ['how', 'old']) && /^(is|are|was)$/.test(words[2]?.norm ?? '') ? (table.fields.find(({ field: { kind }, names }) => kind === 'date' && names.some((name) => /^(born|birthday|birth date|date of birth|dob|birth)$/.test(name.join(' ')))) ?? table.fields.find(({ name, field: { kind } }) => kind === 'integer' && name === 'age')) : undefined
  return field && { field, named: words.slice(3) }
}

// "what is next on the refit"
const whatNext: Way = (table, words) => {
  const lead = leadOf(words, nexts)
  const field = lead > 0 ? table.fields.find(({ names }) => names.some(([first, second, ...more]) => first === 'next' && more.length === 0 && /^(step|action|steps|actions|task|thing)$/.test(second ?? 'step'))) : undefined
  return field && { field, named: words.slice(lead) }
}
const nexts = phrases('what is next on, what is next for, what is next with, what comes next on, what comes next for, what comes next with, what is the next step on, what is the next step with, what happens next with, what happens next on')

// "what does Clover eat"
const whatEats: Way = (table, words) => {
  const family = standsAt(words, 0, ['what', 'does']) || standsAt(words, 0, ['what', 'do']) ? eaten[words.at(-1)?.norm ?? ''] : undefined
  const field = family && table.fields.find(({ names }) => names.some((name) => family.test(name.join(' '))))
  return field && { field, named: words.slice(2, -1) }
}
const eaten = dictionary<RegExp>({ eat: /^(food|diet|feed|fodder)$/, drink: /^(drink|drinks)$/ })

// "who was the vet for the limp", "who is the client for the logo"
const whoWas: Way = (table, words) => {
  const lead = leadOf(words, phrases('who was the, who is the, who are the, who were the'))
  const found = lead > 0 ? fieldAt(table, words, lead) : undefined
  const at = lead + (found?.length ?? 0)
  return found && /^(for|of|on|at|with)$/.test(words[at]?.norm ?? '') && /text|link|choice/.test(found.field.field.kind) ? { field: found.field, named: words.slice(at + 1) } : undefined
}

// "who does Maria work for", "where does Tom live"
const whereIs: Way = (table, words) => {
  const verb = words.findLastIndex(({ norm }) => /^(work|live|stay)$/.test(norm))
  const rest = words.slice(verb + 1).map(({ norm }) => norm).join(' ')
  const isAsked = verb > 2 && /^(who|where|what|which)$/.test(words[0]?.norm ?? '') && /^(does|do|did)$/.test(words[1]?.norm ?? '') && /^(?:for|at|with|in)?$/.test(rest)
  const field = isAsked ? only(table, words[verb]?.norm === 'work' ? /^(company|employer|firm|organisation|organization|workplace)$/ : /^(address|city|town|street|place|country)$/) : undefined
  return field && { field, named: words.slice(2, verb) }
}
const only = (table: KnownTable, names: RegExp): KnownField | undefined => {
  const fields = table.fields.filter(({ field: { kind }, names: own }) => /text|link|choice/.test(kind) && own.some((name) => name.length === 1 && names.test(name[0] ?? '')))
  return fields.length === 1 ? fields[0] : undefined
}

const ways: readonly Way[] = [whereIs, untilWhen, howLongTill, howOld, whatNext, whatEats, whoWas]
