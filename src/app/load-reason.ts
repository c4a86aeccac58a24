import { dictionary } from './dictionary.ts'
import * as fields from './field.ts'

/** Why an app file could not be read, in the words of Problems. */
export interface LoadReason {
  /** One sentence without its full stop, with the line where it is known: `line 3: text is not defined`. */
  readonly reason: string
  /** What would mend it, where that can be told from the reason. */
  readonly hint?: string
}

/** Tells why a file could not be imported or run: the line in that very file, and the name that was most likely meant. */
export const loadReason = (error: unknown, file: string): LoadReason => {
  const text = error instanceof Error ? error.message : String(error)
  const first = text.split('\n').find((line) => line.trim() !== '')?.trim() ?? 'no reason given'
  // Which file it was is told beside it.
  const reason = first.replace(` imported from ${file}`, '')
  const line = error instanceof Error ? lineIn(error, file) : undefined
  const hint = hintFor(reason)
  return { reason: line === undefined ? reason : `line ${line}: ${reason}`, ...(hint !== undefined && { hint }) }
}

/** The line of an app's file at which an error came up, wherever below it was thrown; undefined where its stack does not go through the file. */
export const lineIn = ({ stack = '' }: Error, file: string): string | undefined => {
  const name = file.replace(/^.*[/\\]/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  // Where a TypeScript file cannot be parsed, Node puts the place above the message, as `path:line`; of JavaScript it tells none.
  return /^(?:file:|\/|[A-Za-z]:\\)[^\n]*:(\d+)\n/.exec(stack)?.[1] ?? new RegExp(`[/\\\\]${name}(?:\\?prentice-version=\\d+)?:(\\d+):\\d+\\)?(?:\\n|$)`).exec(stack)?.[1]
}

/** Where an app's author finds what went wrong: `line 12 of inventory.ts`; the file alone where the line is not known. */
export const placeOf = (files: ReadonlyMap<string, string>, app: string, error?: unknown): string => {
  const file = files.get(app) ?? ''
  const line = error instanceof Error && file !== '' ? lineIn(error, file) : undefined
  return `${line === undefined ? '' : `line ${line} of `}${file.replace(/^.*[/\\]/, '') || `the app ${app}`}`
}

const hintFor = (reason: string): string | undefined => {
  const name = /^(\w+) is not defined/.exec(reason)?.[1] ?? /does not provide an export named '(\w+)'/.exec(reason)?.[1]
  if (name !== undefined) {
    const meant = strangers[name.toLowerCase()]
    if (exported.includes(name)) return `Add ${name} to the import: \`import { defineApp, table, ${name} } from 'prentice'\`.`
    if (meant !== undefined) return `Such a field is made by ${meant}(): \`name: ${meant}(${meant === 'choice' ? "['low', 'high']" : meant === 'link' ? "'contact'" : ''})\`.`
    return `Prentice has ${exported.join(', ')}.`
  }
  const missing = /^Cannot find package '([^']+)'/.exec(reason)?.[1]
  if (missing !== undefined) return `Say \`npm install ${missing}\` in the folder of your apps, or do without it.`
  const module = /^Cannot find module '([^']+)'/.exec(reason)?.[1]
  if (module !== undefined) return /\.\w+$/.test(module) ? undefined : "Write a file's ending too: `import { … } from './other.ts'`."
  return undefined
}

/** What a test pins as the public surface, without its types. */
const exported: readonly string[] = ['defineApp', 'table', ...Object.keys(fields), 'addDays', 'html']

/** What other frameworks call fields. */
const strangers: Readonly<Record<string, string>> = dictionary({
  string: 'text', str: 'text', varchar: 'text', char: 'text', textarea: 'longtext', markdown: 'longtext', richtext: 'longtext', editor: 'longtext',
  number: 'integer', int: 'integer', float: 'decimal', double: 'decimal', real: 'decimal', numeric: 'decimal', currency: 'money', price: 'money',
  boolean: 'checkbox', bool: 'checkbox', timestamp: 'datetime', time: 'datetime', enum: 'choice', select: 'choice', options: 'choice', choices: 'choice',
  relation: 'link', reference: 'link', ref: 'link', foreignkey: 'link', belongsto: 'link',
})
