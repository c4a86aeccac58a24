import type { Settings } from './trial.ts'

/** Requests that lack something or could be read in two ways: what is asked, and what each answer would say. */
export const askedBackTrials: readonly (readonly [string, string, readonly string[], Settings?])[] = [
  ['add salt and pepper', 'Is “salt and pepper” one entry, or two?', ['add "salt and pepper"', 'add "salt", "pepper"'], { apps: ['tasks'] }],
  ['add contact lenses', 'Is “lenses” a contact?', ['add a contact called "lenses"','add a task called "contact lenses"'], { page: 'task' }],
  ['delete tasks', 'All tasks?', ['delete all tasks'], { apps: ['tasks'] }],
  ['add milk to my shopping list', 'There is no shopping list here. Where does “milk” go?', ['add milk to my tasks'], { apps: ['tasks'] }],
  ['add a book', 'What is the book called?', []],
  ['add War and Peace', 'Is “War and Peace” one entry, or two?', ['add "War and Peace"','add "War", "Peace"'], { page: 'book' }],
  ['add Dune unread', 'Is “unread” its status, or part of its name?', ['add "Dune", unread','add "Dune unread"'], { page: 'book' }],
  ['add a task for tomorrow', 'What is the task called?', [], { apps: ['tasks'] }],
  ['add bread & butter', 'Is “bread & butter” one entry, or two?', ['add "bread & butter"','add "bread", "butter"'], { apps: ['tasks'] }],
  ['add fish and chips', 'Is “fish and chips” one entry, or two?', ['add "fish and chips"','add "fish", "chips"'], { apps: ['tasks'] }],
]
