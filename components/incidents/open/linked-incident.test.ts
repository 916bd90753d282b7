import { expect, test } from 'vitest'
import type { AlertEvent } from '#lib/alerting/alerts/contract.ts'
import { linkedIncident } from './linked-incident.ts'

const linked = (seq: number, data: AlertEvent['data']): AlertEvent => ({
  eventId: String(seq),
  seq,
  at: seq,
  kind: 'linked',
  actorKind: 'user',
  actorId: null,
  actorName: 'Mara',
  fromState: null,
  toState: null,
  note: null,
  data,
})

test('an alert belongs to the incident it was linked to last', () => {
  const events = [linked(4, { reference: 'ACME-8' }), linked(2, { reference: 'ACME-7' })]
  expect(linkedIncident(events)).toBe('ACME-8')
})

test('what was taken off belongs to none', () => {
  expect(
    linkedIncident([linked(1, { reference: 'ACME-7' }), linked(2, { reference: 'ACME-7', detached: true })]),
  ).toBeNull()
  expect(linkedIncident([])).toBeNull()
})
