import { expect, test } from 'vitest'
import { findingNote, findingStatus, gateWord, pWords, touchWords } from './fleet-words.ts'
import { shownFinding } from './shown-finding.test-data.ts'

test.each([
  ['forming is no alarm', { phase: 'forming' }, 'Forming', 'unk'],
  ['as bad as always is no alarm', { surprise: 'chronic' }, 'As always', 'minor'],
  ['no longer bad, not yet closed', { quietSince: 1 }, 'Quiet now', 'ok'],
  ['critical', { severity: 'critical' }, 'Critical', 'crit'],
  ['major', {}, 'Major', 'major'],
  ['over', { phase: 'closed', quietSince: 1 }, 'Over', 'ok'],
] as const)('%s', (_case, change, word, token) => {
  expect(findingStatus({ ...shownFinding, ...change })).toEqual({ word, token })
})

test('without history nobody is told that it is new', () => {
  expect(findingNote({ ...shownFinding, surprise: 'unknown' })).toContain('too little history')
  expect(findingNote({ ...shownFinding, surprise: 'incident' })).toContain('worse than it was')
})

test('whom it touches, without a name that is not to be read', () => {
  expect(touchWords(shownFinding)).toBe('18 people in 18 calls of Acme and 2 other customers')
  expect(touchWords({ ...shownFinding, people: 1, calls: 1, otherCustomers: 0 })).toBe(
    '1 person in 1 call of Acme',
  )
})

test('small probabilities are readable', () => {
  expect([0.0217, 1.431e-8, 3.6e-6, 0].map(pWords)).toEqual([
    '0.0217',
    '1.4 × 10⁻⁸',
    '3.6 × 10⁻⁶',
    '< 10⁻³⁰⁰',
  ])
  expect(gateWord(null)).toBe('Candidate')
  expect(gateWord('few-users')).toBe('too few different people')
})
