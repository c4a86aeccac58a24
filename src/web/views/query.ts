import type { Test, Where } from '../../app/define.ts'
import type { Field, Value } from '../../app/field.ts'
import type { ListProps, ListQuery } from './props-rows.ts'

/** A condition as a filter form offers it; what needs no value has it in its key. */
export interface ConditionChoice { readonly key: string; readonly words: string }

/** The conditions that fit a field: with few values each is one of them, else the value is typed beside it. */
export const conditionsOf = (name: string, field: Field): readonly ConditionChoice[] => {
  const choice = (test: TestName, words: string, value?: string): ConditionChoice => ({ key: [name, test, ...(value === undefined ? [] : [value])].join('.'), words })
  const typed = testsOf(field).map(([test, words]) => choice(test, `${words} …`))
  const empty = field.required ? [] : [choice('is', 'is empty', ''), choice('not', 'is not empty', '')]
  if (field.kind === 'checkbox') return [choice('is', 'is yes', 'true'), choice('is', 'is no', 'false')]
  if (field.kind === 'choice') return [...(field.choices ?? []).map((value) => choice('is', `is ${value}`, value)), ...(field.choices ?? []).map((value) => choice('not', `is not ${value}`, value)), ...empty]
  return [...typed, ...empty]
}

/** The tests of a field whose value is typed, with the words that they are offered in. */
const testsOf = (field: Field): readonly (readonly [TestName, string])[] => {
  switch (field.kind) {
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

type TestName = 'is' | 'not' | 'contains' | 'before' | 'after' | 'from' | 'to'

/**
 * Adds the condition that a filter form sends as `key` and, where the key holds no value itself, `typed`; one that its field
 * does not have changes nothing. Values stay as typed but for numbers and boxes; what is no value of the field is refused by the reader.
 */
export const addCondition = (where: Where, fields: ReadonlyMap<string, Field>, { key, typed }: { readonly key: string; readonly typed: string }): Where => {
  const [name = '', test = '', ...own] = key.split('.')
  const field = fields.get(name)
  const isOwn = own.length > 0
  if (!field || !conditionsOf(name, field).some((choice) => choice.key === key) || (!isOwn && typed === '')) return where
  const value = typedAs(field, isOwn ? own.join('.') : typed)
  return { ...where, [name]: test === 'is' ? value : { ...testsAlready(where[name]), [test]: value } }
}

/** A list's address with some of its query changed; an empty value takes a part away. The cursor never survives a change. */
export const listHref = ({ path, query }: Pick<ListProps, 'path' | 'query'>, change: Partial<ListQuery>): string => {
  const next = { ...query, cursor: undefined, ...change }
  const parts = new URLSearchParams()
  for (const name of ['view', 'words', 'sort', 'cursor'] as const) if (next[name]) parts.set(name, next[name])
  if (next.where && Object.keys(next.where).length > 0) parts.set('where', JSON.stringify(next.where))
  const text = parts.toString()
  return text ? `${path}?${text}` : path
}

/** One condition in words: "done is no", "due is before today". `say` tells the values that the page has words of its own for. */
export const conditionInWords = (name: string, test: Test, say: (value: unknown) => string | undefined = () => undefined): string => {
  const word = (value: unknown): string => say(value) ?? valueWord(value)
  if (test === null || typeof test !== 'object') return `${name} is ${word(test)}`
  return Object.entries(test).map(([kind, value]) => `${name} ${testWords[kind] ?? kind} ${Array.isArray(value) ? value.map(word).join(' or ') : word(value)}`).join(', ')
}

const testWords: Readonly<Record<string, string>> = {
  not: 'is not', in: 'is one of', contains: 'contains', before: 'is before', after: 'is after', from: 'is at least', to: 'is at most',
}
const valueWord = (value: unknown) => (value === null ? 'empty' : value === true ? 'yes' : value === false ? 'no' : String(value))

const typedAs = (field: Field, value: string): Value => {
  if (field.kind === 'checkbox') return value === 'true'
  if (value === '') return null
  const isNumber = ['integer', 'decimal', 'money', 'link'].includes(field.kind) && /^-?\d+(\.\d+)?$/.test(value)
  return isNumber ? Number(value) : value
}

const testsAlready = (test: Test | undefined): object => (test !== null && typeof test === 'object' ? test : {})
