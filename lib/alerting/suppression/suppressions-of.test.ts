import { expect, test } from 'vitest'
import { silenceState } from './silence-state.ts'
import { type MutingSpan, suppressionsOf } from './suppressions-of.ts'

const span = (given: Partial<MutingSpan>): MutingSpan => ({
  kind: 'silence',
  id: 'one',
  name: 'known',
  customerId: 'acme',
  matchers: [],
  startsAt: 100,
  endsAt: 200,
  ...given,
})
const alert = { customerId: 'acme', labels: { customer: 'acme', app: 'shop', severity: 'major' } }
const ids = (spans: MutingSpan[], now = 150) => suppressionsOf(alert, spans, now).map(({ id }) => id)

test.each<[string, Partial<MutingSpan>, boolean]>([
  ['one of the customer’s, without labels, mutes all of theirs', {}, true],
  ['one of another customer’s never does', { customerId: 'globex' }, false],
  [
    'not even when its labels name this customer',
    { customerId: 'globex', matchers: [{ name: 'customer', op: 'is', value: 'acme' }] },
    false,
  ],
  ['one of every customer’s does', { customerId: null }, true],
  ['one whose labels match does', { matchers: [{ name: 'app', op: 'is', value: 'shop' }] }, true],
  ['one whose labels do not match does not', { matchers: [{ name: 'app', op: 'is', value: 'desk' }] }, false],
  [
    'a label that the alert lacks is an empty one',
    { matchers: [{ name: 'region', op: 'is', value: '' }] },
    true,
  ],
  [
    'all labels must match',
    {
      matchers: [
        { name: 'app', op: 'glob', value: 'sh*' },
        { name: 'severity', op: 'is-not', value: 'major' },
      ],
    },
    false,
  ],
])('%s', (_case, given, mutes) => {
  expect(ids([span(given)])).toEqual(mutes ? ['one'] : [])
})

test.each([
  [99, false, 'pending'],
  [100, true, 'active'],
  [199, true, 'active'],
  [200, false, 'expired'],
] as const)('at %d of 100 to 200: mutes %s, %s', (now, mutes, state) => {
  expect(ids([span({})], now)).toEqual(mutes ? ['one'] : [])
  expect(silenceState(span({}), now)).toBe(state)
})

test('two occurrences of one plan that overlap count once, until the later end', () => {
  const plan = { kind: 'maintenance', id: 'plan', name: 'Update' } as const
  expect(suppressionsOf(alert, [span({ ...plan }), span({ ...plan, endsAt: 300 })], 150)).toEqual([
    { ...plan, until: 300 },
  ])
})

test('what lasts longest comes first', () => {
  expect(ids([span({ id: 'short' }), span({ id: 'long', endsAt: 900 })])).toEqual(['long', 'short'])
})
