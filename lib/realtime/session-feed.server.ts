import type { Bus } from '#lib/db/bus.ts'
import { type SessionFrame, type SessionNews, subjects } from '#lib/sessions/live-messages.ts'
import {
  nextSessionDelta,
  openSessionRoom,
  type SessionRoom,
  sessionSnapshotOf,
  takeFrame,
  takeSessionNews,
} from './session-room.ts'
import type { Log, RealtimeServer, Watcher } from './watcher.server.ts'
import { withTimeout } from './with-timeout.server.ts'

export type SessionFeed = {
  /** The caller has checked that this member may see this session. `not-live`: no engine holds it now. */
  join(watcher: Watcher, session: { sessionId: string; customerId: string }): Promise<'ok' | 'not-live'>
  leave(watcher: Watcher): void
  roomCount(): number
  stop(): void
}

type Deps = { io: RealtimeServer; bus: Bus; now: () => number; log: Log; newEpoch: () => string }

type Entry = {
  readonly sessionId: string
  room: SessionRoom | null
  loading: Promise<void> | null
  joining: number
  watchedAt: number
  loadedAt: number
  unsubscribe: () => void
}

const watchEveryMs = 10_000
const reloadEveryMs = 30_000
const reloadMissingEveryMs = 5_000
const requestTimeoutMs = 3_000
const sweepEveryMs = 50

export function sessionFeed({ io, bus, now, log, newEpoch }: Deps): SessionFeed {
  const entries = new Map<string, Entry>()
  const timer = setInterval(() => {
    for (const entry of entries.values()) sweep(entry)
  }, sweepEveryMs)

  function sweep(entry: Entry) {
    if (entry.joining === 0 && !io.sockets.adapter.rooms.has(sessionRoomName(entry.sessionId)))
      return close(entry)
    if (now() - entry.watchedAt >= watchEveryMs) sayWatched(entry)
    if (now() - entry.loadedAt >= (entry.room ? reloadEveryMs : reloadMissingEveryMs)) void load(entry)
    sendDelta(entry)
  }
  function sendDelta(entry: Entry) {
    const next = entry.room && nextSessionDelta(entry.room, now())
    if (!next) return
    entry.room = next.room
    io.to(sessionRoomName(entry.sessionId)).emit('session:delta', next.delta)
  }
  function open(sessionId: string): Entry {
    const entry: Entry = {
      sessionId,
      room: null,
      loading: null,
      joining: 0,
      watchedAt: 0,
      loadedAt: 0,
      unsubscribe: bus.subscribe(subjects.session(sessionId), (message) => {
        // Before the first full picture news would have nothing to stand on, and the picture contains it.
        if (entry.room) entry.room = takeSessionNews(entry.room, asSessionNews(message))
      }),
    }
    entries.set(sessionId, entry)
    sayWatched(entry)
    return entry
  }
  function close(entry: Entry) {
    entry.unsubscribe()
    entries.delete(entry.sessionId)
  }
  function sayWatched(entry: Entry) {
    entry.watchedAt = now()
    bus.publish(subjects.watch, { sessionId: entry.sessionId })
  }
  function load(entry: Entry): Promise<void> {
    entry.loading ??= askForFrame(entry).finally(() => {
      entry.loading = null
    })
    return entry.loading
  }
  async function askForFrame(entry: Entry) {
    entry.loadedAt = now()
    const { sessionId } = entry
    try {
      const answer = bus.request(subjects.sessionSnapshot, { sessionId })
      const frame = asFrame(await withTimeout(answer, requestTimeoutMs, 'session snapshot'))
      if (!frame || frame.session.sessionId !== sessionId) return
      if (entry.room) entry.room = takeFrame(entry.room, frame)
      else {
        entry.room = openSessionRoom(newEpoch(), frame, now())
        io.to(sessionRoomName(sessionId)).emit('session:snapshot', sessionSnapshotOf(entry.room, now()))
      }
    } catch (error) {
      log.warn({ error, sessionId }, 'realtime: no engine answered with the session')
    }
  }
  function isStillWanted(watcher: Watcher, sessionId: string): boolean {
    return watcher.socket.connected && watcher.session?.sessionId === sessionId
  }

  const feed: SessionFeed = {
    async join(watcher, session) {
      const { sessionId } = session
      if (watcher.session?.sessionId !== sessionId) feed.leave(watcher)
      watcher.session = session
      const entry = entries.get(sessionId) ?? open(sessionId)
      entry.joining += 1
      try {
        if (!entry.room) await load(entry)
      } finally {
        entry.joining -= 1
      }
      if (!isStillWanted(watcher, sessionId)) return 'not-live'
      watcher.socket.join(sessionRoomName(sessionId))
      if (!entry.room) return 'not-live'
      watcher.socket.emit('session:snapshot', sessionSnapshotOf(entry.room, now()))
      return 'ok'
    },
    leave(watcher) {
      if (!watcher.session) return
      watcher.socket.leave(sessionRoomName(watcher.session.sessionId))
      watcher.session = null
    },
    roomCount: () => entries.size,
    stop() {
      clearInterval(timer)
      for (const entry of [...entries.values()]) close(entry)
    },
  }
  return feed
}

function sessionRoomName(sessionId: string): string {
  return `session:${sessionId}`
}

/** The bus carries what our own engines said. */
function asSessionNews(message: unknown): SessionNews {
  return message as SessionNews
}
function asFrame(message: unknown): SessionFrame | null {
  return message as SessionFrame | null
}
