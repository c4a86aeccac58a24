import { asksRows, wordCount } from './answer.ts'
import type { KnownField, KnownTable } from './compile.ts'
import { fieldAt } from './field-names.ts'
import { readGreatest } from './greatest.ts'
import { articles } from './lexicon.ts'
import { usualTable, type Meaning, type Rule, type Scene } from './scene.ts'
import { isNarrow, readSelection, selectionKeys } from './selection.ts'
import { isSameVerb } from './verb-forms.ts'
import { readWords, standsAt, textOf, type Word } from './words.ts'

/** Reads who is or lacks something: "who has no phone?", "whose email is missing?", "is anyone untrained?", "who can drive?", "how many drivers do we have?", "how many people do we know at Acme?". */
export const readPeopleAsked = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (words.length < 2 || words.length > 14) return undefined
  const table = peopleOf(scene)
  return table && (whoIsMost(scene, table, words) ?? drivers(table, words) ?? knownAt(scene, table, words) ?? whose(table, words) ?? whoIs(scene, table, words))
}

/** Reads "who works at Acme?", "who is in York?": rows of a table of people, by what a preposition says of them. */
export const readWho: Rule = (scene, words) => {
  const lead = [['who', 'works'], ['who', 'work'], ['who', 'do', 'we', 'know'], ['who', 'do', 'i', 'know'], ['who', 'lives'], ['who', 'is'], ['who', 'are']].find((one) => standsAt(words, 0, one))
  const [preposition, ...value] = words.slice(lead?.length ?? 0)
  // "Who is at the door?", "who is in charge?": no name of a place or a firm.
  if (!lead || !preposition || !/^(at|in|for|from|with)$/.test(preposition.norm) || articles.has(value[0]?.norm ?? 'the') || (/^(is|are)$/.test(lead[1] ?? '') && !/^\p{Lu}/u.test(value[0]?.text ?? ''))) return undefined
  for (const table of scene.reflex.tables) {
    const noun = table.plurals.find((phrase) => crowds.test(phrase.join(' ')))
    const many = noun ? readSelection(scene, readWords(`${noun.join(' ')} ${preposition.text} ${textOf(value)}`), table) : undefined
    if (many && isNarrow(many)) return asksRows(table, selectionKeys(many))
  }
  return undefined
}
const crowds = /^(people|persons|contacts|customers|clients|members|employees|friends|guests|students|patients|colleagues|suppliers|users|players|tenants)$/

// The open page where its rows are people or animals, else the one table of people.
const peopleOf = (scene: Scene): KnownTable | undefined => {
  const usual = usualTable(scene)
  if (usual && isPeople(usual)) return usual
  const linked = usual && scene.world.page ? scene.reflex.tables.filter((table) => isPeople(table) && usual.fields.some(({ field }) => field.kind === 'link' && field.to === table.name)) : []
  if (linked.length === 1) return linked[0]
  const all = scene.reflex.tables.filter((table) => table.name !== 'profile' && isPeople(table))
  return all.length === 1 && !scene.world.page ? all[0] : undefined
}
const isPeople = (table: KnownTable) => [...table.singulars, ...table.plurals].some((phrase) => persons.test(phrase.join(' ')))
const persons = /^(person|people|contact|customer|client|member|employee|friend|guest|student|patient|colleague|supplier|user|player|tenant|volunteer|helper|singer|pupil|child|kid|teacher|neighbour|relative|donor|pet|animal|dog|cat|horse|staff)$/

// "who is the heaviest", "who has been here longest"
const whoIsMost = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  if (words[0]?.norm !== 'who' || table !== usualTable(scene)) return undefined
  const said = words.slice(1).map(({ norm }) => norm).join(' ')
  const since = /^(?:has|have|is) been (?:here|there|with us|a member|around|on board)(?: for)?(?: the)? (longest|shortest)$/.exec(said)?.[1]
  const day = since ? table.fields.find(({ field: { kind, private: hidden }, names }) => kind === 'date' && !hidden && names.some((name) => /^(since|joined|started|start|member since|hired)$/.test(name.join(' ')))) : undefined
  if (day) return asksRows(table, { sort: `${since === 'shortest' ? '-' : ''}${day.name}`, limit: 1 })
  const weighs = /^weighs (?:the )?(most|least)$/.exec(said)?.[1]
  if (weighs) return readGreatest(scene, readWords(`which is the ${weighs === 'most' ? 'heaviest' : 'lightest'}`))
  return /^(?:is|are|was) the \S+est(?: one| of all)?$/.test(said) ? readGreatest(scene, readWords(`what is the ${words[3]?.text ?? ''}`)) : undefined
}

// "whose email is missing", "whose phone do we not have"
const whose = (table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const found = words[0]?.norm === 'whose' ? fieldAt(table, words, 1) : undefined
  const rest = words.slice(1 + (found?.length ?? 0)).map(({ norm }) => norm).join(' ')
  const isNone = /^(?:(?:is|are) (?:still )?(?:missing|empty|blank|unknown|not known|not there)|(?:do|don't) (?:we|i) (?:not have|not know|have|know|still need|need|lack|miss))$/.test(rest) && !/^do (?:we|i) (?:have|know)$/.test(rest)
  return found && isNone && canLack(found.field) ? asksRows(table, { where: { [found.field.name]: null } }) : undefined
}

// "who has no phone", "who is trained", "is anyone untrained", "who can drive"
const whoIs = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const lead = leads.find((one) => standsAt(words, 0, one))
  if (!lead) return undefined
  const rest = words.slice(lead.length)
  const can = /^(can|knows|could)$/.test(rest[0]?.norm ?? '') && rest.length < 5 ? doingChoice(table, words.at(-1)?.norm ?? '') : undefined
  if (can && (rest.length === 2 || /^(how)$/.test(rest[1]?.norm ?? ''))) return asksRows(table, { where: { [can.field]: can.choice } })
  const helper = /^(is|are|has|have|does|doesn't|doesnt|hasn't|hasnt|isn't|isnt|lacks|still)$/.test(rest[0]?.norm ?? '') || lead.length > 1
  if (!helper || rest.length === 0) return undefined
  const noun = table.plurals[0]?.join(' ') ?? table.name
  const many = readSelection(scene, readWords(`${noun} that ${lead.length > 1 && /^(is|are)$/.test(lead[0] ?? '') ? 'are ' : ''}${textOf(rest)}`), table)
  // A name or a place in free words may be anyone's.
  const isSure = many && isNarrow(many) && Object.entries(many.where).every(([name, test]) => test === null || /checkbox|choice/.test(table.table.fields.get(name)?.kind ?? ''))
  return many && isSure ? asksRows(table, selectionKeys(many)) : undefined
}
const leads = [['who'], ...['is', 'are', 'has', 'does'].flatMap((verb) => ['anyone', 'anybody', 'any of them'].map((who) => [verb, ...who.split(' ')]))]

// "how many drivers do we have", "show me the drivers"
const drivers = (table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const isCount = standsAt(words, 0, ['how', 'many'])
  const lead = isCount ? 2 : ([['show', 'me', 'the'], ['show', 'me', 'all'], ['list', 'the'], ['which', 'of', 'them', 'are'], ['who', 'are', 'the'], ['who', 'are', 'our']].find((one) => standsAt(words, 0, one))?.length ?? 0)
  const said = /^([a-z]{3,})(?:ers|ors)$/.exec(words[lead]?.norm ?? '')?.[1]
  const found = lead > 0 && said !== undefined ? doingChoice(table, said) ?? doingChoice(table, `${said}e`) : undefined
  const rest = words.slice(lead + 1).map(({ norm }) => norm).join(' ')
  return found && /^(?:(?:do|have) (?:we|i)(?: actually| really| currently| now)?(?: have| got)?(?: now| at the moment)?|are there)?$/.test(rest) ? (isCount ? { kind: 'read', commands: [{ action: 'read', table: table.name, where: { [found.field]: found.choice }, count: true }], spoken: [], render: wordCount(table) } : asksRows(table, { where: { [found.field]: found.choice } })) : undefined
}

// "how many people do we know at Acme"
const knownAt = (scene: Scene, table: KnownTable, words: readonly Word[]): Meaning | undefined => {
  const lead = [['how', 'many', 'people', 'do', 'we', 'know'], ['how', 'many', 'people', 'do', 'i', 'know'], ['how', 'many', 'people', 'do', 'we', 'have'], ['how', 'many', 'people', 'are', 'there'], ['how', 'many', 'people', 'work'], ['how', 'many', 'people', 'are']].find((one) => standsAt(words, 0, one))
  const rest = words.slice(lead?.length ?? 0)
  if (!lead || rest.length < 2 || !/^(at|from|in|with|without)$/.test(rest[0]?.norm ?? '')) return undefined
  const many = readSelection(scene, readWords(`${table.plurals[0]?.join(' ') ?? table.name} ${textOf(rest)}`), table)
  return many && isNarrow(many) ? { kind: 'read', commands: [{ action: 'read', table: table.name, ...selectionKeys(many), count: true }], spoken: [], render: wordCount(table) } : undefined
}

/** The choice that a verb is called by: "driving" by "drive". */
const doingChoice = (table: KnownTable, verb: string): { readonly field: string; readonly choice: string } | undefined => {
  const found = table.fields.flatMap(({ name, sayings }) => sayings.filter(({ own, words: [first = '', ...more] }) => own && more.length === 0 && first.endsWith('ing') && isSameVerb(first, verb) && first !== verb).map(({ choice }) => ({ field: name, choice })))
  return found.length === 1 ? found[0] : undefined
}

const canLack = ({ field }: KnownField) => !field.required && field.kind !== 'checkbox' && !field.private
