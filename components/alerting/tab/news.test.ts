import { expect, test } from 'vitest'
import { anAlert } from '../an-alert-for-tests.ts'
import { isWaiting, newsText } from './news.ts'

const minor = anAlert({ severity: 'minor', title: 'Join failures 12 %' })
const critical = anAlert({ severity: 'critical', title: 'No audio' })

test.each([
  ['nothing is new', [], null],
  ['one', [minor], 'New alert, Degraded: Acme Health, Join failures 12 %.'],
  [
    'several, told by the grave one',
    [minor, critical, minor],
    '3 new alerts, 1 critical: Acme Health, No audio.',
  ],
  ['several that are not grave', [minor, minor], '2 new alerts: Acme Health, Join failures 12 %.'],
])('what is read out: %s', (_case, fresh, text) => {
  expect(newsText(fresh)).toBe(text)
})

test('an alert waits until it is taken, over or muted', () => {
  const silence = { kind: 'silence' as const, id: 's', name: 'move', until: null }
  expect(isWaiting(minor)).toBe(true)
  expect(isWaiting({ ...minor, state: 'acknowledged' })).toBe(false)
  expect(isWaiting({ ...minor, suppressedBy: [silence] })).toBe(false)
})
