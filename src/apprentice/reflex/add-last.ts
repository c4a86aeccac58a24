import { readDate, today } from '../../app/dates.ts'
import { readAdd } from './add.ts'
import type { Command } from '../../data/command.ts'
import type { KnownTable } from './compile.ts'
import { dateField } from './field-names.ts'
import { findRow } from './reference.ts'
import { changeableTables, doing, listTable, type Meaning, type Scene } from './scene.ts'
import { matchWords, shapeOf } from './shape.ts'
import { takeSlots } from './slots.ts'
import { isPlainText, readNumber, readValue, trailingDate } from './value.ts'
import { textOf, type Word } from './words.ts'

/** Reads a new row whose verb comes last: "Lars Holm, Fjord Bygg, lars@fjord.example, put him in", "köfte add please for Saturday dinner". */
export const readAddLast = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || !scene.world.page || words.length < 3) return undefined
  const groups = matchWords(/^(.+?)(?: ,)? (?:put|add|stick|pop|enter) (?:him|her|it|them|that|this)(?: (?:in|down|on|on the list|to the list|on my list|to my list|please))?$/d, shapeOf(words), words)
  const inner = groups ? undefined : matchWords(/^(.+?) add please(?: (.+))?$/d, shapeOf(words), words)
  const said = groups ? groups(1) : inner ? [...inner(1), ...inner(2)] : []
  // What is there already is not added again.
  if (said.length === 0 || !isPlainText(said) || findRow(scene, said) !== undefined) return undefined
  const meaning = readAdd(scene, said)
  return meaning?.kind === 'do' && meaning.commands.length === 1 && meaning.commands[0]?.['table'] === scene.world.page.table ? meaning : undefined
}

/** Reads "we need candles for Sunday, stick that on the list": what is told first, then asked to be written down. */
export const readJotted = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const groups = scene.question ? undefined : matchWords(/^(?:i|we) (?:also |still )?(?:need|want|must|have|ought)(?: to)?(?: do)? (.+?) ,(?: so| and| then| please| just)*(?: (?:could|can|would|will) you)?(?: just| please)* (?:stick|put|pop|add|jot|write|note|chuck|get|throw) (?:that|it|them|those|these)(?: all| one)?(?: down| in| (?:on|onto|to|in) (?:the|my|our) (?:\S+ )?list)$/d, shapeOf(words), words)
  return groups && listTable(scene)?.name === scene.world.page?.table && isPlainText(groups(1)) && findRow(scene, groups(1)) === undefined ? readAdd(scene, groups(1)) : undefined
}

/** Reads "deal 'API audit' contact=ada amount=3000", "contact Priya Nair, Nimbus, priya@nimbus.example": a noun, a new name, and values behind a comma. */
export const readNounFirst = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const table = scene.question ? undefined : changeableTables(scene).find(({ name, isList }) => !isList && words[0]?.norm === name)
  const rest = words.slice(1)
  const [first] = rest
  if (!table || !first || !(first.quoted || /^\p{Lu}/u.test(first.text)) || !rest.some(({ norm }, at) => at > 0 && /^[,=]$/.test(norm))) return undefined
  const { rest: before, values } = takeSlots(scene, table, rest)
  const comma = before.findIndex(({ norm }) => norm === ',')
  const name = before.slice(0, comma < 0 ? undefined : comma)
  return Object.keys(values).length > 0 && name.length < 6 && findRow(scene, name) === undefined ? readAdd(scene, words, 'named') : undefined
}

/** Reads "spent 12 on pizza last Tuesday": a new row of the one table of amounts, or of the open page's. */
export const readSpent = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  const groups = scene.question ? undefined : matchWords(/^(?:i |we |i've |we've |i have |we have )?(?:just )?spent (\S+(?: (?:pounds?|quid|euros?|eur|dollars?|bucks|gbp|usd))?) (?:on|for) (.+)$/d, shapeOf(words), words)
  const said = groups?.(2) ?? []
  if (!groups || said.length === 0 || !isPlainText(said)) return undefined
  const tables = scene.reflex.tables.filter((one) => one.changeable && one.fields.filter(({ field }) => field.kind === 'money').length === 1 && dateField(one) !== undefined)
  const table = tables.find(({ name }) => name === scene.world.page?.table) ?? (scene.world.page === undefined && tables.length === 1 ? tables[0] : undefined)
  const amount = readNumber(shapeOf(groups(1)), true)
  const command = table && amount !== undefined && amount > 0 ? spentOf(scene, table, { said, amount }) : undefined
  return command && doing([command], [{ table: command['table'] as string, id: `$${scene.made + 1}`, label: textOf(said) }]) // the table's own name, set below
}

const spentOf = (scene: Scene, table: KnownTable, { said, amount }: { readonly said: readonly Word[]; readonly amount: number }): Command | undefined => {
  const when = trailingDate(scene, said)
  const field = dateField(table)
  const day = when && field ? readValue(scene, field, when.words) : undefined
  const before = when ? when.before - (/^(on|at|in)$/.test(said[when.before - 1]?.norm ?? '') ? 1 : 0) : said.length
  const { rest, values } = takeSlots(scene, table, said.slice(0, before))
  const money = table.fields.find(({ field: { kind } }) => kind === 'money')
  // What was spent lies back; a weekday alone is the last one.
  const past = typeof day === 'string' && field ? (day <= today(scene.world) ? day : lastOf(scene, when?.words ?? [])) : undefined
  if (!money || rest.length === 0 || rest.length > 6 || (when && past === undefined) || money.name in values || rest.some(({ norm }) => /^(and|,|,)$/.test(norm))) return undefined
  return { action: 'insert', table: table.name, [table.titleField]: textOf(rest), ...values, [money.name]: amount, ...(field && past !== undefined && { [field.name]: past }) }
}

const lastOf = ({ world }: Scene, when: readonly Word[]): string | undefined => {
  const [day, ...more] = when
  const found = day && more.length === 0 && day.norm.endsWith('day') ? readDate(day.text, world) : undefined
  return found?.ok ? new Date(Date.parse(`${found.value}T00:00:00Z`) - 7 * 86_400_000).toISOString().slice(0, 10) : undefined
}
