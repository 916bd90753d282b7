import { relayHost } from './read-metas.ts'
import { emit, listen } from './recorder.ts'
import { scrub } from './text.ts'

/** A connection under watch. */
export type Watched = {
  number: number
  pc: RTCPeerConnection
  /** it was connected once, so its stats are worth reading */
  isSampled: boolean
  transports: WeakSet<object>
  iceUser?: string
}

const states = [
  ['connection', 'connectionState'],
  ['ice', 'iceConnectionState'],
  ['ice-gathering', 'iceGatheringState'],
  ['signaling', 'signalingState'],
] as const

/** Notes what a connection says of itself, at once. */
export function watchConnection(
  watched: Watched,
  details: { label?: string; config?: RTCConfiguration },
  changed: (state: RTCPeerConnectionState) => void,
  hash: (text: string) => string,
): void {
  const { pc, number } = watched
  const {
    iceTransportPolicy,
    iceServers = [],
    bundlePolicy,
  } = details.config ?? pc.getConfiguration?.() ?? {}
  emit(
    'connection-created',
    {
      label: details.label,
      relayOnly: iceTransportPolicy === 'relay',
      iceServers: iceServers.length,
      turnServers: iceServers.filter(({ urls }) => /(^|,)turn/.test(String(urls))).length,
      bundlePolicy,
    },
    number,
  )
  /** kinds of candidates since gathering began; unknown when it began before we were here */
  let gathered: Record<string, number> | undefined
  for (const [about, name] of states)
    listen(pc, `${name.toLowerCase()}change`, () => {
      const state = pc[name]
      if (state === 'gathering') gathered = { host: 0, srflx: 0, relay: 0 }
      emit(`${about}-state`, { state, ...(state === 'complete' && gathered) }, number)
      if (name === 'connectionState') changed(pc[name])
      if (state === 'stable') noteIceRestart(watched)
    })
  listen<RTCPeerConnectionIceEvent>(pc, 'icecandidate', ({ candidate }) => {
    const kind = candidate?.type
    if (gathered && kind) gathered[kind] = (gathered[kind] ?? 0) + 1
  })
  listen<RTCPeerConnectionIceErrorEvent>(pc, 'icecandidateerror', ({ url, errorCode: code, errorText }) =>
    emit('ice-candidate-error', { host: relayHost(url, hash), code, text: scrub(errorText, 200) }, number),
  )
  if (pc.connectionState === 'connected') changed('connected')
}

/** A restart shows in new ICE credentials; only whether they changed is looked at. */
function noteIceRestart(watched: Watched): void {
  const user = /a=ice-ufrag:(\S+)/.exec(String(watched.pc.localDescription?.sdp))?.[1]
  if (watched.iceUser && user !== watched.iceUser) emit('ice-restart', {}, watched.number)
  watched.iceUser = user
}

/** A DTLS transport appears during negotiation: found at sample time, then listened to. */
export function watchTransport({ number, transports }: Watched, transport: RTCDtlsTransport | null): void {
  if (!transport || transports.has(transport)) return
  transports.add(transport)
  const say = () => emit('dtls-state', { state: transport.state }, number)
  say()
  listen(transport, 'statechange', say)
}

/** The track id that the media section `mid` announces; the far end's description announces what we receive. */
export function announcedId({ pc }: Watched, mid: unknown, isInbound: boolean): string | undefined {
  const sdp = String((isInbound ? pc.remoteDescription : pc.localDescription)?.sdp)
  const section = sdp.split('\nm=').find((part) => part.includes(`a=mid:${mid}\r`))
  return /a=msid:\S+ (\S+)/.exec(section ?? '')?.[1]
}
