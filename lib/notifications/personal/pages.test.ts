import { expect, test } from 'vitest'
import { type Person, pagesOf } from './pages.ts'

const minute = 60_000
const now = new Date('2026-06-01T21:30:00Z')
const ada: Person = {
  memberId: 'ada',
  name: 'Ada',
  timeZone: 'UTC',
  slack: true,
  defaultSteps: [
    { afterMs: 0, by: 'slack' },
    { afterMs: 5 * minute, by: 'email' },
  ],
  importantSteps: [{ afterMs: 0, by: 'email' }],
  quietHours: null,
}
const quiet = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00', butSeverity: 'critical' as const }

test.each([
  ['each way after its own wait', ada, false, 'minor', ['slack 21:30', 'email 21:35']],
  ['the important set where the step says so', ada, true, 'minor', ['email 21:30']],
  ['who has no Slack user gets a mail', { ...ada, slack: false }, false, 'minor', ['email 21:30', 'email 21:35']],
  ['who never said how gets a mail', { ...ada, defaultSteps: [] }, false, 'minor', ['email 21:30']],
  ['and Slack beside it where it is important', { ...ada, importantSteps: [] }, true, 'minor', ['email 21:30', 'slack 21:30']],
  ['the same way at the same time is once', { ...ada, importantSteps: [], slack: false }, true, 'minor', ['email 21:30']],
  [
    'what falls into quiet hours waits for their end',
    { ...ada, quietHours: quiet, defaultSteps: [...ada.defaultSteps, { afterMs: 45 * minute, by: 'email' as const }] },
    false,
    'minor',
    ['slack 21:30', 'email 21:35', 'email 06:00'],
  ],
  [
    'unless it is grave enough',
    { ...ada, quietHours: quiet, defaultSteps: [{ afterMs: 45 * minute, by: 'email' as const }] },
    false,
    'critical',
    ['email 22:15'],
  ],
] as const)('%s', (_case, person, important, severity, expected) => {
  const given = { ...person, defaultSteps: [...person.defaultSteps], importantSteps: [...person.importantSteps] }
  const pages = pagesOf(given, important, severity, now)
  expect(pages.map(({ by, at }) => `${by} ${at.toISOString().slice(11, 16)}`)).toEqual(expected)
})
