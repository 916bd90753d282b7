import { describe, expect, test } from 'vitest'
import { aCall, aFinding, aPerson } from './fixtures.test-data.ts'
import { basis, verdictOf } from './verdict.ts'

const ben = aPerson({ participantId: 'ben', name: 'Ben' })
const people = [aPerson(), ben]
const live = aCall()
const ended = aCall({ state: 'ended', endedAt: 60_000 })

describe('the sentence at the top of a call', () => {
  test('tells the open root cause: what, since when, why and what to do', () => {
    const root = aFinding({ rank: 1, affected: ['ben', 'cara'] })
    const findings = [aFinding({ findingId: 'x', openedAt: 1 }), root]
    const verdict = verdictOf({ session: live, participants: people, findings })
    expect(verdict).toMatchObject({
      word: 'Major',
      token: 'major',
      because: 'the upload of Ana loses packets',
      more: 1,
    })
    expect(verdict.lead).toMatch(/^Others hear Ana chopped.*[^.]$/)
    expect(verdict.since).toEqual({ from: 10_000, to: null })
    expect(verdict.remedy).toContain('Ask Ana')
  })

  test('takes the gravest finding where no root cause is named', () => {
    const findings = [
      aFinding({ findingId: 'a', severity: 'minor', openedAt: 1 }),
      aFinding({ findingId: 'b', severity: 'critical' }),
    ]
    expect(verdictOf({ session: live, participants: people, findings }).finding?.findingId).toBe('b')
  })

  test('does not speak of what is over while the call is live, and does once it has ended', () => {
    const findings = [aFinding({ rank: 1, clearedAt: 30_000, closeReason: 'cleared' })]
    const now = verdictOf({ session: live, participants: people, findings })
    expect(now).toMatchObject({ token: 'ok', finding: null, because: null })
    expect(now.lead).toBe('All 2 scored participants are good. One problem of earlier is over')
    const then = verdictOf({ session: ended, participants: people, findings })
    expect(then.since).toEqual({ from: 10_000, to: 30_000 })
  })

  test('a hint alone blames nobody', () => {
    const findings = [aFinding({ confidence: 'low' })]
    expect(verdictOf({ session: live, participants: people, findings }).finding).toBeNull()
  })

  test('somebody bad without a finding is told as bad for an unknown cause', () => {
    const bad = aPerson({ band: 'bad', score: 1.6, receiveScore: 1.6, sendScore: 4, reason: 'packet loss' })
    const verdict = verdictOf({ session: live, participants: [bad, ben], findings: [] })
    expect(verdict).toMatchObject({ word: 'Cause not known', token: 'crit', because: null })
    expect(verdict.lead).toContain('Ana: receives bad')
  })

  test('nothing scored is unknown, never good', () => {
    const session = aCall({ band: 'unknown', score: null })
    const silent = aPerson({ band: 'unknown', score: null, lastReportAt: null })
    expect(verdictOf({ session, participants: [silent], findings: [] })).toMatchObject({
      word: 'Unknown',
      token: 'unk',
    })
  })
})

test.each([
  [['no-telemetry', 'no-telemetry'], 'No measurements arrive from any of the 2 participants'],
  [['no-telemetry', 'no-telemetry', 'present'], 'No measurements arrive from 2 of the 3 participants'],
  [['no-telemetry', 'present'], 'Cara: no measurements arrive'],
] as const)('of %j it says: %s', (states, lead) => {
  const participants = states.map((state, i) => aPerson({ participantId: `cara-${i}`, name: 'Cara', state }))
  expect(verdictOf({ session: live, participants, findings: [] })).toMatchObject({ lead, token: 'unk' })
})

test('a verdict says on whom it rests, and who is missing', () => {
  const cara = aPerson({ participantId: 'cara', name: 'Cara', state: 'no-telemetry' })
  const log = aPerson({ participantId: 'log', role: 'server-log', lastReportAt: null })
  expect(basis({ session: live, participants: [...people, cara, log] })).toBe(
    'Rests on the measurements of 2 of 3 participants; nothing from Cara.',
  )
  expect(basis({ session: live, participants: [] })).toBe('Nobody has reported anything.')
})
