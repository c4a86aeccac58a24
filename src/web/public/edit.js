import { act, inputName } from './row.js'

// Inline editing: Enter, F2 or a click on a value puts its input in its place. Enter or leaving keeps it, Escape does not.
document.addEventListener('click', (event) => {
  const value = event.target.closest('a.value[href*="#field-"]')
  if (!value || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  edit(value)
})
document.addEventListener('keydown', (event) => {
  const value = event.key === 'F2' && event.target.closest?.('a.value[href*="#field-"]')
  if (!value) return
  event.preventDefault()
  edit(value)
})

const edit = (value) => {
  const table = value.closest('[data-table]').dataset.table
  const field = value.hash.slice('#field-'.length)
  const model = document.getElementById(`inputs-${table}`)?.content.querySelector(`[data-input="${CSS.escape(field)}"]`)
  if (!model) return
  const editor = model.cloneNode(true)
  editor.className = 'editing'
  const input = editor.querySelector('[name]')
  fillIn(input, typedIn(value))
  value.hidden = true
  value.after(editor)
  input.focus()
  input.select?.()
  let isOver = false
  const end = async (keep) => {
    if (isOver) return
    isOver = true
    const typed = input.value
    if (keep && typed !== input.dataset.was && input.reportValidity()) await send(value, field, typed)
    else if (keep && !input.validity.valid) return void (isOver = false)
    const hadFocus = editor.contains(document.activeElement)
    editor.remove()
    value.hidden = false
    if (hadFocus) value.focus()
  }
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key === 'Enter' && (input.tagName !== 'TEXTAREA' || event.ctrlKey)) {
      event.preventDefault()
      end(true)
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      end(false)
    }
    if (event.altKey && event.key.startsWith('Arrow')) event.stopPropagation()
  })
  input.addEventListener('blur', () => end(true))
}

const fillIn = (input, stored) => {
  const known = input.tagName !== 'SELECT' || [...input.options].some((option) => option.value === stored)
  if (!known) input.add(new Option(stored, stored))
  input.value = stored
  input.dataset.was = input.value
}

// What its input is filled with: what is shown, a day as its input takes it, or what stands beside it.
const typedIn = (value) => value.dataset.value ?? value.querySelector('time')?.dateTime ?? value.textContent

const send = (value, field, typed) => {
  const was = typedIn(value)
  const isNumber = value.closest('td')?.matches('.integer, .decimal, .money, .link')
  const seen = value.closest('td')?.matches('.datetime') ? undefined : { [field]: was === '' ? null : isNumber ? Number(was) : was }
  return act(value.closest('.row'), { action: 'update', _fields: field, ...(seen && { _seen: JSON.stringify(seen) }), [inputName(field)]: typed })
}
