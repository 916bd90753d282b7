import { expect, test } from 'vitest'
import { createDashboard, type Dashboard } from './dashboard.ts'
import { reconnectDelayMs } from './reconnect.ts'
import { calmIngest, frame, noon, point, tile } from './test-data.ts'

const sessionId = '019ab000-0000-7000-8000-000000000001'

/** A dashboard on a clock and a socket that the test moves by hand. */
function page(answer: { ok: boolean; code: string } | null = { ok: true, code: 'ok' }) {
  const clock = { ms: 1_000 }
  let timers: { at: number; act: () => void }[] = []
  const listeners = new Map<string, ((payload: unknown) => void)[]>()
  const seen = { connects: 0, emitted: [] as [string, unknown][], signedOut: [] as string[], returned: 0 }
  const socket = {
    connected: false,
    connect: () => {
      seen.connects += 1
    },
    disconnect: () => {
      socket.connected = false
    },
    on(event: string, listener: (payload: unknown) => void) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener])
    },
    emit(event: string, payload: unknown, ack: (answer: unknown) => void) {
      seen.emitted.push([event, payload])
      if (answer) ack(answer)
    },
  }
  const hear = (event: string, payload?: unknown) => {
    if (event === 'connect') socket.connected = true
    if (event === 'disconnect') socket.connected = false
    for (const listener of listeners.get(event) ?? []) listener(payload)
  }
  const dashboard: Dashboard = createDashboard({
    openSocket: async () => socket,
    monotonicMs: () => clock.ms,
    random: () => 0.5,
    after(ms, act) {
      const timer = { at: clock.ms + ms, act }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
    onSignedOut: (reason) => seen.signedOut.push(reason),
    onSessionDetail: () => {},
    onReturned: () => {
      seen.returned += 1
    },
  })
  const pass = (ms: number) => {
    const until = clock.ms + ms
    for (;;) {
      const due = timers.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      timers = timers.filter((one) => one !== due)
      clock.ms = due.at
      due.act()
    }
    clock.ms = until
  }
  return { dashboard, seen, hear, pass, clock }
}

async function connected(answer?: { ok: boolean; code: string } | null) {
  const one = page(answer)
  one.dashboard.start()
  await Promise.resolve()
  await Promise.resolve()
  one.hear('connect')
  return one
}

const tick = (at: number, storeDownSince: number | null = null) => ({
  epoch: 'p',
  at,
  storeUp: storeDownSince === null,
  storeDownSince,
})
const snapshot = {
  epoch: 'p.1',
  seq: 4,
  at: noon,
  tiles: [tile('a', 'acme')],
  attention: [],
  ingest: calmIngest,
}
const delta = (seq: number) => ({
  epoch: 'p.1',
  seq,
  at: noon,
  tiles: [],
  gone: [],
  attention: null,
  ingest: calmIngest,
})

test('server ticks make the page live; when they stop it turns delayed, then stale, by itself', async () => {
  const { dashboard, hear, pass } = await connected()
  hear('tick', tick(noon))
  expect(dashboard.connection.get()).toMatchObject({ state: 'live', ageSeconds: 0, shownAt: noon })
  pass(9_000)
  expect(dashboard.connection.get()).toMatchObject({ state: 'live', ageSeconds: 9 })
  pass(3_000)
  expect(dashboard.connection.get()).toMatchObject({ state: 'delayed' })
  pass(20_000)
  expect(dashboard.connection.get()).toMatchObject({ state: 'stale', reason: 'ticks', staleSince: noon })
  hear('tick', tick(noon + 32_000))
  expect(dashboard.connection.get().state).toBe('live')
})

test('a store that is down makes the page stale since then, although ticks go on', async () => {
  const { dashboard, hear } = await connected()
  hear('tick', tick(noon, noon - 3_000))
  expect(dashboard.connection.get()).toMatchObject({
    state: 'stale',
    reason: 'store',
    staleSince: noon - 3_000,
  })
})

test('a lost socket is offline after five seconds, counts down to the next try, and can be tried at once', async () => {
  const { dashboard, hear, pass, seen } = await connected()
  hear('tick', tick(noon))
  hear('disconnect', 'transport close')
  expect(dashboard.connection.get()).toMatchObject({ state: 'live', retryInMs: 1_000 })
  pass(1_000)
  expect(seen.connects).toBe(2)
  hear('connect_error', new Error('no engine'))
  pass(6_000)
  hear('connect_error', new Error('no engine'))
  expect(dashboard.connection.get()).toMatchObject({ state: 'offline', shownAt: noon })
  const tries = seen.connects
  dashboard.retryNow()
  expect(seen.connects).toBe(tries + 1)
  expect(dashboard.connection.get().retryInMs).toBeNull()
})

test('tries grow to thirty seconds and never further, the first one is spread too', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => reconnectDelayMs(attempt, 0.5))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ])
  expect([reconnectDelayMs(0, 0), reconnectDelayMs(0, 0.999)]).toEqual([500, 1_499])
})

test('screens say what they show, once; a navigation inside two seconds costs no message', async () => {
  const { dashboard, seen, pass } = await connected()
  const leave = dashboard.watchWall()
  dashboard.watchWall()()
  expect(seen.emitted).toEqual([['watch', { wall: true, sessionId: null }]])
  leave()
  pass(1_000)
  const leaveAgain = dashboard.watchWall()
  const leaveSession = dashboard.watchSession(sessionId)
  expect(seen.emitted.slice(1)).toEqual([['watch', { wall: true, sessionId }]])
  leaveAgain()
  leaveSession()
  pass(3_000)
  expect(seen.emitted.at(-1)).toEqual(['watch', { wall: false, sessionId: null }])
})

test('a gap is shown as a resync and asked for again until the snapshot comes', async () => {
  const { dashboard, hear, seen, pass } = await connected()
  dashboard.watchWall()
  hear('wall:snapshot', snapshot)
  pass(2_000)
  hear('wall:delta', delta(6))
  hear('wall:delta', delta(7))
  expect(dashboard.wall.get().phase).toBe('resync')
  expect(seen.emitted.filter(([event]) => event === 'resync')).toHaveLength(1)
  pass(1_000)
  expect(dashboard.connection.get()).toMatchObject({ state: 'stale', reason: 'resync' })
  pass(5_000)
  expect(seen.emitted.filter(([event]) => event === 'resync')).toHaveLength(2)
  hear('wall:snapshot', { ...snapshot, seq: 9, at: noon + 8_000 })
  expect(dashboard.wall.get()).toMatchObject({ phase: 'live', seq: 9 })
  expect(dashboard.connection.get().state).toBe('live')
})

test('a server that sends only nonsense is asked at most once a second', async () => {
  const { dashboard, hear, seen, pass } = await connected()
  dashboard.watchWall()
  hear('wall:snapshot', snapshot)
  for (let i = 0; i < 100; i += 1) {
    hear('wall:delta', { nonsense: i })
    pass(100)
  }
  expect(dashboard.connection.get().malformed).toBe(100)
  expect(seen.emitted.filter(([event]) => event === 'resync').length).toBeLessThanOrEqual(10)
})

test('a reconnect distrusts what is shown, asks for snapshots and lets the queries be fetched again', async () => {
  const { dashboard, hear, seen, pass } = await connected()
  dashboard.watchWall()
  hear('wall:snapshot', snapshot)
  hear('disconnect', 'transport close')
  pass(1_000)
  hear('connect')
  expect(dashboard.wall.get().phase).toBe('resync')
  expect(seen.emitted).toHaveLength(2)
  expect(seen.returned).toBe(1)
})

test('waking up asks for snapshots once in five seconds, and tries a waiting connection at once', async () => {
  const { dashboard, hear, seen, pass } = await connected()
  dashboard.watchWall()
  pass(10_000)
  dashboard.woke()
  dashboard.woke()
  expect(seen.emitted.filter(([event]) => event === 'resync')).toHaveLength(1)
  hear('disconnect', 'transport close')
  const tries = seen.connects
  dashboard.woke()
  expect(seen.connects).toBe(tries + 1)
})

test('points of a live session reach the chart once each, without passing through React', async () => {
  const { dashboard, hear } = await connected()
  dashboard.watchSession(sessionId)
  const feed = dashboard.session(sessionId)
  const news: [number, boolean][] = []
  feed.onNews(({ points, reset }) => news.push([points.length, reset]))
  const { session, participants, points, findings } = frame(sessionId, 'acme')
  hear('session:snapshot', { epoch: 'p.2', seq: 0, at: noon, session, participants, points, findings })
  const quiet = { sessionId, session: null, participants: [], points: [], events: [], findings: [] }
  const known = feed.state.get().participants
  const next = { ...quiet, epoch: 'p.2', seq: 1, at: noon + 2_000, points: [point('p1', noon + 2_000)] }
  hear('session:delta', next)
  hear('session:delta', next)
  expect(news).toEqual([
    [1, true],
    [1, false],
  ])
  expect(feed.state.get().points.get('p1')).toHaveLength(2)
  expect(feed.state.get().participants).toBe(known)
})

test('a session that ended while the page was away is no resync for ever', async () => {
  const { dashboard, hear, pass, seen } = await connected({ ok: true, code: 'not-live' })
  dashboard.watchSession(sessionId)
  hear('session:snapshot', { epoch: 'p.2', seq: 0, at: noon, ...frame(sessionId, 'acme') })
  hear('disconnect', 'transport close')
  pass(1_000)
  hear('connect')
  hear('tick', tick(noon + 1_000))
  pass(2_000)
  expect(dashboard.session(sessionId).state.get().phase).toBe('waiting')
  expect(dashboard.connection.get().state).toBe('live')
  expect(seen.returned).toBeGreaterThan(0)
})

test('signed out: told once, and no further try', async () => {
  const { dashboard, hear, seen, pass } = await connected()
  hear('signed-out', { reason: 'revoked' })
  hear('disconnect', 'io server disconnect')
  pass(120_000)
  expect(seen.signedOut).toEqual(['revoked'])
  expect(seen.connects).toBe(1)
  expect(dashboard.connection.get().retryInMs).toBeNull()
})

test('a stopped and started page (as React does in development) listens once', async () => {
  const one = page()
  one.dashboard.start()
  one.dashboard.stop()
  one.dashboard.start()
  await Promise.resolve()
  await Promise.resolve()
  expect(one.seen.connects).toBe(1)
})

test('what happens to alerts is told to whoever listens; a message that does not fit means: read again', async () => {
  const { dashboard, hear } = await connected()
  const told: unknown[] = []
  const stop = dashboard.onAlerts((news) => told.push(news))
  const change = {
    ...{ alertId: 'a', customerId: 'c', seq: 2, kind: 'acknowledged' },
    ...{ severity: 'major', state: 'acknowledged', version: 2 },
  }
  hear('alert:changed', { changes: [change], at: noon })
  hear('alert:changed', { changes: [{ ...change, state: 'asleep' }], at: noon })
  hear('alert:resync', { at: noon })
  stop()
  hear('alert:resync', { at: noon })
  const again = { changes: [], resync: true }
  expect(told).toEqual([{ changes: [change], resync: false }, again, again])
  expect(dashboard.wall.get().phase).toBe('waiting')
})
