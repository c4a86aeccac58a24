import { readDate, readMoment } from './dates.ts'
import type { App, ViewInput } from './define.ts'
import { dictionary } from './dictionary.ts'
import type { Field, Fields } from './field.ts'
import { plural } from './english.ts'
import { problem, type Problem } from './problem.ts'
import { reservedWords } from './reserved.ts'
import { checkValue, whatIsAllowed } from './value.ts'

/** Looks at the conditions of a view: their tests, and the values that only a mistake can hold. Answers the first Problem `bad-app`, or nothing. */
export const checkWhere = (name: string, { where = {} }: ViewInput, fields: Fields): Problem | undefined => {
  for (const [key, test] of Object.entries(where)) {
    const field = fields[key]
    const tests: readonly (readonly [string, unknown])[] = typeof test === 'object' && test !== null ? Object.entries(test) : [['', test]]
    for (const [word, against] of tests) {
      if (word !== '' && !testWords.includes(word)) return bad(`The view ${name} tests ${key} by ${word}, which is no test.`, `Write a value, or one of ${testWords.join(', ')}: \`where: { ${key}: { ${strangers[word] ?? 'from'}: … } }\`.`)
      for (const value of word === 'contains' ? [] : Array.isArray(against) ? (against as readonly unknown[]) : [against])
        if (field && !mayMean(key, field, value)) return bad(`The view ${name} asks for ${key} ${JSON.stringify(value)}, which it never is.`, `Give ${key} as ${whatIsAllowed(field)}.`)
    }
  }
  return undefined
}

/** Looks at the sample rows of a table: their fields, and their values. */
export const checkSamples = (name: string, fields: Fields, { samples }: App): Problem | undefined => {
  const rows: unknown = samples?.[name]
  if (rows !== undefined && !Array.isArray(rows)) return bad(`The samples of ${name} are no list.`, `Write \`${name}: [{ … }]\`.`)
  for (const sample of samples?.[name] ?? [])
    for (const [key, value] of Object.entries(sample)) {
      const field = fields[key]
      if (!field) return bad(`A sample of ${name} names the field ${key}, which it does not have.`, `Use ${Object.keys(fields).join(', ')}.`)
      if (!mayMean(key, field, value)) return bad(`A sample of ${name} has the ${key} ${JSON.stringify(value)}, which is not allowed.`, `Give ${key} as ${whatIsAllowed(field)}.`)
    }
  return undefined
}

/** Looks at what an example says: its command's fields, and the gaps in it. A table of another app is not known here, so what is said of one passes. */
export const checkExample = (say: string, command: Readonly<Record<string, unknown>>, { tables, actions }: App): Problem | undefined => {
  const gaps = [...say.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const action = actions?.[String(command['action'])]
  const on = String(command['table'] ?? action?.on ?? gaps.find((gap) => gap in tables))
  const fields = action?.input ?? (action ? {} : tables[on]?.fields)
  if (!fields || !(on in tables)) return undefined
  const keys = Object.keys(command).filter((key) => !reservedWords.has(key))
  const unknown = keys.find((key) => !(key in fields))
  if (unknown !== undefined) return bad(`The example “${say}” gives ${unknown}, which ${action ? String(command['action']) : on} does not have.`, `Use ${Object.keys(fields).join(', ') || 'the row alone'}.`)
  const isKnown = (gap: string) => gap === 'row' || gap in fields || Object.values(command).includes(`{${gap}}`) || Object.entries(tables).some(([name, { aka = [] }]) => [name, ...aka].some((word) => gap === word.replaceAll(' ', '_') || gap === plural(word)))
  const gap = gaps.find((one) => !isKnown(one))
  return gap === undefined ? undefined : bad(`The example “${say}” has the gap {${gap}}, which is neither a table nor a field.`, `Use {${on}} for a row, or a field: ${Object.keys(fields).join(', ')}.`)
}

/** Whether a value in the author's words can be one of a field. Dates may be words that mean something on the day alone; a link is looked up later. */
const mayMean = (name: string, field: Field, value: unknown): boolean => {
  if (value === null || value === undefined || field.kind === 'link') return true
  if (typeof value === 'object') return false
  const clock = { now: Date.now(), zone: 'UTC' }
  if (field.kind === 'date') return readDate(String(value), clock).ok
  if (field.kind === 'datetime') return readMoment(String(value), clock).ok
  if (field.kind === 'choice') return field.choices?.some((choice) => choice.toLowerCase() === String(value).toLowerCase()) ?? false
  if (/integer|decimal|money/.test(field.kind)) return !Number.isNaN(Number(value))
  return checkValue(name, field, value).ok
}

const testWords: readonly string[] = ['not', 'in', 'contains', 'before', 'after', 'from', 'to']
const strangers: Readonly<Record<string, string>> = dictionary({ gt: 'after', gte: 'from', lt: 'before', lte: 'to', min: 'from', max: 'to', ne: 'not', neq: 'not', like: 'contains', includes: 'contains', startsWith: 'contains', oneOf: 'in', any: 'in', eq: 'in', since: 'from', until: 'to' })

const bad = (message: string, next: string) => problem('bad-app', message, { next })
