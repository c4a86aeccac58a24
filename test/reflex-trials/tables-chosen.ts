import type { Trial } from './trial.ts'

/** The table that is meant, by the page and by what is said, on a desk with all trial apps. */
export const tablesChosenTrials: readonly Trial[] = [
  ['add walk by the river', { action: 'insert', table: 'task', name: 'walk by the river' }, { page: 'task' }],
  ['finish milk and delete Logo', [{ action: 'update', done: true, table: 'task', id: 1 }, { action: 'delete', table: 'deal', id: 2 }]],
  ['add buy milk', { action: 'insert', table: 'task', name: 'buy milk' }, { page: 'contact' }],
  ['add a task to call Bob', { action: 'insert', table: 'task', name: 'call Bob' }, { page: 'contact' }],
  ['add milk to my tasks', { action: 'insert', table: 'task', name: 'milk' }, { page: 'contact' }],
  ['add milk to my list', { action: 'insert', table: 'task', name: 'milk' }, { page: 'contact' }],
  ['what is on my list?', { action: 'read', table: 'task' }, { page: 'contact' }],
  ['finish the dentist', { action: 'update', done: true, table: 'task', id: 2 }, { page: 'contact' }],
  ['add buy milk', { action: 'insert', table: 'task', name: 'buy milk' }, { page: 'book' }],
  ['undo the last change', { action: 'undo' }, { page: 'book' }],
]
