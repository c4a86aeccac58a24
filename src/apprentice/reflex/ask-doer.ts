import { asksRows, asksValue, wordNumbers } from './answer.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { chargeField, doerField, whoIn } from './doer.ts'
import { dateField } from './field-names.ts'
import { fieldOfUnit, numberFields } from './quantity.ts'
import { findSure } from './reference.ts'
import { pageFirst, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { daysOf } from './selection-dates.ts'
import { charges } from './told-doer.ts'
import { standsAt, type Word } from './words.ts'

/** Reads who has or does something, and what one has: "who is on the soup run?", "who paid for the gas?", "what is Bridget doing this week?", "how many hours has Kofi got?", "how much has each of us paid?". */
export const readDoerAsked = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (words.length < 3 || words.length > 14 || !/^(who|what|how|when)$/.test(words[0]?.norm ?? '')) return undefined
  for (const table of pageFirst(scene)) {
    const meaning = whoDoes(scene, table, words) ?? whatHas(scene, table, words) ?? howManyHas(scene, table, words) ?? howMuchPaid(scene, table, words)
    if (meaning) return meaning
  }
  return undefined
}

// "who is on the soup run", "who paid for the gas", "who is cooking the tacos", "who is cooking on Monday"
const whoDoes = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  if (words[0]?.norm !== 'who') return undefined
  const charge = chargeField(table)
  const phrase = charge && charges.find((one) => standsAt(words, 1, one))
  const asked = charge && phrase ? rowAsked(scene, table, charge, words.slice(1 + phrase.length)) : undefined
  if (asked) return asked
  const helper = [['will', 'be'], ['has', 'been'], ['is'], ['was'], ['will'], ['has']].find((one) => standsAt(words, 1, one))?.length ?? 0
  const doer = doerField(table, words[1 + helper]?.norm ?? '')
  const rest = words.slice(2 + helper + (words[2 + helper]?.norm === 'for' ? 1 : 0))
  if (!doer || rest.length === 0) return undefined
  const row = rowAsked(scene, table, doer, rest)
  const day = row || table.name !== scene.world.page?.table ? undefined : dateField(table)
  const days = day && daysOf(scene, day, rest, 0)
  return row ?? (day && days && days.length === rest.length ? asksRows(table, { where: { [day.name]: days.test } }) : undefined)
}

// "what is Bridget doing this week", "what has Kofi got on Friday", "when is Rosa on"
const whatHas = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const field = /^(what|when)$/.test(words[0]?.norm ?? '') && /^(is|does|has)$/.test(words[1]?.norm ?? '') ? chargeField(table) : undefined
  if (!field) return undefined
  for (let at = 3; at < Math.min(6, words.length); at++) {
    if (!/^(doing|got|have|on|working|down)$/.test(words[at]?.norm ?? '')) continue
    const value = whoIn(scene, field, words.slice(2, at))
    if (value === undefined || value === null) continue
    const rest = words.slice(at + 1).filter(({ norm }, i) => !(i === 0 && norm === 'for'))
    const day = rest.length > 0 ? dateField(table) : undefined
    const days = day && daysOf(scene, day, rest, 0)
    if (rest.length > 0 && days?.length !== rest.length) return undefined
    return asksRows(table, { where: { [field.name]: value, ...(day && days ? { [day.name]: days.test } : {}) } })
  }
  return undefined
}

// "how many hours has Kofi got"
const howManyHas = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const unit = standsAt(words, 0, ['how', 'many']) && /^(has|does|did|is)$/.test(words[3]?.norm ?? '') ? fieldOfUnit(table, words[2]?.norm ?? '') : undefined
  const field = unit && chargeField(table)
  const last = words.at(-1)?.norm ?? ''
  const end = /^(got|have|done|worked|work|do|doing|on)$/.test(last) ? -1 : undefined
  const value = field && whoIn(scene, field, words.slice(4, end))
  return unit && field && value !== undefined && value !== null ? { kind: 'read', commands: [{ action: 'read', table: table.name, where: { [field.name]: value }, sum: unit.name }], spoken: [], render: wordNumbers(table) } : undefined
}

// "how much has Alex paid (this month)", "how much has each of us paid"
const howMuchPaid = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const sums = standsAt(words, 0, ['how', 'much']) && /^(has|did|have)$/.test(words[2]?.norm ?? '') ? numberFields(table).filter(({ field }) => field.kind === 'money') : []
  const [sum, ...more] = sums
  if (!sum || more.length > 0) return undefined
  for (let at = 4; at < Math.min(8, words.length); at++) {
    const field = doerField(table, words[at]?.norm ?? '')
    if (!field) continue
    const who = words.slice(3, at)
    const isEach = /^(each(?: one)?(?: of us| person| of them)?|everyone|everybody|every one of us)$/.test(who.map(({ norm }) => norm).join(' '))
    const value = isEach ? undefined : whoIn(scene, field, who)
    const rest = words.slice(at + 1)
    const day = rest.length > 0 ? table.fields.find(({ field: { kind } }) => kind === 'date') : undefined
    const days = day && daysOf(scene, day, rest, 0, { isPast: true })
    if ((!isEach && (value === undefined || value === null)) || (rest.length > 0 && days?.length !== rest.length)) return undefined
    const where = { ...(isEach ? {} : { [field.name]: value }), ...(day && days ? { [day.name]: days.test } : {}) }
    return { kind: 'read', commands: [{ action: 'read', table: table.name, ...(Object.keys(where).length > 0 ? { where } : {}), sum: sum.name, ...(isEach ? { by: field.name } : {}) }], spoken: [], render: wordNumbers(table) }
  }
  return undefined
}

const rowAsked = (scene: Scene, table: KnownTable, field: KnownField, words: readonly Word[]): Meaning | undefined => {
  const named = withoutArticles(words)
  const row = named.length > 0 ? findSure(scene, named, { table: table.name }) : undefined
  return row && (row.how === 'exact' || table.name === scene.world.page?.table) ? asksValue(row, field) : undefined
}
