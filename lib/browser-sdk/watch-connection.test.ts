import { afterEach, beforeEach, expect, test } from 'vitest'
import { startRecording, stopRecording } from './recorder.ts'
import { watchConnection } from './watch-connection.ts'

/** As much of a connection as is looked at. */
class FakeConnection extends EventTarget {
  connectionState = 'new'
  iceConnectionState = 'new'
  iceGatheringState = 'new'
  signalingState = 'stable'
  gathering(state: string): void {
    this.iceGatheringState = state
    this.dispatchEvent(new Event('icegatheringstatechange'))
  }
  candidate(text: string | null): void {
    const candidate = text === null ? null : { candidate: text, type: / typ (\w+)/.exec(text)?.[1] ?? null }
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }))
  }
}

let events: [string, unknown][] = []
beforeEach(() => {
  events = []
  startRecording((type, data) => events.push([type, data]))
})
afterEach(stopRecording)

function watched(config?: RTCConfiguration): FakeConnection {
  const pc = new FakeConnection()
  const of = {
    number: 0,
    pc: pc as unknown as RTCPeerConnection,
    isSampled: false,
    transports: new WeakSet(),
  }
  watchConnection(
    of,
    { ...(config ? { config } : {}) },
    () => undefined,
    () => 'hash',
  )
  return pc
}
const created = () => events.find(([type]) => type === 'connection-created')?.[1]
const gathered = () => events.filter(([type]) => type === 'ice-gathering-state').map(([, data]) => data)
const candidateOf = (type: string) => `candidate:1 1 udp 2122260223 192.0.2.1 54321 typ ${type} generation 0`

test.each<[string, RTCConfiguration | undefined, object]>([
  ['no configuration at all', undefined, { iceServers: 0, turnServers: 0 }],
  ['no servers', {}, { iceServers: 0, turnServers: 0 }],
  ['STUN alone', { iceServers: [{ urls: 'stun:turn.example:3478' }] }, { iceServers: 1, turnServers: 0 }],
  [
    'STUN and TURN under one entry, and TURN over TLS',
    { iceServers: [{ urls: ['stun:a.example', 'turn:a.example'] }, { urls: 'turns:b.example:443' }] },
    { iceServers: 2, turnServers: 2 },
  ],
])('a connection with %s says how many of its servers are TURN', (_case, config, counts) => {
  watched(config)
  expect(created()).toMatchObject(counts)
})

test('what kinds of candidates were gathered is said when gathering completes, zeros too', () => {
  const pc = watched()
  pc.gathering('gathering')
  for (const type of ['host', 'host', 'srflx']) pc.candidate(candidateOf(type))
  pc.candidate('')
  pc.candidate(null)
  pc.gathering('complete')
  expect(gathered()).toEqual([{ state: 'gathering' }, { state: 'complete', host: 2, srflx: 1, relay: 0 }])
  expect(JSON.stringify(events)).not.toContain('192.0.2.1')
})

test('a restart counts anew', () => {
  const pc = watched()
  for (const type of ['relay', 'host']) {
    pc.gathering('gathering')
    pc.candidate(candidateOf(type))
    pc.gathering('complete')
  }
  expect(gathered().at(-1)).toEqual({ state: 'complete', host: 1, srflx: 0, relay: 0 })
})

test('gathering that began before we were there is not counted: some were missed', () => {
  const pc = watched()
  pc.candidate(candidateOf('host'))
  pc.gathering('complete')
  expect(gathered()).toEqual([{ state: 'complete' }])
})
