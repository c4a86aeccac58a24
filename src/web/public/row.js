// What is done with a row: its controls belong to the one form that all rows of its table share.
const formOfRows = (element) => document.getElementById(`form-${element.closest('[data-table]')?.dataset.table}`)

// The form that a request was made for: its source is a form, a control, or a row.
export const formOf = (source) => (source?.matches?.('form') ? source : (source?.form ?? source?.closest?.('form') ?? (source?.closest?.('.row') && formOfRows(source))))

// A field's input is called so that it is never taken for a member of its form: a form lets its inputs stand in for those.
export const inputName = (field) => `f.${field}`

export const act = (row, values) => {
  const form = formOfRows(row)
  const { id, version: _version } = row.dataset
  const { value: _token } = form.elements._token
  return htmx.ajax('POST', form.getAttribute('action'), {
    source: row, swap: 'none',
    values: { _token, table: form.elements.table.value, id, _version, _fields: '', ...values },
  })
}

// A box or a choice of a row is sent as soon as it is changed.
document.addEventListener('change', ({ target }) => {
  const row = target.form?.matches('.rows-form') && target.closest('.row')
  if (!row) return
  const [, field] = target.name.match(/^f\.(.+)\.\d+$/)
  const isTicked = target.type !== 'checkbox' || target.checked
  act(row, { action: 'update', _fields: field, ...(isTicked && { [inputName(field)]: target.value }) })
})
