import { expect, test } from 'vitest'
import { calmWords } from './calm-words.ts'
import { tileWith } from './fixtures.test-data.ts'
import { stripTotals } from './strip-totals.ts'

const wordsOf = (...changes: Parameters<typeof tileWith>) => calmWords(stripTotals([tileWith(...changes)]))

test('all heard and well is good', () => {
  expect(wordsOf({})).toMatchObject({ token: 'ok', title: 'No call is in trouble' })
})

test('a few unheard people are named and nothing is claimed for them', () => {
  const words = wordsOf({ participants: 5, byBand: { good: 4, fair: 0, poor: 0, bad: 0, unknown: 1 } })
  expect(words).toEqual({
    token: 'ok',
    title: 'No trouble in the calls we hear from',
    note: '1 person sends no quality data.',
  })
})

test('a wall that is mostly deaf does not look calm', () => {
  expect(wordsOf({ participants: 4, byBand: { good: 2, fair: 0, poor: 0, bad: 0, unknown: 2 } }).token).toBe(
    'unk',
  )
  expect(wordsOf({ silentSince: 1 })).toMatchObject({ token: 'unk', note: '1 app has gone silent.' })
})

test('no calls is neither good nor silent', () => {
  expect(
    wordsOf({ sessions: 0, participants: 0, byBand: { good: 0, fair: 0, poor: 0, bad: 0, unknown: 0 } }),
  ).toEqual({
    token: null,
    title: 'No calls now',
    note: 'All apps are idle.',
  })
})
