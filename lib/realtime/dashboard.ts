import type { EventView, Point } from '#lib/sessions/contract.ts'
import {
  applySessionDelta,
  applySessionSnapshot,
  emptySession,
  type LiveSessionState,
  sessionDetailOf,
} from './apply-session.ts'
import { applyWallDelta, applyWallSnapshot, emptyWall, type WallState } from './apply-wall.ts'
import {
  type AlertChange,
  type HandshakeRefusal,
  type IncidentChange,
  type ServerMessage,
  serverMessages,
  type Watch,
  type WatchAck,
  watchAckSchema,
} from './contract.ts'
import { keepConnected } from './dashboard-connection.ts'
import type { DashboardDeps } from './dashboard-deps.ts'
import { decideHeartbeat, type Heartbeat, observeTick, serverTime, unknownServerClock } from './heartbeat.ts'
import { type Observable, observable, type Settable } from './observable.ts'

export type ConnectionView = Heartbeat & {
  /** until the next try; null while connected or trying */
  readonly retryInMs: number | null
  /** messages that did not fit the contract; they are dropped and answered with a resync */
  readonly malformed: number
}

/** New points and events of a live session; `reset`: everything was replaced, read the buffer again. */
export type LiveNews = { points: readonly Point[]; events: readonly EventView[]; reset: boolean }

/** `resync`: changes may have been missed, read again whatever shows alerts. */
export type AlertNews = { changes: readonly AlertChange[]; resync: boolean }

/** `resync`: changes may have been missed, read again whatever shows incidents. */
export type IncidentNews = { changes: readonly IncidentChange[]; resync: boolean }

/** `refused` is what the server answered to the wish to watch; `not-found` covers a foreign session too. */
export type LiveSessionFeed = {
  readonly state: Observable<LiveSessionState>
  readonly refused: Observable<'not-found' | 'not-allowed' | null>
  onNews(listener: (news: LiveNews) => void): () => void
}

/** Everything one tab knows of the live world; outside React, read through hooks. */
export type Dashboard = {
  start(): void
  stop(): void
  readonly wall: Observable<WallState>
  readonly connection: Observable<ConnectionView>
  /** Says that a screen shows the wall; returns the way to say it no longer does. */
  watchWall(): () => void
  watchSession(sessionId: string): () => void
  session(sessionId: string): LiveSessionFeed
  /** Tells what happened to alerts; returns the way to stop. */
  onAlerts(listener: (news: AlertNews) => void): () => void
  /** Tells what happened to incidents; returns the way to stop. */
  onIncidents(listener: (news: IncidentNews) => void): () => void
  retryNow(): void
  /** the page became visible again, or the machine woke up */
  woke(): void
}

export const idleConnection: ConnectionView = {
  state: 'connecting',
  reason: 'ticks',
  ageSeconds: null,
  shownAt: null,
  staleSince: null,
  retryInMs: null,
  malformed: 0,
}

type Feed = LiveSessionFeed & {
  state: Settable<LiveSessionState>
  refused: Settable<'not-found' | 'not-allowed' | null>
  tell(news: LiveNews): void
}

/** A screen that leaves and one that comes within this time (a navigation) cost no message. */
const unwatchAfterMs = 2_000
const askAgainAfterMs = 5_000
const askAtMostEveryMs = 1_000
const wokeAtMostEveryMs = 5_000

export function createDashboard(deps: DashboardDeps): Dashboard {
  const wall = observable(emptyWall)
  const connection = observable(idleConnection)
  const feeds = new Map<string, Feed>()
  const alertListeners = new Set<(news: AlertNews) => void>()
  const incidentListeners = new Set<(news: IncidentNews) => void>()
  const wallWatch = countWatchers(deps, wantsChanged)
  const sessionWatch = new Map<string, ReturnType<typeof countWatchers>>()
  let newestSession: string | null = null

  let clock = unknownServerClock
  let clockEpoch: string | null = null
  let lastTickAt: number | null = null
  let storeDownSince: number | null = null
  let resyncSinceMs: number | null = null
  let malformed = 0
  let asks = 0
  let askedAtMs = Number.NEGATIVE_INFINITY
  let answerDue = false
  let cancelAsk = () => {}
  let cancelBeat = () => {}
  let wokeAtMs = Number.NEGATIVE_INFINITY
  let sent: Watch = { wall: false, sessionId: null }
  let seenConnected = false

  const link = keepConnected(deps, {
    onSocket: (socket) => {
      for (const name of serverMessageNames) socket.on(name, (payload) => receive(name, payload))
    },
    onUp: () => {
      if (seenConnected) {
        distrustEverything()
        deps.onReturned()
      }
      seenConnected = true
      sent = { wall: false, sessionId: null }
      if (wants().wall || wants().sessionId) ask('watch')
      beat()
    },
    onDown: () => beat(),
    onRefused: (code: HandshakeRefusal) => {
      if (code === 'not-signed-in') deps.onSignedOut('expired')
    },
  })

  function receive(name: ServerMessage['name'], payload: unknown) {
    const message = parseServerMessage(name, payload)
    if (message) take(message)
    else {
      malformed += 1
      if (name.startsWith('alert')) tellAlerts({ changes: [], resync: true })
      else if (name.startsWith('incident')) tellIncidents({ changes: [], resync: true })
      else distrust(name.startsWith('session') ? 'session' : 'wall')
    }
    beat()
  }
  function take(message: ServerMessage) {
    if (message.name.endsWith(':snapshot')) answerDue = false
    switch (message.name) {
      case 'wall:snapshot':
        tick(message.body.epoch, message.body.at, message.body.ingest.storeDownSince)
        return wall.set(applyWallSnapshot(wall.get(), message.body))
      case 'wall:delta':
        tick(message.body.epoch, message.body.at, message.body.ingest.storeDownSince)
        wall.set(applyWallDelta(wall.get(), message.body))
        return wall.get().phase === 'resync' ? askSoon() : undefined
      case 'tick':
        return tick(message.body.epoch, message.body.at, message.body.storeDownSince)
      case 'session:snapshot':
        return takeSession(
          message.body.session.sessionId,
          (state) => applySessionSnapshot(state, message.body),
          {
            points: message.body.points,
            events: [],
            reset: true,
          },
        )
      case 'session:delta':
        return takeSession(message.body.sessionId, (state) => applySessionDelta(state, message.body), {
          points: message.body.points,
          events: message.body.events,
          reset: false,
        })
      case 'resync':
        return distrust(message.body.room)
      case 'alert:changed':
        return tellAlerts({ changes: message.body.changes, resync: false })
      case 'alert:resync':
        return tellAlerts({ changes: [], resync: true })
      case 'incident:changed':
        return tellIncidents({ changes: message.body.changes, resync: false })
      case 'incident:resync':
        return tellIncidents({ changes: [], resync: true })
      case 'signed-out':
        link.stop()
        return deps.onSignedOut(message.body.reason)
    }
  }
  function tellAlerts(news: AlertNews) {
    for (const listener of [...alertListeners]) listener(news)
  }
  function tellIncidents(news: IncidentNews) {
    for (const listener of [...incidentListeners]) listener(news)
  }
  function takeSession(
    sessionId: string,
    apply: (state: LiveSessionState) => LiveSessionState,
    news: LiveNews,
  ) {
    const feed = feeds.get(sessionId)
    if (!feed) return
    const before = feed.state.get()
    const after = apply(before)
    feed.state.set(after)
    if (after.phase === 'resync') return askSoon()
    if (after === before) return
    if (after.session !== before.session || after.participants !== before.participants || news.reset)
      tellCache(sessionId, after)
    if (news.reset || news.points.length > 0 || news.events.length > 0) feed.tell(news)
  }
  function tellCache(sessionId: string, state: LiveSessionState) {
    const detail = sessionDetailOf(state)
    if (detail) deps.onSessionDetail(sessionId, detail)
  }
  function tick(epoch: string, at: number, downSince: number | null) {
    const process = epoch.split('.')[0] ?? epoch
    if (process !== clockEpoch) clock = unknownServerClock
    clockEpoch = process
    clock = observeTick(clock, deps.monotonicMs(), at)
    lastTickAt = at
    storeDownSince = downSince
  }

  /** What is shown may have a hole: say so, and ask for a snapshot. */
  function distrust(room: 'wall' | 'session') {
    if (room === 'wall' && wall.get().phase === 'live') wall.set({ ...wall.get(), phase: 'resync' })
    if (room === 'session') for (const feed of feeds.values()) distrustFeed(feed)
    askSoon()
  }
  function distrustFeed(feed: Feed) {
    const state = feed.state.get()
    if (state.phase === 'live') feed.state.set({ ...state, phase: 'resync' })
  }
  function distrustEverything() {
    if (wall.get().phase === 'live') wall.set({ ...wall.get(), phase: 'resync' })
    for (const feed of feeds.values()) distrustFeed(feed)
  }
  function inResync(): boolean {
    if (wallWatch.active() && wall.get().phase === 'resync') return true
    const sessionId = wants().sessionId
    return sessionId !== null && feeds.get(sessionId)?.state.get().phase === 'resync'
  }

  function wants(): Watch {
    return { wall: wallWatch.active(), sessionId: newestSession }
  }
  function wantsChanged() {
    const next = wants()
    // What was left unwatched for a while is old until its snapshot comes.
    if (next.wall && !sent.wall && wall.get().phase === 'live') wall.set({ ...wall.get(), phase: 'resync' })
    if (next.wall !== sent.wall || next.sessionId !== sent.sessionId) ask('watch')
  }
  /** Asks for a snapshot, at most once a second; while an answer is due nothing more is asked. */
  function askSoon() {
    if (answerDue) return
    const waitMs = askedAtMs + askAtMostEveryMs - deps.monotonicMs()
    if (waitMs <= 0) return ask('resync')
    cancelAsk()
    cancelAsk = deps.after(waitMs, () => inResync() && ask('resync'))
  }
  function ask(event: 'watch' | 'resync') {
    const socket = link.socket()
    answerDue = socket !== null
    if (!socket) return
    const asked = wants()
    const mine = ++asks
    sent = asked
    askedAtMs = deps.monotonicMs()
    cancelAsk()
    cancelAsk = deps.after(askAgainAfterMs, () => {
      answerDue = false
      if (inResync()) ask('resync')
    })
    socket.emit(event, asked, (answer) => {
      if (mine === asks) answered(event, asked, answer)
    })
  }
  function answered(event: 'watch' | 'resync', asked: Watch, answer: unknown) {
    const parsed = watchAckSchema.safeParse(answer)
    const code: WatchAck['code'] = parsed.success ? parsed.data.code : 'too-many'
    if (code === 'too-many' || code === 'unavailable') {
      cancelAsk()
      cancelAsk = deps.after(askAgainAfterMs, () => ask(event))
      return
    }
    const feed = asked.sessionId === null ? undefined : feeds.get(asked.sessionId)
    feed?.refused.set(code === 'not-found' || code === 'not-allowed' ? code : null)
    if (feed && code !== 'ok' && feed.state.get().phase === 'resync') endFeed(feed)
    if (code === 'not-allowed') wall.set(emptyWall)
  }
  /** The session is no longer live for us: what the API says counts now. */
  function endFeed(feed: Feed) {
    feed.state.set({ ...feed.state.get(), phase: 'waiting' })
    deps.onReturned()
  }

  function beat() {
    const nowMs = deps.monotonicMs()
    resyncSinceMs = inResync() ? (resyncSinceMs ?? nowMs) : null
    const heartbeat = decideHeartbeat({
      nowMs,
      downSinceMs: link.downSinceMs(),
      resyncSinceMs,
      lastTickAt,
      serverNow: serverTime(clock, nowMs),
      storeDownSince,
    })
    const next = { ...heartbeat, retryInMs: link.retryInMs(), malformed }
    if (!sameView(next, connection.get())) connection.set(next)
  }
  function beatEverySecond() {
    beat()
    cancelBeat = deps.after(1_000, beatEverySecond)
  }

  function feedOf(sessionId: string): Feed {
    const known = feeds.get(sessionId)
    if (known) return known
    const feed = newFeed()
    feeds.set(sessionId, feed)
    return feed
  }
  function watchSession(sessionId: string): () => void {
    feedOf(sessionId)
    const watch = sessionWatch.get(sessionId) ?? countWatchers(deps, () => sessionWatchChanged(sessionId))
    sessionWatch.set(sessionId, watch)
    newestSession = sessionId
    return watch.add()
  }
  function sessionWatchChanged(sessionId: string) {
    if (!sessionWatch.get(sessionId)?.active()) {
      sessionWatch.delete(sessionId)
      feeds.delete(sessionId)
      if (newestSession === sessionId) newestSession = [...sessionWatch.keys()].at(-1) ?? null
    }
    wantsChanged()
  }

  return {
    start() {
      seenConnected = false
      link.start()
      beatEverySecond()
    },
    stop() {
      cancelAsk()
      cancelBeat()
      link.stop()
    },
    wall,
    connection,
    watchWall: wallWatch.add,
    watchSession,
    session: feedOf,
    onAlerts(listener) {
      alertListeners.add(listener)
      return () => alertListeners.delete(listener)
    },
    onIncidents(listener) {
      incidentListeners.add(listener)
      return () => incidentListeners.delete(listener)
    },
    retryNow() {
      link.retryNow()
      beat()
    },
    woke() {
      link.retryNow()
      const nowMs = deps.monotonicMs()
      if (!link.socket() || nowMs - wokeAtMs < wokeAtMostEveryMs) return
      wokeAtMs = nowMs
      ask('resync')
      deps.onReturned()
    },
  }
}

const serverMessageNames = Object.keys(serverMessages) as ServerMessage['name'][]

/** The one place where the name and the type of a message are tied together; null = it does not fit the contract. */
function parseServerMessage(name: ServerMessage['name'], payload: unknown): ServerMessage | null {
  const parsed = serverMessages[name].safeParse(payload)
  return parsed.success ? ({ name, body: parsed.data } as ServerMessage) : null
}

/** Counts who watches; `changed` runs at once for the first and a moment after the last has gone. */
function countWatchers(deps: Pick<DashboardDeps, 'after'>, changed: () => void) {
  let count = 0
  let active = false
  let cancel = () => {}
  function settle() {
    if (active === count > 0) return
    active = count > 0
    changed()
  }
  return {
    active: () => active,
    add(): () => void {
      count += 1
      cancel()
      settle()
      let left = false
      return () => {
        if (left) return
        left = true
        count -= 1
        if (count === 0) cancel = deps.after(unwatchAfterMs, settle)
      }
    },
  }
}

function newFeed(): Feed {
  const listeners = new Set<(news: LiveNews) => void>()
  return {
    state: observable(emptySession),
    refused: observable<'not-found' | 'not-allowed' | null>(null),
    tell(news) {
      for (const listener of [...listeners]) listener(news)
    },
    onNews(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Whether a reader would see the same: seconds count, milliseconds do not. */
function sameView(a: ConnectionView, b: ConnectionView): boolean {
  const seconds = (ms: number | null) => (ms === null ? null : Math.ceil(ms / 1000))
  return (
    a.state === b.state &&
    a.reason === b.reason &&
    a.ageSeconds === b.ageSeconds &&
    a.staleSince === b.staleSince &&
    a.malformed === b.malformed &&
    seconds(a.retryInMs) === seconds(b.retryInMs) &&
    seconds(a.shownAt) === seconds(b.shownAt)
  )
}
