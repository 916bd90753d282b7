import { describe, expect, test } from 'vitest'
import { type AlertReach, type ContractTier, proposeSeverity } from './propose-severity.ts'

const alert = (
  severity: AlertReach['severity'],
  people: number | null,
  share: number | null = null,
): AlertReach => ({ severity, reach: people === null ? null : { people, calls: 2, share } })

describe('the severity that is proposed', () => {
  test.each<[string, AlertReach[], ContractTier, string]>([
    ['one person', [alert('minor', 1, 0.01)], 'standard', 'minor'],
    ['one person, whose contract is premium', [alert('minor', 1, 0.01)], 'premium', 'major'],
    ['five people', [alert('minor', 5, 0.01)], 'standard', 'major'],
    ['fifty people', [alert('minor', 50, 0.02)], 'standard', 'critical'],
    ['a quarter of all', [alert('major', 4, 0.3)], 'standard', 'critical'],
    ['half of all, but these are two', [alert('minor', 2, 0.5)], 'standard', 'minor'],
    ['few, under a critical alert', [alert('critical', 1, 0.01)], 'standard', 'major'],
    ['several, whose contract is critical', [alert('minor', 6, 0.01)], 'critical', 'critical'],
    ['nobody could be counted', [alert('critical', null)], 'standard', 'critical'],
    ['the widest of several', [alert('minor', 1, 0.01), alert('minor', 60, 0.2)], 'standard', 'critical'],
  ])('for %s', (_what, alerts, tier, severity) => {
    expect(proposeSeverity(alerts, tier)?.severity).toBe(severity)
  })

  test('says why, with the numbers', () => {
    expect(proposeSeverity([alert('critical', 1, 0.004)], 'critical')?.because).toBe(
      'Critical: 1 person is hit in 2 calls, < 1 % of everybody in calls, and an alert of it is Critical, and a critical contract weighs more.',
    )
    expect(proposeSeverity([alert('major', null)], 'standard')?.because).toBe(
      'Impaired: nobody could be counted, and its gravest alert is Impaired.',
    )
  })

  test('is none without an alert to go by', () => {
    expect(proposeSeverity([], 'critical')).toBeNull()
  })
})
