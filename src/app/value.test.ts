import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkbox, choice, date, datetime, decimal, email, integer, link, longtext, money, text, url, type Field } from './field.ts'
import { checkValue, whatIsAllowed } from './value.ts'

const cases: readonly [Field, readonly unknown[], readonly unknown[]][] = [
  [text({ max: 5 }), ['milk', null], ['too long', 'a\nb', 'a\u0000', 'a\ud800', 1, true, {}]],
  [text({ required: true }), ['milk'], [null, '', undefined]],
  [longtext(), ['a\nb\tc'], ['a\u0000b', '\udc00']],
  [integer({ min: 1, max: 3 }), [1, 3, null], [0, 4, 1.5, '1', Number.NaN, Infinity, 2 ** 60]],
  [decimal(), [1.5, -2], ['1.5', Infinity]],
  [money(), [1200.5, 0, -3.99, 0.1 + 0.2], [1.005, 1e15, '3']],
  [checkbox(), [true, false], ['yes', 1]],
  [date(), ['2026-11-28', '2024-02-29'], ['2026-02-30', '2026-02-29', '2026-13-01', '0', 'tomorrow', '2026-11-28T00:00:00Z', '+012026-11-28', 20261128]],
  [datetime(), ['2026-11-28T14:30:00Z', '2026-11-28T14:30Z', '2026-11-28T23:59:59.999Z'], ['2026-11-28', 'noon', '2026-11-28T24:00:00Z', '2026-11-28T14:30:00', '2026-11-28T14:30:00+01:00', '2026-02-30T14:30:00Z']],
  [choice(['low', 'high']), ['low', null], ['LOW', 'urgent']],
  [link('task'), [1, null], [0, -1, 1.5, 'x']],
  [url(), ['https://example.org/a?b=c'], ['javascript:alert(1)', 'example.org', 'https://a b', 'https://a/\ud800']],
  [email(), ['ada@example.org', 'a.d-a+x_1@mail.example-2.org', "o'hara@example.org"], ['ada', 'a@b', 'a@b.c', 'a..b@example.org', '.a@example.org', 'a b@example.org', 'a@-b.org', 'a@b..org', `a@${'b.'.repeat(1000)}`]],
]

test('each kind of field takes what it says and nothing else', () => {
  for (const [field, good, bad] of cases) {
    for (const value of good) assert.ok(checkValue('it', field, value).ok, `${field.kind} takes ${JSON.stringify(value)}`)
    for (const value of bad) {
      const checked = checkValue('it', field, value)
      assert.ok(!checked.ok, `${field.kind} refuses ${JSON.stringify(value)}`)
      assert.ok(checked.next?.includes(whatIsAllowed(field)), 'the Problem says what is allowed')
    }
  }
})

test('an empty checkbox is false; any other empty field is null', () => {
  assert.deepEqual(checkValue('done', checkbox(), null), { ok: true, value: false })
  assert.deepEqual(checkValue('due', date(), ''), { ok: true, value: null })
})

test('a text of two lines is told that it must be one', () => {
  const refused = checkValue('name', text({ max: 200 }), 'a\nb')
  assert.equal(!refused.ok && refused.next, 'Give name as one line of text of at most 200 characters.')
  const long = checkValue('name', text({ max: 2 }), 'abc')
  assert.equal(!long.ok && long.next, 'Give name as text of at most 2 characters.')
})
