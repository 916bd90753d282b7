import { describe, expect, test } from 'vitest'
import { ruleSpecSchema } from './contract.ts'
import { describeRule, sentenceParts } from './describe-rule.ts'

const minute = 60_000
const spec = (condition: object, rest: object = {}) => ruleSpecSchema.parse({ condition, scope: {}, ...rest })
const failedJoins = {
  kind: 'threshold',
  metric: 'joinFailureRatio',
  windowMs: 5 * minute,
  op: 'above',
  fireAt: 0.1,
  clearAt: 0.05,
  minTraffic: 10,
}

describe('a rule reads as one sentence', () => {
  test.each([
    [
      'a share with two limits and a minimum of traffic',
      spec(failedJoins, { forMs: 2 * minute, keepFiringMs: minute }),
      'When the share of failed joins over 5 min is above 10 % (with at least 10 join attempts), until it is below 5 %, in any app for 2 min, raise a Critical alert for each app. It stays for 1 min after it is over. Without data it stays as it was.',
    ],
    [
      'a kind of problem in several calls of one region',
      spec(
        { kind: 'finding', kinds: ['ice-failed'], windowMs: 10 * minute, minSessions: 3, minParticipants: 5 },
        { scope: { regions: ['eu'] }, splitBy: ['app', 'region'] },
      ),
      'When “No connection could be established” that is at least Impaired, with medium confidence or more hits at least 3 calls and 5 people within 10 min, in any app, in region eu, at once, raise a Critical alert for each app and region.',
    ],
    [
      'one call that must go well',
      spec({ kind: 'session', names: ['Board*'], condition: { is: 'people', fewerThan: 2 } }),
      'When a call named “Board*” has fewer than 2 people, at once, raise a Critical alert for each call.',
    ],
    [
      'an app that has gone quiet',
      spec({
        kind: 'silence',
        windowMs: 15 * minute,
        expect: { by: 'hours', days: [5, 1], fromMinute: 480, toMinute: 1080 },
      }),
      'When an app has had no call for 15 min between Mon, Fri 08:00–18:00 of the customer’s time, in any app, at once, raise a Critical alert for each app.',
    ],
    [
      'a budget that is spent too fast',
      spec({
        kind: 'burn-rate',
        sli: 'badMinuteRatio',
        objective: 0.995,
        pairs: [{ longMs: 60 * minute, shortMs: 5 * minute, burn: 14.4 }],
      }),
      'When the budget of 0.5 % (share of bad minutes) for 30 days is spent 14.4 times too fast over both 1 h and 5 min (with at least 50 minutes), in any app, at once, raise a Critical alert for each app.',
    ],
  ])('%s', (_what, made, sentence) => {
    expect(describeRule(made, 'critical')).toBe(sentence)
  })

  test('every number of it is a piece that can be edited', () => {
    const fields = sentenceParts(spec(failedJoins, { forMs: minute }), 'major').flatMap(
      ({ field }) => field ?? [],
    )
    expect(fields).toEqual(
      expect.arrayContaining([
        'condition.metric',
        'condition.windowMs',
        'condition.op',
        'condition.fireAt',
        'condition.clearAt',
        'condition.minTraffic',
        'forMs',
        'severity',
      ]),
    )
  })

  test('apps are named where their names are known', () => {
    const appId = '01890000-0000-7000-8000-000000000001'
    const one = spec(failedJoins, { scope: { appIds: [appId] } })
    expect(describeRule(one, 'major')).toContain('in 1 chosen app,')
    expect(describeRule(one, 'major', { app: () => 'Video' })).toContain('in Video,')
  })
})
