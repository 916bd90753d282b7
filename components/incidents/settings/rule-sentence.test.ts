import { expect, test } from 'vitest'
import { ruleSentence } from './rule-sentence.ts'

test('a rule for all customers says what it opens, when, and how that ends', () => {
  expect(
    ruleSentence({
      matchers: [],
      minSeverity: 'critical',
      afterMs: 120_000,
      severity: null,
      autoResolve: 'all',
      customerId: null,
      customerName: null,
    }),
  ).toBe(
    'An alert of any customer that is Critical opens an incident after 2\u2009min without an end, as the numbers propose. It is resolved when all of its alerts are over.',
  )
})

test('a rule of one customer names it and its labels', () => {
  expect(
    ruleSentence({
      matchers: [{ name: 'app', op: 'is', value: 'shop' }],
      minSeverity: 'major',
      afterMs: 0,
      severity: 'minor',
      autoResolve: 'never',
      customerId: 'c1',
      customerName: 'Acme',
    }),
  ).toBe(
    'An alert of Acme, where app is shop, that is Impaired or worse opens an incident at once, as Degraded. It is resolved only by a person.',
  )
})
