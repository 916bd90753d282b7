import { randomBytes } from 'node:crypto'
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server } from 'socket.io'
import { isCustomerRole, type Member, type TenantScope } from '#lib/access/member.ts'
import type { Bus } from '#lib/db/bus.ts'
import { type AlertLine, alertFeed } from './alert-feed.server.ts'
import { type HandshakeRefusal, socketPath, type Watch } from './contract.ts'
import { guardMessages, messageLimits } from './guard.server.ts'
import { type IncidentLine, incidentFeed } from './incident-feed.server.ts'
import { type EndReason, recheckPeriodically } from './recheck.server.ts'
import { type SessionFeed, sessionFeed } from './session-feed.server.ts'
import { checkSlow } from './slow-sockets.server.ts'
import { fullBucket } from './token-bucket.ts'
import { wallFeed } from './wall-feed.server.ts'
import {
  type Log,
  type RealtimeServer,
  type RealtimeSocket,
  tickRoom,
  type WatchCode,
  type Watcher,
} from './watcher.server.ts'
import { backlogOf, cutConnection } from './wire.server.ts'
import { atMostAtOnce, withTimeout } from './with-timeout.server.ts'

export type RealtimeLimits = { socketsPerMember: number; socketsPerNetwork: number; sockets: number }

const defaultLimits: RealtimeLimits = { socketsPerMember: 128, socketsPerNetwork: 1_024, sockets: 10_000 }

/** How often the people behind the sockets are checked again. */
export type RecheckPeriods = { signInsEveryMs: number; scopesEveryMs: number }

const defaultPeriods: RecheckPeriods = { signInsEveryMs: 2_000, scopesEveryMs: 30_000 }

export type RealtimeDeps = {
  server: HttpServer
  bus: Bus
  /** the one origin whose pages may open a socket, exactly as browsers send it */
  allowedOrigin: string
  memberFromCookieHeader: (cookie: string | undefined) => Promise<Member | null>
  findEndedSignIns: (ids: string[]) => Promise<{ id: string; reason: EndReason }[]>
  readScope: (memberId: string) => Promise<TenantScope | null>
  customerOfSession: (sessionId: string) => Promise<string | null>
  /** where changes of alerts are heard; without it screens are told of none */
  alerts?: AlertLine
  /** the same for incidents */
  incidents?: IncidentLine
  now: () => number
  log: Log
  limits?: Partial<RealtimeLimits>
  periods?: Partial<RecheckPeriods>
  /** where a request comes from; behind a trusted proxy hand in one that reads its header */
  networkOf?: (request: IncomingMessage) => string
}

export type RealtimeStats = {
  sockets: number
  rooms: number
  /** times a slow socket was dropped to snapshots */
  dropped: number
  /** handshakes refused: origin, caps, sign-in */
  refused: number
  badMessages: number
  /** what waits to be sent to all sockets together */
  backlogBytes: number
}

export type Realtime = { stop(): Promise<void>; stats(): RealtimeStats }

/** Everything one engine's realtime role holds; the parts below share it. */
type Hub = {
  deps: RealtimeDeps
  limits: RealtimeLimits
  io: RealtimeServer
  watchers: Set<Watcher>
  networks: Map<string, number>
  counts: { dropped: number; refused: number; badMessages: number }
  stopping: boolean
}

const slowCheckEveryMs = 250
const handshakesAtOnce = 8
const lookupTimeoutMs = 4_000
const cutEndedAfterMs = 1_000

/** Serves dashboards on this HTTP server. Register other request listeners before or after, paths do not overlap. */
export function attachRealtime(deps: RealtimeDeps): Realtime {
  const hub = openHub(deps)
  const epochs = countEpochs()
  const shared = { io: hub.io, bus: deps.bus, now: deps.now, log: deps.log, ...epochs }
  const session = sessionFeed(shared)
  const wall = wallFeed({ ...shared, beforeDeltas: () => checkSlowSockets(hub, rooms) })
  const rooms: Rooms = { wall, session }
  const alerts =
    deps.alerts && alertFeed(deps.alerts, { watchers: hub.watchers, now: deps.now, log: deps.log })
  const incidents =
    deps.incidents && incidentFeed(deps.incidents, { watchers: hub.watchers, now: deps.now, log: deps.log })

  signInHandshakes(hub)
  hub.io.on('connection', (socket) => welcome(hub, rooms, socket))
  const recheck = recheckPeriodically({
    ...deps,
    periods: { ...defaultPeriods, ...deps.periods },
    watchers: hub.watchers,
    onEnded: (watcher, reason) => endSignIn(rooms, watcher, reason),
    onScopeChanged: (watcher, scope) => decideRoomsAgain(hub, rooms, watcher, scope),
    onUncheckable: (watcher) => cutConnection(watcher.socket),
  })
  const slowTimer = setInterval(() => checkSlowSockets(hub, rooms), slowCheckEveryMs)

  return {
    stats: () => statsOf(hub, rooms),
    async stop() {
      hub.stopping = true
      recheck.stop()
      clearInterval(slowTimer)
      wall.stop()
      session.stop()
      await alerts?.stop()
      await incidents?.stop()
      for (const { socket } of [...hub.watchers]) cutConnection(socket)
      hub.io.engine.close()
    },
  }
}

function statsOf(hub: Hub, rooms: Rooms): RealtimeStats {
  const backlogBytes = [...hub.watchers].reduce((sum, { socket }) => sum + backlogOf(socket).bytes, 0)
  return {
    sockets: hub.watchers.size,
    rooms: rooms.wall.roomCount() + rooms.session.roomCount(),
    ...hub.counts,
    backlogBytes,
  }
}

type Rooms = { wall: ReturnType<typeof wallFeed>; session: SessionFeed }

/** The process has one epoch and every opened room a numbered one below it. */
function countEpochs(): { processEpoch: string; newEpoch: () => string } {
  const processEpoch = randomBytes(9).toString('base64url')
  let opened = 0
  return { processEpoch, newEpoch: () => `${processEpoch}.${++opened}` }
}

function openHub(deps: RealtimeDeps): Hub {
  const io: RealtimeServer = new Server(deps.server, {
    path: socketPath,
    transports: ['websocket'],
    allowRequest: (request, decide) => {
      const refusal = refuseRequest(hub, request)
      if (refusal) hub.counts.refused += 1
      decide(refusal, refusal === null)
    },
    maxHttpBufferSize: 64_000,
    connectTimeout: 5_000,
    pingInterval: 15_000,
    pingTimeout: 15_000,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    cleanupEmptyChildNamespaces: true,
  })
  const hub: Hub = {
    deps,
    limits: { ...defaultLimits, ...deps.limits },
    io,
    watchers: new Set(),
    networks: new Map(),
    counts: { dropped: 0, refused: 0, badMessages: 0 },
    stopping: false,
  }
  refuseOddRequests(hub)
  countNetworks(hub)
  return hub
}

/**
 * `allowRequest` is not asked for a request that names a connection (`sid`). Over WebSocket alone no client of ours
 * ever names one, so such a request, of whatever origin, has no business here.
 */
function refuseOddRequests(hub: Hub): void {
  hub.io.engine.use((request: IncomingMessage, _response: unknown, next: (error?: Error) => void) => {
    const named = new URL(request.url ?? '/', 'http://engine').searchParams.has('sid')
    if (!named) return next()
    hub.counts.refused += 1
    next(new Error('refused'))
  })
}

/** Null = may go on. Says nothing about why: a page of a foreign origin learns nothing. */
function refuseRequest(hub: Hub, request: IncomingMessage): string | null {
  if (hub.stopping || request.headers.origin !== hub.deps.allowedOrigin) return 'refused'
  if (hub.io.engine.clientsCount >= hub.limits.sockets) return 'refused'
  return (hub.networks.get(networkOf(hub, request)) ?? 0) >= hub.limits.socketsPerNetwork ? 'refused' : null
}

function networkOf(hub: Hub, request: IncomingMessage): string {
  return hub.deps.networkOf?.(request) ?? request.socket.remoteAddress ?? 'unknown'
}

function countNetworks(hub: Hub): void {
  hub.io.engine.on('connection', (connection: RealtimeSocket['conn']) => {
    const network = networkOf(hub, connection.request)
    hub.networks.set(network, (hub.networks.get(network) ?? 0) + 1)
    connection.once('close', () => {
      const left = (hub.networks.get(network) ?? 1) - 1
      if (left > 0) hub.networks.set(network, left)
      else hub.networks.delete(network)
    })
  })
}

/** The handshake is the web's sign-in cookie. A few look-ups at a time: a returning herd must not drain the pool. */
function signInHandshakes(hub: Hub): void {
  const queued = atMostAtOnce(handshakesAtOnce)
  hub.io.use(async (socket, next) => {
    const refusal = await queued(() => signIn(hub, socket))
    if (!refusal) return next()
    hub.counts.refused += 1
    next(Object.assign(new Error(refusal), { data: { code: refusal } }))
  })
}

async function signIn(hub: Hub, socket: RealtimeSocket): Promise<HandshakeRefusal | null> {
  try {
    if (socket.conn.readyState !== 'open') return 'unavailable'
    const lookup = hub.deps.memberFromCookieHeader(socket.handshake.headers.cookie)
    const member = await withTimeout(lookup, lookupTimeoutMs, 'sign-in look-up')
    if (!member) return 'not-signed-in'
    const own = [...hub.watchers].filter((one) => one.member.id === member.id).length
    if (own >= hub.limits.socketsPerMember) return 'too-many'
    socket.data.member = member
    return null
  } catch (error) {
    hub.deps.log.warn({ error }, 'realtime: a sign-in could not be checked')
    return 'unavailable'
  }
}

function welcome(hub: Hub, rooms: Rooms, socket: RealtimeSocket): void {
  const { now, log } = hub.deps
  const watcher: Watcher = {
    socket,
    member: socket.data.member,
    wallRoom: null,
    session: null,
    wish: 0,
    bucket: fullBucket(messageLimits, now()),
    refusedMessages: 0,
    slowSince: null,
  }
  hub.watchers.add(watcher)
  socket.join(tickRoom)
  socket.on('disconnect', () => {
    hub.watchers.delete(watcher)
    leaveRooms(rooms, watcher)
  })
  const wish = (one: Watcher, message: Watch) => takeWish(hub, rooms, one, message)
  guardMessages(
    watcher,
    { watch: wish, resync: wish },
    {
      now,
      log,
      onBadMessage: () => (hub.counts.badMessages += 1),
      onFlood: (one) => cutConnection(one.socket),
    },
  )
}

/**
 * What a screen wants to see, against what its member may see. A session of a foreign customer and one that does not
 * exist take the same way and get the same answer.
 */
async function takeWish(hub: Hub, rooms: Rooms, watcher: Watcher, wanted: Watch): Promise<WatchCode> {
  const wish = ++watcher.wish
  if (watcher.slowSince !== null) return 'too-many'
  if (isCustomerRole(watcher.member.role)) return wanted.wall || wanted.sessionId ? 'not-allowed' : 'ok'
  if (wanted.wall) rooms.wall.join(watcher)
  else rooms.wall.leave(watcher)

  const sessionId = wanted.sessionId?.toLowerCase() ?? null
  if (watcher.session?.sessionId !== sessionId) rooms.session.leave(watcher)
  if (sessionId === null) return 'ok'
  const customerId = await withTimeout(
    hub.deps.customerOfSession(sessionId),
    lookupTimeoutMs,
    'session look-up',
  )
  if (wish !== watcher.wish || !watcher.socket.connected || watcher.slowSince !== null) return 'too-many'
  if (customerId === null || !watcher.member.scope.customerIds.includes(customerId)) {
    rooms.session.leave(watcher)
    return 'not-found'
  }
  return rooms.session.join(watcher, { sessionId, customerId })
}

function leaveRooms(rooms: Rooms, watcher: Watcher): void {
  rooms.wall.leave(watcher)
  rooms.session.leave(watcher)
}

/** Tells the page, takes it out of every room at once, and does not wait for a client that will not go. */
function endSignIn(rooms: Rooms, watcher: Watcher, reason: EndReason): void {
  const { socket } = watcher
  leaveRooms(rooms, watcher)
  socket.leave(tickRoom)
  socket.emit('signed-out', { reason })
  socket.disconnect(true)
  setTimeout(() => cutConnection(socket), cutEndedAfterMs).unref()
}

function decideRoomsAgain(hub: Hub, rooms: Rooms, watcher: Watcher, scope: TenantScope): void {
  watcher.member = { ...watcher.member, scope }
  if (!isCustomerRole(watcher.member.role)) {
    watcher.socket.emit('alert:resync', { at: hub.deps.now() })
    watcher.socket.emit('incident:resync', { at: hub.deps.now() })
  }
  if (watcher.wallRoom !== null) rooms.wall.join(watcher)
  if (!watcher.session || scope.customerIds.includes(watcher.session.customerId)) return
  rooms.session.leave(watcher)
  watcher.socket.emit('resync', { room: 'session' })
}

function checkSlowSockets(hub: Hub, rooms: Rooms): void {
  for (const watcher of [...hub.watchers])
    checkSlow(watcher, hub.deps.now(), {
      leaveRooms: (one) => {
        leaveRooms(rooms, one)
        one.socket.leave(tickRoom)
      },
      onDropped: () => (hub.counts.dropped += 1),
    })
}
