import { describe, expect, test } from 'vitest'
import { advanceRule } from './advance-rule.ts'
import { evaluateRule } from './evaluate-rule.ts'
import { finding, makeFacts, makeRule, minute, slice } from './facts.test-data.ts'
import type { Facts } from './facts.ts'
import { resolveSignal, triggerSignal } from './tell-rule.ts'

function told(condition: object, facts: Facts, spec: object = {}) {
  const rule = makeRule(condition, { advice: 'Look there.', ...spec })
  const { steps } = advanceRule(rule, evaluateRule(rule, facts, new Map()), new Map(), facts, 1_000)
  const [step] = steps
  if (!step) throw new Error('nothing holds')
  return {
    trigger: triggerSignal(rule, step, facts, facts.now),
    resolve: resolveSignal(rule, step, 'missing_series', facts.now),
  }
}
const failedJoins = {
  kind: 'threshold',
  metric: 'joinFailureRatio',
  windowMs: 5 * minute,
  op: 'above',
  fireAt: 0.1,
  clearAt: 0.05,
}

describe('what an alert of a rule says', () => {
  test('the number in its title, and for whom and since when in its sentence', () => {
    const facts = makeFacts({ slices: [slice('video', { joins: 68, joinFailures: 32 }, 'region', 'eu')] })
    const { trigger } = told(failedJoins, facts, { splitBy: ['app', 'region'] })
    expect(trigger).toMatchObject({
      title: 'Failed joins 32 % > 10 % over 5 min',
      summary: 'acme · Video, region eu: failed joins at 32 %, above 10 %, since 12:00 UTC.',
      dedupKey: 'rule:1:rule:app=video;region=eu',
      labels: {
        customer: 'acme',
        app: 'video',
        region: 'eu',
        rule: 'rule',
        severity: 'major',
        source: 'rule',
      },
      facts: {
        advice: 'Look there.',
        because: 'Counted over 100 join attempts in 5 min.',
        metric: 'joinFailureRatio',
      },
      region: 'eu',
      value: 0.32,
      threshold: 0.1,
    })
  })

  test('the kind and the side of a problem, with the calls it is seen in', () => {
    const findings = ['a', 'b'].map((name) => finding({ sessionId: name, people: [name] }))
    const { trigger } = told(
      { kind: 'finding', windowMs: minute },
      makeFacts({ findingsOf: new Map([['acme', findings]]) }),
    )
    expect(trigger).toMatchObject({
      title: 'No connection could be established: 2 people in 2 calls',
      facts: { side: 'network-access', sessionIds: ['a', 'b'] },
    })
    expect(JSON.stringify(trigger)).not.toMatch(/\{who\}|\{about\}/)
  })

  test('the same key when it is over, with the reason', () => {
    const { trigger, resolve } = told(
      failedJoins,
      makeFacts({ slices: [slice('video', { joins: 1, joinFailures: 9 })] }),
    )
    expect(resolve).toMatchObject({
      action: 'resolve',
      dedupKey: trigger?.dedupKey,
      reason: 'missing_series',
    })
  })
})
