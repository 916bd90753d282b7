import type { EventType } from '../telemetry/event-types.ts'
import { clientInfo, type NavigatorLike, type Versions } from './client-info.ts'
import { isUrgent } from './decide-delivery.ts'
import { createFunnel } from './funnel.ts'
import { countedGuard } from './guard.ts'
import { keyedHash } from './hash.ts'
import { headOf } from './head.ts'
import { createKeeper } from './keep.ts'
import { createStatsIndex } from './read-stats.ts'
import type { Recorder } from './recorder.ts'
import { createSampler } from './sampler.ts'
import { createSender, type Means } from './send.ts'
import { flatData, plain } from './text.ts'
import type { Options, Who } from './types.ts'
import { type Watched, watchConnection } from './watch-connection.ts'
import { watchErrors } from './watch-errors.ts'
import { watchPage } from './watch-page.ts'
import { createTrackWatch } from './watch-tracks.ts'
import { wrapConnections } from './wrap-connection.ts'
import { wrapDevices } from './wrap-devices.ts'

declare const EARSHOT_VERSION: string
const version = typeof EARSHOT_VERSION === 'string' ? EARSHOT_VERSION : 'dev'
const namelessMs = 10_000
const maxToldErrors = 10

export type Agent = ReturnType<typeof startAgent>

/** Starts watching a page. Everything it does in the page is guarded and undone by `stop`. */
export function startAgent(options: Options, page: Window & typeof globalThis, means: Means) {
  const { now, later, uuid } = means
  const { key, debug } = options
  const navigator: NavigatorLike = page.navigator
  const undo: (() => void)[] = []
  const connections = new Set<Watched>()
  const watchedPcs = new WeakSet<RTCPeerConnection>()
  const listening = new AbortController()
  let boot = uuid()
  let seq = 0
  let connectionCount = 0
  let stopped = false
  let exact: Versions | undefined

  const { guard, guarded } = countedGuard((error, count) => {
    if (debug) console.debug('[earshot]', error)
    const detail = `${error} ${Object(error).stack}`
    if (count <= maxToldErrors) emit('sdk', { what: 'guarded', detail, count })
  })
  const hash = (text: string) => keyedHash(key, text)
  const { signal } = listening
  const recorder: Recorder = { ...means, emit, guard, hash, signal, onStop: (run) => undo.push(run) }
  const keeper = options.storage === false ? null : guard(() => createKeeper(page.indexedDB))
  const sender = createSender({
    url: `${options.endpoint.replace(/\/+$/, '')}/collect/v1`,
    means,
    keeper,
    client: () =>
      guard(() => ({
        ...clientInfo(navigator, page.location.href, exact),
        sdkVersion: version,
        appVersion: options.app && plain(options.app, 40),
      })),
    onNext: ({ statsMs }) => sampler.setPeriod(statsMs),
    onStop: (status) => {
      if (debug) console.warn(`[earshot] refused with ${status}: nothing more is sent`)
      stop()
    },
  })

  const newIndex = () => createStatsIndex(key, { sourceOf: (id) => tracks.sourceOf(id) })
  let index = newIndex()
  const tracks = createTrackWatch(recorder, () => index)
  const funnel = createFunnel(recorder)
  const sampler = createSampler(recorder, {
    connections,
    index: () => index,
    look: tracks.look,
    closed,
    keep: ({ report, metas }) => {
      for (const { type, data, connection, track } of metas) emit(type, data, connection, track)
      report[0] = seq++
      sender.add({ seq: report[0], t: report[1], isReport: true, json: JSON.stringify(report) })
      funnel.sawMedia(report[3])
    },
    isBusy: () =>
      (navigator as { scheduling?: { isInputPending?: () => boolean } }).scheduling?.isInputPending?.(),
  })

  function emit(type: EventType, data?: Record<string, unknown>, connection?: number, track?: number): void {
    if (stopped) return
    const flat = flatData(data, type === 'chat' ? 'id' : undefined)
    const event = { seq: seq++, t: Math.round(now()), type, connection, track, data: flat }
    sender.add({ seq: event.seq, t: event.t, isReport: false, json: JSON.stringify(event) })
    if (isUrgent(type, flat)) sender.flush()
  }

  function watch(pc: RTCPeerConnection, details: { label?: string; config?: RTCConfiguration } = {}): void {
    if (stopped || watchedPcs.has(pc)) return
    watchedPcs.add(pc)
    const watched: Watched = { number: connectionCount++, pc, isSampled: false, transports: new WeakSet() }
    connections.add(watched)
    later(() => void guard(() => sender.head() ?? identify({})), namelessMs)
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
    emit('connection-closed', {}, watched.number)
    funnel.closed()
  }

  /** Says whose call this is. Another session or participant begins anew: own order, own constants. */
  function identify(who: Who): void {
    const before = sender.head()
    const head = headOf(who, before, boot, options, hash)
    const isSame = before?.session.id === head.session.id && before.participant.id === head.participant.id
    if (before && isSame) return void Object.assign(before, head)
    if (before) {
      funnel.left('app')
      boot = head.boot = uuid()
      seq = 0
      index = newIndex()
    }
    sender.setHead(head)
    if (options.autoJoin !== false) funnel.attempt()
  }

  function stop(): void {
    if (stopped) return
    funnel.left('app')
    stopped = true
    sampler.stop()
    sender.flush()
    listening.abort()
    for (const run of undo.splice(0).reverse()) guard(run)
  }

  const parts = [
    () => wrapConnections(recorder, page, (pc, config) => watch(pc, { config })),
    () => wrapDevices(recorder, page.navigator.mediaDevices, tracks.captured),
    () =>
      watchPage(recorder, page, (forGood) => {
        if (forGood) funnel.left('unload')
        sender.flushByBeacon()
      }),
    () =>
      options.errors !== false &&
      watchErrors(recorder, page, options.console ?? 'errors', () => sender.drop('errors-capped')),
    () =>
      navigator.userAgentData?.getHighEntropyValues?.(['platformVersion']).then(
        (versions) => {
          exact = versions
        },
        () => undefined,
      ),
    () => keeper?.recall(key, now(), (items) => void guard(() => sender.adopt(items))),
    () => options.session && identify(options),
  ]
  for (const start of parts) guard(start)

  return {
    watch,
    identify,
    emit,
    stop,
    join: funnel.attempt,
    leave: (reason = 'user') => funnel.left(reason),
    guard,
    now,
    random: means.random,
    health: () => ({ ...sender.health(), guarded: guarded(), connections: connections.size, produced: seq }),
  }
}
