import { readAction } from './actions.ts'
import { readAddLast, readJotted, readNounFirst, readSpent } from './add-last.ts'
import { readAdd } from './add.ts'
import { after } from './after-verb.ts'
import { readReason } from './aside.ts'
import { readCorrection, readWrong } from './correct.ts'
import { readClear, readDelete, readField, readScratch } from './delete.ts'
import { readDoneFirst, readFinishVerb, readGetDone, readIsDone } from './finish-said.ts'
import { readFinish } from './finish.ts'
import { readDenial, readFlag, readFlagVerb } from './flag.ts'
import { readFromTo } from './from-to.ts'
import { pronouns, verbs } from './lexicon.ts'
import { readAllAre, readManyTold } from './many-told.ts'
import { readMove, readPlace, sayUnmovable } from './move.ts'
import { readNote } from './note.ts'
import { readPairs } from './pair-list.ts'
import { readNoun, readQuestion } from './read.ts'
import { findRow } from './reference.ts'
import { readRelative } from './relative.ts'
import { addWhen, readRemind } from './remind.ts'
import { readRename } from './rename.ts'
import { asRequest, readReordered } from './reordered.ts'
import { readFieldVerb } from './said-as-verb.ts'
import { nameAt, usualTable, verbAt, type Meaning, type Rule, type Scene } from './scene.ts'
import { readAssign, readOwn, readSet } from './set.ts'
import { readSlots } from './slots.ts'
import { readAmDoing, readBareSet, readHolding, readStatement, readWasDay } from './statement.ts'
import { readSwitch } from './switch.ts'
import { readTaught } from './taught.ts'
import { readTelegramAsk } from './telegram-asks.ts'
import { readTelegram } from './telegrams.ts'
import { readVerbField } from './told-by-verb.ts'
import { readToldDoer } from './told-doer.ts'
import { readToldState } from './told-state.ts'
import { readTold } from './told.ts'
import { readUndo } from './undo.ts'
import { readLinkOn, readUnlink } from './unlink.ts'
import { trailingDate } from './value.ts'
import { readWords, standsAt, textOf, type Word } from './words.ts'

/** Reads one clause by every rule, in this order; the first that accounts for all words wins, and one that can only ask comes after all that can act. */
export const readClause = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  let ask: Meaning | undefined
  for (const rule of rules) {
    const meaning = rule(scene, words)
    if (meaning && meaning.kind !== 'ask') return meaning
    ask ??= meaning
  }
  return ask
}

/** True when a clause may begin here: a verb that can be nothing but a request to the desk, or one that can be. */
export const beginsClause = ({ reflex }: Scene, words: readonly Word[]): boolean =>
  [verbs.add, verbs.mustDo, verbs.finish, verbs.reopen, verbs.delete, verbs.clear, verbs.rename, verbs.set, verbs.move, verbs.show, verbs.count, verbs.find].some((phrases) => verbAt(words, 0, phrases) > 0) ||
  reflex.actions.some(({ names }) => verbAt(words, 0, names) > 0 || names.some(([first]) => first === words[0]?.norm)) ||
  reflex.taught.some(({ parts: [first] }) => first?.kind === 'words' && first.norms[0] === words[0]?.norm) ||
  /^(undo|is|do)$/.test(words[0]?.norm ?? '')

/** True for verbs that are as often part of what is to be done ("add pay rent and finish the report"): such a clause counts only if its row is there. */
export const isUsualVerb = (words: readonly Word[]): boolean => verbAt(words, 0, [...verbs.delete.filter(([first]) => /^(delete|remove|erase)$/.test(first ?? '')), ...verbs.rename.filter(([first]) => first === 'rename'), ['add'], ['mark'], ['untick'], ['undo'], ['show']]) === 0

// "todo: call mum", "urgent task: call mum"; a row of that very name is rather looked for.
const headed: Rule = (scene, words) => {
  const colon = words.findIndex(({ norm }) => /^[:–-]$/.test(norm))
  const table = colon > 0 && scene.reflex.tables.find((one) => {
    const at = words.findIndex((_, i) => i < colon && nameAt(words, i, [...one.singulars, ...one.plurals]) === colon - i)
    return at === 0 || (at > 0 && at < 4 && readSlots(scene, one, words.slice(0, at)) !== undefined)
  })
  if (!table || scene.question) return undefined
  const row = findRow(scene, words.slice(colon + 1), { table: table.name })
  return row && (row.kind === 'unclear' || row.how === 'exact') ? undefined : readAdd(scene, words)
}

// "tomorrow I need to call mum" is "I need to call mum tomorrow".
const dateFirst: Rule = (scene, words) => {
  for (let length = Math.min(4, words.length - 2); length > 0; length--) {
    const rest = words.slice(length)
    // "in three days remind me to water the plants"
    const reminds = standsAt(rest, 0, ['remind', 'me', 'to']) || standsAt(rest, 0, ['remind', 'us', 'to']) ? 3 : 0
    const must = reminds || verbAt(rest, 0, verbs.mustDo)
    const when = words.slice(0, length)
    const before = trailingDate(scene, when)?.before
    if (must > 0 && before !== undefined && before <= (/^(on|at|in|by)$/.test(when[0]?.norm ?? '') ? 1 : 0)) return reminds > 0 ? readRemind(scene, readWords(`remind me to ${textOf(rest.slice(must))} ${textOf(when)}`)) : addWhen(scene, { what: rest.slice(must), when }, 'todo')
  }
  return undefined
}

const looseAdd = /^(insert|create|enter|register|put down|take down|type in|key in)$/
// "Kill the lights" is an idiom where only "flights" is near; these verbs are none.
const sureDelete = /^(delete|remove|erase|trash|bin|scrap|get rid of|rm|del)$/
const fromTo = after([...verbs.set, ...verbs.move], readFromTo)

// "I want the MOT moved to friday", "the gym can be deleted"
const passive: Rule = (scene, words) => {
  const asked = scene.question ? undefined : asRequest(words)
  const meaning = asked && readClause(scene, asked)
  return meaning?.kind === 'read' ? undefined : meaning
}

const rules: readonly Rule[] = [
  readTaught,
  readUndo,
  readSwitch,
  readAction,
  after([['tick'], ['check'], ['set'], ['mark'], ['untick'], ['uncheck']], (scene, words, verb) => readFlag(scene, words, { off: verb.startsWith('un') })),
  readGetDone,
  readFinishVerb,
  after(verbs.reopen, (scene, words) => readFinish(scene, words, { off: true })),
  after(verbs.clear, (scene, words, verb) => (/^(remove|delete|erase|wipe|take away|take off|take|strip|drop|withdraw)$/.test(verb) ? readField(scene, words) : readClear(scene, words))),
  readNote,
  readRelative,
  after(verbs.move, readMove),
  (scene, words) => (words.some(({ norm }) => norm === 'from') ? fromTo(scene, words) : undefined),
  // "Give me everything with high priority" asks to see it.
  after(verbs.set, (scene, words, verb) => (verb === 'give' && /^(me|us)$/.test(words[0]?.norm ?? '') ? undefined : readSet(scene, words))),
  readFieldVerb,
  // "Log the booth as lost"; "log a swim" is a new row.
  after([['log'], ['register'], ['file'], ['class'], ['classify'], ['close'], ['book'], ['chalk'], ['count'], ['treat']], (scene, words) => (words.some(({ norm }) => norm === 'as') ? readSet(scene, words) : undefined)),
  after([['move'], ['put'], ['bring'], ['carry'], ['relocate'], ['transfer']], readPlace),
  after([['assign'], ['link'], ['connect'], ['attach'], ['reassign'], ['hand'], ['hand', 'over'], ['give'], ['pass'], ['pass', 'on'], ['transfer'], ['delegate'], ['allocate'], ['turn']], readAssign),
  after([['score'], ['grade'], ['award'], ['grant']], readSet),
  after(verbs.delete, (scene, words, verb) => {
    // "Drop it", "take a break" are idioms; "take milk off the list" is none.
    if (verb === 'take' && !words.some(({ norm }) => norm === 'off')) return undefined
    return words.length === 1 && pronouns.has(words[0]?.norm ?? '') && !sureDelete.test(verb) ? undefined : readDelete(scene, words, { guess: sureDelete.test(verb) })
  }),
  // "Turn it over to her" gives it away; "turn it into …" renames it, "into a bedroom" is a chore.
  after(verbs.rename, (scene, words, verb) => (verb === 'turn' && !words.some(({ norm }, at) => norm === 'into' && !/^an?$/.test(words[at + 1]?.norm ?? '')) ? undefined : readRename(scene, words))),
  passive,
  readRemind,
  readJotted,
  after(verbs.add, readOwn),
  // "Create chaos", "insert coin": these make a row only of something to do, or where the table is named.
  after(verbs.add, (scene, words, verb) => (verb.startsWith('remind') ? undefined : looseAdd.test(verb) ? (readAdd(scene, words, 'named') ?? readAdd(scene, words, 'todo')) : readAdd(scene, words))),
  after(verbs.addTo, (scene, words, verb) => {
    // "Write a novel" is no wish for a row; "write milk on my list" is.
    // "Have I got milk on the list" asks.
    if (verb === 'have' && /^(i|we|you)$/.test(words[0]?.norm ?? '')) return undefined
    const meaning = readAdd(scene, words, verb === 'write' ? 'placed' : 'named') ?? (/^(log|record|register|enter|track)$/.test(verb) ? readAdd(scene, words, 'valued') : undefined)
    // "There is a task" tells of one; "make a task" wants one.
    return meaning?.kind === 'ask' && !meaning.choices && !/^(new|another|one more|make|make me|start|set up|a new|i want|i'd like|i would like)$/.test(verb) ? undefined : meaning
  }),
  after(verbs.mustDo, (scene, words) => readAdd(scene, words, 'todo')),
  // "todo call mum"
  after([['todo'], ['to-do'], ['to', 'do']], (scene, words) => (usualTable(scene)?.isList ? readAdd(scene, words, 'todo') : undefined)),
  dateFirst,
  headed,
  readDoneFirst,
  readIsDone,
  readCorrection,
  readWrong,
  readDenial,
  readStatement,
  readTold,
  readToldDoer,
  readToldState,
  readFlagVerb,
  readScratch,
  readBareSet,
  readHolding,
  readWasDay,
  readAmDoing,
  readQuestion,
  readNoun,
  readTelegram,
  // Everyday speech in another order or with another verb, where no plain rule accounts for all words.
  readVerbField,
  readPairs,
  readManyTold,
  readAllAre,
  readUnlink,
  readLinkOn,
  readReordered,
  readSpent,
  readAddLast,
  readNounFirst,
  readTelegramAsk,
  (scene, words) => readReason(scene, words),
  after(verbs.move, sayUnmovable),
]

