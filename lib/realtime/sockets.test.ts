import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { type AddressInfo, connect as connectTcp, type Socket as TcpSocket } from 'node:net'
import { io as connectSocket, type Socket } from 'socket.io-client'
import { afterEach, expect, test, vi } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { inProcessBus } from '#lib/db/bus.ts'
import { subjects } from '#lib/sessions/live-messages.ts'
import type { SessionDelta, SessionSnapshot, WallDelta, WallSnapshot, Watch, WatchAck } from './contract.ts'
import { createDashboard, type Dashboard } from './dashboard.ts'
import type { SignedOutReason } from './dashboard-deps.ts'
import { messageLimits } from './guard.server.ts'
import { slowLimits } from './slow-sockets.server.ts'
import { attachRealtime, type RealtimeDeps } from './sockets.server.ts'
import { attention, frame, noon, participant, point, tile, wallNews } from './test-data.ts'

const origin = 'http://localhost:3000'
const ownSession = '019ab000-0000-7000-8000-000000000001'
const foreignSession = '019ab000-0000-7000-8000-000000000002'
const unknownSession = '019ab000-0000-7000-8000-000000000003'
const sessionCustomers = new Map([
  [ownSession, 'acme'],
  [foreignSession, 'initech'],
])

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function member(id: string, customerIds: string[], role: Member['role'] = 'operator'): Member {
  return { id, email: `${id}@msp.example`, name: id, role, signInId: `sign-in-${id}`, scope: { customerIds } }
}

/** A realtime engine on a free port: three members, three tiles, two sessions; the test may move its clock. */
async function engine(overrides: Partial<RealtimeDeps> = {}) {
  const server = createServer((_request, response) => response.writeHead(404).end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bus = inProcessBus((error) => {
    throw error
  })
  const members = new Map([
    ['olga', member('olga', ['acme', 'globex'])],
    ['ivan', member('ivan', ['initech'])],
    ['cleo', member('cleo', ['acme'], 'customer')],
  ])
  const world = {
    tiles: [tile('a', 'acme'), tile('g', 'globex'), tile('i', 'initech')],
    attention: [attention(ownSession, 'acme'), attention(foreignSession, 'initech')],
    ended: [] as { id: string; reason: SignedOutReason }[],
    scopes: new Map<string, string[]>(),
    skewMs: 0,
    lookedUp: [] as string[],
    warnings: [] as string[],
  }
  bus.serve(subjects.wallSnapshot, () => wallNews(world.tiles, { attention: world.attention }))
  bus.serve(subjects.sessionSnapshot, (message) => {
    const { sessionId } = message as { sessionId: string }
    return sessionId === ownSession ? frame(ownSession, 'acme') : null
  })
  const realtime = attachRealtime({
    server,
    bus,
    allowedOrigin: origin,
    periods: { signInsEveryMs: 100 },
    memberFromCookieHeader: async (cookie) => members.get(/who=(\w+)/.exec(cookie ?? '')?.[1] ?? '') ?? null,
    findEndedSignIns: async () => world.ended,
    readScope: async (id) => {
      const customerIds = world.scopes.get(id) ?? members.get(id)?.scope.customerIds
      return customerIds ? { customerIds } : null
    },
    customerOfSession: async (sessionId) => {
      world.lookedUp.push(sessionId)
      return sessionCustomers.get(sessionId) ?? null
    },
    now: () => Date.now() + world.skewMs,
    log: { info: () => {}, warn: (_fields, text) => world.warnings.push(text), error: () => {} },
    ...overrides,
  })
  closing.push(async () => {
    await realtime.stop()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { bus, world, members, realtime, port, server, url: `http://localhost:${port}` }
}
type Engine = Awaited<ReturnType<typeof engine>>

function open(url: string, who: string | null, headers: Record<string, string> = { origin }): Socket {
  const socket = connectSocket(url, {
    path: '/realtime',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    autoConnect: false,
    extraHeaders: { ...headers, ...(who ? { cookie: `who=${who}` } : {}) },
  })
  closing.push(() => socket.disconnect())
  return socket
}

/** Whether it got in: the refusal's code, `refused` below Socket.IO, or `connected`. */
async function outcome(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'))
    socket.once('connect_error', (error: Error & { data?: { code: string } }) =>
      resolve(error.data?.code ?? 'refused'),
    )
    socket.connect()
  })
}

async function signedIn(url: string, who: string): Promise<Socket> {
  const socket = open(url, who)
  expect(await outcome(socket)).toBe('connected')
  return socket
}

function next<T>(socket: Socket, event: string, fits: (message: T) => boolean = () => true): Promise<T> {
  return new Promise((resolve) => {
    const listener = (message: T) => {
      if (!fits(message)) return
      socket.off(event, listener)
      resolve(message)
    }
    socket.on(event, listener)
  })
}

function watch(socket: Socket, wish: Watch, event = 'watch'): Promise<WatchAck> {
  return socket.emitWithAck(event, wish)
}

test.each<[string, Record<string, string>, string]>([
  ['the exact origin', { origin }, 'connected'],
  ['no origin', {}, 'refused'],
  ['the null origin', { origin: 'null' }, 'refused'],
  ['an empty origin', { origin: '' }, 'refused'],
  ['another port', { origin: 'http://localhost:3001' }, 'refused'],
  ['no port', { origin: 'http://localhost' }, 'refused'],
  ['https for http', { origin: 'https://localhost:3000' }, 'refused'],
  ['another host', { origin: 'http://evil.example' }, 'refused'],
  ['our host as a label of theirs', { origin: 'http://localhost:3000.evil.example' }, 'refused'],
  ['our origin with a slash', { origin: `${origin}/` }, 'refused'],
  ['upper case', { origin: 'HTTP://LOCALHOST:3000' }, 'refused'],
  ['two origins', { origin: `${origin}, http://evil.example` }, 'refused'],
  ['the address instead of the name', { origin: 'http://127.0.0.1:3000' }, 'refused'],
])('a socket with a valid cookie and %s', async (_case, headers, expected) => {
  const { url } = await engine()
  expect(await outcome(open(url, 'olga', headers))).toBe(expected)
})

test('polling is not a way in, with the right origin or without', async () => {
  const { url } = await engine()
  for (const headers of [{ origin }, { origin: 'http://evil.example' }]) {
    const response = await fetch(`${url}/realtime/?EIO=4&transport=polling`, { headers })
    expect(response.status).toBe(400)
    await response.text()
  }
})

test('naming the connection of somebody else does not get round the origin', async () => {
  const { url, port } = await engine()
  const victim = await signedIn(url, 'olga')
  const sid = victim.io.engine.id
  const upgraded = await new Promise<boolean>((resolve) => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      origin: 'http://evil.example',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }
    const request = httpRequest({ port, path: `/realtime/?EIO=4&transport=websocket&sid=${sid}`, headers })
    request.on('upgrade', (_response, socket) => {
      socket.on('close', () => resolve(false))
      socket.on('data', (data: Buffer) => resolve(data.includes('wall')))
    })
    request.on('response', () => resolve(false))
    request.on('error', () => resolve(false))
    request.end()
  })
  expect(upgraded).toBe(false)
  expect(victim.connected).toBe(true)
})

test.each<[string, string | null]>([
  ['no cookie', null],
  ['a cookie that is no sign-in', 'mallory'],
])('%s is refused', async (_case, who) => {
  const { url, realtime } = await engine()
  expect(await outcome(open(url, who))).toBe('not-signed-in')
  expect(realtime.stats()).toMatchObject({ sockets: 0, refused: 1 })
})

test('a sign-in that cannot be checked is refused as unavailable, not as signed out', async () => {
  const { url } = await engine({ memberFromCookieHeader: () => Promise.reject(new Error('store is down')) })
  expect(await outcome(open(url, 'olga'))).toBe('unavailable')
})

test('one member, and one network, get only so many sockets', async () => {
  const first = await engine({ limits: { socketsPerMember: 2 } })
  await signedIn(first.url, 'olga')
  await signedIn(first.url, 'olga')
  expect(await outcome(open(first.url, 'olga'))).toBe('too-many')
  await signedIn(first.url, 'ivan')

  const second = await engine({ limits: { socketsPerNetwork: 1 } })
  const only = await signedIn(second.url, 'olga')
  expect(await outcome(open(second.url, 'ivan'))).toBe('refused')
  only.disconnect()
  await vi.waitFor(() => expect(second.realtime.stats().sockets).toBe(0))
  await signedIn(second.url, 'ivan')
})

test('two scopes get only their own tiles, in snapshots and in deltas', async () => {
  const { url, bus, world } = await engine()
  const olga = await signedIn(url, 'olga')
  const ivan = await signedIn(url, 'ivan')
  const heard: string[] = []
  olga.onAny((...message) => heard.push(JSON.stringify(message)))
  const snapshots = [next<WallSnapshot>(olga, 'wall:snapshot'), next<WallSnapshot>(ivan, 'wall:snapshot')]
  expect(await watch(olga, { wall: true, sessionId: null })).toEqual({ ok: true, code: 'ok' })
  await watch(ivan, { wall: true, sessionId: null })
  const [hers, his] = await Promise.all(snapshots)
  expect(hers?.tiles.map((one) => one.appId)).toEqual(['a', 'g'])
  expect(hers?.attention.map((one) => one.sessionId)).toEqual([ownSession])
  expect(his?.tiles.map((one) => one.appId)).toEqual(['i'])

  const both = [
    next<WallDelta>(olga, 'wall:delta', (delta) => delta.tiles.length > 0),
    next<WallDelta>(ivan, 'wall:delta', (delta) => delta.tiles.length > 0),
  ]
  bus.publish(
    subjects.wall,
    wallNews([tile('a', 'acme', 7), tile('i', 'initech', 9)], { attention: world.attention }),
  )
  const [toHer, toHim] = await Promise.all(both)
  expect(toHer?.tiles.map((one) => [one.appId, one.participants])).toEqual([['a', 7]])
  expect(toHim?.tiles.map((one) => [one.appId, one.participants])).toEqual([['i', 9]])
  expect(heard.join()).not.toContain('initech')
})

test('the number of a snapshot fits the stream of its room, also for one who comes later', async () => {
  const { url } = await engine()
  const early = await signedIn(url, 'olga')
  await watch(early, { wall: true, sessionId: null })
  const seen: number[] = []
  early.on('wall:delta', (delta: WallDelta) => seen.push(delta.seq))
  await next(early, 'wall:delta')
  const late = await signedIn(url, 'olga')
  const snapshot = next<WallSnapshot>(late, 'wall:snapshot')
  const following = next<WallDelta>(late, 'wall:delta')
  await watch(late, { wall: true, sessionId: null })
  const { seq, epoch } = await snapshot
  expect(seq).toBeGreaterThan(0)
  expect(await following).toMatchObject({ seq: seq + 1, epoch })
  expect(seen).toEqual(seen.map((_one, i) => (seen[0] ?? 0) + i))
})

test('a foreign session and one that does not exist get the identical answer and nothing else', async () => {
  const { url, world } = await engine()
  const olga = await signedIn(url, 'olga')
  const heard: string[] = []
  olga.onAny((name) => heard.push(name))
  const answers = [
    await watch(olga, { wall: false, sessionId: foreignSession }),
    await watch(olga, { wall: false, sessionId: unknownSession }),
  ]
  expect(answers).toEqual([
    { ok: false, code: 'not-found' },
    { ok: false, code: 'not-found' },
  ])
  expect(world.lookedUp).toEqual([foreignSession, unknownSession])
  await next(olga, 'tick')
  expect(heard.filter((name) => name !== 'tick')).toEqual([])
})

test('a customer may watch nothing yet, but hears the heartbeat', async () => {
  const { url } = await engine()
  const cleo = await signedIn(url, 'cleo')
  const heartbeat = next(cleo, 'tick')
  expect(await watch(cleo, { wall: true, sessionId: null })).toEqual({ ok: false, code: 'not-allowed' })
  expect(await watch(cleo, { wall: false, sessionId: ownSession })).toEqual({
    ok: false,
    code: 'not-allowed',
  })
  expect(await heartbeat).toMatchObject({ storeUp: true })
})

test('an own session is watched: the engine is told, a snapshot comes, news follow in order', async () => {
  const { url, bus } = await engine()
  const olga = await signedIn(url, 'olga')
  const told = new Promise((resolve) => bus.subscribe(subjects.watch, resolve))
  const snapshot = next<SessionSnapshot>(olga, 'session:snapshot')
  expect(await watch(olga, { wall: false, sessionId: ownSession })).toEqual({ ok: true, code: 'ok' })
  expect(await told).toEqual({ sessionId: ownSession })
  expect((await snapshot).participants.map((one) => one.participantId)).toEqual(['p1'])
  const delta = next<SessionDelta>(olga, 'session:delta')
  for (const score of [3, 2]) {
    const news = {
      session: null,
      participants: [participant('p1', score)],
      points: [point('p1', score)],
      events: [],
      findings: [],
    }
    bus.publish(subjects.session(ownSession), news)
  }
  const { seq, participants } = await delta
  expect(seq).toBe((await snapshot).seq + 1)
  expect(participants.map((one) => one.score)).toEqual([2])
})

test('a session that is not live is told as such, and its snapshot comes when it turns live', async () => {
  const { url, bus, world } = await engine()
  bus.serve(subjects.sessionSnapshot, () => null)
  const olga = await signedIn(url, 'olga')
  expect(await watch(olga, { wall: false, sessionId: ownSession })).toEqual({ ok: true, code: 'not-live' })
  const snapshot = next<SessionSnapshot>(olga, 'session:snapshot')
  bus.serve(subjects.sessionSnapshot, () => frame(ownSession, 'acme'))
  world.skewMs += 6_000
  expect((await snapshot).session.sessionId).toBe(ownSession)
})

test('a room is closed when the last watcher has gone', async () => {
  const { url, realtime } = await engine()
  const olga = await signedIn(url, 'olga')
  await watch(olga, { wall: true, sessionId: ownSession })
  expect(realtime.stats()).toMatchObject({ sockets: 1, rooms: 2 })
  olga.disconnect()
  await vi.waitFor(() => expect(realtime.stats()).toMatchObject({ sockets: 0, rooms: 0 }), 5_000)
})

test.each<SignedOutReason>(['revoked', 'expired', 'disabled'])(
  'a sign-in that is %s is told so and disconnected, and gets nothing more',
  async (reason) => {
    const { url, world, realtime } = await engine()
    const olga = await signedIn(url, 'olga')
    const ivan = await signedIn(url, 'ivan')
    await watch(olga, { wall: true, sessionId: ownSession })
    const heard: string[] = []
    const gone = next(olga, 'disconnect')
    world.ended = [{ id: 'sign-in-olga', reason }]
    expect(await next(olga, 'signed-out')).toEqual({ reason })
    olga.onAny((name) => heard.push(name))
    await gone
    expect(heard).toEqual([])
    expect(ivan.connected).toBe(true)
    expect(realtime.stats().sockets).toBe(1)
  },
)

test('a revoked client that will not leave is cut off', async () => {
  const { world, port, realtime } = await engine()
  const raw = await rawClient(port, 'olga')
  raw.wire.write(maskedFrame(`42["watch",{"wall":true,"sessionId":null}]`))
  await vi.waitFor(() => expect(realtime.stats()).toMatchObject({ sockets: 1, rooms: 1 }), 3_000)
  const closed = once(raw.wire, 'close')
  world.ended = [{ id: 'sign-in-olga', reason: 'revoked' }]
  await closed
  expect(realtime.stats().sockets).toBe(0)
})

test('a scope that shrinks takes away at once what is no longer theirs', async () => {
  const { url, world } = await engine({ periods: { scopesEveryMs: 100 } })
  const olga = await signedIn(url, 'olga')
  await watch(olga, { wall: true, sessionId: ownSession })
  world.scopes.set('olga', ['globex'])
  const resync = next<{ room: string }>(olga, 'resync')
  const snapshot = await next<WallSnapshot>(olga, 'wall:snapshot', (one) => one.tiles.length === 1)
  expect(snapshot.tiles.map((one) => one.appId)).toEqual(['g'])
  expect(await resync).toEqual({ room: 'session' })
  expect(await watch(olga, { wall: true, sessionId: ownSession }, 'resync')).toEqual({
    ok: false,
    code: 'not-found',
  })
})

const garbage: unknown[] = [
  null,
  0,
  'x',
  [],
  {},
  { wall: 1 },
  { wall: true, sessionId: '../x' },
  { __proto__: { wall: true } },
  { wall: true, sessionId: null, room: 'wall:x' },
  Number.NaN,
  true,
  [[[]]],
]

test('a thousand senseless messages leave the process alive and the others served', async () => {
  const { url, realtime } = await engine()
  const healthy = await signedIn(url, 'ivan')
  await watch(healthy, { wall: true, sessionId: null })
  const events = ['watch', 'resync', 'join', 'error', 'wall:delta', '__proto__', 'constructor', '']
  for (let i = 0; i < 1_000; ) {
    const mallory = await signedIn(url, 'olga')
    const cut = next(mallory, 'disconnect')
    for (let j = 0; j < 250; j += 1, i += 1)
      mallory.emit(events[i % events.length] ?? '', garbage[i % garbage.length])
    mallory.emit('watch', 'x'.repeat(100_000))
    await cut
  }
  expect(realtime.stats().badMessages).toBeGreaterThan(10)
  await next(healthy, 'wall:delta')
  expect(await watch(healthy, { wall: true, sessionId: null })).toEqual({ ok: true, code: 'ok' })
})

test('broken frames end their own connection and nothing else', async () => {
  const { url, port, realtime } = await engine()
  const healthy = await signedIn(url, 'ivan')
  const frames = [
    '',
    '4',
    '42',
    '42[',
    '42{}',
    '42[null]',
    '42["watch"]',
    '42["disconnect"]',
    '42["error",1]',
    '4251-',
    '451-["watch",{"_placeholder":true,"num":0}]',
    '4299999999999["watch",{}]',
    '40/admin,',
    '41',
    '43[]',
    '4x',
    '9',
    'b!!!',
    '42["connect"]',
    '45["x"]',
    '\u0000',
    '6',
    '5',
    '2probe',
    '3',
  ]
  for (const text of frames) {
    const raw = await rawClient(port, 'olga')
    raw.wire.write(maskedFrame(text))
    raw.wire.write(maskedFrame(`42["watch",null]`))
    await raw.wire.end()
  }
  const binary = await rawClient(port, 'olga')
  binary.wire.write(Buffer.from([0x82, 0x80, 0, 0, 0, 0]))
  binary.wire.write(Buffer.from([0xff, 0xff, 0xff, 0xff]))
  await once(binary.wire, 'close')
  await vi.waitFor(() => expect(realtime.stats().sockets).toBe(1), 5_000)
  expect(await watch(healthy, { wall: false, sessionId: null })).toEqual({ ok: true, code: 'ok' })
})

test('who asks too often is told so, and cut off when it does not stop', async () => {
  const { url } = await engine()
  const olga = await signedIn(url, 'olga')
  const wish = { wall: true, sessionId: null }
  const asked = Array.from({ length: messageLimits.burst + 5 }, () => watch(olga, wish, 'resync'))
  const codes = (await Promise.all(asked)).map((answer) => answer.code)
  expect(codes.slice(0, messageLimits.burst)).toEqual(Array(messageLimits.burst).fill('ok'))
  expect(codes.at(-1)).toBe('too-many')
  const cut = next(olga, 'disconnect')
  for (let i = 0; i < messageLimits.cutAfter + 5; i += 1) olga.emit('resync', wish)
  await cut
})

test('only the newest of two wishes counts, whichever look-up is slower', async () => {
  const release = new Map<string, () => void>()
  const { url } = await engine({
    customerOfSession: (sessionId) =>
      new Promise((resolve) =>
        release.set(sessionId, () => resolve(sessionCustomers.get(sessionId) ?? null)),
      ),
  })
  const olga = await signedIn(url, 'olga')
  const snapshots: string[] = []
  olga.on('session:snapshot', (one: SessionSnapshot) => snapshots.push(one.session.sessionId))
  const older = watch(olga, { wall: false, sessionId: ownSession })
  await vi.waitFor(() => expect(release.size).toBe(1))
  expect(await watch(olga, { wall: false, sessionId: null })).toEqual({ ok: true, code: 'ok' })
  release.get(ownSession)?.()
  await older
  await next(olga, 'tick')
  expect(snapshots).toEqual([])
})

/** A WebSocket client of our own that can stop reading. */
async function rawClient(port: number, who: string): Promise<{ wire: TcpSocket }> {
  const wire = connectTcp({ port, host: '127.0.0.1' })
  wire.on('error', () => {})
  wire.write(
    [
      'GET /realtime/?EIO=4&transport=websocket HTTP/1.1',
      'Host: localhost',
      `Origin: ${origin}`,
      `Cookie: who=${who}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      '\r\n',
    ].join('\r\n'),
  )
  await heard(wire, '0{')
  const joined = heard(wire, '40{')
  wire.write(maskedFrame('40'))
  await joined
  return { wire }
}

function heard(wire: TcpSocket, text: string): Promise<void> {
  return new Promise((resolve) => {
    const listener = (data: Buffer) => {
      if (!data.includes(text)) return
      wire.off('data', listener)
      resolve()
    }
    wire.on('data', listener)
  })
}

function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const head =
    payload.length < 126
      ? [0x81, 0x80 | payload.length]
      : [0x81, 0xfe, payload.length >> 8, payload.length & 255]
  return Buffer.concat([Buffer.from(head), Buffer.alloc(4), payload])
}

/** Big news at once, as often as the event loop allows. */
async function flood(running: Engine, until: () => boolean) {
  const fat = 'x'.repeat(2_000)
  for (let i = 0; !until(); i += 1) {
    running.world.skewMs += 1_000
    const tiles = Array.from({ length: 100 }, (_, n) => ({ ...tile(`fat${n}`, 'acme', i), worst: fat }))
    running.bus.publish(subjects.wall, wallNews(tiles, { attention: null }))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('a stalled client is dropped to snapshots with a bounded buffer, told to resync, and the others hear everything', {
  timeout: 60_000,
}, async () => {
  const running = await engine()
  const healthy = await signedIn(running.url, 'olga')
  await watch(healthy, { wall: true, sessionId: null })
  const seqs: number[] = []
  healthy.on('wall:delta', (delta: WallDelta) => seqs.push(delta.seq))
  const { wire } = await rawClient(running.port, 'olga')
  wire.write(maskedFrame(`42["watch",{"wall":true,"sessionId":null}]`))
  await heard(wire, 'wall:snapshot')
  wire.pause()

  let backlogPeak = 0
  let sent = 0
  await flood(running, () => {
    const { backlogBytes, dropped } = running.realtime.stats()
    backlogPeak = Math.max(backlogPeak, backlogBytes)
    sent += 1
    return dropped > 0 && seqs.length > 100
  })
  expect(sent * 250_000).toBeGreaterThan(10 * slowLimits.bytes)
  expect(running.realtime.stats().dropped).toBe(1)
  // The cap, and one message for each of the two.
  expect(backlogPeak).toBeLessThan(slowLimits.bytes + 2 * 300_000)
  expect(seqs.length).toBeGreaterThan(20)
  expect(seqs).toEqual(seqs.map((_one, i) => (seqs[0] ?? 0) + i))
  expect(healthy.connected).toBe(true)
})

test('a client that stays stuck is cut off, one that reads again is told to resync', {
  timeout: 60_000,
}, async () => {
  const running = await engine()
  const stuck = await rawClient(running.port, 'olga')
  const back = await rawClient(running.port, 'olga')
  for (const { wire } of [stuck, back]) {
    wire.write(maskedFrame(`42["watch",{"wall":true,"sessionId":null}]`))
    await heard(wire, 'wall:snapshot')
    wire.pause()
  }
  await flood(running, () => running.realtime.stats().dropped === 2)
  const resync = heard(back.wire, 'resync')
  back.wire.resume()
  await resync
  expect(running.realtime.stats().sockets).toBe(2)
  running.world.skewMs += slowLimits.cutAfterMs + 1_000
  await vi.waitFor(() => expect(running.realtime.stats().sockets).toBe(1), 5_000)
  stuck.wire.destroy()
})

/** The dashboard core with a real socket; `drop` decides which messages never arrive. */
function dashboardOn(
  url: string,
  who: string,
  drop: (name: string, payload: unknown) => boolean = () => false,
) {
  const heardOf = { signedOut: [] as string[], returned: 0, details: [] as string[] }
  const sockets: Socket[] = []
  const dashboard: Dashboard = createDashboard({
    openSocket: async () => {
      const socket = open(url, who)
      sockets.push(socket)
      const on = socket.on.bind(socket)
      return Object.assign(socket, {
        on: (name: string, listener: (payload: unknown) => void) =>
          on(name, (payload: unknown) => drop(name, payload) || listener(payload)),
      })
    },
    monotonicMs: () => performance.now(),
    random: () => 0,
    after: (ms, act) => {
      const timer = setTimeout(act, ms)
      return () => clearTimeout(timer)
    },
    onSignedOut: (reason) => heardOf.signedOut.push(reason),
    onSessionDetail: (id) => heardOf.details.push(id),
    onReturned: () => {
      heardOf.returned += 1
    },
  })
  closing.push(() => dashboard.stop())
  dashboard.start()
  return { dashboard, heardOf, sockets }
}

test('a page that misses deltas notices the gap, resyncs, and shows the same as the engine', {
  timeout: 30_000,
}, async () => {
  const running = await engine()
  let toLose = 2
  const { dashboard } = dashboardOn(running.url, 'olga', (name) => name === 'wall:delta' && toLose-- > 0)
  dashboard.watchWall()
  await vi.waitFor(() => expect(dashboard.wall.get().phase).toBe('live'), 3_000)
  running.bus.publish(subjects.wall, wallNews([tile('a', 'acme', 42)]))
  const phases = new Set<string>()
  dashboard.wall.subscribe(() => phases.add(dashboard.wall.get().phase))
  await vi.waitFor(() => {
    expect(phases).toContain('resync')
    expect(dashboard.wall.get().phase).toBe('live')
  }, 10_000)
  expect(dashboard.wall.get().tiles.get('a')?.participants).toBe(42)
  expect([...dashboard.wall.get().tiles.keys()]).toEqual(['a', 'g'])
})

test('a message that does not fit the contract is dropped and answered with a resync', {
  timeout: 30_000,
}, async () => {
  const running = await engine()
  const { dashboard, sockets } = dashboardOn(running.url, 'olga')
  dashboard.watchWall()
  await vi.waitFor(() => expect(dashboard.wall.get().phase).toBe('live'), 3_000)
  for (const listener of sockets[0]?.listeners('wall:delta') ?? []) listener({ seq: 'seven' })
  expect(dashboard.connection.get().malformed).toBe(1)
  expect(dashboard.wall.get().phase).toBe('resync')
  await vi.waitFor(() => expect(dashboard.wall.get().phase).toBe('live'), 5_000)
})

test('an engine that restarts is another epoch: the page reconnects, resyncs and refetches', {
  timeout: 30_000,
}, async () => {
  const running = await engine()
  const { dashboard, heardOf, sockets } = dashboardOn(running.url, 'olga')
  dashboard.watchWall()
  dashboard.watchSession(ownSession)
  const feed = dashboard.session(ownSession)
  await vi.waitFor(() => expect(feed.state.get().phase).toBe('live'), 3_000)
  const before = dashboard.wall.get().epoch
  const again = await engine()
  again.bus.publish(subjects.wall, wallNews([tile('a', 'acme', 5)], { at: noon + 1_000 }))
  // The same address, another process: the socket finds it at its next try.
  const socket = sockets[0]
  if (!socket) throw new Error('no socket')
  Object.assign(socket.io, { uri: again.url })
  await running.realtime.stop()
  await vi.waitFor(() => {
    expect(dashboard.wall.get().phase).toBe('live')
    expect(dashboard.wall.get().epoch).not.toBe(before)
    expect(feed.state.get().phase).toBe('live')
  }, 10_000)
  expect(dashboard.wall.get().tiles.get('a')?.participants).toBe(5)
  expect(heardOf.returned).toBe(1)
  expect(heardOf.details).toContain(ownSession)
})

test('a page of a revoked member hears that it is out, and does not come back', async () => {
  const running = await engine()
  const { dashboard, heardOf } = dashboardOn(running.url, 'olga')
  await vi.waitFor(() => expect(running.realtime.stats().sockets).toBe(1), 3_000)
  running.world.ended = [{ id: 'sign-in-olga', reason: 'revoked' }]
  await vi.waitFor(() => expect(heardOf.signedOut).toEqual(['revoked']), 5_000)
  await vi.waitFor(() => expect(running.realtime.stats().sockets).toBe(0), 3_000)
  expect(dashboard.connection.get().retryInMs).toBeNull()
})

test('a page whose sign-in has ended while it was away is sent to sign in', async () => {
  const { url } = await engine()
  const { heardOf } = dashboardOn(url, 'nobody')
  await vi.waitFor(() => expect(heardOf.signedOut).toEqual(['expired']), 3_000)
})

test('a session that turned foreign is refused on the page, the wall goes on', async () => {
  const { url } = await engine()
  const { dashboard } = dashboardOn(url, 'olga')
  dashboard.watchWall()
  dashboard.watchSession(foreignSession)
  await vi.waitFor(() => expect(dashboard.session(foreignSession).refused.get()).toBe('not-found'), 3_000)
  await vi.waitFor(() => expect(dashboard.wall.get().phase).toBe('live'), 3_000)
})
