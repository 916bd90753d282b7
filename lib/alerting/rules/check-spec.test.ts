import { describe, expect, test } from 'vitest'
import { checkSpec } from './check-spec.ts'
import { ruleSpecSchema } from './contract.ts'
import { mergeOverride } from './merge-override.ts'

const minute = 60_000
const limits = {
  kind: 'threshold',
  metric: 'badRatio',
  windowMs: minute,
  op: 'above',
  fireAt: 0.2,
  clearAt: 0.1,
}
const spec = (condition: object, rest: object = {}) => ruleSpecSchema.parse({ condition, scope: {}, ...rest })

describe('a rule that makes no sense is told why', () => {
  test.each([
    ['over later than it fires', spec({ ...limits, clearAt: 0.3 }), /cannot be worse/],
    [
      'over later than it fires, below',
      spec({ ...limits, op: 'below', fireAt: 0.2, clearAt: 0.1 }),
      /cannot be worse/,
    ],
    ['a share over one', spec({ ...limits, fireAt: 10, clearAt: 5 }), /between 0 and 1/],
    [
      'tag and region',
      spec(limits, { scope: { regions: ['eu'], tags: [{ key: 'a', value: 'b' }] } }),
      /not by both/,
    ],
    [
      'two tags',
      spec(limits, {
        scope: {
          tags: [
            { key: 'a', value: 'b' },
            { key: 'c', value: 'd' },
          ],
        },
      }),
      /one tag/,
    ],
    [
      'calls by region',
      spec({ ...limits, metric: 'sessions', fireAt: 1, clearAt: 1 }, { splitBy: ['app', 'region'] }),
      /by app or tag/,
    ],
    ['any call at all', spec({ kind: 'session', condition: { is: 'band', worst: 'bad' } }), /Say which call/],
    [
      'hours that end before they start',
      spec({
        kind: 'silence',
        windowMs: minute,
        expect: { by: 'hours', days: [1], fromMinute: 600, toMinute: 60 },
      }),
      /end before/,
    ],
    [
      'a short window longer than the long one',
      spec({
        kind: 'burn-rate',
        sli: 'badRatio',
        objective: 0.99,
        pairs: [{ longMs: minute, shortMs: minute, burn: 2 }],
      }),
      /shorter/,
    ],
  ])('%s', (_what, made, why) => {
    expect(checkSpec(made)).toMatch(why)
  })

  test('and nothing is said of one that does', () => {
    expect(checkSpec(spec(limits))).toBeNull()
  })
})

describe('what a customer has otherwise', () => {
  test.each([
    ['its own limit', { fireAt: 0.5 }, { fireAt: 0.5, clearAt: 0.1 }],
    ['a limit below where the pack is over', { fireAt: 0.05 }, { fireAt: 0.05, clearAt: 0.05 }],
    ['what this kind of rule does not know', { spreads: 9 }, { fireAt: 0.2, clearAt: 0.1 }],
  ])('%s', (_what, patch, expected) => {
    const merged = mergeOverride(spec(limits), patch)
    expect(merged.condition).toEqual({ ...spec(limits).condition, ...expected })
  })

  test('its own hold', () => {
    expect(mergeOverride(spec(limits), { forMs: 5 * minute }).forMs).toBe(5 * minute)
  })
})
