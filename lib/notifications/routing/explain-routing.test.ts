import { expect, test } from 'vitest'
import type { TryReply } from './contract.ts'
import { explainRouting } from './explain-routing.ts'

const now = new Date('2026-06-01T12:00:00Z')
const later = (seconds: number) => now.getTime() + seconds * 1_000
const base: Omit<TryReply, 'sentences'> = { customerId: 'a', labels: {}, routes: [], mutedBy: [], told: [] }
const route = {
  routeId: 'r',
  name: 'Night',
  isLastResort: false,
  channels: [{ channelId: 'c', name: 'NOC' }],
  policy: { policyId: 'p', name: 'Standard' },
}

test.each([
  [
    'a route with channel and policy',
    {
      routes: [route],
      told: [{ at: later(0), whom: 'Ada', how: 'email', why: 'step 1 of 2 of “Standard”' }],
    },
    [
      'The route “Night” takes it: it tells “NOC” and starts the escalation policy “Standard”.',
      'At once: Ada (email), step 1 of 2 of “Standard”.',
    ],
  ],
  [
    'the last resort',
    {
      routes: [{ ...route, isLastResort: true, policy: null }],
      told: [{ at: later(30), whom: 'NOC', how: '', why: 'first notification' }],
    },
    ['No route takes it: the last resort tells “NOC”.', 'After 30 seconds: NOC, first notification.'],
  ],
  [
    'nobody at all',
    { routes: [{ ...route, isLastResort: true, channels: [], policy: null }] },
    ['No route takes it: the last resort has nobody to tell.', 'Nobody would be told within the next hour.'],
  ],
  [
    'a muted one',
    { routes: [route], mutedBy: [{ kind: 'silence', name: 'known', until: null }] },
    [
      'The route “Night” takes it: it tells “NOC” and starts the escalation policy “Standard”.',
      'Muted by silence “known”: nobody would be told while that lasts.',
    ],
  ],
])('%s', (_case, given, sentences) => {
  expect(explainRouting({ ...base, ...given }, now)).toEqual(sentences)
})
