import { clientInfo, type NavigatorLike, type Versions } from './client-info.ts'
import { isUrgent } from './decide-delivery.ts'
import { createFunnel } from './funnel.ts'
import { keyedHash } from './hash.ts'
import { headOf } from './head.ts'
import { createKeeper } from './keep.ts'
import { createStatsIndex } from './read-stats.ts'
import { type Emit, emit, guard, guarded, startRecording, stopRecording } from './recorder.ts'
import { createSampler } from './sampler.ts'
import { createSender } from './send.ts'
import { flatData, plain } from './text.ts'
import type { Options, Who } from './types.ts'
import { uuid } from './uuid.ts'
import { type Watched, watchConnection } from './watch-connection.ts'
import { watchErrors } from './watch-errors.ts'
import { watchPage } from './watch-page.ts'
import { createTrackWatch } from './watch-tracks.ts'
import { wrapConnections } from './wrap-connection.ts'
import { wrapDevices } from './wrap-devices.ts'

declare const EARSHOT_VERSION: string
const version = typeof EARSHOT_VERSION === 'string' ? EARSHOT_VERSION : 'dev'
const namelessMs = 10_000

export type Agent = ReturnType<typeof startAgent>

/** Starts watching the page. Everything it does there is guarded and undone by `stop`. */
export function startAgent(options: Options) {
  const { key, app, debug } = options
  const browser: NavigatorLike = navigator
  const connections = new Set<Watched>()
  const watchedPcs = new WeakSet<RTCPeerConnection>()
  const hash = (text: string) => keyedHash(key, text)
  let boot = uuid()
  let seq = 0
  let connectionCount = 0
  let stopped = false
  let exact: Versions | undefined

  startRecording(note)
  const keeper = options.storage === false ? null : guard(() => createKeeper(indexedDB))
  const sender = createSender({
    url: `${options.endpoint.replace(/\/+$/, '')}/collect/v1`,
    keeper,
    client: () =>
      guard(() => ({
        ...clientInfo(browser, location.href, exact),
        sdkVersion: version,
        appVersion: app && plain(app, 40),
      })),
    onNext: (statsMs) => sampler.setPeriod(statsMs),
    onStop: (status) => {
      if (debug) console.debug('[earshot]', status)
      stop()
    },
  })

  const newIndex = () => createStatsIndex(key, { sourceOf: (id) => tracks.sourceOf(id) })
  let index = newIndex()
  const tracks = createTrackWatch(() => index)
  const funnel = createFunnel()
  const sampler = createSampler({
    connections,
    index: () => index,
    look: tracks.look,
    closed: (watched) => {
      connections.delete(watched)
      tracks.forget(watched.number)
      emit('connection-closed', {}, watched.number)
      funnel.closed()
    },
    keep: ({ report, metas }) => {
      for (const { type, data, connection, track } of metas) emit(type, data, connection, track)
      report[0] = seq++
      sender.add({ seq: report[0], t: report[1], isReport: true, json: JSON.stringify(report) })
      funnel.sawMedia(report[3])
    },
  })

  function note(...[type, given, connection, track]: Parameters<Emit>): void {
    if (debug && type === 'sdk') console.debug('[earshot]', given)
    const data = flatData(given, type === 'chat' ? 'id' : undefined)
    const event = { seq: seq++, t: Date.now(), type, connection, track, data }
    sender.add({ seq: event.seq, t: event.t, isReport: false, json: JSON.stringify(event) })
    if (isUrgent(type, data)) sender.flush()
    if (type === 'chat' || type === 'left') sampler.follow(type === 'chat')
  }

  function watch(pc: RTCPeerConnection, details: { label?: string; config?: RTCConfiguration } = {}): void {
    if (stopped || watchedPcs.has(pc)) return
    watchedPcs.add(pc)
    const watched: Watched = { number: connectionCount++, pc, isSampled: false, transports: new WeakSet() }
    connections.add(watched)
    setTimeout(() => guard(() => sender.head() ?? identify({})), namelessMs)
    funnel.opened()
    watchConnection(
      watched,
      details,
      (state) => {
        funnel.changed(state)
        if (state !== 'connected') return
        watched.isSampled = true
        sampler.start()
      },
      hash,
    )
    sampler.follow()
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
    funnel.left('app')
    sampler.stop()
    sender.flush()
    stopped = true
    stopRecording()
  }

  for (const part of [
    () => wrapConnections(window, (pc, config) => watch(pc, { config })),
    () => wrapDevices(navigator.mediaDevices, tracks.captured, hash),
    () =>
      watchPage(window, (forGood) => {
        if (forGood) funnel.left('unload')
        sender.flushByBeacon()
      }),
    () =>
      options.errors !== false &&
      watchErrors(window, options.console ?? 'errors', () => sender.drop('errors-capped')),
    () =>
      browser.userAgentData?.getHighEntropyValues?.(['platformVersion']).then(
        (versions) => {
          exact = versions
        },
        () => undefined,
      ),
    () => keeper?.recall(key, Date.now(), (items) => void guard(() => sender.adopt(items))),
    () => options.session && identify(options),
  ])
    guard(part)

  return {
    watch,
    identify,
    stop,
    join: funnel.attempt,
    leave: funnel.left,
    health: () => ({ ...sender.health(), guarded: guarded(), connections: connections.size, produced: seq }),
  }
}
