import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WireEvent } from './event-types.ts'
import { scrubEnvelope, scrubEvent, scrubText } from './scrub.ts'

const t = Date.UTC(2026, 10, 23)
const log = (data: WireEvent['data']): WireEvent => ({ seq: 1, t, type: 'log', data })

describe('private things that must never be stored', () => {
  test.each([
    ['an IPv4 address', 'peer at 203.0.113.77 gone', '203.0.113.77'],
    ['an IPv4 address with its port', 'to 192.168.1.20:5349 failed', '192.168.1.20'],
    ['a full IPv6 address', 'from 2001:db8:85a3:0:0:8a2e:370:7334 now', '8a2e'],
    ['a short IPv6 address', 'host fe80::1ff:fe23:4567:890a', 'fe23'],
    ['the loopback of IPv6', 'bind [::1]:80', '::1'],
    ['an e-mail address', 'login of ann.lee+x@mail.example.org refused', 'ann.lee'],
    ['an e-mail address with a foreign name', 'für jürgen@müller.example da', 'jürgen'],
    ['a bearer token', 'Authorization: Bearer abcdef1234567890', 'abcdef1234567890'],
    ['a JSON web token', 'got eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.s5c8Jx', 'eyJzdWIiOiIxMjM0'],
    ['a secret key', 'using sk_live_4242424242424242', '4242'],
    ['a password in a query', 'GET /login?user=ann&password=hunter2', 'hunter2'],
    ['a token in a setting', 'access_token=xyzzy-plugh rest', 'xyzzy'],
    ['a query string', 'failed https://a.example/room/7?invite=s3cr3t&x=1', 's3cr3t'],
    ['a fragment', 'at https://a.example/#/room/very-private', 'very-private'],
    ['SDP', 'v=0\r\no=- 46117 2 IN IP4 127.0.0.1\r\ns=-', '46117'],
    ['SDP as JSON text', '{"sdp":"v=0\\r\\no=- 46117 2"}', '46117'],
    ['a candidate line', 'candidate:842163049 1 udp 1677729535 203.0.113.9 46154 typ srflx', '842163049'],
    ['ICE credentials', 'a=ice-pwd:asd88fgpdd777uzjYhagZg', 'asd88'],
  ])('%s goes', (_case, text, secret) => {
    expect(scrubText(text)).not.toContain(secret)
    expect(scrubEvent(log({ message: text })).data?.message).not.toContain(secret)
  })

  test.each([
    ['words', 'Could not start video source'],
    ['a time of day', 'at 12:34:56 the mic went silent'],
    ['a stack frame', 'at Room.join (https://a.example/assets/room.js:10:155)'],
    ['a turn host by name', 'turn:turn-eu.example.com:3478'],
    ['a question', 'Are you still there? Yes.'],
  ])('%s stay', (_case, text) => {
    expect(scrubText(text)).toBe(text)
  })

  test('a stack frame loses its query and keeps its line', () => {
    expect(scrubText('at f (https://a.example/room.js?v=77:10:5)')).toBe(
      'at f (https://a.example/room.js:10:5)',
    )
  })
})

test('a typed event keeps only the data its type may carry', () => {
  const event: WireEvent = {
    seq: 1,
    t,
    type: 'ice-state',
    data: { state: 'failed', localAddress: '10.0.0.1' },
  }
  expect(scrubEvent(event).data).toEqual({ state: 'failed' })
})

test('a value under a telling name goes whatever it looks like', () => {
  expect(scrubEvent(log({ password: 'x', sdp: 'y', room: 'z' })).data).toEqual({
    password: '[removed]',
    sdp: '[removed]',
    room: 'z',
  })
})

test('a participant named by e-mail stays one participant under another name', () => {
  const envelope = {
    v: 1 as const,
    batch: '0',
    boot: '0',
    sentAt: t,
    session: { id: 'room-7', name: 'Call of bob@example.org', tags: { region: 'eu', ip: '10.1.2.3' } },
    participant: { id: 'ann@example.org', name: 'Ann' },
    client: { page: 'https://a.example/room?invite=1' },
  }
  const scrubbed = scrubEnvelope(envelope, (text) => `<${text.length}>`)
  expect(scrubbed.participant).toMatchObject({ id: 'anonymous-<15>', name: 'Ann' })
  expect(scrubbed.session).toEqual({
    id: 'room-7',
    name: 'Call of [email]',
    tags: { region: 'eu', ip: '[removed]' },
  })
  expect(scrubbed.client?.page).toBe('https://a.example/room')
})

test('any address is removed wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.ipV4(), fc.ipV6()),
      fc.constantFrom(' ', '(', '[', '"', '=', ','),
      (ip, before) => {
        if (ip === '::') return
        expect(scrubText(`x${before}${ip} y`)).not.toContain(ip)
      },
    ),
    { numRuns: 1_000 },
  )
})

test.each([
  'a',
  '1.',
  '1:',
  '::',
  'a@',
  '@a.',
  'https:',
  '/?',
  'eyJ',
  'token=',
  'bearer ',
  'candidate:',
  '?#',
])(
  'eight kilobytes of %j are scrubbed, not stalled on (a quadratic pattern would outlast the test)',
  (piece) => {
    const text = piece.repeat(Math.ceil(8_192 / piece.length))
    for (let round = 0; round < 20; round++) expect(typeof scrubText(text)).toBe('string')
  },
)
