import { capital, plural } from '../app/english.ts'
import type { Problem } from '../app/problem.ts'
import type { Answer, CommandResult } from '../data/command.ts'
import { describeCommand, describeEntry } from '../data/describe.ts'
import type { Desk } from '../data/desk.ts'
import { newestEntries } from '../data/journal-told.ts'
import { editDistance, plain } from '../data/nearest.ts'
import type { Proposal } from '../data/records.ts'
import { readPage } from '../data/read.ts'
import { sayLabel, sayList } from '../data/say-value.ts'
import { seenTables } from './card.ts'
import { findRowsAbout } from './context-sight.ts'
import type { Question } from './reflex/reflex.ts'

/** Words what was done from what the journal holds: `Added “Buy milk” and “Call mum”.` */
export const sayResults = (desk: Desk, results: readonly CommandResult[], proposals: readonly Proposal[]): string => {
  const changed = results.flatMap((result) => (result.kind === 'changed' ? [describeEntry(desk, result.entry)] : []))
  const deeds = [...Map.groupBy(changed, ({ verb, label, text }) => (text === `${verb} ${label}` ? verb : text)).values()].map((same) => {
    const [first] = same
    return first && first.text === `${first.verb} ${first.label}` ? `${first.verb} ${sayList(same.map(({ label }) => label))}` : sayList(same.map(({ text }) => text))
  })
  const others = results.flatMap((result) => {
    if (result.kind === 'unchanged') return ['That stands so already.']
    if (result.kind === 'switched') return [`This is ${result.name} now.`]
    return result.kind === 'read' ? [sayAnswer(desk, result.answer)] : []
  })
  return [...(deeds.length > 0 ? [`${capital(sayList(deeds))}.`] : []), ...others, ...proposals.map((proposal) => sayProposal(desk, proposal))].join(' ')
}

/** Words a proposal: what it would do, and why it waits. */
export const sayProposal = (desk: Desk, { commands, reason }: Proposal): string =>
  `Shall I ${sayList(commands.slice(0, 3).map((command) => describeCommand(desk, command)))}${commands.length > 3 ? ` and ${commands.length - 3} more` : ''}? ${reason}`

/** Words an answer: how many rows, and the first of them; or the numbers. */
const sayAnswer = (desk: Desk, answer: Answer): string => {
  const noun = answer.table.replaceAll('_', ' ')
  if (answer.kind === 'numbers') return answer.groups.length === 0 ? `There is nothing to count.` : `${sayList(answer.groups.map(({ label, value }) => (answer.by === undefined ? String(value ?? 'none') : `${label}: ${String(value ?? 'none')}`)))}.`
  if (answer.total === 0) return `There is no ${noun}.`
  const title = desk.schema().tables.get(answer.table)?.titleField ?? ''
  const isOpen = desk.schema().tables.get(answer.table)?.fields.get(title)?.private !== true
  const named = isOpen ? answer.rows.slice(0, longestList).map(({ label }) => sayLabel(label)) : []
  const rest = answer.total - named.length
  return `${answer.total} ${answer.total === 1 ? noun : plural(noun)}${named.length > 0 ? `: ${sayList(rest > 0 ? [...named, `${rest} more`] : named)}` : ''}.`
}
const longestList = 10

/** Words a refusal for the person. */
export const sayProblem = ({ code, message, next, candidates }: Problem): string => {
  const rows = candidates?.slice(0, 5).map(({ label, id }) => `${sayLabel(label)} (${id})`) ?? []
  if (rows.length === 0) return [message, next ?? ''].filter(Boolean).join(' ')
  // The rows that stand in the way of a delete are none that could have been meant.
  return code === 'linked' ? `${message.replace(/\.$/, '')}: ${sayList(rows)}. ${next ?? ''}`.trim() : `${message} Did you mean ${rows.join(' or ')}?`
}

/** What can be answered when nothing was understood and there is no model: what was found by the words, and what is possible. */
export const sayUnsure = (desk: Desk, { words, profile, table, offer }: { readonly words: string; readonly profile: number; /** That of the page which is looked at. */ readonly table?: string; readonly offer?: string }): string => {
  const found = findRowsAbout(desk, { words, profile, limit: 5 })
  return [
    found.length > 0 ? `I did not quite understand, but this came up: ${sayList(found.map(({ row, table: name }) => `${sayLabel(row.label)} (${name.replaceAll('_', ' ')})`))}.` : 'I did not understand that.',
    sayPossible(desk, profile, table),
    ...(offer === undefined ? [] : [offer]),
  ].join(' ')
}

/** Says that a row is not there: what is called alike, or came up by the words; and, where it could be added, asks that. */
export const sayMissing = (desk: Desk, { table: name, words, add, profile }: { readonly table: string; readonly words: string; readonly add?: string; readonly profile: number }): { readonly say: string; readonly question?: Question } => {
  const found = findRowsAbout(desk, { words, profile, limit: 3 }).map(({ table, row }) => (table === name ? sayLabel(row.label) : `${sayLabel(row.label)} (${table.replaceAll('_', ' ')})`))
  const near = found.length > 0 ? found : namesNear(desk, { table: name, words, profile }).map(sayLabel)
  const [one] = near
  const say = [
    `There is no ${name.replaceAll('_', ' ')} like ${sayLabel(words)}.`,
    ...(one === undefined ? [] : [near.length === 1 ? `Did you mean ${one}?` : `Did you mean ${near.slice(0, -1).join(', ')} or ${near.at(-1) ?? ''}?`]),
    ...(add === undefined ? [] : [`Shall I add it? Then say “yes”.`]),
  ].join(' ')
  return { say, ...(add !== undefined && { question: { choices: [{ label: 'Add it', say: add }] } }) }
}

/** At most three names of a table, of its first rows, in which a word is spelled nearly as one that was said. */
const namesNear = (desk: Desk, { table: name, words, profile }: { readonly table: string; readonly words: string; readonly profile: number }): readonly string[] => {
  const table = desk.schema().tables.get(name)
  const page = readPage(desk, { table: name, profile, limit: 200 })
  if (!page.ok || table?.fields.get(table.titleField)?.private) return []
  const said = wordsIn(words)
  const far = (label: string): number => Math.min(...wordsIn(label).flatMap((word) => said.map((one) => editDistance(one, word, one.length) / one.length)))
  return page.value.rows.map(({ label }) => ({ label, at: far(label) })).filter(({ at }) => at <= 0.5).toSorted((a, b) => a.at - b.at).slice(0, 3).map(({ label }) => label)
}
const wordsIn = (text: string): readonly string[] => plain(text).match(/[\p{L}\p{N}]{3,}/gu) ?? []

/** Three things that can be said, in the words of this desk's own tables. */
export const sayPossible = (desk: Desk, profile: number, inSight?: string): string => `You can say, for example: ${sayList(possible(desk, profile, inSight).map((say) => `“${say}”`))}.`

/** Three example sentences of this desk: about the table in sight, else about the first that the apprentice may change. */
export const possible = (desk: Desk, profile: number, inSight?: string): readonly string[] => {
  const schema = desk.schema()
  const tables = seenTables(schema).toSorted((a, b) => Number(a.name === 'profile') - Number(b.name === 'profile'))
  const table = tables.find(({ name, ai }) => name === inSight && ai === 'change') ?? tables.find(({ ai }) => ai === 'change') ?? tables[0]
  if (!table) return ['!help']
  const noun = table.name.replaceAll('_', ' ')
  const page = readPage(desk, { table: table.name, profile, limit: 1 })
  const row = page.ok ? page.value.rows[0] : undefined
  // What the person is offered to say becomes their own words.
  const title = table.fields.get(table.titleField)?.private || row?.foreign ? undefined : row?.label
  const taught = schema.examples.find(({ say }) => say.includes(`{${table.name}}`))
  return [
    `add ${noun} Something new`,
    ...(title === undefined ? [] : [taught ? taught.say.replaceAll(`{${table.name}}`, title).replace(/\{(\w+)\}/g, '$1') : `delete ${title}`]),
    `show ${table.title.toLowerCase()}`,
    '!help',
  ].slice(0, 3)
}

/** What a poke says without a model: what happened last, from the journal. */
export const sayRecent = (desk: Desk, profile: number): string => {
  const texts = newestEntries(desk, { profile, limit: 20 }).filter(({ actor }) => actor === 'person').slice(0, 3).map((entry) => describeEntry(desk, entry).text)
  return texts.length > 0 ? `I saw that you ${sayList(texts)}.` : 'I have seen nothing yet: tick or add something.'
}
