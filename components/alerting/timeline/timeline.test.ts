import { expect, test } from 'vitest'
import type { AlertEvent, AlertEventKind, AlertNote } from '#lib/alerting/alerts/contract.ts'
import type { MessageView } from '#lib/notifications/contract.ts'
import { timelineOf } from './timeline.ts'

const event = (seq: number, kind: AlertEventKind, parts: Partial<AlertEvent> = {}): AlertEvent => ({
  eventId: `e${seq}`,
  seq,
  at: seq * 1000,
  kind,
  actorKind: 'rule',
  actorId: null,
  actorName: 'Loss',
  fromState: null,
  toState: null,
  note: null,
  data: {},
  ...parts,
})
const note: AlertNote = {
  noteId: 'n1',
  memberId: 'm1',
  memberName: 'Mara',
  body: 'I restart the relay',
  mentions: [],
  createdAt: 2500,
  editedAt: null,
  deletedAt: null,
  version: 1,
}
const message: MessageView = {
  outboxId: 'o1',
  customerId: null,
  kind: 'alert',
  transition: 'opened',
  channelId: 'c1',
  destination: 'Slack #ops',
  reason: 'route Default',
  status: 'sent',
  attempts: 2,
  createdAt: 1000,
  notBefore: 1000,
  sentAt: 1800,
  movedTo: null,
  alertIds: [],
  deliveries: [],
}
const keys = (entries: ReturnType<typeof timelineOf>) => entries.map(({ key }) => key)

test('events, notes and messages are one story, newest first', () => {
  const events = [event(1, 'opened'), event(2, 'acknowledged'), event(3, 'resolved')]
  expect(keys(timelineOf(events, [note], [message]))).toEqual(['e3', 'n1', 'e2', 'o1', 'e1'])
})

test('a note has one line, whatever happened to it', () => {
  const data = { noteId: 'n1' }
  const events = [event(2, 'noted', { data }), event(3, 'note-edited', { data })]
  expect(keys(timelineOf(events, [note], []))).toEqual(['n1'])
})

test('what a rule noted by itself has no note to stand for it and stays', () => {
  expect(keys(timelineOf([event(2, 'noted', { note: 'The condition is over.' })], [], []))).toEqual(['e2'])
})

test.each([
  ['a message speaks for itself', [message], ['o1', 'e1']],
  ['without messages the events that tell of them stay', null, ['e2', 'e1']],
])('%s', (_case, messages, expected) => {
  expect(keys(timelineOf([event(1, 'opened'), event(2, 'notified')], [], messages))).toEqual(expected)
})

test('what repeats is one line with its number and its time', () => {
  const [entry, ...more] = timelineOf(
    [event(1, 'flapping'), event(2, 'flapping'), event(3, 'flapping')],
    [],
    [],
  )
  expect(entry).toMatchObject({ times: 3, at: 1000, until: 3000 })
  expect(more).toEqual([])
})

test.each([
  ['by another person', { actorName: 'Ben' }],
  ['with words of its own', { note: 'again' }],
])('the same again %s is a line of its own', (_case, parts) => {
  expect(timelineOf([event(1, 'acknowledged'), event(2, 'acknowledged', parts)], [], [])).toHaveLength(2)
})

test('at the same moment the order is the one in which it happened', () => {
  const events = [event(2, 'acknowledged', { at: 5 }), event(1, 'opened', { at: 5 })]
  expect(keys(timelineOf(events, [], []))).toEqual(['e2', 'e1'])
})

test('who was first stays first, even when the other asked a moment earlier', () => {
  const events = [event(2, 'acknowledged-too', { at: 4 }), event(1, 'acknowledged', { at: 5 })]
  expect(keys(timelineOf(events, [], []))).toEqual(['e2', 'e1'])
})
