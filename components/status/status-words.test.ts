import { expect, test } from 'vitest'
import type { StatusApp } from '#lib/status-pages/contract.ts'
import { componentLook, countOrDash, dataAgeMs, goodShareText, joinFailuresText } from './status-words.ts'

const app = (dataAt: number | null): StatusApp => ({
  appId: 'a',
  name: 'Rooms',
  state: 'operational',
  since: null,
  sessions: 1,
  participants: 2,
  goodShare: 1,
  joinAttempts: 0,
  joinFailures: 0,
  dataAt,
  trend: [],
})
const plain = (text: string) => text.replace('\u2009', ' ')

test.each([
  [null, '–'],
  [1, '100 %'],
  [0.99996, '99.9 %'],
  [0.984, '98.4 %'],
  [0, '0 %'],
])('a good share of %s reads %s', (share, text) => {
  expect(plain(goodShareText(share))).toBe(text)
})

test.each([
  [0, 0, 'nobody joined'],
  [12, 0, 'none of 12'],
  [1190, 2, '2 of 1,190'],
])('of %d joins %d failed', (joinAttempts, joinFailures, text) => {
  expect(joinFailuresText({ joinAttempts, joinFailures })).toBe(text)
})

test('an unknown count is a dash, a known zero is a zero', () => {
  expect([countOrDash(null), countOrDash(0)]).toEqual(['–', '0'])
})

test('silence never wears the glyph of a working service', () => {
  expect(componentLook['no-data'].token).toBe('unk')
  expect(componentLook.idle.token).toBeNull()
})

test('the age of the data counts on while the page waits, and is unknown without data', () => {
  expect(dataAgeMs([app(8_000), app(9_000), app(null)], 10_000, 4_000)).toBe(5_000)
  expect(dataAgeMs([app(null)], 10_000, 4_000)).toBeNull()
})
