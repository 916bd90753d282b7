import { expect, test } from 'vitest'
import { anIncident } from './an-incident-for-tests.ts'
import { dueOf, endedAt, knewFirst, lengthText } from './clocks.ts'

const declared = anIncident().times.declared ?? 0
const minute = 60_000

test.each([
  ['nothing promised', null, { state: 'unset', text: 'no update promised' }],
  ['an hour away', declared + 60 * minute, { state: 'later', text: 'update due in 1\u2009h' }],
  ['ten minutes away', declared + 10 * minute, { state: 'soon', text: 'update due in 10\u2009min' }],
  ['this very moment', declared, { state: 'soon', text: 'update due in 0\u2009s' }],
  ['gone by', declared - 8 * minute, { state: 'overdue', text: 'update overdue for 8\u2009min' }],
])('the next update, %s', (_case, nextUpdateDueAt, due) => {
  expect(dueOf(anIncident({ nextUpdateDueAt }), declared)).toEqual(due)
})

test('nothing is overdue once the trouble is over', () => {
  expect(dueOf(anIncident({ status: 'resolved', nextUpdateDueAt: 1 }), declared)).toBeNull()
})

test('it is open since the customer was hit, not since somebody wrote it down', () => {
  expect(lengthText(anIncident(), declared + 10 * minute)).toBe('open for 20\u2009min')
})

test('an incident that is over says how long it was, by the time its impact ended', () => {
  const times = { ...anIncident().times, resolved: declared + 30 * minute, impactEnded: declared }
  const over = anIncident({ status: 'closed', times })
  expect(endedAt(over)).toBe(declared)
  expect(lengthText(over, declared + 90 * minute)).toBe('lasted 10\u2009min')
})

test('without an end nothing is claimed about the length', () => {
  expect(lengthText(anIncident({ status: 'declined' }), declared)).toBeNull()
})

test.each([
  ['the customer told us later', declared, true],
  ['the customer told us before', declared - 400_000, false],
  ['nobody told us', null, null],
])('we knew first: %s', (_case, customerContactAt, first) => {
  expect(knewFirst(anIncident({ customerContactAt }))).toBe(first)
})
