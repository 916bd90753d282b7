import { expect, test } from 'vitest'
import { daysWords, listWords, spanWords } from './span-words.ts'

const plain = (text: string) => text.replaceAll('\u2009', ' ')

test.each([
  [0, '0 s'],
  [30_000, '30 s'],
  [90_000, '1 min 30 s'],
  [4 * 3_600_000, '4 h'],
  [90 * 60_000, '1 h 30 min'],
  [60 * 3_600_000, '2 d 12 h'],
])('a span of %d ms is written as %s', (ms, words) => {
  expect(plain(spanWords(ms))).toBe(words)
})

test.each([
  [[1, 2, 3, 4, 5], 'Mon–Fri'],
  [[7, 6], 'Sat and Sun'],
  [[1, 3, 7], 'Mon, Wed and Sun'],
  [[3, 4, 5], 'Wed–Fri'],
  [[1, 2, 3, 4, 5, 6, 7], 'every day'],
  [[2], 'Tue'],
])('days %j are written as %s', (days, words) => {
  expect(daysWords(days)).toBe(words)
})

test('a list of one needs no "and"', () => {
  expect(listWords(['Slack'])).toBe('Slack')
  expect(listWords(['Slack', 'e-mail', 'PagerDuty'], 'or')).toBe('Slack, e-mail or PagerDuty')
})
