// The socket's side of the page: where we are, what we have seen, and what must not be replaced while it is typed in.
const holder = document.getElementById('live')
let seen = Number(holder?.dataset.seq ?? 0)
let socket
let refusals = 0

const tell = () => {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ seen, path: location.pathname + location.search }))
}

document.addEventListener('htmx:ws:after:connection', ({ detail }) => {
  socket = detail.connection.socket
  refusals = 0
  sessionStorage.removeItem('reloaded')
  document.documentElement.dataset.live = 'on'
  tell()
})
document.addEventListener('htmx:after:history:push', tell)
document.addEventListener('htmx:after:history:replace', tell)

document.addEventListener('htmx:ws:after:message:incoming', async ({ detail }) => {
  const frame = await detail.message.json().catch(() => ({}))
  if (frame.seq > seen) seen = frame.seq
  // The app was saved, or too much was missed.
  if (frame.reload) location.reload()
})

// A page whose token is no longer known is refused: it reloads once, to get a new one or the way to sign in.
document.addEventListener('htmx:ws:close', async ({ detail }) => {
  document.documentElement.dataset.live = 'off'
  if (detail.reason !== 'closed' || ++refusals < 2 || sessionStorage.getItem('reloaded')) return
  const answer = await fetch('/health').catch(() => undefined)
  if (!answer?.ok) return
  sessionStorage.setItem('reloaded', 'yes')
  location.reload()
})

// What is being typed in is never replaced: its swap waits until the focus leaves, and the field says so.
const waiting = new Map()

const isDirty = (element) =>
  element.closest?.('.editing') ||
  (element.matches?.('input:not([type=checkbox]), textarea') && element.value !== element.defaultValue) ||
  (element.matches?.('select') && ![...element.selectedOptions].every((option) => option.defaultSelected))

const blocks = (target) => {
  const active = document.activeElement
  // Only the answer to its own form goes into the dialog.
  if (!target || target.id === 'sheet' || !active || active === document.body || !target.contains(active)) return undefined
  if (isDirty(active)) return active
  // A form that is half filled in is being typed in, whichever of its fields has the focus.
  return active.form && [...active.form.elements].find((each) => each.type !== 'hidden' && isDirty(each)) ? active : undefined
}

const swapped = new Set()
const changed = new Set()

document.addEventListener('htmx:before:swap', ({ detail: { tasks } }) => {
  for (const task of [...tasks]) {
    const target = typeof task.target === 'string' ? document.querySelector(task.target) : task.target
    const replaces = ['innerHTML', 'outerHTML', 'outerMorph', 'innerMorph', 'delete'].includes(task.swapSpec.style)
    const typing = replaces && blocks(target)
    // What waits is older than this.
    if (replaces && !typing) for (const id of waiting.keys()) if (target?.id === id || target?.contains(document.getElementById(id))) waiting.delete(id)
    if (target?.id && task.swapSpec.style !== 'none') swapped.add(target.id)
    for (const { id } of task.fragment?.querySelectorAll('.just-changed') ?? []) changed.add(id)
    if (!typing) continue
    tasks.splice(tasks.indexOf(task), 1)
    typing.classList.add('changed-meanwhile')
    typing.title = 'Changed meanwhile; shown when you leave this field'
    const text = document.createElement('div')
    text.append(task.fragment.cloneNode(true))
    waiting.set(target.id, { swap: task.swapSpec.style, text: text.innerHTML })
  }
})
const swapWaiting = () => setTimeout(() => {
  for (const [id, { swap, text }] of waiting) {
    const target = document.getElementById(id)
    if (target && blocks(target)) continue
    waiting.delete(id)
    if (target) htmx.swap({ sourceElement: holder, target, swap, text })
  }
  for (const marked of document.querySelectorAll('.changed-meanwhile')) if (marked !== document.activeElement) marked.classList.remove('changed-meanwhile')
})
document.addEventListener('focusout', swapWaiting)
// The socket may be faster than the answer to the form: what was sent is being typed in no more.
document.addEventListener('reset', swapWaiting)

// A morph sets attributes; a box that was once clicked listens to them no more, so it is told.
document.addEventListener('htmx:after:swap', () => {
  for (const id of swapped) for (const box of document.getElementById(id)?.querySelectorAll('.row input[type=checkbox], input[form][type=checkbox]:not([name=grant])') ?? []) box.checked = box.defaultChecked
  swapped.clear()
  tidy()
  followChat()
})

// What was seen stands beside what changed last only, and what is folded away does not grow for ever.
const tidy = () => {
  if (changed.size > 0) {
    for (const saw of document.querySelectorAll('.row .saw')) {
      const row = saw.closest('.row')
      if (changed.has(row.id) || saw.contains(document.activeElement)) continue
      saw.remove()
      row.classList.remove('just-changed')
    }
  }
  changed.clear()
  for (const column of document.querySelectorAll('.board .column')) column.querySelector('.count').textContent = column.querySelectorAll('.cards > .row').length
  for (const [id, most] of [['timeline-newest', 2], ['timeline-lines', 200]]) {
    for (const line of [...(document.getElementById(id)?.children ?? [])].slice(most)) line.remove()
  }
}

// The chat follows its end unless somebody reads further up.
const scroll = document.querySelector('#chat .scroll')
let follows = true
const followChat = () => {
  if (scroll && follows) scroll.scrollTop = scroll.scrollHeight
}
scroll?.addEventListener('scroll', () => (follows = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60))
// Who says something wants to see what comes of it.
document.addEventListener('submit', ({ target }) => {
  follows ||= target.matches('.say-form')
})
// Shown, widened, or shortened by what is typed below it.
if (scroll) new ResizeObserver(followChat).observe(scroll)
addEventListener('hashchange', followChat)
