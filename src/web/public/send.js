// Forms and dialogs without loading the page anew: what a form changes comes over the socket. A form needs only to say that it may be sent so.
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event
  if (!form.matches('form[data-send]')) return
  event.preventDefault()
  // Buttons that stand elsewhere share their form: each has a request of its own, so that none waits for another.
  const source = submitter?.hasAttribute('form') ? submitter : form
  htmx.ajax('POST', form.getAttribute('action'), { source, swap: 'none', event })
})

// A row's form is opened in the dialog; with Ctrl or the like, in a tab of its own as any link.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-open]')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  htmx.ajax('GET', link.getAttribute('href'), { source: link, target: '#sheet', swap: 'innerHTML' })
})

// What a button is for, and the whole of what its cell cuts off, is told under the mouse.
document.addEventListener('mouseover', ({ target }) => {
  const tool = target.closest('.tool[aria-label]:not([title]), .handle:not([title])')
  if (tool) tool.title = tool.getAttribute('aria-label')
  const value = target.closest('td:not(.title) > a.value:not([title])')
  if (value && value.scrollWidth > value.clientWidth) value.title = value.textContent
})
