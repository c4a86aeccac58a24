import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { mergeApps } from './app/merge.ts'
import { problem } from './app/problem.ts'
import { bannerText } from './banner.ts'

const plain = new Writable()
const shown = { url: 'http://127.0.0.1:5001', link: 'http://127.0.0.1:5001/sign-in?token=t', schema: mergeApps([]), dataDir: '/desk/data', hasToken: false, unwritable: undefined, answersLink: true, out: plain }
const locked = problem('read-only', 'The desk’s database cannot be written to.')

test('a desk that can only be read offers no command that it cannot answer', () => {
  const usual = bannerText(shown)
  assert.match(usual, /“prentice link” prints a fresh one/)
  assert.doesNotMatch(usual, /not changed/)
  const readOnly = bannerText({ ...shown, unwritable: locked, answersLink: false })
  assert.doesNotMatch(readOnly, /prentice link/)
  assert.match(readOnly, /starting again prints a fresh one/)
  assert.match(readOnly, /The desk’s database cannot be written to. The desk can be read, not changed.\n.*signed in until it ends/)
})

test('why an app does not run is told in lines that fit, whole', () => {
  const reason = 'bad cannot be read: line 2: Expected identifier, string literal, numeric literal or [ for the computed key.'
  const schema = mergeApps([{ name: 'bad', file: '/desk/apps/bad.ts', app: problem('bad-app', reason, { next: 'Mend /desk/apps/bad.ts and save it; it is read again at once.' }) }])
  const text = bannerText({ ...shown, schema })
  for (const line of text.split('\n')) assert.ok(line.length <= 80, line)
  assert.ok(text.replace(/\s+/g, ' ').includes(`Broken bad (/desk/apps/bad.ts): ${reason} Mend /desk/apps/bad.ts and save it; it is read again at once.`))
})

test('the banner fits a terminal of 80 columns, as far as its folders do', () => {
  for (const state of [{ unwritable: locked, answersLink: false, wantedPort: 5001 }, { hasToken: true }])
    for (const line of bannerText({ ...shown, ...state }).split('\n')) assert.ok(line.length <= 80, line)
})
