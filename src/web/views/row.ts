import { html } from 'hono/html'
import type { Action } from '../../app/schema.ts'
import type { Field } from '../../app/field.ts'
import { rowPath } from '../location.ts'
import { boardCard } from './board.ts'
import { cell, cellText, typedValue, valueInWords } from './cell.ts'
import { columnsOf, deadlineOf, fitOf } from './columns.ts'
import { classes, hiddenInputs, named } from './form.ts'
import { rowId, rowInputName, rowsFormId } from './ids.ts'
import type { Saw } from './props-entries.ts'
import type { RowProps, RowSetting } from './props-rows.ts'
import type { Html } from './props.ts'
import { sawLine, undoButton } from './saw.ts'
import { actorName, labelOf } from './words.ts'

/** A row as it stands in its list or on its board. A list's row is a <tbody> of its own, so that what was seen belongs to it. */
export const rowView = (props: RowProps): Html => (props.setting.board ? boardCard(props) : listRow(props))

const listRow = (props: RowProps): Html => {
  const { setting, row, by, saw } = props
  const { table } = setting
  const columns = columnsOf(setting)
  const fits = fitOf(setting)
  const deadline = deadlineOf(setting)
  const own = table.input.row
  const width = columns.others.length + columns.computed.length
  const beside = html`${actorMark(by)}${setting.actions.length > 0 && html`<span class="actions">${actionButtons(setting, row)}</span>`}`
  return html`<tbody id="${rowId(table.name, row.id)}" class="${rowClasses(props)}" data-id="${row.id}" data-version="${row.version}"><tr>
<td class="lead">${setting.sortable && moveHandle(row.label)}${columns.tick && html`${saveButton(setting, row, columns.tick)}${tickBox(setting, row, columns.tick)}`}</td>
${own ? html`<td class="title own" colspan="${width + 1}">${own({ id: row.id, ...row.values, ...row.computed } as never) /* the table's own row type, erased by the schema */}${beside}</td>`
    : html`<td class="title"><div class="title-line">${valueView(props, columns.title)}${beside}</div>${columns.long.map((name) => snippet(row.values[name]))}</td>
${columns.others.map((name) => html`<td class="${classes(fieldOf(setting, name).kind, fits.get(name), name === deadline && 'deadline')}"${named('data-label', labelOf(name, fieldOf(setting, name).label))}>${valueView(props, name)}</td>`)}
${columns.computed.map((name) => html`<td class="${classes('computed', fits.get(name))}" data-label="${labelOf(name)}">${valueInWords(undefined, row.computed[name] ?? null)}</td>`)}`}
<td class="tools">${tools(props)}</td></tr>${saw && html`<tr class="saw"><td></td><td colspan="${width + 2}">${sawOfRow(props, saw)}</td></tr>`}</tbody>`
}

/** The apprentice or an agent that changed a row last; what a program has brought in stands in every row of it, and says nothing. */
export const actorMark = (by: RowProps['by']): Html | undefined =>
  by === 'apprentice' || by === 'agent' ? html`<span class="who ${by}">${actorName(by)}</span>` : undefined

/** Under the row that has just changed: what was seen of it, by whom unless the row's mark says so, and the way back. */
export const sawOfRow = ({ by }: RowProps, saw: Saw): Html =>
  html`<div class="saw-of-row">${(saw.actor !== by || !actorMark(by)) && html`<span class="who ${saw.actor}">${actorName(saw.actor)}</span> `}${sawLine(saw)}${undoButton(saw)}</div>`

/** The classes of a row: whether it is done, whether it is late, who changed it, whether just now. */
export const rowClasses = ({ setting, row, by, fresh, saw }: RowProps): string => {
  const { tick } = columnsOf(setting)
  // A box that says something else, such as “active”, strikes nothing out.
  const isDone = tick !== undefined && isDoneWord(tick) && row.values[tick] === true
  const due = row.values[deadlineOf(setting) ?? '']
  const late = tick !== undefined && row.values[tick] !== true && typeof due === 'string' && due < setting.today
  return classes('row', isDone && 'ticked', late && 'late', by && `by-${by}`, (fresh || saw) && 'just-changed')
}

const isDoneWord = (name: string): boolean => /^(done|finished|completed?|closed|paid|settled|solved|packed|bought)$/.test(name)

/** The one form that the controls of all rows belong to: a page of 50 forms would be a third longer. */
export const rowsForm = ({ access, profile, table }: RowSetting): Html =>
  html`<form id="${rowsFormId(table.name)}" class="rows-form" method="post" action="/p/${profile}/do" data-send>${hiddenInputs({ _token: access.token, table: table.name })}</form>`

/** The attributes of a button that does something with one row, as `readForm` takes them: what, which, and which version of it is seen. */
const doing = ({ table }: RowSetting, { id, version }: RowProps['row'], action: string, fields = ''): Html =>
  html`form="${rowsFormId(table.name)}" name="do" value="${action} ${id} ${version}${fields && ` ${fields}`}"`

/** Without script, sends the boxes and the choice of its row. */
export const saveButton = (setting: RowSetting, row: RowProps['row'], fields: string): Html => html`<button class="save without-script" ${doing(setting, row, 'update', fields)}>Save</button>`

/** The box to tick; with script it is sent at once. */
export const tickBox = ({ table }: RowSetting, row: RowProps['row'], name: string): Html =>
  html`<input type="checkbox" name="${rowInputName(name, row.id)}" value="true" form="${rowsFormId(table.name)}"${row.values[name] === true ? ' checked' : ''} aria-label="${labelOf(name, table.fields.get(name)?.label)}: ${row.label}">`

/** A value that opens its input in place, and is a link to the row's form without script. Links, boxes and addresses stay what they are. */
const valueView = ({ setting, row }: RowProps, name: string): Html => {
  const field = fieldOf(setting, name)
  const href = rowPath(setting.profile, setting.table.name, row.id)
  const shown = cell(name, field, row, setting)
  const label = labelOf(name, field.label)
  if (field.kind === 'checkbox') return tickBox(setting, row, name)
  if (shown === '') return html`<a class="value" href="${href}#field-${name}" data-value="" aria-label="${label}: empty. Edit"><span class="empty" aria-hidden="true">${label}</span></a>`
  return html`<a class="value"${isWords(field) ? dirAuto : ''} href="${href}#field-${name}"${typedBeside(setting, row, name)}>${shown}</a>${opener(field, row.values[name])}`
}

const dirAuto = html` dir="auto"`

/** What its input is filled with, where that is not what is shown: the script reads a text, a choice and a day from the page. */
const typedBeside = (setting: RowSetting, row: RowProps['row'], name: string): Html | undefined => {
  const field = fieldOf(setting, name)
  const typed = typedValue(field, row, name, setting.zone)
  return field.kind === 'date' || typed === cellText(name, field, row, setting) ? undefined : html` data-value="${typed}"`
}

/** Words are written in the direction of their own letters. */
const isWords = ({ kind }: Field): boolean => kind === 'text' || kind === 'longtext' || kind === 'link'

/** Beside a web or mail address: the way to go there. */
const opener = (field: Field, value: unknown): Html | undefined => {
  if (typeof value !== 'string' || value === '') return undefined
  if (field.kind === 'url' && /^https?:\/\//i.test(value)) return html` <a class="go" href="${value}" target="_blank" rel="noopener nofollow noreferrer" aria-label="Open ${value}">↗</a>`
  if (field.kind === 'email') return html` <a class="go" href="mailto:${value}" aria-label="Write to ${value}">↗</a>`
  return undefined
}

const snippet = (text: unknown): Html | undefined => (typeof text === 'string' && text !== '' ? html`<span class="snippet">${text.slice(0, 160)}</span>` : undefined)

const moveHandle = (label: string): Html => html`<button type="button" class="handle i-grip with-script" aria-label="Move ${label}: drag, or Alt with ↑ and ↓"></button>`

/** What the app offers to do with a row; from the third on in a menu. */
export const actionButtons = (setting: RowSetting, row: RowProps['row']): Html => {
  const buttons = setting.actions.map((action) => actionButton(setting, action, row))
  return buttons.length <= 2 ? html`${buttons}` : html`<details class="menu"><summary aria-label="Actions for ${row.label}">⋯</summary><div class="menu-items">${buttons}</div></details>`
}

/** Edit and delete. */
export const tools = ({ setting, row }: RowProps): Html => {
  return html`<a class="tool i-pencil" href="${rowPath(setting.profile, setting.table.name, row.id)}" data-open aria-label="Edit ${row.label}"></a>
<button class="tool i-trash" ${doing(setting, row, 'delete')} aria-label="Delete ${row.label}"></button>`
}

/** An action runs at once where its inputs have defaults; else its form, on the row's page, asks for them. */
const actionButton = (setting: RowSetting, action: Action, row: RowProps['row']): Html => {
  const asks = Object.values(action.input ?? {}).some((field) => field.required && field.default === undefined)
  return asks
    ? html`<a class="action" href="${rowPath(setting.profile, setting.table.name, row.id)}#action-${action.name}">${action.title}</a>`
    : html`<button class="action" ${doing(setting, row, action.name)} aria-label="${action.title}: ${row.label}">${action.title}</button>`
}

const fieldOf = ({ table }: RowSetting, name: string): Field => {
  const field = table.fields.get(name)
  if (!field) throw new Error(`Table ${table.name} has no field ${name}`)
  return field
}
