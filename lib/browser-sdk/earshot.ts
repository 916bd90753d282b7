import type { EventType } from '../telemetry/event-types.ts'
import { clientInfo, type NavigatorLike } from './client-info.ts'
import { isUrgent } from './decide-delivery.ts'
import { createFunnel } from './funnel.ts'
import { countedGuard } from './guard.ts'
import { keyedHash } from './hash.ts'
import { createKeeper } from './keep.ts'
import { createStatsIndex } from './read-stats.ts'
import type { Recorder } from './recorder.ts'
import { createSampler } from './sampler.ts'
import { createSender, type Means } from './send.ts'
import { flatData, plain } from './text.ts'
import type { Head, Options, Who } from './types.ts'
import { announcedId, type Watched, watchConnection } from './watch-connection.ts'
import { watchErrors } from './watch-errors.ts'
import { watchPage } from './watch-page.ts'
import { createTrackWatch } from './watch-tracks.ts'
import { wrapConnections } from './wrap-connection.ts'
import { wrapDevices } from './wrap-devices.ts'

declare const EARSHOT_VERSION: string
const version = typeof EARSHOT_VERSION === 'string' ? EARSHOT_VERSION : 'dev'
const nameless = 10_000

export type Agent = ReturnType<typeof startAgent>

/** Starts watching a page. Everything it does in the page is guarded and undone by `stop`. */
export function startAgent(options: Options, page: Window & typeof globalThis, means: Means) {
  const navigator = page.navigator as unknown as NavigatorLike
  const undo: (() => void)[] = []
  const connections = new Set<Watched>()
  const watchedPcs = new WeakSet<RTCPeerConnection>()
  let boot = means.uuid()
  let seq = 0
  let connectionCount = 0
  let stopped = false
  let exact: Parameters<typeof clientInfo>[2]
  const { guard, guarded } = countedGuard((what, error) => {
    if (guarded() <= 10)
      recorder.emit('sdk', {
        what: `guarded ${what}`,
        detail: String((error as Error)?.message ?? error),
        count: guarded(),
      })
    if (options.debug) console.debug('[earshot]', what, error)
  })

  const hash = (text: string) => keyedHash(options.key, text)
  const keeper =
    options.storage === false
      ? null
      : (guard('storage', () => (page.indexedDB ? createKeeper(page.indexedDB) : null)) ?? null)
  const sender = createSender({
    url: `${options.endpoint.replace(/\/+$/, '')}/collect/v1`,
    means,
    keeper,
    client: () =>
      guard('client', () => ({
        ...clientInfo(navigator, page.location.href, exact),
        sdkVersion: version,
        appVersion: options.app && plain(options.app, 40),
      })),
    onNext: ({ statsMs }) => sampler.setPeriod(statsMs),
    onStop: (status) => {
      if (options.debug)
        console.warn(`[earshot] the server refuses this key or origin (${status}); nothing more is sent`)
      stop()
    },
  })

  const recorder: Recorder = { now: means.now, emit, guard, hash, onStop: (run) => undo.push(run) }
  const newIndex = () =>
    createStatsIndex(options.key, {
      sourceOf: (id) => tracks.sourceOf(id),
      announcedId: (number, mid, isInbound) => {
        for (const watched of connections)
          if (watched.number === number) return announcedId(watched, mid, isInbound)
      },
    })
  let index = newIndex()
  const tracks = createTrackWatch(recorder, () => index)
  const funnel = createFunnel(recorder, means.later)
  const sampler = createSampler({
    recorder,
    connections,
    index: () => index,
    look: tracks.look,
    closed,
    keep: (report, metas) => {
      for (const { type, data, connection, track } of metas) emit(type, data, { connection, track })
      report[0] = seq++
      sender.add({ seq: report[0], t: report[1], isReport: true, json: JSON.stringify(report) })
      funnel.sawMedia(report[3])
    },
    later: means.later,
    cancel: means.cancel,
    isBusy: () =>
      Boolean(
        (
          page.navigator as { scheduling?: { isInputPending?: () => boolean } }
        ).scheduling?.isInputPending?.(),
      ),
  })

  function emit(
    type: EventType,
    data?: Record<string, unknown>,
    where?: { connection?: number; track?: number },
  ): void {
    if (stopped) return
    const flat = flatData(data, type === 'chat' ? 'id' : undefined)
    const event = { seq: seq++, t: Math.round(means.now()), type, ...where, data: flat }
    sender.add({ seq: event.seq, t: event.t, isReport: false, json: JSON.stringify(event) })
    if (isUrgent(type, flat)) sender.flush()
  }

  function watch(pc: RTCPeerConnection, details: { label?: string; config?: RTCConfiguration } = {}): void {
    if (stopped || watchedPcs.has(pc)) return
    watchedPcs.add(pc)
    const watched: Watched = { number: connectionCount++, pc, isSampled: false, transports: new WeakSet() }
    connections.add(watched)
    if (!sender.head())
      means.later(() => void guard('nameless', () => sender.head() ?? identify({})), nameless)
    funnel.opened()
    watchConnection(recorder, watched, details, (state) => {
      funnel.changed(state)
      if (state !== 'connected') return
      watched.isSampled = true
      sampler.start()
    })
    sampler.follow()
  }

  function closed(watched: Watched): void {
    connections.delete(watched)
    tracks.forget(watched.number)
    emit('connection-closed', undefined, { connection: watched.number })
    funnel.closed()
  }

  /** Says whose call this is. Another session or participant begins anew: own order, own constants. */
  function identify(who: Who): void {
    const before = sender.head()
    const head = headOf(who, before)
    if (before && before.session.id === head.session.id && before.participant.id === head.participant.id) {
      Object.assign(before, { session: head.session, participant: head.participant })
      return
    }
    if (before) {
      funnel.left('app')
      boot = means.uuid()
      head.boot = boot
      seq = 0
      index = newIndex()
    }
    sender.setHead(head)
    if (options.autoJoin !== false) funnel.attempt()
  }

  /** What is said now, over what was said before. */
  function headOf({ session, participant, tags }: Who, before: Head | null): Head {
    const cut = (id: string | undefined, max = 200) => (id ? plain(id, max) : undefined)
    const named = <T extends { name?: string; tags?: Record<string, string> }>(
      who: T | undefined,
      more?: Head['session']['tags'],
    ) => ({
      ...(who?.name && { name: options.privacy === 'hash' ? hash(who.name) : cut(who.name) }),
      ...((more ?? who?.tags) && { tags: cleanTags(more ?? who?.tags) }),
    })
    const page = `page-${boot}`
    return {
      key: options.key,
      boot,
      app: cut(options.app, 100),
      session: {
        id: page,
        ...before?.session,
        ...(session && { id: cut(session.id) ?? page }),
        ...named(session, tags),
      },
      participant: {
        id: page,
        ...before?.participant,
        ...(participant?.id && { id: plain(participant.id, 200) }),
        ...(participant?.role && { role: cut(participant.role, 40) }),
        ...named(participant),
      },
    }
  }

  function stop(): void {
    if (stopped) return
    funnel.left('app')
    stopped = true
    sampler.stop()
    sender.flush()
    for (const run of undo.splice(0).reverse()) guard('undo', run)
  }

  guard('wrap', () => wrapConnections(recorder, page, (pc, config) => watch(pc, { config })))
  guard('devices', () => wrapDevices(recorder, page.navigator.mediaDevices, tracks.captured))
  guard('page', () =>
    watchPage(recorder, page, (forGood) => {
      if (forGood) funnel.left('unload')
      sender.flushByBeacon()
    }),
  )
  if (options.errors !== false)
    guard('errors', () =>
      watchErrors(recorder, page, options.console ?? 'errors', (count) =>
        sender.drop('errors-capped', count),
      ),
    )
  guard('versions', () => {
    void navigator.userAgentData?.getHighEntropyValues?.(['platformVersion', 'fullVersionList']).then(
      (versions) => {
        exact = versions
      },
      () => undefined,
    )
  })
  guard('recall', () => keeper?.recall(options.key, boot, means.now(), sender.adopt))
  if (options.session) guard('identify', () => identify(options))

  return {
    watch,
    identify,
    emit,
    stop,
    join: funnel.attempt,
    leave: (reason = 'user') => funnel.left(reason),
    guard,
    now: means.now,
    random: means.random,
    health: () => ({ ...sender.health(), guarded: guarded(), connections: connections.size, produced: seq }),
  }
}

function cleanTags(tags: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags)
      .slice(0, 10)
      .map(([key, value]) => [plain(key, 40), plain(value, 100)]),
  )
}
