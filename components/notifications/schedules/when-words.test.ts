import { expect, test } from 'vitest'
import { spanOfWords, whenWords } from './when-words.ts'

const at = (iso: string) => Date.parse(iso)

test('a moment is told in the schedule’s zone, with its name', () => {
  expect(whenWords(at('2026-11-23T08:00Z'), 'Europe/Berlin')).toBe('Mon 23 Nov, 09:00 CET')
  expect(whenWords(at('2026-11-23T23:30Z'), 'Asia/Kolkata')).toBe('Tue 24 Nov, 05:00 IST')
})

test.each([
  ['2026-11-23T08:00Z', '2026-11-30T08:00Z', 'Mon 23 Nov, 09:00 – Mon 30 Nov, 09:00 CET'],
  ['2026-10-19T07:00Z', '2026-10-26T08:00Z', 'Mon 19 Oct, 09:00 CEST – Mon 26 Oct, 09:00 CET'],
])('a span from %s to %s names the zone once, or twice when clocks change in it', (from, to, words) => {
  expect(spanOfWords(at(from), at(to), 'Europe/Berlin')).toBe(words)
})
