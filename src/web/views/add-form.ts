import { html } from 'hono/html'
import { withArticle } from '../../app/english.ts'
import type { Field } from '../../app/field.ts'
import { columnsOf } from './columns.ts'
import { actionForm, icon } from './form.ts'
import { addFormId, inputsId } from './ids.ts'
import { input, typedDefault } from './input.ts'
import { problemView } from './problem.ts'
import type { ListProps } from './props-rows.ts'
import type { Failed, Html } from './props.ts'
import { labelOf, labelsOf } from './words.ts'

/** The form that adds a row in one line: its title, what is required, and a few more; the rest behind "More". */
export const addForm = ({ setting, links, failed }: Pick<ListProps, 'setting' | 'links' | 'failed'>): Html => {
  const { table, noun, access, profile } = setting
  const { inLine, behind } = fieldsOfForm([...table.fields], table.titleField, columnsOf(setting).tick)
  const id = addFormId(table.name)
  const inputOf = ([name, field]: readonly [string, Field], isInLine: boolean) => {
    const value = failed?.values[name] ?? typedDefault(field, setting.today)
    const label = isInLine ? labelOf(name, field.label) : undefined
    const placeholder = name === table.titleField ? `Add ${withArticle(noun)}…` : label
    return input({ name, field, links, id: `${id}-${name}`, value, ...(label !== undefined && { label }), ...(placeholder !== undefined && { placeholder }), ...faultOf(failed, name) })
  }
  return actionForm(access, {
    id, to: `/p/${profile}/do`, className: 'add', hidden: { action: 'insert', table: table.name, _fields: [...table.fields.keys()].join(' ') }, attributes: html`data-reset data-only-changed aria-label="Add to ${table.title}"`,
  }, [
    html`<div class="add-line">${inLine.map((each) => html`<span class="add-field ${each[1].kind}">${inputOf(each, true)}</span>`)}<button class="primary" aria-label="Add">${icon('plus')}<span>Add</span></button></div>`,
    html`${behind.length > 0 && html`<details class="more"><summary>More fields</summary><div class="fields">${behind.map((each) => html`<label>${labelOf(each[0], each[1].label)}${inputOf(each, false)}</label>`)}</div></details>`}`,
    html`${failed && problemView(failed.problem, { access, profile, labels: labelsOf(table) })}`,
  ])
}

/** Inert inputs that inline editing copies from: one per field, in a <template>. */
export const inlineInputs = ({ setting, links }: Pick<ListProps, 'setting' | 'links'>): Html =>
  html`<template id="${inputsId(setting.table.name)}">${[...setting.table.fields].map(([name, field]) => html`<span data-input="${name}">${input({ name, field, links, value: '', label: labelOf(name, field.label), id: `inline-${setting.table.name}-${name}` })}</span>`)}</template>`

/** The reason for which a field was refused, as its input takes it. */
export const faultOf = (failed: Failed | undefined, name: string): { readonly fault?: string } => {
  const fault = failed?.problem.fields?.[name]
  return fault === undefined ? {} : { fault }
}

/** At most five inputs stand in the line; long text and boxes never do. */
const fieldsOfForm = (fields: readonly (readonly [string, Field])[], title: string, tick: string | undefined) => {
  const first = fields.filter(([name, field]) => name === title || (field.required && field.kind !== 'checkbox'))
  const others = fields.filter((each) => !first.includes(each))
  const fitting = others.filter(([, field]) => ['choice', 'date', 'link', 'money', 'integer', 'decimal'].includes(field.kind)).slice(0, Math.max(0, 4 - first.length))
  const inLine = [...first.toSorted(([a], [b]) => Number(b === title) - Number(a === title)), ...fitting]
  return { inLine, behind: fields.filter((each) => !inLine.includes(each) && each[0] !== tick) }
}
