import { expect, test } from 'vitest'
import { affectedText, headlineOf, othersText, painText, painTitle } from './attention-words.ts'
import { rowWith } from './fixtures.test-data.ts'

const plain = (text: string) => text.replaceAll('\u2009', ' ')

test.each([
  [0, '0.0 min'],
  [3.46, '3.5 min'],
  [12.4, '12 min'],
])('%d minutes of pain read as %s', (minutes, text) => expect(plain(painText(minutes))).toBe(text))

test('a row says first what is wrong in a sentence, or what is known of it', () => {
  expect(headlineOf(rowWith('a'))).toContain('Others hear Ben')
  expect(headlineOf(rowWith('a', { sentence: null }))).toBe('Packet loss, not clear why')
  expect(headlineOf(rowWith('a', { sentence: null, band: 'unknown', reason: 'could not join' }))).toBe(
    'Could not join',
  )
  expect(headlineOf(rowWith('a', { sentence: null, reason: null }))).toBe('Standup')
})

test('whom it concerns, and who suffers most', () => {
  expect(affectedText(rowWith('a'))).toBe('1 of 4 affected, worst Ben')
  expect(affectedText(rowWith('a', { worstParticipant: null }))).toBe('1 of 4 affected')
})

test('the figure explains itself and the row’s place', () => {
  const title = plain(painTitle(rowWith('a', { painMinutes: 12, recentPainMinutes: 4, painPerMinute: 1.5 })))
  expect(title).toMatch(/12 min of pain .* 4.0 min in the last five minutes and 1.5 more a minute/)
})

test.each([
  ['nothing beside the root cause', 'a', ['a'], null],
  ['what is folded under it', 'a', ['a', 'b', 'c'], '+2 more found'],
  [
    'what was found before, where nothing explains it now',
    null,
    ['b'],
    '1 found in this call, none explains it now',
  ],
] as const)('%s', (_what, cause, causes, text) => {
  expect(othersText({ cause, causes: [...causes] })).toBe(text)
})
