import type { Value } from '../../app/field.ts'
import type { KnownAction, KnownField, KnownTable } from './compile.ts'
import { spokenOf } from './finish.ts'
import { askWhich, findRow, findRows, idOf } from './reference.ts'
import { asking, doing, gapAfter, nameAt, verbAt, type Meaning, type Scene } from './scene.ts'
import { readSelection, selectionKeys, isNarrow } from './selection.ts'
import { readValue } from './value.ts'
import { standsAt, type Word } from './words.ts'
import type { Question } from './world.ts'

/** Reads an app's own action by its name or title: "snooze milk by 2 days", "mark Website as won". */
export const readAction = (scene: Scene, words: readonly Word[]): Meaning | undefined => {
  if (scene.question) return undefined
  let ask: Meaning | undefined
  for (const action of scene.reflex.actions) {
    for (const rest of afterName(action, words).flatMap(rowFirst)) {
      const meaning = readRest(scene, action, rest)
      if (meaning?.kind === 'do') return meaning
      ask ??= meaning
    }
  }
  return ask
}

// "archive milk"; "mark Website as won" for an action called "mark won"
const afterName = ({ names }: KnownAction, words: readonly Word[]): readonly (readonly Word[])[] => {
  const length = verbAt(words, 0, names)
  if (length > 0) return [words.slice(length)]
  // "push the gym back a week"
  const split = names.flatMap(([first = '', particle = '', ...more]) => {
    const at = more.length === 0 && /^(off|back|out|up|down|over)$/.test(particle) && words[0]?.norm === first ? words.findIndex(({ norm }, i) => i > 1 && norm === particle) : -1
    return at > 1 && at < words.length - 1 ? [[...words.slice(1, at), ...words.slice(at + 1)]] : []
  })
  if (split.length > 0) return split
  return names.flatMap((name) => {
    const [first, ...more] = name
    const tail = more[0] === 'as' ? more.slice(1) : more
    const at = words.length - tail.length
    if (!first || tail.length === 0 || at < 2 || !standsAt(words, 0, [first]) || !standsAt(words, at, tail)) return []
    return [words.slice(1, /^(as|to)$/.test(words[at - 1]?.norm ?? '') ? at - 1 : at)]
  })
}

// "add a lap to the park", "take out 2 of the hammer": the row, then what is asked for
const rowFirst = (rest: readonly Word[]): readonly (readonly Word[])[] => {
  const isLed = /^(to|on|for)$/.test(rest[0]?.norm ?? '')
  const from = rest[0]?.norm === 'of' ? 1 : 0
  const at = rest.findIndex(({ norm, quoted }, i) => i > from && !quoted && (from === 0 ? /^(of|from)$/ : /^(to|from|for|on)$/).test(norm))
  return [rest, ...(isLed ? [rest.slice(1)] : []), ...(!isLed && at > from && at < rest.length - 1 ? [[...rest.slice(at + 1), ...rest.slice(from, at)]] : [])]
}

const readRest = (scene: Scene, { name, action, inputs }: KnownAction, words: readonly Word[]): Meaning | undefined => {
  const fits = (table: KnownTable) => table.name === action.on && table.changeable
  const careful = action.effect === 'destroy'
  let ask: Meaning | undefined
  for (let at = words.length; at > 0; at--) {
    const values = readInputs(scene, inputs, words.slice(at))
    if (!values) continue
    const rows = findRows(scene, words.slice(0, at), { fits, table: action.on })
    if (rows && 'kind' in rows) ask ??= askWhich(rows)
    else if (rows && rows.length > 0 && missing(inputs, values)) ask ??= asking(`${action.title} “${rows[0]?.label ?? ''}”: ${missing(inputs, values)?.field.label?.toLowerCase() ?? `with which ${missing(inputs, values)?.name.replaceAll('_', ' ') ?? 'value'}`}?`, blankAfter(words))
    else if (rows && rows.length > 0) return doing(rows.map((row) => ({ action: name, table: action.on, id: idOf(row, { careful }), ...values })), rows.map(spokenOf))
    const table = scene.reflex.tables.find((one) => one.name === action.on)
    const many = table && !findRow(scene, words.slice(0, at), { table: table.name }) ? readSelection(scene, words.slice(0, at), table) : undefined
    if (many && (many.all || (isNarrow(many) && many.noun !== 'one' && many.noun !== 'none'))) return doing([{ action: name, table: action.on, ...selectionKeys(many), ...values }])
  }
  return ask
}

const blankAfter = (words: readonly Word[]): Question => {
  const last = words.at(-1)
  return last ? { blank: gapAfter(last, ' ') } : {}
}

const missing = (inputs: readonly KnownField[], values: Readonly<Record<string, Value>>) =>
  inputs.find(({ name, field }) => field.required && field.default === undefined && field.kind !== 'checkbox' && !(name in values))

/** The values of an action's inputs, in any order; the empty rest has none. */
const readInputs = (scene: Scene, inputs: readonly KnownField[], all: readonly Word[]): Readonly<Record<string, Value>> | undefined => {
  const words = all.filter((word, i) => !(i === 0 && /^(by|for|to|until|till|with|on|at|as|,|and)$/.test(word.norm)))
  if (words.length === 0) return all.length === 0 ? {} : undefined
  for (const input of inputs) {
    const others = inputs.filter((one) => one !== input)
    for (let length = words.length; length > 0; length--) {
      // "Send slides, expected friday" ends where another input is announced.
      if (others.some(({ names }) => words.slice(1, length).some((_, i) => nameAt(words, i + 1, names) > 0 && (words[i]?.norm === ',' || i + 2 === length)))) continue
      const value = readInput(scene, input, words.slice(0, words[length - 1]?.norm === ',' ? length - 1 : length))
      const more = value === undefined || value === null ? undefined : readInputs(scene, others, words.slice(length))
      if (value !== undefined && more) return { [input.name]: value, ...more }
    }
  }
  return undefined
}

// "2 days", "days 2", "a week" for days, or the bare value
const readInput = (scene: Scene, input: KnownField, words: readonly Word[]): Value | undefined => {
  const names = [...input.names, ...input.names.map((name) => name.map((word) => word.replace(/s$/, '')))]
  const isNumber = /integer|decimal/.test(input.field.kind)
  const first = nameAt(words, 0, names)
  if (first > 0 && words.length > first) return readValue(scene, input, words.slice(first))
  const last = words.length > 1 ? nameAt(words, words.length - 1, names) : 0
  const counted = last > 0 ? words.slice(0, -1) : words
  if (isNumber && last > 0 && counted.length === 1 && /^(a|an|one)$/.test(counted[0]?.norm ?? '')) return 1
  if (isNumber && words.length === 2 && /^weeks?$/.test(words[1]?.norm ?? '') && input.names.some((name) => name.join(' ') === 'days')) {
    const weeks = /^(a|one)$/.test(words[0]?.norm ?? '') ? 1 : readValue(scene, input, words.slice(0, 1))
    return typeof weeks === 'number' ? weeks * 7 : undefined
  }
  return readValue(scene, input, counted)
}
