import type { Field } from '../../app/field.ts'
import type { Problem } from '../../app/problem.ts'
import { labelOf } from '../views/words.ts'

type Labelled = Iterable<readonly [string, Pick<Field, 'label'>]>

/** A refusal in the words of the page: what it says of a field it says by the field's title. Quoted text stays as it was typed. */
export const plainProblem = (refusal: Problem, fields: Labelled): Problem => {
  const titles = [...fields].map(([name, { label }]) => [name, labelOf(name, label)] as const).filter(([name, title]) => name !== title.toLowerCase())
  const say = (sentence: string): string => sentence.split(quoted).map((part, at) => (at % 2 === 1 ? part : titles.reduce((text, [name, title]) => text.replace(new RegExp(`(?<![\\w.])${name}(?!\\w)`, 'gi'), title), part))).join('')
  return { ...refusal, message: say(refusal.message), ...(refusal.next !== undefined && { next: say(refusal.next) }) }
}

/** The same where no form stands beside it: the fields at fault are named by their titles too. */
export const plainNote = (refusal: Problem, fields: Labelled): Problem => {
  const labels = new Map([...fields].map(([name, { label }]) => [name, labelOf(name, label)]))
  const byTitle = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(values).map(([name, value]) => [labels.get(name) ?? name, value]))
  const { fields: faults, conflict } = refusal
  return { ...plainProblem(refusal, fields), ...(faults && { fields: byTitle(faults) }), ...(conflict && { conflict: byTitle(conflict) }) }
}

const quoted = /(“[^”]*”)/
