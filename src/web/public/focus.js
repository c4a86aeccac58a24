// Where the focus goes when what had it is taken away or put elsewhere: to the same control of the same row, else to the next row.
const followers = (row) => {
  const rows = [...row.parentElement.querySelectorAll(':scope > .row')]
  const at = rows.indexOf(row)
  return [...rows.slice(at + 1), ...rows.slice(0, at).reverse()].map(({ id }) => id)
}

const selectorOf = (element) => {
  if (element.hash) return `a.value[href$="${CSS.escape(element.hash)}"]`
  if (element.type === 'checkbox') return `[type=checkbox][name="${CSS.escape(element.name)}"]`
  // Two deletions by one key held down would be one too many.
  if (element.name === 'do' && !element.value.startsWith('delete ')) return `[name=do][value^="${CSS.escape(element.value.split(' ')[0])} "]`
  return element.classList.contains('handle') ? '.handle' : titleLink
}
const titleLink = 'a.value, a.tool'

let lost
document.addEventListener('htmx:before:swap', () => {
  const row = document.activeElement?.closest('.row')
  lost = row ? { ids: [row.id, ...followers(row)], selector: selectorOf(document.activeElement), table: row.closest('[data-table]')?.dataset.table } : undefined
})
document.addEventListener('htmx:after:swap', () => {
  if (!lost || (document.activeElement && document.activeElement !== document.body)) return
  const row = lost.ids.map((id) => document.getElementById(id)).find(Boolean)
  const control = row ? (row.querySelector(lost.selector) ?? row.querySelector(titleLink)) : document.querySelector(`#add-${lost.table} input:not([type=hidden])`)
  control?.focus({ preventScroll: true })
})
