import { today } from '../../app/dates.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { dateField } from './field-names.ts'
import { fieldOfUnit, numberFields } from './quantity.ts'
import { askWhich, findRows, type NamedRow } from './reference.ts'
import { changeableTables, withoutArticles, type Meaning, type Scene } from './scene.ts'
import { pastDay } from './past-days.ts'
import { fieldFirst, settle } from './set.ts'
import { matchWords, shapeOf, wordFor } from './shape.ts'
import { goesOn, isPlainText, readNumber, readValue } from './value.ts'
import { textOf, type Word } from './words.ts'

/**
 * Reads what is told of a row with the verb of a field: "Luna weighs 4.2 kg", "the soup run lasts two and a half hours", "the jab came to
 * £48.50", "both of them work for Acme". The verb says which field; a row is named surely.
 */
export const readVerbField = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || words.length < 3 || words.length > 20) return undefined
  const shape = shapeOf(words)
  for (const way of ways) {
    const groups = matchWords(way.pattern, shape, words)
    const meaning = groups && (isPlainText(groups(2)) || shapeOf(groups(2)) === 'nothing') ? told(scene, way, groups(1), groups(2)) : undefined
    if (meaning) return meaning
  }
  return undefined
}

interface Way {
  readonly pattern: RegExp
  /** The fields of a table that the verb may mean; only one may fit. */
  readonly fields: (table: KnownTable) => readonly KnownField[]
  /** The verb says little ("is", "was"): a number must have its unit with it. */
  readonly isFaint?: boolean
  /** What the verb tells lies back: "since monday". */
  readonly isPast?: boolean
}

const told = (scene: Scene, { fields, isFaint, isPast }: Way, named: readonly Word[], said: readonly Word[]): Meaning | undefined => {
  // "The rent of Parkweg 7 went up to 980" names the field itself.
  const own = isFaint ? undefined : fieldFirst(scene, [...withoutArticles(named), ...wordFor('to', named), ...said])
  if (own && Object.values(own.values).every((value) => typeof value === 'number')) return settle(own)
  if (isFaint && said.every(({ norm, quoted }) => quoted || readNumber(norm, false) !== undefined)) return undefined
  for (const table of changeableTables(scene)) {
    const values = fields(table).flatMap((field) => {
      const value = valueOf(scene, field, said)
      return value === undefined ? [] : [{ field: field.name, value: isPast && typeof value === 'string' ? pastDay(value, today(scene.world)) : value }]
    })
    const [only, ...more] = values
    const rows = only && more.length === 0 ? findRows(scene, withoutBoth(named), { table: table.name }) : undefined
    if (rows && 'kind' in rows) return askWhich(rows)
    if (only && rows && rows.length > 0 && rows.every(({ how, made }: NamedRow) => how !== 'fuzzy' && (made === undefined || named[0]?.norm === 'it'))) return settle({ target: rows, values: { [only.field]: only.value } })
  }
  return undefined
}

const withoutBoth = (words: readonly Word[]) => (words.length > 1 && /^(both|all|each)$/.test(words.at(-1)?.norm ?? '') ? words.slice(0, -1) : words)

const valueOf = (scene: Scene, field: KnownField, words: readonly Word[]) => {
  const { kind } = field.field
  if (/integer|decimal|money/.test(kind)) return kind !== 'integer' && words.length === 1 && /^(nothing|free|zero)$/.test(words[0]?.norm ?? '') ? 0 : (readValue(scene, field, words) ?? undefined)
  if (!/text/.test(kind)) return readValue(scene, field, kind === 'choice' ? withoutArticles(words) : words) ?? undefined
  const free = withoutArticles(words)
  // "At the pub" is no firm.
  if (words[0]?.text === 'the' && free.every(({ text, norm }) => text === norm)) return undefined
  // A firm has a capital letter where any word has.
  if (!/\p{Lu}/u.test(textOf(free)) && /\p{Lu}/u.test((words[0]?.source ?? '').slice(1)) && field.names.some((name) => name.some((word) => /^(company|employer|firm)$/.test(word)))) return undefined
  // Free text takes in anything: only a few words, and no new clause.
  return free.length > 4 || goesOn(free) || free.some(({ norm, quoted }) => !quoted && /^(,|:|and|or|when|while|because|so|that|it|them|me|him|her|us|lot|much|more|less|too|again|home|hard|well)$/.test(norm)) ? undefined : textOf(free)
}

const called = (names: string, kinds = /./) => {
  const set = new Set(names.split(' '))
  return ({ fields, titleField }: KnownTable) => fields.filter((field) => field.name !== titleField && kinds.test(field.field.kind) && !field.field.private && field.names.some((name) => name.some((word) => set.has(word.replace(/[()]/g, '')))))
}
const number = /integer|decimal|money/
const money = ({ fields }: KnownTable) => fields.filter(({ field }) => field.kind === 'money')
/** The amount, else the only number. */
const mainNumber = (table: KnownTable) => (money(table).length > 0 ? money(table) : numberFields(table).length === 1 ? numberFields(table) : [])

const tail = '(?: (?:now|currently|these days|nowadays|at present|altogether|in total|all in all|in all|in the end|so far|today|at the moment|then))?'
const lead = '(?:now |currently |only |just |still |about )?'
const way = (verb: string, fields: Way['fields'], { isFaint = false, isPast = false } = {}): Way => ({ fields, isFaint, isPast, pattern: new RegExp(`^(.+?) (?:now )?(?:both |all )?(?:${verb}) ${lead}(.+?)${tail}$`, 'd') })

// What takes long is told by the way above.
const isTimed = (names: KnownField['names']) => names.some((name) => name.some((word) => /^(minutes?|duration|time|hours?|length)$/.test(word)))

const ways: readonly Way[] = [
  way('weighs|weighed|weigh|weighs in at|tips the scales at|is up to|is down to|has put on weight to', called('weight mass kg kilos', number)),
  way('takes|took|take|lasts|lasted|last|runs for|runs|goes on for|will take|will last', called('minutes minute duration time hours hour length', /integer|decimal/)),
  way('is|are|was|were|needs', called('minutes minute duration time hours hour length', /integer|decimal/), { isFaint: true }),
  way('was|were', (table) => numberFields(table).filter(({ field: { kind }, names }) => kind === 'money' || !isTimed(names)), { isFaint: true }),
  way('costs|cost|came to|comes to|come to|adds up to|added up to|amounts to|amounted to|totals|totalled|will cost|has cost|set me back|set us back', money),
  way('(?:has |have )?(?:went up|gone up|goes up|going up|rose|risen|climbed|fell|fallen|went down|gone down|goes down|dropped|jumped|grew|grown|shrank|is up|is down) to|stands at|stand at|is worth|is at', mainNumber),
  way('serves|serve|feeds|feed|is enough for|is for|are for|was for|is meant for|does for', called('people persons serves servings portions guests', number)),
  way('eats|eat|is eating|are eating|is fed|are fed', called('food diet feed', /text|choice/)),
  way('works for|works at|work for|work at|is employed by|is employed at|has joined|have joined|is now at|now at', called('company employer firm organisation organization', /text|choice|link/)),
  way('lives (?:in|on)|live (?:in|on)|stands (?:in|on)|stand (?:in|on)|is (?:now )?standing (?:in|on)|are standing (?:in|on)|is kept in|is stored in|sits (?:in|on)', called('place location room shelf box bed folder area house spot garage drawer city town country', /text|choice|link/)),
  way('gets an?|deserves an?|earns an?|is (?:now |only |just |at best )*an?|was (?:only |just )*an?|gets|deserves|earns|scores', (table) => [fieldOfUnit(table, 'star')].filter((field) => field !== undefined)),
  way('was born on|was born|is born on|were born on|were born|born on|born', called('born birthday birth', /date/), { isPast: true }),
  way("'s been with us since|'s been here since|has been with us since|have been with us since|has been here since|have been here since|has been a member since|is here since|is with us since|joined us on|joined us in|joined on|since", called('since joined', /date/), { isPast: true }),
  way('is on|are on|is|are|will be on|will be|falls on|takes place on|take place on', ({ fields }) => fields.filter(({ name, field }) => field.kind === 'date' && /^(day|date|when)$/.test(name))),
  way('(?:is|are|has been|have been) (?:now )?(?:set|booked|planned|scheduled|fixed|arranged|pencilled in|down|rescheduled|moved|postponed) (?:for|to|on|until|till)', (table) => [dateField(table)].filter((field) => field !== undefined)),
  way('closes|closes on|close on|should close|will close|is expected to close|closes by', called('expected closing close', /date/)),
]
