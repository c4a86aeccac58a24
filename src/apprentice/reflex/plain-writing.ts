import { months, weekdays } from './odd-days.ts'
import { isOneLetterOff } from './spelling.ts'

/**
 * Puts in plain writing what is typed in haste, dictated, or written as programs are: days that are cut short or misspelled, "bruno at
 * bakery dot example", "rating=4", "done 8". Names and free text stay as they were.
 */
export const plainWriting = (said: string): string =>
  ways.reduce((text, [pattern, put]) => text.replace(pattern, put), said.replace(gestures, '')).replace(/\p{L}{6,10}/gu, (word) => dayMeant(word) ?? word)

// A face, a hand or a heart at the end is a tone of voice, whatever its colour; a cake belongs to the name.
const gestures = /(?:\s*(?:[\u{1f600}-\u{1f64f}]|[\u{1f910}-\u{1f92f}]|[\u{1f970}-\u{1f97a}]|[\u{1f44a}-\u{1f450}]|[\u{1f493}-\u{1f49f}]|[\u{1faf0}-\u{1faf8}]|\u2764|\u263a)[\u{1f3fb}-\u{1f3ff}]?\ufe0f?|\s+[:;]-?[)D])+\s*$/u

type Put = (match: string, ...groups: readonly string[]) => string

const numbered = (ids: string): string => ids.replace(/#?(\d+)/g, '#$1').replace(/(\d) (?=#)/g, '$1, ')
const ways: readonly (readonly [RegExp, Put])[] = [
  [/\b(?:2moro|2morrow|tmrw|tmrow|tomorow|tommorow|tommorrow|tomorrrow)\b/gi, (day) => (/^[A-Z]/.test(day) ? 'Tomorrow' : 'tomorrow')],
  // "Wed" alone may be a verb and "sun" a star: a word before it and an end behind it make a day of it.
  [/\b(to|till|until|on|by|due|next|this|last) (mon|tue|wed|fri|sat|sun)\b(?=\.?\s*(?:$|[,;!?]|(?:and|please|pls|thanks|instead)\b))/gi, (_, lead = '', day = '') => `${lead} ${weekdays.find((one) => one.startsWith(day.toLowerCase())) ?? day}`],
  // "Thursday the third of december" is one day, said twice.
  [new RegExp(`\\b(?:${weekdays.join('|')}),? (?=(?:the )?(?:\\d+|\\S*(?:st|nd|rd|th)) (?:of )?(?:${months.join('|')})\\b)`, 'gi'), () => ''],
  // "priority=low where …", "email=a@b.c website=https://…"
  [/(^|[\s,:(])([a-z][a-z_]*)=(?=[^\s=])/gi, (_, before = '', key = '') => `${before}${key} = `],
  [/(\S = \S+) (?=\p{L}+ = )/gu, (_, pair = '') => `${pair}, `],
  // "fix the record !high @tomorrow", as lists of things to do are written in plain files
  [new RegExp(`\\s+(?:!(?=(?:high|medium|low|urgent)(?:\\s|$))|@(?=(?:today|tomorrow|${weekdays.join('|')})(?:\\s|$)))`, 'gi'), () => ', '],
  // "how many did I actually read", "i havent"
  [/^((?:and |so |ok )?(?:how|what|which|when|who|did|do|have)\b.*?) (?:actually|really)(?= )/i, (_, before = '') => before],
  [/\b(have|has|had|is|are|was|were|do|does|did|would|could|should)nt\b/gi, (_, verb = '') => `${verb}n't`],
  // "new tasks: rotate keys; prune logs" is a list, and no sentences.
  [/^[^:;,.]{3,40}: [^:;,.]+(?:; ?[^:;,. ][^:;,.]*)+$/, (list) => list.replace(/; ?/g, ', ')],
  [/^(correct|change|set|add|move|mark|delete|remove|make|put|show|rename|give) please (?=\S)/i, (_, verb = '') => `${verb} `],
  [/\b(sum|avg|average|count|min|max)\((\w+)\)/gi, (_, how = '', field = '') => `${how} of ${field}`],
  [/\btil\b/gi, () => 'till'],
  // "bruno at bakery dot example"
  [/\b([\w.]+) at ([a-z0-9-]+(?: dot [a-z0-9-]+)+)\b/gi, (_, name = '', place = '') => `${name}@${place.replace(/ dot /gi, '.')}`],
  // "set 3 and 5 done", "done 8": rows by their numbers.
  [/^(done|finish|tick|tick off|check|check off|complete|close|reopen|untick|delete|remove|rm|del|set|mark|move|mv|push|postpone|snooze|bump|tag|flag|change|update|put|make) ((?:#?\d+(?: ?, ?| and | & | (?=#?\d)))*#?\d+)(?=$|[.!]?$| (?:as|to|done|undone|off|due|by|high|medium|low|top|bottom|up|until|till)\b)/i, (_, verb = '', ids = '') => `${/^done$/i.test(verb) ? 'finish' : verb} ${numbered(ids)}`],
  [/^((?:#?\d+(?: ?, ?| and | & ))*#?\d+)(?= (?:is |are )?(?:done|due|high|low|medium|to (?:top|bottom|high|low|medium))\b)/i, (ids) => numbered(ids)],
  [/^((?:clear|unset|set|remove|change|update) .+ (?:of|for|on)) (\d+)$/i, (_, head = '', id = '') => `${head} #${id}`],
]

/** The day or month that a word is with one letter wrong. */
const dayMeant = (word: string): string | undefined => {
  const said = word.toLowerCase()
  if (/^w(?:en|end|edn|enes)sday$/.test(said)) return 'wednesday'
  return /^(?:sundae|sunday|monday|friday|august)s?$/.test(said) ? undefined : longDays.find((day) => day[0] === said[0] && said !== `${day}s` && isOneLetterOff(said, day))
}
const longDays = [...weekdays, ...months.filter(({ length }) => length > 6)]
