import { describe, expect, it, test } from 'vitest'
import {
  failureOfReply,
  failureOfSlackWord,
  failureOfSmtp,
  failureWithoutReply,
  parseRetryAfter,
} from './classify.ts'

const at = Date.parse('2026-11-25T10:00:00Z')
const reply = (status: number, headers: Record<string, string> = {}, body = '') =>
  failureOfReply({ status, headers, body }, at)

describe('an answer', () => {
  it.each([200, 201, 202, 204])('%i is a yes', (status) => expect(reply(status)).toBeNull())
  it.each([
    [301, 'permanent'],
    [302, 'permanent'],
    [400, 'rejected'],
    [401, 'permanent'],
    [403, 'permanent'],
    [404, 'permanent'],
    [408, 'transient'],
    [410, 'permanent'],
    [413, 'rejected'],
    [422, 'rejected'],
    [425, 'transient'],
    [429, 'rate-limited'],
    [500, 'transient'],
    [502, 'ambiguous'],
    [503, 'transient'],
    [504, 'ambiguous'],
  ])('%i is %s', (status, kind) => expect(reply(status)?.class).toBe(kind))
  it('is shown short and without secrets', () => {
    expect(reply(500, {}, `<b>boom</b> xoxb-1234-abcd\r\n${'x'.repeat(9_000)}`)?.answer).toBe('boom … …')
  })
})

test.each([
  ['30', 30_000],
  ['3600', 3_600_000],
  ['86400', 3_600_000],
  ['0', 1_000],
  ['1.5', 1_500],
  ['Wed, 25 Nov 2026 10:02:00 GMT', 120_000],
  ['Wed, 25 Nov 2026 09:00:00 GMT', 1_000],
  ['Fri, 25 Nov 2096 10:00:00 GMT', 3_600_000],
  ['soon', null],
  ['-5', null],
  ['1e9', null],
  ['', null],
  [undefined, null],
  ['9'.repeat(400), null],
])('Retry-After %s means %s ms', (header, ms) => expect(parseRetryAfter(header, at)).toBe(ms))

test('told to wait without a time that can be read waits a while', () => {
  expect(reply(429, { 'retry-after': 'garbage' })).toMatchObject({
    class: 'rate-limited',
    retryAfterMs: 30_000,
  })
})

test.each([
  ['token_revoked', 'permanent'],
  ['channel_not_found', 'permanent'],
  ['is_archived', 'permanent'],
  ['invalid_blocks', 'rejected'],
  ['ratelimited', 'rate-limited'],
  ['internal_error', 'transient'],
  ['a_word_of_tomorrow', 'transient'],
])('Slack’s %s is %s', (word, kind) => expect(failureOfSlackWord(word, 200).class).toBe(kind))

test.each([
  [{ responseCode: 451, command: 'RCPT TO', message: 'x' }, false, 'transient'],
  [{ responseCode: 421, message: 'x' }, true, 'transient'],
  [{ responseCode: 550, command: 'RCPT TO', response: '550 5.1.1 nobody', message: 'x' }, false, 'permanent'],
  [{ responseCode: 554, command: 'DATA', response: '554 spam', message: 'x' }, true, 'rejected'],
  [{ responseCode: 535, code: 'EAUTH', message: 'x' }, false, 'transient'],
  [{ code: 'ECONNECTION', message: 'x' }, false, 'transient'],
  [{ code: 'ETIMEDOUT', message: 'x' }, true, 'ambiguous'],
])('a mail server’s %o (mail begun: %s) is %s', (error, begun, kind) => {
  expect(failureOfSmtp(error, begun).class).toBe(kind)
})

test.each([
  [{ mayHaveArrived: true }, 'ambiguous'],
  [{ mayHaveArrived: false }, 'transient'],
  [{ mayHaveArrived: false, kind: 'refused' }, 'permanent'],
])('no answer at all, %o, is %s', (given, kind) => {
  expect(failureWithoutReply({ message: 'gone', ...given }).class).toBe(kind)
})
