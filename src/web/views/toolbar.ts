import { html } from 'hono/html'
import type { Page } from '../../data/command.ts'
import { valueInWords } from './cell.ts'
import { actionForm, hiddenInputs, icon, replacing } from './form.ts'
import { ids } from './ids.ts'
import type { ListProps } from './props-rows.ts'
import type { Html } from './props.ts'
import { conditionInWords, conditionsOf, listHref } from './query.ts'
import { dayInWords, labelOf } from './words.ts'

/** Above the rows: which table, which view, what is filtered. */
export const toolbar = (props: ListProps): Html => {
  const { setting, tables } = props
  return html`<header class="toolbar"><h2 id="list-title"${tables.length > 0 && html` class="hidden"`}>${setting.table.title}</h2>
${siblingsView(tables)}
${viewTabs(props)}
${filter(props)}
<output id="${ids.total}" class="total">${totalView(props.page)}</output></header>
${conditions(props)}`
}

/** The ways to the other tables and pages of an app. */
export const siblingsView = (links: ListProps['tables']): Html =>
  html`${links.length > 0 && html`<nav class="siblings" aria-label="Tables and pages"><ul>${links.map((link) => html`<li><a href="${link.href}"${current(link.current)}>${link.title}</a></li>`)}</ul></nav>`}`

/** "12 rows"; beyond what is counted, "more than 10,000 rows". */
export const totalView = ({ total, atLeast }: Pick<Page, 'total' | 'atLeast'>): string =>
  `${atLeast ? 'more than ' : ''}${total.toLocaleString('en-GB')} ${total === 1 ? 'row' : 'rows'}`

/** Rows of a view are counted no further; the tab then says "1,000+". */
export const tabCountAtMost = 1000

/** The views as tabs, each with its count. */
export const viewTabs = ({ setting, views }: Pick<ListProps, 'setting' | 'views'>): Html =>
  html`<nav id="${ids.views}" class="views" aria-label="Views"><ul>${views.map((view) => html`<li><a href="${view.href}"${current(view.current)} ${replacing(setting.access, view.href, ids.list)}>${view.title}${view.count !== undefined && html` <small class="count">${view.count > tabCountAtMost ? `${tabCountAtMost.toLocaleString('en-GB')}+` : view.count}</small>`}</a>${
    view.row !== undefined && view.current && actionForm(setting.access, { to: `/p/${setting.profile}/views`, hidden: { remove: view.row }, className: 'inline', native: true }, [html`<button class="tool" aria-label="Remove the view ${view.title}" title="Remove this view">${icon('close')}</button>`])
  }</li>`)}</ul></nav>`

const filter = (props: ListProps): Html => {
  const { setting, query, path } = props
  return html`<details class="menu filter"><summary>${icon('filter')} Filter</summary><div class="menu-items">
<form method="get" action="${path}" class="filter-form">${hiddenInputs({ view: query.view, sort: query.sort, where: query.where && JSON.stringify(query.where) })}
<label>Words<input type="search" name="words" value="${query.words ?? ''}"></label>
<fieldset><legend>One more condition</legend><select name="condition" aria-label="Condition"><option value="">–</option>${[...setting.table.fields].map(([name, field]) => html`<optgroup label="${labelOf(name, field.label)}">${conditionsOf(name, field).map(({ key, words }) => html`<option value="${key}">${labelOf(name, field.label)} ${words}</option>`)}</optgroup>`)}</select>
<input type="text" name="value" aria-label="Value, where the condition ends in …" placeholder="… words, today, 100" autocomplete="off"></fieldset>
<button class="primary">Show</button></form>
${(query.where || query.words) && actionForm(setting.access, {
    to: `/p/${setting.profile}/views`, className: 'save-view', native: true,
    hidden: { table: setting.table.name, where: JSON.stringify(query.where ?? {}), sort: query.sort },
  }, [html`<label>Keep this filter as a view<span class="group"><input type="text" name="name" required maxlength="60" placeholder="Its name" autocomplete="off"><button>Keep</button></span></label>`])}</div></details>`
}

/** What is filtered now, each condition with the way to take it away. */
const conditions = (props: ListProps): Html => {
  const { query, setting } = props
  const without = (name: string) => Object.fromEntries(Object.entries(query.where ?? {}).filter(([other]) => other !== name))
  const chips = [
    ...(query.words ? [{ text: `has “${query.words}”`, href: listHref(props, { words: '' }) }] : []),
    ...Object.entries(query.where ?? {}).map(([name, test]) => ({ text: conditionInWords(labelOf(name, setting.table.fields.get(name)?.label), test, (value) => sayTested(props, name, value)), href: listHref(props, { where: without(name) }) })),
  ]
  return chips.length === 0
    ? html``
    : html`<ul class="chips" aria-label="Filtered by">${chips.map(({ text, href }) => html`<li><span>${text}</span><a href="${href}" aria-label="Take away: ${text}" ${replacing(setting.access, href, ids.list)}>${icon('close')}</a></li>`)}</ul>`
}

/** A day, an amount, a row that is linked to: as the rows below say it. */
const sayTested = ({ setting, links }: ListProps, name: string, value: unknown): string | undefined => {
  const field = setting.table.fields.get(name)
  if (field?.kind === 'date' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return dayInWords(value, setting.today)
  if (field?.kind === 'link') return links[name]?.rows.find(({ id }) => id === value)?.label
  return typeof value === 'number' ? valueInWords(field, value) : undefined
}

const current = (is: boolean): Html | undefined => (is ? html` aria-current="page"` : undefined)
