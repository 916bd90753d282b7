import { expect, test } from 'vitest'
import type { MyNotifications } from '#lib/notifications/contract.ts'
import { personalStepsSentence, quietHoursSentence } from './quiet-hours-sentence.ts'

const plain = (text: string) => text.replaceAll('\u2009', ' ')
const all = [1, 2, 3, 4, 5, 6, 7]

test.each<[string, MyNotifications['quietHours'], string]>([
  [
    'a night after a Monday is Tuesday by then',
    { days: all, from: '22:00', to: '07:00', butSeverity: 'major' },
    'At 02:00 on a Tuesday a Degraded alert waits until 07:00; an Impaired or Critical one comes at once.',
  ],
  [
    'the night after Sunday is Monday',
    { days: [7], from: '22:00', to: '07:00', butSeverity: 'critical' },
    'At 02:00 on a Monday an Impaired alert waits until 07:00; a Critical one comes at once.',
  ],
  [
    'a quiet afternoon stays in its day',
    { days: [6, 5], from: '12:00', to: '14:00', butSeverity: 'critical' },
    'At 13:00 on a Friday an Impaired alert waits until 14:00; a Critical one comes at once.',
  ],
  [
    'a night from midnight on is of its own day',
    { days: [2], from: '00:00', to: '06:00', butSeverity: 'critical' },
    'At 02:00 on a Tuesday an Impaired alert waits until 06:00; a Critical one comes at once.',
  ],
  [
    'a whole day',
    { days: [1], from: '08:00', to: '08:00', butSeverity: 'critical' },
    'At 02:00 on a Tuesday an Impaired alert waits until 08:00 the next day; a Critical one comes at once.',
  ],
  ['none', null, 'No quiet hours: every alert that is for you comes at any time.'],
])('quiet hours: %s', (_case, quiet, sentence) => {
  expect(quietHoursSentence(quiet)).toBe(sentence)
})

test.each<[MyNotifications['defaultSteps'], string]>([
  [[], 'No steps: you would not be told at all.'],
  [[{ afterMs: 0, by: 'email' }], 'An e-mail at once.'],
  [
    [
      { afterMs: 300_000, by: 'email' },
      { afterMs: 0, by: 'slack' },
    ],
    'A Slack message at once and an e-mail after 5 min, unless somebody answers before.',
  ],
])('personal steps %j read as a sentence in the order they come', (steps, sentence) => {
  expect(plain(personalStepsSentence(steps))).toBe(sentence)
})
