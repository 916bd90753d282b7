import { expect, test } from 'vitest'
import type { MessageView } from '#lib/notifications/contract.ts'
import { attemptSentence, outcomeSentence } from './message-sentence.ts'

const plain = (text: string) => text.replaceAll('\u2009', ' ')
type Delivery = MessageView['deliveries'][number]
const attempt = (change: Partial<Delivery>): Delivery => ({
  attempt: 1,
  at: 0,
  outcome: 'failed',
  errorClass: null,
  answer: null,
  statusCode: null,
  durationMs: null,
  possibleRepeat: false,
  ...change,
})

test.each<[string, Partial<Delivery>, string]>([
  [
    'taken',
    { outcome: 'sent', statusCode: 200, durationMs: 143, answer: 'ok' },
    'Answered 200 in 143 ms: ok',
  ],
  [
    'refused by the far end',
    { statusCode: 404, durationMs: 88.4, answer: 'no_service' },
    'Answered 404 in 88 ms: no_service',
  ],
  ['silence', { errorClass: 'timeout', durationMs: 10_000 }, 'No answer in time after 10.0 s.'],
  ['no such host', { errorClass: 'ENOTFOUND' }, 'Host name not found.'],
  ['a closed port', { errorClass: 'ECONNREFUSED', durationMs: 2 }, 'Connection refused after 2 ms.'],
  ['a way we do not know', { errorClass: 'strange' }, 'Failed (strange).'],
  [
    'mail taken without a code',
    { outcome: 'sent', durationMs: 50, answer: 'queued as 7' },
    'Taken in 50 ms: queued as 7',
  ],
  ['not done', { outcome: 'started' }, 'Under way.'],
])('an attempt that ended with %s says it precisely', (_case, change, sentence) => {
  expect(plain(attemptSentence(attempt(change)))).toBe(sentence)
})

const message = (status: MessageView['status'], deliveries: Partial<Delivery>[] = []): MessageView => ({
  outboxId: 'o',
  customerId: null,
  kind: 'test',
  transition: 'test',
  channelId: 'c',
  destination: '#ops',
  reason: 'a test',
  status,
  attempts: deliveries.length,
  createdAt: 0,
  notBefore: 15_000,
  sentAt: null,
  movedTo: null,
  alertIds: [],
  deliveries: deliveries.map(attempt),
})

test.each<[string, MessageView, string]>([
  ['nothing yet', message('pending'), 'Sending …'],
  [
    'arrived',
    message('sent', [{ outcome: 'sent', statusCode: 200, durationMs: 143, answer: 'ok' }]),
    'It arrived. Answered 200 in 143 ms: ok',
  ],
  [
    'failed once',
    message('pending', [{ statusCode: 500, durationMs: 20 }]),
    'Not taken yet, 1 attempt. Answered 500 in 20 ms. Tried again in 10 s.',
  ],
  [
    'given up',
    message('dead', [{ statusCode: 403, durationMs: 20, answer: 'invalid_token' }]),
    'Not taken. Answered 403 in 20 ms: invalid_token',
  ],
])('a test message that %s is told truly', (_case, view, sentence) => {
  expect(plain(outcomeSentence(view, 5_000))).toBe(sentence)
})
