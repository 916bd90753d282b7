import { expect, test } from 'vitest'
import { concernOf, type PersonalEvent } from './personal-events.ts'

const event = (kind: PersonalEvent['kind'], data: Record<string, unknown>, actorId: string | null = null) => ({
  kind,
  actorId,
  actorName: 'Ben',
  data,
})

test.each([
  ['who acknowledged is asked before it runs out', event('ack-reminder', { of: 'ada' }), ['ada'], 'reminder'],
  ['and told when it has', event('ack-expired', { was: 'ada' }), ['ada'], 'left'],
  ['who snoozed it is called first when the snooze is over', event('snooze-ended', { was: 'ada' }), ['ada'], 'left'],
  ['a snooze ended by hand calls nobody', event('snooze-ended', { reason: 'by-hand' }, 'ada'), null, null],
  ['who gets it is told', event('assigned', { to: 'ada' }, 'ben'), ['ada'], 'asked'],
  ['who takes it is not', event('assigned', { to: 'ben' }, 'ben'), null, null],
  ['taking it from somebody tells nobody', event('assigned', { to: null }, 'ben'), null, null],
  ['who is mentioned is told, once', event('noted', { mentions: ['ada', 'ben', 'ada'] }, 'ben'), ['ada'], 'notice'],
  ['a note of the rule has no mentions', event('noted', { conditionOver: true }), null, null],
] as const)('%s', (_case, given, memberIds, as) => {
  const concern = concernOf(given)
  expect(concern?.memberIds ?? null).toEqual(memberIds)
  expect(concern?.as ?? null).toBe(as)
})
