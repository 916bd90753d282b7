import { expect, test } from 'vitest'
import type { MessageView } from '#lib/notifications/contract.ts'
import { eventText } from './event-text.ts'
import { outcomeText } from './message-text.ts'

const clock = (at: number) => `at ${at}`
const message = (parts: Partial<MessageView>): MessageView => ({
  outboxId: 'o1',
  customerId: null,
  kind: 'alert',
  transition: 'opened',
  channelId: 'c1',
  destination: 'Slack #ops',
  reason: '',
  status: 'sent',
  attempts: 1,
  createdAt: 1,
  notBefore: 9,
  sentAt: 5,
  movedTo: null,
  alertIds: [],
  deliveries: [],
  ...parts,
})
const failed: MessageView['deliveries'][number] = {
  attempt: 1,
  at: 2,
  outcome: 'failed',
  errorClass: 'server',
  answer: 'no such channel',
  statusCode: 404,
  durationMs: 3,
  possibleRepeat: false,
}

test.each([
  [{}, 'delivered at 5'],
  [{ attempts: 2 }, 'delivered at 5 after 2 tries'],
  [
    { status: 'dead' as const, attempts: 3, deliveries: [failed] },
    'not delivered: given up after 3 tries (404: no such channel)',
  ],
  [{ status: 'pending' as const, attempts: 0 }, 'waits to be sent at 9'],
  [
    { status: 'pending' as const, attempts: 1, deliveries: [failed] },
    'not delivered yet, next try at 9 (404: no such channel)',
  ],
  [{ status: 'obsolete' as const }, 'not sent: there was no need any more'],
])('what became of a message: %j', (parts, text) => {
  expect(outcomeText(message(parts), clock)).toBe(text)
})

const event = {
  eventId: 'e',
  seq: 1,
  at: 1,
  kind: 'snoozed' as const,
  actorKind: 'user' as const,
  actorId: null,
  actorName: 'Mara',
  fromState: null,
  toState: null,
  note: null,
  data: { until: 7 },
}

test.each([
  [event, 'Mara snoozed it until at 7'],
  [
    { ...event, kind: 'acknowledged' as const, actorKind: 'slack' as const },
    'Mara (in Slack) acknowledged it',
  ],
  [
    { ...event, kind: 'resolved' as const, actorName: 'Loss', data: { reason: 'value' } },
    'Loss resolved it: the value is back in bounds',
  ],
  [
    { ...event, kind: 'ack-reminder' as const, actorName: '' },
    'Earshot asked whether somebody is still on it',
  ],
  [{ ...event, data: {} }, 'Mara snoozed it'],
  [{ ...event, kind: 'opened' as const, data: { severity: 'major' } }, 'Mara raised it as Impaired'],
])('an event is a sentence: %j', (one, text) => {
  const { who, did } = eventText(one, clock)
  expect(`${who} ${did}`).toBe(text)
})
