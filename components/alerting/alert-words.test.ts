import { expect, test } from 'vitest'
import { formatValue, ownerOf, repeatText, scopeText } from './alert-words.ts'
import { anAlert } from './an-alert-for-tests.ts'

const mara = { memberId: 'm', name: 'Mara' }
const ben = { memberId: 'b', name: 'Ben' }

test.each([
  ['nobody has it', {}, null],
  ['who acknowledged it', { state: 'acknowledged' as const, acknowledgedBy: mara }, 'Mara'],
  [
    'whom it was given to, even if another acknowledged',
    { state: 'acknowledged' as const, acknowledgedBy: mara, assignee: ben },
    'Ben',
  ],
  ['nobody, once the acknowledgement was given back', { state: 'open' as const, acknowledgedBy: mara }, null],
])('who is on it: %s', (_case, parts, owner) => {
  expect(ownerOf(anAlert(parts))).toBe(owner)
})

test.each([
  ['seen once', {}, null],
  ['seen again and again', { count: 14 }, 'seen 14×'],
  [
    'coming and going, which says more than how often it was seen',
    { count: 14, flaps: 9, flappingSince: 0, lastSeenAt: 30 * 60_000 },
    'flapped 9× in 30 min',
  ],
])('one row for all of it: %s', (_case, parts, text) => {
  expect(repeatText(anAlert(parts))).toBe(text)
})

test('what is not known is left out of the scope', () => {
  expect(scopeText(anAlert({ appName: null }))).toBe('Acme Health · eu-west')
})

test.each([
  [0.1249, 'ratio', '12.5 %'],
  [3.4249, 'score', '3.42'],
  [12, 'ms', '12 ms'],
  [1234.5, null, '1235'],
])('%d %s is written with its unit', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text)
})
