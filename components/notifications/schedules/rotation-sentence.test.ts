import { expect, test } from 'vitest'
import type { Rotation, Shift } from '#lib/notifications/contract.ts'
import { onCallSentence, rotationSentence } from './rotation-sentence.ts'

const rotation = (change: Partial<Rotation>): Rotation => ({
  name: 'Primary',
  memberIds: ['Mara', 'Ben', 'Cleo'],
  startsLocal: '2026-11-23T09:00',
  every: 1,
  unit: 'week',
  only: null,
  ...change,
})

test.each<[string, Partial<Rotation>, string]>([
  ['weeks', {}, 'Mara, Ben and Cleo take turns of 1 week, handing over on Mondays at 09:00'],
  ['days', { every: 2, unit: 'day' }, 'Mara, Ben and Cleo take turns of 2 days, handing over at 09:00'],
  [
    'hours',
    { memberIds: ['Mara', 'Ben'], every: 12, unit: 'hour' },
    'Mara and Ben take turns of 12 hours, handing over counted from 09:00',
  ],
  [
    'nights of working days',
    {
      memberIds: ['Mara', 'Ben'],
      only: { days: [1, 2, 3, 4, 5], from: '18:00', to: '08:00' },
    },
    'Mara and Ben take turns of 1 week, handing over on Mondays at 09:00, only Mon–Fri 18:00–08:00 the next day',
  ],
  ['one person', { memberIds: ['Mara'] }, 'Mara alone, from 2026-11-23 09:00 on'],
])('a rotation of %s reads as a sentence', (_case, change, sentence) => {
  expect(rotationSentence(rotation(change), (id) => id)).toBe(sentence)
})

const shift = (memberName: string, from: number, to: number): Shift => ({
  memberId: memberName,
  memberName,
  from,
  to,
  rotation: 'Primary',
  overrideId: null,
})
const clock = (at: number) => `at ${at}`

test.each<[string, Shift | null, Shift | null, string]>([
  ['a hand-over', shift('Mara', 0, 9), shift('Ben', 9, 18), 'Mara is on call until at 9, then Ben.'],
  [
    'a gap after',
    shift('Mara', 0, 9),
    shift('Ben', 12, 18),
    'Mara is on call until at 9, then nobody until Ben at 12.',
  ],
  ['nobody after', shift('Mara', 0, 9), null, 'Mara is on call until at 9; nobody comes after.'],
  ['nobody now', null, shift('Ben', 12, 18), 'Nobody is on call until Ben takes over at 12.'],
  ['nobody ever', null, null, 'Nobody is on call, and nobody comes next.'],
])('%s is said first', (_case, onCall, next, sentence) => {
  expect(onCallSentence({ onCall, next }, clock)).toBe(sentence)
})
