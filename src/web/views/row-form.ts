import { html } from 'hono/html'
import type { Field } from '../../app/field.ts'
import type { Problem } from '../../app/problem.ts'
import type { Action, Table } from '../../app/schema.ts'
import { faultOf } from './add-form.ts'
import { typedValue } from './cell.ts'
import { actionForm, icon } from './form.ts'
import { input, typedDefault } from './input.ts'
import { markdown } from './markdown.ts'
import { problemView } from './problem.ts'
import type { RowFormProps } from './props-rows.ts'
import type { Html } from './props.ts'
import { timelineLine } from './timeline.ts'
import { labelOf, labelsOf } from './words.ts'

/** Everything about one row: all its fields, what can be done with it, what happened to it. In a dialog, or as a page of its own. */
export const rowFormView = (props: RowFormProps): Html => {
  const { setting, row, back, failed, history } = props
  const { access, profile, table } = setting
  const to = `/p/${profile}/do`
  const same = { table: table.name, id: row.id, _version: row.version, _back: back }
  const long = [...table.fields].filter(([name, field]) => field.kind === 'longtext' && row.values[name])
  return html`<section class="plain row-page" aria-labelledby="row-title"><header><h1 id="row-title" dir="auto">${row.label || `#${row.id}`}</h1><a class="tool" href="${back}" data-close aria-label="Close" title="Close">${icon('close')}</a></header>
${failed && problemView(unmarked(failed.problem, table), { access, profile, labels: labelsOf(table) })}
${long.map(([name, field]) => html`<div class="rendered"><h2>${labelOf(name, field.label)}</h2>${markdown(String(row.values[name]))}</div>`)}
${actionForm(access, { to, className: 'row-fields', hidden: { action: 'update', ...same, _fields: [...table.fields.keys()].join(' '), _seen: JSON.stringify(row.values) }, attributes: html`data-close-after data-only-changed` }, [
    html`${[...table.fields].map(([name, field]) => fieldInput(props, name, field))}`,
    html`<div class="buttons"><button class="primary">Save</button></div>`,
  ])}
<div class="buttons">${setting.actions.map((action) => ownAction(props, action, same))}
${setting.sortable && actionForm(access, { to, hidden: { action: 'move', ...same, after: '' }, className: 'inline', attributes: html`data-close-after` }, [html`<button class="outline">${icon('up')} To the top</button>`])}
${actionForm(access, { to, hidden: { action: 'delete', ...same }, className: 'inline', attributes: html`data-close-after` }, [html`<button class="outline">${icon('trash')} Delete</button>`])}</div>
${history.length > 0 && html`<h2>What happened to it</h2><ol class="timeline-lines">${history.map((line) => timelineLine(line, setting))}</ol>`}</section>`
}

/** What was refused, without the reasons that stand beside their fields. */
const unmarked = (problem: Problem, { fields: known }: Pick<Table, 'fields'>): Problem => {
  const { fields, ...rest } = problem
  const others = Object.entries(fields ?? {}).filter(([name]) => !known.has(name))
  return others.length > 0 ? { ...rest, fields: Object.fromEntries(others) } : rest
}

/** A field with its input; what was refused in it stands below it, and the first such field gets the focus. */
const fieldInput = ({ setting, row, links, failed }: RowFormProps, name: string, field: Field): Html => {
  const id = `field-${name}`
  const value = failed?.values[name] ?? typedValue(field, row, name, setting.zone)
  const { fault } = faultOf(failed, name)
  const focused = [...setting.table.fields.keys()].find((each) => failed?.problem.fields?.[each]) ?? setting.table.titleField
  return html`<div class="setting ${field.kind}"><label for="${id}">${labelOf(name, field.label)}</label>${input({ name, field, links, id, value, autofocus: name === focused, ...(fault !== undefined && { fault, describedBy: `${id}-fault` }) })}${fault !== undefined && html`<small class="fault" id="${id}-fault">${fault}</small>`}</div>`
}

/** What the app itself offers to do with the row, with what it asks for. */
const ownAction = ({ setting: { access, profile, today }, links }: RowFormProps, { name: action, title, input: asked = {} }: Action, same: Readonly<Record<string, string | number>>): Html =>
  actionForm(access, { to: `/p/${profile}/do`, id: `action-${action}`, className: 'action-form', hidden: { action, ...same, _fields: Object.keys(asked).join(' ') }, attributes: html`data-close-after` }, [
    html`${Object.entries(asked).map(([name, field]) => html`<label>${labelOf(name, field.label)}${input({ name, field, links, value: typedDefault(field, today) })}</label>`)}<button class="outline">${title}</button>`,
  ])
