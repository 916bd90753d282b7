import { expect, test } from 'vitest'
import { type NewInhibition, type NewRoute, newRouteSchema } from '#lib/notifications/contract.ts'
import type { Names } from './alerts-phrase.ts'
import { inhibitionSentence } from './inhibition-sentence.ts'
import { routeSentence } from './route-sentence.ts'

const plain = (text: string) => text.replaceAll('\u2009', ' ')
const [acme, ops, mail, onCall, rule] = [1, 2, 3, 4, 5].map((n) => `00000000-0000-4000-8000-00000000000${n}`)
const known = new Map([
  [acme, 'Acme'],
  ['acme', 'Acme'],
  [ops, 'Slack #acme-ops'],
  [mail, 'E-mail NOC'],
  [onCall, 'On-call'],
  [rule, '“Loss is high”'],
])
const name = (id: string) => known.get(id) ?? id
const names: Names = { customer: name, channel: name, policy: name, rule: name }
const route = (change: Partial<NewRoute>): NewRoute => ({
  ...newRouteSchema.parse({ customerId: null, name: 'r', channelIds: [ops] }),
  ...change,
})

test.each<[string, Partial<NewRoute>, string]>([
  [
    'a customer’s critical alerts to a channel and a policy',
    {
      customerId: acme ?? null,
      matchers: [{ name: 'severity', op: 'is', value: 'critical' }],
      policyId: onCall ?? null,
    },
    'Critical alerts of Acme → Slack #acme-ops and policy On-call, grouped by rule, after 30 s, again every 4 h',
  ],
  ['everything', {}, 'All alerts → Slack #acme-ops, grouped by rule, after 30 s, again every 4 h'],
  [
    'a policy alone has no groups',
    { channelIds: [], policyId: onCall ?? null },
    'All alerts → policy On-call',
  ],
  [
    'nobody of its own leads to the last resort',
    { channelIds: [] },
    'All alerts → the last resort, every channel of the customer',
  ],
  [
    'no wait, one group, no word when resolved, going on',
    { groupBy: [], groupWaitMs: 0, sendResolved: false, goOn: true },
    'All alerts → Slack #acme-ops, all in one message, at once, again every 4 h, silent when resolved and then on to the next route',
  ],
  [
    'every kind of matcher',
    {
      matchers: [
        { name: 'severity', op: 'is-not', value: 'info' },
        { name: 'customer', op: 'is', value: 'acme' },
        { name: 'region', op: 'glob', value: 'eu-*' },
        { name: 'rule', op: 'is-not', value: rule ?? '' },
        { name: 'app', op: 'is', value: '' },
        { name: 'tag.vip', op: 'is', value: 'yes' },
        { name: 'tag.test', op: 'is-not', value: 'yes' },
      ],
      channelIds: [mail ?? ''],
    },
    'All alerts not of severity Info of Acme in region eu-* not of rule “Loss is high” without app with tag.vip yes with tag.test not yes → E-mail NOC, grouped by rule, after 30 s, again every 4 h',
  ],
])('%s reads as a sentence', (_case, change, sentence) => {
  expect(plain(routeSentence(route(change), names))).toBe(sentence)
})

test('an inhibition says what it mutes, always within one customer', () => {
  const inhibition: NewInhibition = {
    customerId: null,
    name: 'i',
    source: [{ name: 'severity', op: 'is', value: 'critical' }],
    target: [{ name: 'source', op: 'is', value: 'cloudwatch' }],
    equal: ['region'],
    enabled: true,
  }
  expect(inhibitionSentence(inhibition, names)).toBe(
    'While Critical alerts fire, all alerts from cloudwatch with the same customer and region are not told.',
  )
})
