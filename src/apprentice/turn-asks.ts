import type { Schema } from '../app/schema.ts'

/** Whether words order something to be done: they begin, politeness aside, with a verb of this desk. Only for deciding to ask a model again. */
export const asksForAction = (schema: Schema, words: string): boolean => {
  const said = (words.toLowerCase().match(/[\p{L}’']+/gu) ?? []).slice(0, 12)
  while (said.length > 0 && polite.has(said[0] ?? '')) said.shift()
  const [first = ''] = said
  return verbs.has(first) || [...schema.actions.values()].some(({ name, title }) => [name, title].some((one) => firstWord(one) === first)) || schema.examples.some(({ say }) => firstWord(say) === first)
}

const firstWord = (text: string): string => text.toLowerCase().match(/\p{L}+/u)?.[0] ?? text

const polite = new Set('please hey hi hello ok okay so now then and can could would will you we kindly just i want need like to lets let’s let us'.split(' '))
const verbs = new Set('add insert create put note remember remove delete clear erase drop update change set mark tick untick check uncheck finish complete close reopen rename move reorder sort swap undo revert snooze postpone schedule reschedule assign'.split(' '))
