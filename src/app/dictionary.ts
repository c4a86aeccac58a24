/** Makes a table of words that what people type is looked up in: without `constructor`, `toString` and what else every plain object brings along. */
export const dictionary = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.freeze(Object.assign(Object.create(null) as Record<string, T>, entries)) // a fresh object without a prototype has no type of its own
