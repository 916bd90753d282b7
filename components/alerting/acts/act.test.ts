import { expect, test } from 'vitest'
import { anAlert } from '../an-alert-for-tests.ts'
import { type Act, anotherWas, asIfDone, bodyOf, doneText, firstWas, undoing } from './act.ts'

const me = { memberId: 'me', name: 'Otto' }
const mara = { memberId: 'mara', name: 'Mara' }
const open = anAlert()
const hers = anAlert({ state: 'acknowledged', acknowledgedBy: mara, acknowledgedAt: 5, assignee: mara })

test('acknowledging what another took does not show it as mine', () => {
  expect(asIfDone({ verb: 'acknowledge' }, open, me, 9)).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: me,
  })
  expect(asIfDone({ verb: 'acknowledge' }, hers, me, 9).acknowledgedBy).toBe(mara)
})

test.each<[Act, Act | null]>([
  [{ verb: 'acknowledge', note: 'x' }, { verb: 'unacknowledge' }],
  [{ verb: 'resolve' }, { verb: 'reopen' }],
  [{ verb: 'snooze', until: 9 }, { verb: 'unsnooze' }],
  [{ verb: 'unsnooze' }, null],
  [
    { verb: 'assign', memberId: 'me', name: 'Otto' },
    { verb: 'assign', memberId: 'mara', name: 'Mara' },
  ],
])('%j is taken back by %j', (act, back) => {
  expect(undoing(act, hers)).toEqual(back)
})

test('an assignment says whom the screen showed, so that nobody is overwritten', () => {
  expect(bodyOf({ verb: 'assign', memberId: 'me', name: 'Otto' }, hers)).toEqual({
    memberId: 'me',
    was: 'mara',
  })
})

test('snoozing what nobody had takes it, so taking that back gives it back', () => {
  const snooze: Act = { verb: 'snooze', until: 9 }
  expect(asIfDone(snooze, open, me, 1)).toMatchObject({
    state: 'acknowledged',
    snoozedUntil: 9,
    acknowledgedBy: me,
  })
  expect(undoing(snooze, open)).toEqual({ verb: 'unacknowledge' })
})

test.each<[string, Act, Parameters<typeof anotherWas>[1], boolean]>([
  [
    'mine',
    { verb: 'acknowledge' },
    { alert: asIfDone({ verb: 'acknowledge' }, open, me, 1), did: true, by: 'Otto' },
    false,
  ],
  ['written down too, but hers', { verb: 'acknowledge' }, { alert: hers, did: true, by: 'Mara' }, true],
  ['resolved already', { verb: 'resolve' }, { alert: hers, did: false, by: 'Mara' }, true],
  ['snoozed by me while hers', { verb: 'snooze', until: 9 }, { alert: hers, did: true, by: 'Otto' }, false],
])('another was faster: %s', (_case, act, reply, expected) => {
  expect(anotherWas(act, reply, me)).toBe(expected)
})

test('the words of what was done', () => {
  expect(doneText({ verb: 'acknowledge' }, 1)).toBe('Acknowledged')
  expect(doneText({ verb: 'resolve' }, 3)).toBe('3 resolved')
})

test('who was first is named, with the time', () => {
  const reply = { alert: hers, did: false, by: 'Mara' }
  expect(firstWas(reply, { verb: 'acknowledge' }, () => '2 s ago')).toBe('Mara acknowledged it 2 s ago.')
})
