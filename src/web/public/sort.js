import { act, inputName } from './row.js'

// Rows by hand: dragged, or moved with Alt and an arrow key; cards from column to column.
const sibling = (row, direction) => {
  let other = row[direction]
  while (other && !other.classList.contains('row')) other = other[direction]
  return other
}
const moveAfter = (row, before) => act(row, { action: 'move', after: before?.dataset.id ?? '' })

const makeSortable = () => {
  for (const rows of document.querySelectorAll('table[data-sortable]:not([data-sorting])')) {
    rows.dataset.sorting = ''
    Sortable.create(rows, {
      draggable: '.row', handle: '.handle', animation: calm() ? 0 : 120,
      onEnd: ({ item, oldIndex, newIndex }) => oldIndex !== newIndex && moveAfter(item, sibling(item, 'previousElementSibling')),
    })
  }
  for (const cards of document.querySelectorAll('.board .cards:not([data-sorting])')) {
    cards.dataset.sorting = ''
    Sortable.create(cards, {
      // A finger that moves at once scrolls; one that waits drags.
      delay: 150, delayOnTouchOnly: true, group: 'board', draggable: '.row', filter: 'select, button, a, input, summary', preventOnFilter: false, sort: false, animation: calm() ? 0 : 120,
      onAdd: ({ item, to }) => {
        const { board } = to.closest('[data-board]').dataset
        return act(item, { action: 'update', _fields: board, [inputName(board)]: to.dataset.choice })
      },
    })
  }
}
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

document.addEventListener('keydown', async (event) => {
  const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key]
  const row = step && event.target.closest?.('table[data-sortable] .row')
  if (!row || event.target.closest('input:not([type=checkbox]), textarea, select')) return
  event.preventDefault()
  const other = sibling(row, step < 0 ? 'previousElementSibling' : 'nextElementSibling')
  if (!other) return
  const focused = document.activeElement
  if (step < 0) other.before(row)
  else other.after(row)
  focused.focus()
  const was = focused.className
  await moveAfter(row, sibling(row, 'previousElementSibling'))
  // The row may have been put there anew.
  if (!focused.isConnected) document.getElementById(row.id)?.querySelector(`.${was.split(' ')[0] || 'handle'}`)?.focus()
})

makeSortable()
document.addEventListener('htmx:after:swap', makeSortable)
