import { html } from 'hono/html'
import { addForm, inlineInputs } from './add-form.ts'
import { board } from './board.ts'
import { columnsOf, fitOf, narrowOf } from './columns.ts'
import { classes, icon, replacing } from './form.ts'
import { emptyId, headId, ids, rowsId } from './ids.ts'
import type { ListProps } from './props-rows.ts'
import type { Html } from './props.ts'
import { listHref } from './query.ts'
import { rowsForm, rowView } from './row.ts'
import { toolbar, totalView } from './toolbar.ts'
import { labelOf } from './words.ts'

/** A table's page: its tables and views, the form to add, its rows, and the way to more of them. */
export const listView = (props: ListProps): Html => {
  const { setting } = props
  return html`<section id="${ids.list}" class="list" aria-labelledby="list-title" data-table="${setting.table.name}" data-profile="${setting.profile}">
${toolbar(props)}
${addForm(props)}
${rowsForm(setting)}${setting.board ? board(props, setting.board.by) : rowsTable(props)}
${emptyState(props)}
${paging(props)}
${inlineInputs(props)}</section>`
}

const rowsTable = (props: ListProps): Html => {
  const { setting, rows } = props
  const { table } = setting
  const columns = columnsOf(setting)
  const own = table.input.row !== undefined
  const fits = fitOf(setting)
  return html`<div class="rows-frame"><table id="${rowsId(table.name)}" class="${classes('rows', !own && columns.others.length + columns.computed.length < 3 && 'few')}"${setting.sortable ? html` data-sortable` : ''} aria-label="${table.title}">
<thead id="${headId(table.name)}"><tr><th class="lead"><span class="hidden">${columns.tick ? labelOf(columns.tick, table.fields.get(columns.tick)?.label) : 'Move'}</span></th>
${own ? html`<th scope="col" colspan="${columns.others.length + columns.computed.length + 1}"><span class="hidden">${table.title}</span></th>`
    : html`${[columns.title, ...columns.others].map((name) => head(props, name, fits.get(name)))}${columns.computed.map((name) => html`<th scope="col" class="${classes('computed', fits.get(name))}">${labelOf(name)}</th>`)}`}
<th class="tools"><span class="hidden">Edit</span>${!own && everyColumn(narrowOf(setting))}</th></tr></thead>
${rows.map(rowView)}</table></div>`
}

/** A column's head: sorts upward, then downward, then not at all. */
const head = (props: ListProps, name: string, fit?: string): Html => {
  const { setting, query } = props
  const field = setting.table.fields.get(name)
  const sorted = query.sort === name ? 'ascending' : query.sort === `-${name}` ? 'descending' : undefined
  const href = listHref(props, { sort: sorted === 'ascending' ? `-${name}` : sorted === 'descending' ? '' : name })
  return html`<th scope="col" class="${classes(name === setting.table.titleField && 'title', field?.kind, fit)}"${sorted ? html` aria-sort="${sorted}"` : ''}><a href="${href}" ${replacing(setting.access, href, ids.list)}>${labelOf(name, field?.label)}<span class="arrow" aria-hidden="true">${sorted === 'ascending' ? '↑' : sorted === 'descending' ? '↓' : ''}</span></a></th>`
}

/** Where not all columns have room: shows them all, to be scrolled, or again those that fit. */
const everyColumn = (narrow: string | undefined): Html | undefined =>
  narrow === undefined ? undefined : html`<button type="button" class="tool with-script ${narrow}" data-all-columns aria-label="All columns, or those that fit" title="All columns, or those that fit">${icon('columns')}</button>`

/** Teaches where there is nothing yet: three things to try. Hidden by style as soon as a row stands above it. */
const emptyState = ({ setting, query, tries, path }: ListProps): Html => {
  const filtered = query.words || query.where || query.view || query.cursor
  return html`<div id="${emptyId(setting.table.name)}" class="empty-state">${filtered
    ? html`<p class="big">Nothing matches.</p><p><a href="${path}">Show everything</a></p>`
    : html`<p class="big">Nothing here yet.</p><p>Add the first one above, or say it to your apprentice.</p>
<ul class="tries">${tries.map((words) => html`<li><button type="button" class="try with-script" data-fill="${words.replace(/…$/, '')}">${words}</button><span class="without-script">${words}</span></li>`)}</ul>`}</div>`
}

const paging = (props: ListProps): Html => {
  const { page, setting } = props
  const turn = (cursor: string | undefined, label: string, rel: string) => {
    if (!cursor) return undefined
    const href = listHref(props, { cursor })
    return html`<a href="${href}" rel="${rel}" ${replacing(setting.access, href, ids.list)}>${label}</a>`
  }
  return page.next || page.previous
    ? html`<nav class="paging" aria-label="Pages">${turn(page.previous, '← Previous', 'prev')}<span class="muted">${totalView(page)}</span>${turn(page.next, 'Next →', 'next')}</nav>`
    : html``
}
