import { fieldOf } from './compile.ts'
import { readDelete, readField } from './delete.ts'
import { readFromTo } from './from-to.ts'
import { doings } from './lexicon.ts'
import { readMove } from './move.ts'
import { findRow } from './reference.ts'
import { readRename } from './rename.ts'
import { usualTable, type Meaning, type Scene } from './scene.ts'
import { isNarrow, readSelection } from './selection.ts'
import { fieldFirst, rowFirst, settle, type Change } from './set.ts'
import { matchWords, shapeOf, wordFor, type Groups } from './shape.ts'
import { readSlots } from './slots.ts'
import { readWasDay } from './statement.ts'
import { isEmail, isPlainText } from './value.ts'
import { isPastForm, isSameVerb } from './verb-forms.ts'
import { phrases, standsAt, type Word } from './words.ts'

/**
 * Reads a request whose words stand in another order than usual, or whose verb is one of everyday speech: "from the audit take off the
 * amount", "make the drill the first", "the dentist can wait till friday", "olive = hen". What is read is what the plain order would be.
 */
export const readReordered = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question || words.length < 3 || words.length > 24) return undefined
  // "What is the pin of Ada" asks, though nobody who may answer has a mark to ask by.
  if (!words[0]?.quoted && askers.test(words[0]?.norm ?? '')) return undefined
  const shape = shapeOf(words)
  for (const [pattern, read] of ways) {
    const groups = matchWords(pattern, shape, words)
    const meaning = groups ? read(scene, groups) : undefined
    if (meaning && isSure(meaning)) return meaning
  }
  return undefined
}

const askers = /^(what|what's|who|who's|which|whose|where|when|why|how)$/

/** No row may be guessed at: mistyped names stay with the rules that read plain orders; only a delete keeps words, for then the policy asks. */
const isSure = (meaning: Meaning): boolean =>
  meaning.kind !== 'do' || meaning.commands.every(({ action, id, before, after }) => [id, before, after].every((one) => action === 'delete' || typeof one !== 'string'))

/**
 * Puts a wish that says what shall be done to a row as a request: "I want the MOT moved to friday", "the gym can be deleted" are "move the MOT
 * to friday", "delete the gym". Only verbs that the desk alone can mean: what shall be finished or bought is a chore.
 */
export const asRequest = (words: readonly Word[]): readonly Word[] | undefined => {
  const lead = leads.find((one) => standsAt(words, 0, one))
  const from = lead?.length ?? 0
  const at = words.findIndex(({ norm, quoted }, i) => i > from && !quoted && bases.has(norm))
  const verb = words[at]
  const base = bases.get(verb?.norm ?? '')
  if (!verb || base === undefined) return undefined
  const modal = modals.find((one) => at - one.length > from && standsAt(words, at - one.length, one))
  // "Milk was deleted" tells; "must be" and "can be" wish.
  if (lead ? modal !== undefined && modal[0] !== 'to' : modal === undefined || modal[0] === 'to') return undefined
  // "The oven needs to be checked" is a chore; "checked off" is none.
  const off = words[at + 1]?.norm === 'off' ? words.slice(at + 1, at + 2) : []
  if (off.length === 0 && /^(cross|check|strike)$/.test(base)) return undefined
  return [{ ...verb, text: base, norm: base }, ...off, ...words.slice(from, at - (modal?.length ?? 0)), ...words.slice(at + 1 + off.length)]
}

type Read = (scene: Scene, groups: Groups) => Meaning | undefined

const count = '(?:an?|one|two|three|four|five|six|seven|\\d+) (?:days?|weeks?|months?)'
const place = '(?: (?:place|position|one|item|thing|entry))?(?: (?:in|on|of) (?:the |my |our )?(?:\\S+ )?\\S+)?'

const emptied = (field: number, row: number): Read => (scene, groups) => readField(scene, [...groups(field), ...wordFor('of', groups(row)), ...groups(row)])
const moved = (to: 'top' | 'bottom'): Read => (scene, groups) => readMove(scene, [...groups(1), ...wordFor('to', groups(1)), ...wordFor(to, groups(1))])
const beside: Read = (scene, groups) => readMove(scene, [...groups(1), ...groups(2), ...groups(3)])
const setField = (field: number, row: number, value: number): Read => (scene, groups) => settle(fieldFirst(scene, [...groups(field), ...wordFor('of', groups(row)), ...groups(row), ...wordFor('to', groups(row)), ...groups(value)]))

/** Sets the value behind a row, if it is of one of these kinds. */
const setValue = (kinds: RegExp, row = 1, value = 2): Read => (scene, groups) => {
  // "Back to normal" is said of anything.
  const change = isPlainText(groups(value)) && !/^(normal|work|life|bed)$/.test(shapeOf(groups(value))) ? rowFirst(scene, [...groups(row), ...wordFor('to', groups(row)), ...groups(value)], { only: groups(row).length }) : undefined
  return change && isOf(scene, change, kinds) ? settle(change) : undefined
}

// "The leek soup will be potato soup": a new name keeps a word of the old one.
const becomes: Read = (scene, groups) => {
  const row = findRow(scene, groups(1))
  const named = row?.kind === 'row' && row.how !== 'fuzzy' ? row.label.toLowerCase().split(' ').at(-1) : undefined
  const change = setValue(/choice|date/)(scene, groups)
  // "Will be ready on friday" is not ready now.
  const last = groups(2).at(-1)?.norm ?? ''
  if (isPastForm(last) || /^(ready|done|over)$/.test(last) || (change?.kind === 'do' && change.commands.some((command) => Object.keys(command).length > 4))) return undefined
  return change ?? (named !== undefined && groups(2).length > 1 && groups(2).length < 6 && groups(2).at(-1)?.norm === named ? readRename(scene, [...groups(1), ...wordFor('to', groups(1)), ...groups(2)]) : undefined)
}

// "ada@x.org is the address of Ada"
const isAddress = (groups: Groups) => groups(1).length === 1 && isEmail(groups(1)[0]?.text ?? '') && groups(2).length === 1 && groups(2)[0]?.norm === 'address'

// "The vet for the jab was Mr Ross": a name or a number; what else a thing was is told of it, and a row's own name stays.
const wasCalled: Read = (scene, groups) => {
  const change = groups(3).length < 5 && /^[\p{Lu}\d"£€$]/u.test(groups(3)[0]?.quoted ? '"' : (groups(3)[0]?.text ?? '')) && isPlainText(groups(3)) ? fieldFirst(scene, [...groups(1), ...wordFor('of', groups(1)), ...groups(2), ...wordFor('to', groups(2)), ...groups(3)]) : undefined
  return change && 'length' in change.target && change.target.every(({ table, how }) => how !== 'fuzzy' && !(table.titleField in change.values)) ? settle(change) : undefined
}

// "The drill wants charging by Wednesday": the verb is the row's own, or says nothing.
const dueBy: Read = (scene, groups) => {
  const verb = groups(2)[0]?.norm ?? ''
  const row = /^(done|ready|finished|completed|over)$/.test(verb) ? undefined : findRow(scene, groups(1))
  return row === undefined || (row.kind === 'row' && row.label.toLowerCase().split(/[^\p{L}]+/u).some((word) => isSameVerb(word, verb))) ? setValue(/date/, 1, 3)(scene, groups) : undefined
}

// Only values of such kinds are meant, in a table that has rows of the name.
const isOf = ({ reflex }: Scene, { target, values }: Change, kinds: RegExp): boolean => {
  const name = 'where' in target ? target.table.name : 'kind' in target ? target.rows[0]?.table.name : target[0]?.table.name
  const table = reflex.tables.find((one) => one.name === name)
  return table !== undefined && Object.keys(values).every((field) => kinds.test(fieldOf(table, field)?.field.kind ?? ''))
}

// "Invite Ada to lead" is no request to the desk unless the value is one of the row's own.
const anyVerb: Read = (scene, groups) => {
  const [verb] = groups(1)
  // "Charger and sun cream into hand luggage" names another row, and no verb.
  const isJoined = /^(and|or|&|\+|,|:)$/.test(groups(2)[0]?.norm ?? '')
  return verb && !verb.quoted && !isJoined && !notVerbs.test(verb.norm) && !doings.has(verb.norm) ? setValue(/^choice$/, 2, 3)(scene, groups) : undefined
}
const notVerbs = /^(the|a|an|my|our|your|his|her|their|this|that|these|those|i|we|you|he|she|it|they|who|what|when|where|why|how|which|is|are|was|were|do|did|does|to|from|for|with|of|on|in|at|by|and|or|if|not|no|new|add|another|create|insert|both|all|every|everything|everyone|delete|remove|show|list|find|remind|copy|send|email|tell|say|compare|prefer|listen|related|thanks|back|due|next|last)$/

// "set priority = low where priority = medium"
const whereSo: Read = (scene, groups) => {
  const table = usualTable(scene)
  const values = table && readSlots(scene, table, groups(1))
  const many = values && readSelection(scene, [...wordFor('all', groups(2)), ...wordFor('with', groups(2)), ...groups(2)], table)
  return values && many && isNarrow(many) ? settle({ target: many, values }) : undefined
}

const ways: readonly (readonly [RegExp, Read])[] = [
  [/^from (.+?) (?:take off|take away|take out|take|remove|clear|delete|strip|drop|erase) (?:the |its )?(.+)$/d, emptied(2, 1)],
  [/^(?:the )?(.+?) (?:of|for|on) (.+?) (?:is|are) (?:not|no longer) (?:needed|necessary|required|relevant|wanted)(?: any more| anymore| any longer)?$/d, emptied(1, 2)],
  [/^(?:delete|remove|erase) from (?:the |my |our )?(\S+) (.+)$/d, (scene, groups) => readDelete(scene, [...groups(2), ...wordFor('from', groups(1)), ...wordFor('my', groups(1)), ...groups(1)], { guess: false })],
  [/^(.+?) (?:is not|isn't|are not|aren't) (?:due|needed|wanted|on) (?:until|till|before) (.+)$/d, setValue(/date/)],
  [/^(?:empty|clear|blank|blank out|reset|wipe|unset|clear out) (?:the )?(.+?) (?:field|box|column|cell) (?:of|for|on|from|in) (.+)$/d, emptied(1, 2)],
  [/^(?:out with|do away with|away with|get shot of|strike out|cross out|rub out|take out) (.+)$/d, (scene, groups) => readDelete(scene, groups(1), { guess: false })],
  [new RegExp(`^(?:make|put|have|keep) (.+?) (?:(?:as |come )?the )?(?:very )?(?:first|top)${place}$`, 'd'), moved('top')],
  [new RegExp(`^(?:make|put|have|keep) (.+?) (?:(?:as |come )?the )?(?:very )?(?:last|bottom)${place}$`, 'd'), moved('bottom')],
  [/^(.+?) (?:goes|go|should go|belongs|comes|should come|should be|must be|has to be|is to be) (?:right |straight |back |up |down )?(?:to|at|on) (?:the )?(?:very )?top(?: of (?:the |my |our )?\S+)?$/d, moved('top')],
  [/^(.+?) (?:goes|go|should go|belongs|comes|should come|should be|must be|has to be|is to be) (?:right |straight |back |up |down )?(?:to|at|on) (?:the )?(?:very )?bottom(?: of (?:the |my |our )?\S+)?$/d, moved('bottom')],
  [/^(.+?) (?:has|has got|got|have|'s got) (?:a |an )?new (\S+|\S+ \S+)(?: (?::|,|-|–|which is|it is|that is)) (.+)$/d, setField(2, 1, 3)],
  [/^(?:set|update|change|make) (.+?) where (.+)$/d, whereSo],
  [/^(?:open|start|begin|kick off|lead) with (.+)$/d, moved('top')],
  [/^(?:end|close|conclude|finish up) with (.+)$/d, moved('bottom')],
  [/^(.+?) (?:(?:goes|comes|go|come|should come|should go|should be|shall come|must come|has to come|belongs) (?:right |just |directly |straight |immediately )?|(?:right|just|directly|straight|immediately) )(after|before|above|below|behind) (.+)$/d, beside],
  [/^(?:bump|shove|nudge|kick|lift|shunt) (.+?)(?: (?:up|down|back|forward))? (?:just |right |directly )?(above|below|before|after|under|over|behind) (.+)$/d, beside],
  [/^(?:set|change|put|correct|make|move) (?:the )?(?:date|day) (?:on which|when|that|at which) (?:i|we) (\S+) (.+?) (?:to|as|on) (.+)$/d, setField(1, 2, 3)],
  [/^(?:a |the |here is the )?new (.+?) (?:of|for) (.+?) (?::|is|,|=) (.+)$/d, setField(1, 2, 3)],
  [/^(.+?) is (?:now )?(?:the |a )?(?:new |right |correct |current |actual )?(.+?) (?:of|for) (.+)$/d, (scene, groups) => setField(2, 3, 1)(scene, isAddress(groups) ? (group) => (group === 2 ? wordFor('email', groups(2)) : groups(group)) : groups)],
  [/^(?:the )?(.+?) (?:of|for|at|on) (.+?)(?: alike| both)? (?:was|were) (.+)$/d, wasCalled],
  [new RegExp(`^(?:bring|move|push|put|shift|pull|shove) (.+?) (?:forward|forwards|back|on|out|up)(?: by)? ${count}(?: ,)? (?:to|until|till) (.+)$`, 'd'), setValue(/date/)],
  [new RegExp(`^(?:.+ : )?(.+?) (?:is|was|will be) (?:now )?${count} (?:later|earlier|sooner)(?: than planned)?(?: ,)? (?:on|so|so on|:|that is|i\\.e\\.) (.+)$`, 'd'), setValue(/date/)],
  [/^(.+?) (?:can wait|will wait|will have to wait|has to wait|must wait|should wait|waits|slips|slipped|has slipped|is slipping|slides|moves|has moved|is moving|shifts|is postponed|is put off|is pushed back|is delayed|has been moved|has been put off|has been postponed|has been pushed back|got moved|was moved|is moved|is rescheduled|got postponed|was postponed|is brought forward|has been brought forward) (?:back |forward |on )?(?:till|until|to|for) (.+)$/d, setValue(/date/)],
  [/^(.+?) (?:wants|needs|need|want|must be|has to be|have to be|should be|is to be|needs to be|need to be|ought to be|must get|needs to get) (done|ready|finished|completed|over|\S+ing|\S+ed|paid|sent|bought|made|written) (?:by|until|till|before|on) (.+)$/d, dueBy],
  [/^for (\S+|next \S+|the \S+) (?:i|we|i will|we will|i'll|we'll|i am going to|we are going to|let us) (?:make|cook|have|serve|plan|eat|are having|do|bake|prepare) (.+)$/d, setValue(/date/, 2, 1)],
  [/^(?:take|bring|drop|transpose|knock|lift|raise|shift|move|put) (.+?) (?:down |up |over |back )?(from .+ to .+)$/d, (scene, groups) => readFromTo(scene, [...groups(1), ...groups(2)])],
  [/^(?:file|class|classify|categorise|categorize|sort|group|list|book|count|put down) (.+?) (?:under|as|among) (.+)$/d, setValue(/^choice$/)],
  [/^(.+?) (?:=|->|=>|→) (.+)$/d, setValue(/choice|date|integer|decimal|money|link/)],
  [/^(.+?) (?:is |goes |is going |are )?(?:back|down|up|over|off|on|straight|through) to (.+)$/d, setValue(/choice|date/)],
  [/^(.+?) (?:now|should now be|is from now on) (.+)$/d, setValue(/choice|date|integer|decimal/)],
  [/^(.+?) at (.+)$/d, setValue(/integer|decimal/)],
  [/^(.+?) gets (.+)$/d, setValue(/^choice$/)],
  [/^(?:the )?(.+?) (?:of|for) (.+?) (?:slips|moves|changes|goes|rises|drops|falls|has moved|has changed|changed|moved|slipped)(?: up| down| back| on)? to (.+)$/d, setField(1, 2, 3)],
  [/^(.+?)(?: :| ,)? (from \S.* to .+)$/d, (scene, groups) => readFromTo(scene, [...groups(1), ...groups(2)])],
  [/^(.+?) (?:took place|happened|was held)(?: on)? (.+)$/d, (scene, groups) => readWasDay(scene, [...groups(1), ...wordFor('was', groups(1)), ...groups(2)])],
  [/^(.+?) (?:will be|becomes|is going to be|turns into|is now going to be) (.+)$/d, becomes],
  [/^(.+?) in (\S+|\S+ \S+)$/d, (scene, groups) => (isWholeName(scene, groups(1)) ? setValue(/^choice$/)(scene, groups) : undefined)],
  [/^(\S+) (.+?) (?:to|into) (.+)$/d, anyVerb],
]

const isWholeName = (scene: Scene, words: readonly Word[]): boolean => {
  const row = findRow(scene, words)
  return row?.kind === 'row' && row.how === 'exact'
}

const leads = phrases("i want, i need, i would like, i'd like, we want, we need, we'd like, we would like, i require, have, get, i wish, i would love, i'd love, i would prefer, i'd prefer")
const modals = phrases('can be, may be, could be, should be, must be, can now be, may now be, should now be, needs to be, need to be, has to be, have to be, ought to be, is to be, are to be, to be, can safely be, shall be, can all be, might as well be')
const bases: ReadonlyMap<string, string> = new Map('marked mark|moved move|deleted delete|removed remove|erased erase|ticked tick|crossed cross|checked check|struck strike|renamed rename|added add|changed change|set set|unticked untick|reopened reopen|postponed postpone|rescheduled reschedule|raised raise|lowered lower|bumped bump|assigned assign|cleared clear|snoozed snooze|updated update'.split('|').map((pair) => pair.split(' ')).map(([past = '', base = '']) => [past, base]))
