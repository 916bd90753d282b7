import { expect, test } from 'vitest'
import { tileWith } from './fixtures.test-data.ts'
import { shareText, stripTotals } from './strip-totals.ts'

test('the strip adds all tiles; who is unknown does not dilute or raise the good share', () => {
  const totals = stripTotals([
    tileWith({
      sessions: 2,
      participants: 6,
      simulated: 6,
      byBand: { good: 3, fair: 1, poor: 0, bad: 0, unknown: 2 },
    }),
    tileWith({
      sessions: 1,
      participants: 2,
      joinAttempts: 9,
      joinFailures: 2,
      silentSince: 1,
      byBand: { good: 0, fair: 0, poor: 0, bad: 0, unknown: 2 },
    }),
  ])
  expect(totals).toMatchObject({
    sessions: 3,
    participants: 8,
    simulated: 6,
    byBand: { good: 3, fair: 1, poor: 0, bad: 0, unknown: 4 },
    goodShare: 0.75,
    joinAttempts: 9,
    joinFailures: 2,
    silentApps: 1,
  })
})

test('with nobody scored there is no share to show', () => {
  expect(stripTotals([]).goodShare).toBeNull()
  expect(
    stripTotals([tileWith({ byBand: { good: 0, fair: 0, poor: 0, bad: 0, unknown: 9 } })]).goodShare,
  ).toBeNull()
})

test.each([
  [null, '–'],
  [1, '100 %'],
  [0.999, '99 %'],
  [0.004, '<1 %'],
  [0, '0 %'],
])('a share of %s reads %s', (share, text) => {
  expect(shareText(share).replace('\u2009', ' ')).toBe(text)
})
