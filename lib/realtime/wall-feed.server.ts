import { createHash } from 'node:crypto'
import type { Bus } from '#lib/db/bus.ts'
import { subjects, type WallNews } from '#lib/sessions/live-messages.ts'
import { forgetSilentEngines, mergeWall, takeWallNews, unknownWall } from './merge-wall.ts'
import { nextWallDelta, openWallRoom, type WallRoom } from './wall-room.ts'
import { type Log, type RealtimeServer, tickRoom, type Watcher } from './watcher.server.ts'
import { withTimeout } from './with-timeout.server.ts'

export type WallFeed = {
  /** Puts the screen into the room of its scope and gives it a snapshot. */
  join(watcher: Watcher): void
  leave(watcher: Watcher): void
  roomCount(): number
  stop(): void
}

type Deps = {
  io: RealtimeServer
  bus: Bus
  now: () => number
  log: Log
  newEpoch: () => string
  processEpoch: string
  /** runs right before every broadcast: whoever is too slow leaves now */
  beforeDeltas: () => void
}

/** Engines speak once a second and the rooms follow at once; without news a room still gets its heartbeat. */
const followNewsAfterMs = 800
const heartbeatAfterMs = 1_250
const tickEveryMs = 2_000
const askEngineEveryMs = 30_000
const askUnknownEveryMs = 1_000
const requestTimeoutMs = 3_000

export function wallFeed({ io, bus, now, log, newEpoch, processEpoch, beforeDeltas }: Deps): WallFeed {
  const rooms = new Map<string, { room: WallRoom; wantSnapshot: Set<Watcher> }>()
  let known = unknownWall(now())
  let deltaAt = 0
  let tickAt = 0
  let askedAt = 0
  let asking = false

  const unsubscribe = bus.subscribe(subjects.wall, (message) => {
    const news = asWallNews(message)
    const isNew = !known.engines.has(news.engine)
    known = takeWallNews(known, news, false, now())
    if (isNew) void askEngines()
    if (now() - deltaAt >= followNewsAfterMs) sendDeltas()
  })
  const timer = setInterval(() => {
    known = forgetSilentEngines(known, now())
    if (now() - deltaAt >= heartbeatAfterMs) sendDeltas()
    if (now() - tickAt >= tickEveryMs) sendTick()
    if (now() - askedAt >= (known.engines.size === 0 ? askUnknownEveryMs : askEngineEveryMs))
      void askEngines()
  }, 250)
  void askEngines()

  async function askEngines() {
    if (asking) return
    asking = true
    askedAt = now()
    try {
      const answer = await withTimeout(
        bus.request(subjects.wallSnapshot, {}),
        requestTimeoutMs,
        'wall snapshot',
      )
      if (answer) known = takeWallNews(known, asWallNews(answer), true, now())
    } catch (error) {
      log.warn({ error }, 'realtime: no engine answered with its wall')
    } finally {
      asking = false
    }
  }
  function sendDeltas() {
    beforeDeltas()
    deltaAt = now()
    const wall = mergeWall(known, deltaAt)
    for (const [name, entry] of rooms) {
      if (!io.sockets.adapter.rooms.has(name) && entry.wantSnapshot.size === 0) rooms.delete(name)
      else {
        const { room, delta } = nextWallDelta(entry.room, wall, deltaAt)
        entry.room = room
        io.to(name).emit('wall:delta', delta)
      }
    }
  }
  function sendTick() {
    tickAt = now()
    const { storeUp, storeDownSince } = mergeWall(known, tickAt).ingest
    io.to(tickRoom).emit('tick', { epoch: processEpoch, at: tickAt, storeUp, storeDownSince })
  }
  /** A herd that returns together is answered together: one snapshot, written once, for all who asked meanwhile. */
  function sendSnapshots(name: string) {
    const entry = rooms.get(name)
    if (!entry) return
    const watchers = [...entry.wantSnapshot].filter((one) => one.wallRoom === name && one.socket.connected)
    entry.wantSnapshot.clear()
    if (watchers.length === 0) return
    for (const { socket } of watchers) {
      socket.leave(tickRoom)
      socket.join(name)
    }
    io.to(watchers.map(({ socket }) => socket.id)).emit('wall:snapshot', entry.room.told)
  }
  function openRoom(name: string, customerIds: readonly string[]) {
    const at = now()
    const entry = {
      room: openWallRoom(newEpoch(), customerIds, mergeWall(known, at), at),
      wantSnapshot: new Set<Watcher>(),
    }
    rooms.set(name, entry)
    return entry
  }

  const feed: WallFeed = {
    join(watcher) {
      const { customerIds } = watcher.member.scope
      const name = wallRoomName(customerIds)
      if (watcher.wallRoom !== name) feed.leave(watcher)
      const entry = rooms.get(name) ?? openRoom(name, customerIds)
      watcher.wallRoom = name
      if (entry.wantSnapshot.size === 0) setImmediate(() => sendSnapshots(name))
      entry.wantSnapshot.add(watcher)
    },
    leave(watcher) {
      if (watcher.wallRoom === null) return
      rooms.get(watcher.wallRoom)?.wantSnapshot.delete(watcher)
      watcher.socket.leave(watcher.wallRoom)
      // A socket that has gone must not enter a room: nothing would take it out again.
      if (watcher.socket.connected) watcher.socket.join(tickRoom)
      watcher.wallRoom = null
    },
    roomCount: () => rooms.size,
    stop() {
      clearInterval(timer)
      unsubscribe()
    },
  }
  return feed
}

/** Members who may see the same customers share a room. The name is the server's own, no client ever says it. */
export function wallRoomName(customerIds: readonly string[]): string {
  const sorted = [...new Set(customerIds)].sort().join('\n')
  return `wall:${createHash('sha256').update(sorted).digest('base64url').slice(0, 22)}`
}

/** The bus carries what our own engines said. */
function asWallNews(message: unknown): WallNews {
  return message as WallNews
}
