import { expect, test } from 'vitest'
import { type AlertNow, obsoleteReason } from './obsolete.ts'
import { draftFor } from './outbox.test-data.ts'

const now = new Date('2026-11-25T10:00:00Z')
const later = now.getTime() + 60_000
const alert = (alertId: string, given: Partial<AlertNow> = {}): AlertNow => ({
  alertId,
  state: 'open',
  snoozedUntil: null,
  muted: false,
  ...given,
})
const payload = (firing: string[], resolved: string[] = []) => ({ reason: '', firing, resolved })
const isSent = (given: Partial<Parameters<typeof draftFor>[0]>, alerts: AlertNow[]) =>
  obsoleteReason(
    draftFor({ customerId: null, alertIds: alerts.map(({ alertId }) => alertId), ...given }),
    alerts,
    now,
  ) === null

test.each<[string, boolean, Partial<Parameters<typeof draftFor>[0]>, AlertNow[]]>([
  ['a beginning', true, { payload: payload(['a']) }, [alert('a')]],
  ['a beginning that is over', false, { payload: payload(['a']) }, [alert('a', { state: 'resolved' })]],
  [
    'beginnings of which one goes on',
    true,
    { payload: payload(['a', 'b']) },
    [alert('a', { state: 'resolved' }), alert('b')],
  ],
  [
    'an end',
    true,
    { transition: 'resolved', payload: payload([], ['a']) },
    [alert('a', { state: 'resolved' })],
  ],
  [
    'a group’s word about what is acknowledged',
    true,
    { payload: payload(['a']) },
    [alert('a', { state: 'acknowledged' })],
  ],
  ['a page', true, { kind: 'page', payload: payload(['a']) }, [alert('a')]],
  [
    'a page about what is acknowledged',
    false,
    { kind: 'page', payload: payload(['a']) },
    [alert('a', { state: 'acknowledged' })],
  ],
  [
    'a page about what is resolved',
    false,
    { kind: 'page', payload: payload(['a']) },
    [alert('a', { state: 'resolved' })],
  ],
  [
    'a page about what is snoozed',
    false,
    { kind: 'page', payload: payload(['a']) },
    [alert('a', { snoozedUntil: later })],
  ],
  [
    'a page about what was snoozed',
    true,
    { kind: 'page', payload: payload(['a']) },
    [alert('a', { snoozedUntil: now.getTime() })],
  ],
  [
    'a page about what is silenced',
    false,
    { kind: 'page', payload: payload(['a']) },
    [alert('a', { muted: true })],
  ],
  [
    'a reminder to the owner',
    true,
    { kind: 'page', transition: 'reminder', payload: payload(['a']) },
    [alert('a', { state: 'acknowledged' })],
  ],
  [
    'a call for help of the owner',
    true,
    { kind: 'page', transition: 'asked', payload: payload(['a']) },
    [alert('a', { state: 'acknowledged' })],
  ],
  ['what came too late', false, { kind: 'test', expiresAt: now }, []],
  ['a test', true, { kind: 'test' }, []],
  ['what is about alerts that are gone', false, { alertIds: ['gone'] }, []],
])('%s: sent %s', (_name, sent, given, alerts) => expect(isSent(given, alerts)).toBe(sent))
