import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, findDate, readDate, readMoment, readSpan, today } from './dates.ts'

// A Sunday, half past midnight on Monday in Berlin.
const clock = { now: Date.parse('2026-11-22T23:30:00Z'), zone: 'Europe/Berlin' }
const read = (words: string) => { const day = readDate(words, clock); return day.ok ? day.value : day.code }
const moment = (words: string) => { const at = readMoment(words, clock); return at.ok ? at.value : at.code }

const found = (text: string) => { const date = findDate(text, clock); return date && [date.iso, text.slice(date.start, date.end)] }

test('days are read in the zone of the user', () => {
  assert.equal(today(clock), '2026-11-23')
  for (const [words, day] of [
    ['today', '2026-11-23'], ['Tomorrow', '2026-11-24'], ['yesterday', '2026-11-22'], ['friday', '2026-11-27'], ['by friday', '2026-11-27'],
    ['in 2 weeks', '2026-12-07'], ['28 Nov', '2026-11-28'], ['2026-02-28', '2026-02-28'], ['dec 24', '2026-12-24'],
    ['2026-02-30', 'bad-value'], ['12/11', 'bad-value'], ['sun cream', 'bad-value'], ['milk', 'bad-value'], ['', 'bad-value'],
  ] as const) assert.equal(read(words), day, words)
})

test('what was is looked for behind today', () => {
  for (const [words, day] of [
    ['last monday', '2026-11-16'], ['Last Friday', '2026-11-20'], ['last sunday', '2026-11-22'], ['past friday', '2026-11-20'], ['on last friday', '2026-11-20'],
    ['friday last week', '2026-11-20'], ['last week', '2026-11-16'], ['last 7 days', '2026-11-16'], ['3 days ago', '2026-11-20'],
    ['day before yesterday', '2026-11-21'], ['the day before yesterday', '2026-11-21'], ['day after tomorrow', '2026-11-25'], ['the day after tomorrow', '2026-11-25'],
    ['this friday', '2026-11-27'], ['next friday', '2026-12-04'],
  ] as const) assert.equal(read(words), day, words)
  assert.deepEqual(found('log a run last friday'), ['2026-11-20', 'last friday'])
  assert.deepEqual(found('call mum day after tomorrow'), ['2026-11-25', 'day after tomorrow'])
  assert.equal(moment('last friday at 9:30'), '2026-11-20T08:30:00Z')
})

test('a week, a month or a year is its days', () => {
  const span = (words: string, at = clock) => { const days = readSpan(words, at); return days && `${days.from} ${days.to}` }
  for (const [words, days] of [
    ['this week', '2026-11-23 2026-11-29'], ['Last week', '2026-11-16 2026-11-22'], ['next week', '2026-11-30 2026-12-06'], ['this weekend', '2026-11-28 2026-11-29'],
    ['this month', '2026-11-01 2026-11-30'], ['last month', '2026-10-01 2026-10-31'], ['next month', '2026-12-01 2026-12-31'], ['last year', '2025-01-01 2025-12-31'],
    ['week', undefined], ['monday', undefined], ['this constructor', undefined], ['', undefined],
  ] as const) assert.equal(span(words), days, words)
  assert.equal(span('this week', { ...clock, now: Date.parse('2027-01-03T12:00:00Z') }), '2026-12-28 2027-01-03')
  assert.equal(span('next month', { ...clock, now: Date.parse('2026-12-31T12:00:00Z') }), '2027-01-01 2027-01-31')
})

test('moments are stored in UTC, across a clock change too', () => {
  assert.equal(moment('tomorrow at 14:30'), '2026-11-24T13:30:00Z')
  assert.equal(moment('2026-07-01 09:00'), '2026-07-01T07:00:00Z')
  assert.equal(moment('2026-07-01T09:00:00Z'), '2026-07-01T09:00:00Z')
  assert.equal(moment('2026-11-24'), '2026-11-23T23:00:00Z')
  assert.equal(moment('soon'), 'bad-value')
})

test('a date is found in a text, but not in words that only look like one', () => {
  assert.deepEqual(found('call mum tomorrow'), ['2026-11-24', 'tomorrow'])
  assert.deepEqual(found('call mum on friday'), ['2026-11-27', 'on friday'])
  assert.deepEqual(found('pay rent in 3 days'), ['2026-11-26', 'in 3 days'])
  for (const text of ['buy sun cream', 'may I', 'the second time', 'buy 12 eggs', 'march on', 'buy milk']) assert.equal(found(text), undefined, text)
})

test('days move over the ends of months and years', () => {
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
  assert.equal(addDays('2028-03-01', -1), '2028-02-29')
})
