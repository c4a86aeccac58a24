// What the page can do beyond HTML. Everything here is extra: without it every link and form still works.
import './live.js'
import './focus.js'
import './edit.js'
import { formOf, inputName } from './row.js'
import './sort.js'
import './send.js'

const byId = (id) => document.getElementById(id)

// Keys: "/" searches, "?" tells the keys, Escape leaves, Ctrl+/ goes to the chat.
document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, textarea, select, [contenteditable]')
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault()
    byId('search')?.select()
  }
  if (event.key === '/' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    goToChat()
  }
  if (event.key === '?' && !isTyping) byId('keys')?.showModal()
  if (event.key !== 'Escape') return
  if (event.target.id === 'search') event.target.blur()
  document.querySelector('.note [data-close-note]')?.click()
})

// The chat box: Enter sends, Shift+Enter breaks the line.
document.addEventListener('keydown', (event) => {
  if (event.target.id !== 'say' || event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  event.target.form.requestSubmit()
})

// Words that were typed there and not sent outlast the page, which may load itself anew at any time.
const unsent = `unsent ${document.body.dataset.profile}`
if (byId('say')) {
  byId('say').value = sessionStorage.getItem(unsent) ?? ''
  sessionStorage.removeItem(unsent)
}
addEventListener('pagehide', () => {
  const words = byId('say')?.value
  if (words) sessionStorage.setItem(unsent, words)
})

const goToChat = () => {
  const say = byId('say')
  if (say && getComputedStyle(byId('chat')).display === 'none') location.hash = 'chat'
  say?.focus()
  return say
}

const fill = (words) => {
  const say = goToChat()
  if (!say) return
  say.value = words
  say.setSelectionRange(words.length, words.length)
}

// The command that stands before a button; one that is shown in short is fetched whole.
const commandBefore = async (button) => {
  const { whole } = button.closest('[data-whole]')?.dataset ?? {}
  const answer = whole && (await fetch(whole).catch(() => undefined))
  return answer?.ok ? answer.text() : button.closest('.saw-line, .said').querySelector('code').textContent
}

// Buttons that only the script knows.
const clicks = {
  copy: async (words, button) => {
    try {
      await navigator.clipboard.writeText(words || (await commandBefore(button)))
      button.classList.add('copied')
      setTimeout(() => button.classList.remove('copied'), 1500)
    } catch {
      fill(words || (await commandBefore(button)))
    }
  },
  editCommand: async (_, button) => fill(await commandBefore(button)),
  fill,
  say: async (_, button) => {
    fill(await commandBefore(button))
    byId('say')?.form.requestSubmit()
  },
  close: (_, link, event) => {
    const sheet = link.closest('dialog')
    if (!sheet) return
    event.preventDefault()
    sheet.close()
  },
  closeNote: (_, button) => button.closest('.note').remove(),
  allColumns: () => showColumns(document.documentElement.dataset.columns === 'all' ? 'fitting' : 'all'),
}
document.addEventListener('click', (event) => {
  for (const [name, act] of Object.entries(clicks)) {
    const element = event.target.closest(`[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`)
    if (element) act(element.dataset[name], element, event)
  }
  // An open menu closes when something else is clicked.
  for (const menu of document.querySelectorAll('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false
})
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && event.target.closest?.('details.menu[open]')
  if (!menu) return
  menu.open = false
  menu.querySelector('summary').focus()
})

// A form with many fields says only what was changed in it, so that the command that is seen is the one that was meant.
document.addEventListener('htmx:config:request', (event) => {
  const { sourceElement: form, request } = event.detail.ctx
  if (!form?.matches?.('form[data-only-changed]')) return
  const seen = JSON.parse(form.elements._seen?.value ?? '{}')
  const changed = form.elements._fields.value.split(' ').filter((name) => isChanged(form.elements[inputName(name)], seen[name]))
  if (changed.length === 0 && form.elements._seen) {
    event.preventDefault()
    return closeAfter(form)
  }
  request.body.set('_fields', changed.join(' '))
})
const isChanged = (control, seen) => {
  if (!control) return false
  if (control.type === 'checkbox') return control.checked !== (seen ?? control.defaultChecked)
  if (seen === undefined || control.type === 'datetime-local') return control.tagName === 'SELECT' ? !control.selectedOptions[0]?.defaultSelected : control.value !== control.defaultValue
  return typeof seen === 'number' ? Number(control.value) !== seen : control.value !== (seen ?? '')
}

// Forms that were sent and not typed in since: what is typed while the answer is on its way is kept.
const sent = new WeakSet()
document.addEventListener('submit', ({ target }) => sent.add(target))
document.addEventListener('input', ({ target }) => sent.delete(target.form))

// After a form was sent: empty it if it says so, close its dialog; on a refusal put boxes back to what is stored.
document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
  const form = formOf(ctx.sourceElement)
  if (!form) return
  if (ctx.response?.status >= 400) return resetChoices(form)
  if (form.matches('[data-reset]') && sent.has(form)) {
    form.reset()
    form.querySelector('input:not([type=hidden]), textarea')?.focus()
  }
  if (form.matches('[data-close-after]')) closeAfter(form)
})
const closeAfter = (form) => {
  const sheet = form.closest('dialog')
  if (sheet) sheet.close()
  else location.href = form.elements._back?.value || '/'
}
const resetChoices = (form) => {
  for (const each of form.elements) {
    if (each.type === 'checkbox') each.checked = each.defaultChecked
    if (each.tagName === 'SELECT' && form.matches('.rows-form')) each.value = [...each.options].find((option) => option.defaultSelected)?.value ?? ''
  }
}

// The dialog opens when a form has been put into it.
let isForSheet = false
document.addEventListener('htmx:before:swap', ({ detail: { tasks } }) => {
  isForSheet = tasks.some(({ target }) => target === '#sheet' || target?.id === 'sheet')
})
document.addEventListener('htmx:after:swap', () => {
  const sheet = byId('sheet')
  if (isForSheet && sheet?.childElementCount && !sheet.open) sheet.showModal()
  isForSheet = false
})
byId('sheet')?.addEventListener('close', () => byId('sheet').replaceChildren())
for (const dialog of document.querySelectorAll('dialog')) dialog.addEventListener('click', (event) => event.target === dialog && dialog.close())

// Another page of the list is read from its top.
let isTurned = false
document.addEventListener('click', (event) => (isTurned = Boolean(event.target.closest('.paging a'))))
document.addEventListener('htmx:after:swap', () => {
  if (isTurned) byId('main').scrollTop = 0
  isTurned = false
})

// Colours change at once, and in every open tab: the form tells the desk, which tells them all.
const showColours = (theme) => {
  if (theme === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
document.addEventListener('submit', ({ target, submitter }) => target.matches('[data-theme-form]') && showColours(submitter.value))

// The desk's name in the browser's title, and its colours, are as its header has them.
const brand = byId('brand')
let named = brand?.getAttribute('aria-label')
if (brand) new MutationObserver(() => {
  showColours(brand.dataset.colours)
  const name = brand.getAttribute('aria-label')
  if (document.title.endsWith(` – ${named}`)) document.title = document.title.slice(0, -named.length) + name
  named = name
}).observe(brand, { attributes: true, attributeFilter: ['aria-label', 'data-colours'] })

// All columns, or those that have room; kept for next time.
const showColumns = (which) => {
  document.documentElement.dataset.columns = which
  localStorage.setItem('columns', which)
}
showColumns(localStorage.getItem('columns') ?? 'fitting')

// The app that is shown stands in sight: first, where it has no room in the first line.
const showApp = () => {
  const app = document.querySelector('#nav li:has([aria-current])')
  app?.classList.remove('first')
  app?.classList.toggle('first', app.offsetTop > 0)
}
showApp()
addEventListener('resize', showApp)

// The width of the chat: by mouse or by arrow keys, kept for next time.
const divider = document.querySelector('[role=separator]')
const setWidth = (percent) => {
  const width = Math.round(Math.min(60, Math.max(20, percent)))
  document.documentElement.style.setProperty('--chat', `${width}%`)
  divider?.setAttribute('aria-valuenow', width)
  localStorage.setItem('chat-width', width)
}
if (Number(localStorage.getItem('chat-width'))) setWidth(Number(localStorage.getItem('chat-width')))
divider?.addEventListener('pointerdown', (event) => {
  divider.setPointerCapture(event.pointerId)
  divider.onpointermove = (move) => setWidth(((innerWidth - move.clientX) / innerWidth) * 100)
  divider.onpointerup = () => (divider.onpointermove = null)
})
divider?.addEventListener('keydown', (event) => {
  const step = { ArrowLeft: 2, ArrowRight: -2 }[event.key]
  if (!step) return
  event.preventDefault()
  setWidth(Number(divider.getAttribute('aria-valuenow')) + step)
})
