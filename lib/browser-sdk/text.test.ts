import { expect, test } from 'vitest'
import { flatData, pageOf, plain, scrub } from './text.ts'

test.each([
  ['write to ada.l@example.org now', 'write to [email] now'],
  ['GET https://app.example.org/call/7?token=abc&x=1#a failed', 'GET https://app.example.org/call/7 failed'],
  ['wss://user:pw@example.org/rtc?access_token=1', 'wss://example.org/rtc'],
  ['Authorization: Bearer abc.def-123456', 'Authorization: Bearer [token]'],
  ['jwt eyJhbGciOi.eyJzdWIi.c2ln end', 'jwt [token] end'],
  ['password="hunter2" rest', 'password="[secret]" rest'],
  ['from 192.0.2.17:443', 'from [ip]:443'],
  ['from 2001:db8:12::9 to us', 'from [ip] to us'],
  ['id 0123456789abcdef0123456789abcdef', 'id [token]'],
  ['frame 12:30:05 took 20.5 ms', 'frame 12:30:05 took 20.5 ms'],
  [
    'InvalidStateError in setRemoteDescription of RTCPeerConnection',
    'InvalidStateError in setRemoteDescription of RTCPeerConnection',
  ],
])('scrubbing %s', (text, left) => {
  expect(scrub(text)).toBe(left)
})

test('texts are cut, and hold neither NUL nor half a character', () => {
  expect(plain('a\0b')).toBe('ab')
  expect(plain(`ab😀`, 3)).toBe('ab')
  expect(plain('x'.repeat(5000))).toHaveLength(1000)
})

const onTheWire = (data: Record<string, unknown>) => JSON.parse(JSON.stringify(flatData(data)))

test('event data is flat, small and harmless', () => {
  const circular: Record<string, unknown> = {}
  circular.self = circular
  const data = onTheWire({
    good: 1,
    bad: Number.NaN,
    nothing: undefined,
    call: () => 1,
    deep: { mail: 'a@example.org' },
    circular,
    ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${i}`, i])),
  })
  expect(data).toMatchObject({ good: 1, bad: null, deep: '{"mail":"[email]"}', circular: '[object]' })
  expect(data).not.toHaveProperty('nothing')
  expect(data).not.toHaveProperty('call')
  expect(Object.keys(data).length).toBeLessThanOrEqual(20)
})

test('a page is its origin and path', () => {
  expect(pageOf('https://a.example/call/7?room=1#x')).toBe('https://a.example/call/7')
})
