import type { Test, Where } from '../../app/define.ts'
import type { Field, Value } from '../../app/field.ts'
import type { ListProps } from './props.ts'

/** The tests that a filter form offers for a field, with the words it offers them in. */
export const testsOf = (field: Field): readonly (readonly [TestName, string])[] => {
  switch (field.kind) {
    case 'checkbox':
    case 'choice':
    case 'link':
      return [['is', 'is'], ['not', 'is not']]
    case 'integer':
    case 'decimal':
    case 'money':
      return [['is', 'is'], ['from', 'is at least'], ['to', 'is at most']]
    case 'date':
    case 'datetime':
      return [['before', 'is before'], ['after', 'is after'], ['is', 'is']]
    default:
      return [['contains', 'contains'], ['is', 'is'], ['not', 'is not']]
  }
}

export type TestName = 'is' | 'not' | 'contains' | 'before' | 'after' | 'from' | 'to'

/**
 * Adds the one condition that a filter form sends. An empty value means "empty"; a test that the field does not have is "is".
 * Values stay as typed but for numbers and checkboxes; what is no value of the field is refused later, by the reader.
 */
export const addCondition = (where: Where, { name, field, test, value }: { readonly name: string; readonly field: Field; readonly test: string; readonly value: string }): Where => {
  const chosen = testsOf(field).find(([known]) => known === test)?.[0] ?? 'is'
  const typed = typedAs(field, value)
  return { ...where, [name]: chosen === 'is' ? typed : { ...testsAlready(where[name]), [chosen]: typed } }
}

/** A list's address with some of its query changed; an empty value takes a part away. The cursor never survives a change. */
export const listHref = ({ path, query }: Pick<ListProps, 'path' | 'query'>, change: Partial<ListProps['query']>): string => {
  const next = { ...query, cursor: undefined, ...change }
  const parts = new URLSearchParams()
  for (const name of ['view', 'words', 'sort', 'cursor'] as const) if (next[name]) parts.set(name, next[name])
  if (next.where && Object.keys(next.where).length > 0) parts.set('where', JSON.stringify(next.where))
  const text = parts.toString()
  return text ? `${path}?${text}` : path
}

/** One condition in words: "done is no", "due is before today". */
export const conditionInWords = (name: string, test: Test): string => {
  if (test === null || typeof test !== 'object') return `${name} is ${valueWord(test)}`
  return Object.entries(test).map(([kind, value]) => `${name} ${testWords[kind] ?? kind} ${Array.isArray(value) ? value.map(valueWord).join(' or ') : valueWord(value)}`).join(', ')
}

const testWords: Readonly<Record<string, string>> = {
  not: 'is not', in: 'is one of', contains: 'contains', before: 'is before', after: 'is after', from: 'is at least', to: 'is at most',
}
const valueWord = (value: unknown) => (value === null ? 'empty' : value === true ? 'yes' : value === false ? 'no' : String(value))

const typedAs = (field: Field, value: string): Value => {
  if (field.kind === 'checkbox') return value === 'true' || value === 'yes'
  if (value === '') return null
  const isNumber = ['integer', 'decimal', 'money', 'link'].includes(field.kind) && /^-?\d+(\.\d+)?$/.test(value)
  return isNumber ? Number(value) : value
}

const testsAlready = (test: Test | undefined): object => (test !== null && typeof test === 'object' ? test : {})
