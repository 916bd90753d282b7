import { describe, expect, test } from 'vitest'
import { advanceRule } from './advance-rule.ts'
import type { CompiledRule } from './compiled-rule.ts'
import { evaluateRule } from './evaluate-rule.ts'
import { makeFacts, makeRule, minute, noon, slice } from './facts.test-data.ts'
import type { Facts } from './facts.ts'
import type { InstanceState } from './instance-state.ts'
import { type Known, knownKey } from './reading.ts'

const second = 1_000
const condition = {
  kind: 'threshold',
  metric: 'joinFailureRatio',
  windowMs: minute,
  op: 'above',
  fireAt: 0.1,
  clearAt: 0.05,
  minTraffic: 10,
}
const failing = (app: string) => slice(app, { joins: 10, joinFailures: 10 })
const well = (app: string) => slice(app, { joins: 100 })
const mine = { customers: ['acme'] }

/** Goes through facts second by second, and keeps what is to be kept. */
function live(rule: CompiledRule) {
  const known = new Map<string, InstanceState>()
  let now = noon
  return (given: Parameters<typeof makeFacts>[0]) => {
    now += second
    const facts: Facts = makeFacts({ now, ...given })
    const advanced = advanceRule(rule, evaluateRule(rule, facts, known as Known), known, facts, second)
    for (const { customerId, instance, next } of advanced.steps) {
      const key = knownKey(customerId, instance)
      if (next === null) known.delete(key)
      else known.set(key, next)
    }
    const changes = advanced.steps.flatMap(({ instance, change, next }) =>
      change ? [`${instance} ${change} ${next?.reason ?? ''}`.trim()] : [],
    )
    return {
      changes,
      problems: advanced.problems,
      states: [...known.values()].map(({ state, reason }) => `${state} ${reason}`),
    }
  }
}

describe('a rule over time', () => {
  test('a series that is gone while others are there is over as missing, not as well', () => {
    const see = live(makeRule(condition, {}, mine))
    expect(see({ slices: [failing('video'), well('chat')] }).changes).toEqual(['app=video fired value'])
    expect(see({ slices: [well('chat')] }).states).toEqual(['firing missing_series'])
    expect(see({ slices: [well('chat')] }).changes).toEqual([])
    expect(see({ slices: [well('chat')] }).changes).toEqual(['app=video resolved missing_series'])
  })

  test.each([
    ['keep-last', [], ['firing keep_last']],
    ['ok', ['app=video resolved no_data'], ['inactive no_data']],
    ['alert', [], ['firing no_data']],
    ['own-alert', ['no-data fired no_data'], ['firing keep_last', 'firing no_data']],
  ] as const)('without any data it does as it says: %s', (noData, changes, states) => {
    const see = live(makeRule(condition, { noData }, mine))
    see({ slices: [failing('video')] })
    const seen = see({ slices: [] })
    expect(seen.changes).toEqual(changes)
    expect(seen.states.sort()).toEqual([...states].sort())
  })

  test.each(['alert', 'own-alert'])(
    'a customer of whom nothing is known raises one alert that says so: %s',
    (noData) => {
      const see = live(makeRule(condition, { noData }, mine))
      expect(see({ slices: [] }).changes).toEqual(['no-data fired no_data'])
      expect(see({ slices: [] }).changes).toEqual([])
      const back = [1, 2, 3].flatMap(() => see({ slices: [well('video')] }).changes)
      expect(back).toHaveLength(1)
      expect(back[0]).toContain('no-data resolved')
    },
  )

  test('more instances than its limit change nothing, and it says so', () => {
    const rule = makeRule(condition, { maxInstances: 1 }, mine)
    const see = live(rule)
    see({ slices: [failing('video'), well('chat')] })
    const seen = see({ slices: [failing('video'), failing('chat')] })
    expect(seen.changes).toEqual([])
    expect(seen.states).toEqual(['firing value'])
    expect(seen.problems.get('acme')).toMatchObject({ code: 'too-many-instances' })
  })

  test('two results with the same labels are an error, not an overwrite', () => {
    const rule = makeRule(condition, {}, mine)
    const facts = makeFacts({ slices: [failing('video'), well('video')] })
    const twice = advanceRule(rule, evaluateRule(rule, facts, new Map()), new Map(), facts, second)
    expect(twice.problems.size).toBe(0) // what is well and unknown is not looked at
    const both = makeFacts({ slices: [failing('video'), failing('video')] })
    const { steps, problems } = advanceRule(
      rule,
      evaluateRule(rule, both, new Map()),
      new Map(),
      both,
      second,
    )
    expect(steps).toEqual([])
    expect(problems.get('acme')).toMatchObject({ code: 'duplicate-labels' })
  })
})
