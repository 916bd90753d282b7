import { expect, test } from 'vitest'
import type { Shift } from '#lib/notifications/contract.ts'
import { overrideSentence } from './override-sentence.ts'

const at = (iso: string) => Date.parse(iso)
const plain = (text: string) => text.replaceAll('\u2009', ' ')
const span = { from: at('2026-11-25T17:00Z'), to: at('2026-11-26T08:00Z') }
const shift = (memberName: string, from: string, to: string): Shift => ({
  memberId: memberName,
  memberName,
  from: at(from),
  to: at(to),
  rotation: 'Primary',
  overrideId: null,
})

test.each<[string, Shift[], string]>([
  [
    'somebody else’s time',
    [shift('Mara', '2026-11-23T08:00Z', '2026-11-30T08:00Z')],
    'Ben is on call instead of Mara, Wed 25 Nov, 18:00 – Thu 26 Nov, 09:00 CET (15 h).',
  ],
  [
    'the time of two, and of others before and after',
    [
      shift('Cleo', '2026-11-25T08:00Z', '2026-11-25T17:00Z'),
      shift('Mara', '2026-11-25T17:00Z', '2026-11-26T00:00Z'),
      shift('Dev', '2026-11-26T00:00Z', '2026-11-26T12:00Z'),
    ],
    'Ben is on call instead of Mara and Dev, Wed 25 Nov, 18:00 – Thu 26 Nov, 09:00 CET (15 h).',
  ],
  ['a gap', [], 'Ben is on call, Wed 25 Nov, 18:00 – Thu 26 Nov, 09:00 CET (15 h).'],
  [
    'a time that is his already',
    [shift('Ben', '2026-11-23T08:00Z', '2026-11-30T08:00Z')],
    'Ben is on call, Wed 25 Nov, 18:00 – Thu 26 Nov, 09:00 CET (15 h).',
  ],
])('taking over %s is said before it is done', (_case, shifts, sentence) => {
  expect(plain(overrideSentence('Ben', 'Ben', span, shifts, 'Europe/Berlin'))).toBe(sentence)
})
