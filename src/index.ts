/** What an app file may import: `import { defineApp, table, text } from 'prentice'`. A test pins these names. */
export { defineApp, table } from './app/define.ts'
export type { ActionInput, AnyRow, App, AppInput, PageContext, TableOptions, Test, Tx, ViewInput, Where } from './app/define.ts'
export { checkbox, choice, date, datetime, decimal, email, integer, link, longtext, money, text, url } from './app/field.ts'
export type { Field, Fields, RowOf, Value, ValuesOf } from './app/field.ts'
export { addDays } from './app/dates.ts'
export { html } from 'hono/html'
