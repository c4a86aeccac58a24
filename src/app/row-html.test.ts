import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from 'hono/html'
import { table } from './define.ts'
import { checkbox, text } from './field.ts'

test('a row whose own HTML throws is shown by its values, escaped, with the reason', async () => {
  const broken = 'Milk &lt;2 l&gt; · true <small>(its app cannot show it: no &lt;b&gt;)</small>'
  for (const row of [(): never => { throw new Error('no <b>') }, () => Promise.reject(new Error('no <b>'))]) {
    const { row: show } = table({ name: text({ required: true }), note: text(), done: checkbox() }, { row })
    assert.equal(String(await show?.({ id: 1, name: 'Milk <2 l>', note: null, done: true })), broken)
  }
  const { row: show } = table({ name: text({ required: true }) }, { row: ({ name }) => html`<b>${name}</b>` })
  assert.equal(String(await show?.({ id: 1, name: 'a & b' })), '<b>a &amp; b</b>')
  assert.equal('row' in table({ name: text() }), false)
})
