import { relayHost } from './read-metas.ts'
import { listen, type Recorder } from './recorder.ts'
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
  ['connectionstatechange', 'connection-state', 'connectionState'],
  ['iceconnectionstatechange', 'ice-state', 'iceConnectionState'],
  ['icegatheringstatechange', 'ice-gathering-state', 'iceGatheringState'],
  ['signalingstatechange', 'signaling-state', 'signalingState'],
] as const

/** Notes what a connection says of itself, at once. */
export function watchConnection(
  recorder: Recorder,
  watched: Watched,
  details: { label?: string; config?: RTCConfiguration },
  changed: (state: RTCPeerConnectionState) => void,
): void {
  const { pc, number: connection } = watched
  const where = { connection }
  const config = details.config ?? pc.getConfiguration?.()
  recorder.emit(
    'connection-created',
    {
      label: details.label,
      relayOnly: config?.iceTransportPolicy === 'relay',
      iceServers: config?.iceServers?.length ?? 0,
      bundlePolicy: config?.bundlePolicy,
    },
    where,
  )
  for (const [name, type, state] of states)
    listen(recorder, pc, name, () => {
      recorder.emit(type, { state: pc[state] }, where)
      if (type === 'connection-state') changed(pc.connectionState)
      if (type === 'signaling-state' && pc.signalingState === 'stable') noteIceRestart(recorder, watched)
    })
  listen(recorder, pc, 'icecandidateerror', (event) => {
    const { url, errorCode, errorText } = event as RTCPeerConnectionIceErrorEvent
    recorder.emit(
      'ice-candidate-error',
      { host: relayHost(url, recorder.hash), code: errorCode, text: scrub(errorText ?? '', 200) },
      where,
    )
  })
  if (pc.connectionState === 'connected') changed('connected')
}

/** A restart shows in new ICE credentials; only whether they changed is looked at. */
function noteIceRestart(recorder: Recorder, watched: Watched): void {
  const user = /a=ice-ufrag:(\S+)/.exec(watched.pc.localDescription?.sdp ?? '')?.[1]
  if (watched.iceUser && user && user !== watched.iceUser)
    recorder.emit('ice-restart', {}, { connection: watched.number })
  watched.iceUser = user ?? watched.iceUser
}

/** DTLS transports appear during negotiation: found at sample time, then listened to. */
export function watchTransports(recorder: Recorder, { pc, number: connection, transports }: Watched): void {
  for (const { transport } of [...pc.getSenders(), ...pc.getReceivers()]) {
    if (!transport || transports.has(transport)) continue
    transports.add(transport)
    const say = () => recorder.emit('dtls-state', { state: transport.state }, { connection })
    say()
    listen(recorder, transport, 'statechange', say)
  }
}

/** The track id that the media section `mid` announces; the far end's description announces what we receive. */
export function announcedId({ pc }: Watched, mid: string, isInbound: boolean): string | undefined {
  const sdp = (isInbound ? pc.remoteDescription : pc.localDescription)?.sdp ?? ''
  const section = sdp.split('\nm=').find((part) => part.includes(`a=mid:${mid}\r`))
  return /a=msid:\S+ (\S+)/.exec(section ?? '')?.[1]
}
