import { dictionary } from './dictionary.ts'

/**
 * The words that commands use beside the fields; a field may not be called so, or a command could not say which is meant.
 * `name` is not among them: it is the commonest field there is.
 */
export const reservedWords: ReadonlySet<string> = new Set([
  'action', 'table', 'id', 'match', 'where', 'view', 'after', 'before', 'limit', 'sort', 'by', 'words', 'cursor', 'field',
  'sum', 'count', 'avg', 'min', 'max', 'confirm',
])

/** The actions of the command language itself; an app's own action may not take one of these names. */
export const builtInActions: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'move', 'read', 'toggle', 'undo', 'switch'])

/** Words of other languages for commands, understood on input; an app's own action may not take one of these either. */
export const actionAliases: Readonly<Record<string, string>> = dictionary({
  create: 'insert', add: 'insert', list: 'read', get: 'read', remove: 'delete', complete: 'update', done: 'update',
})
