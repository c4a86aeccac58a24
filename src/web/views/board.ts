import { html } from 'hono/html'
import { rowPath } from '../location.ts'
import { cell } from './cell.ts'
import { columnsOf, deadlineOf } from './columns.ts'
import { classes } from './form.ts'
import { columnId, rowId, rowInputName, rowsFormId } from './ids.ts'
import type { ListProps, RowProps } from './props-rows.ts'
import type { Html } from './props.ts'
import { actionButtons, actorMark, rowClasses, saveButton, sawOfRow, tickBox, tools } from './row.ts'
import { labelOf } from './words.ts'

/** Rows as cards in columns, one per choice of a field; rows without a choice stand in a first column of their own if there are any. */
export const board = ({ setting, rows }: Pick<ListProps, 'setting' | 'rows'>, by: string): Html => {
  const columns = columnsOfBoard(setting.table.fields.get(by)?.choices ?? [], rows, by)
  return html`<div class="board" data-board="${by}">${columns.map(({ choice, at, cards }) => html`<section class="column" aria-labelledby="${columnId(setting.table.name, at)}-title">
<h3 id="${columnId(setting.table.name, at)}-title">${choice ?? 'none'} <small class="count">${cards.length}</small></h3>
<div class="cards" id="${columnId(setting.table.name, at)}" data-choice="${choice ?? ''}">${cards.map(boardCard)}</div></section>`)}</div>`
}

/** The column that a row belongs to, by the place of its choice; -1 is the column of those without one. */
export const columnOf = ({ setting, row }: RowProps): number =>
  setting.board ? (setting.table.fields.get(setting.board.by)?.choices?.indexOf(String(row.values[setting.board.by] ?? '')) ?? -1) : -1

/** One card. Its column can be chosen without a mouse. */
export const boardCard = (props: RowProps): Html => {
  const { setting, row, by, saw } = props
  const { table } = setting
  const columns = columnsOf(setting)
  const field = setting.board?.by ?? ''
  const facts = columns.others.flatMap((name) => (name === field ? [] : (fact(props, name) ?? [])))
  return html`<article id="${rowId(table.name, row.id)}" class="${rowClasses(props)} card-row" data-id="${row.id}" data-version="${row.version}">
${saveButton(setting, row, classes(columns.tick, field))}
<header>${columns.tick && tickBox(setting, row, columns.tick)}<a class="value" dir="auto" href="${rowPath(setting.profile, setting.table.name, row.id)}">${row.label || `#${row.id}`}</a><span class="tools"><label class="tool i-columns" title="Move to another column">${columnChoice(props, field)}</label>${tools(props)}</span></header>
<dl>${facts.slice(0, factsAtMost)}</dl>
<footer>${actorMark(by)}<span class="actions">${actionButtons(setting, row)}</span></footer>
${saw && html`<div class="saw">${sawOfRow(props, saw)}</div>`}</article>`
}

/** A card tells the first fields that hold something; the row's page tells them all. */
const factsAtMost = 4

const columnChoice = ({ setting: { table }, row }: RowProps, field: string): Html => {
  const choices = table.fields.get(field)?.choices ?? []
  const options = [...(choices.includes(String(row.values[field])) ? [] : ['']), ...choices].map((choice) => html`<option value="${choice}"${choice === row.values[field] ? html` selected` : ''}>${choice || '–'}</option>`)
  return html`<select name="${rowInputName(field, row.id)}" form="${rowsFormId(table.name)}" aria-label="${labelOf(field)} of ${row.label}">${options}</select>`
}

const fact = ({ setting, row }: RowProps, name: string): Html | undefined => {
  const field = setting.table.fields.get(name)
  const shown = field && cell(name, field, row, setting)
  return shown && field.kind !== 'checkbox' ? html`<div class="${classes(field.kind, name === deadlineOf(setting) && 'deadline')}"><dt>${labelOf(name, field.label)}</dt><dd>${shown}</dd></div>` : undefined
}

const columnsOfBoard = (choices: readonly string[], rows: readonly RowProps[], by: string) => {
  const inColumn = (choice: string | undefined) => rows.filter(({ row }) => (choice === undefined ? !choices.includes(String(row.values[by])) : row.values[by] === choice))
  const columns = choices.map((choice, at) => ({ choice: choice as string | undefined, at, cards: inColumn(choice) })) // widened: the column of the others has none
  const others = inColumn(undefined)
  return others.length > 0 ? [{ choice: undefined, at: -1, cards: others }, ...columns] : columns
}
