import { createLineReader } from './cut-lines.ts'
import { finishCall } from './finish-call.ts'
import type { DumpReader, ImportedCall, Reading } from './imported-call.ts'
import type { Section } from './object-dump.ts'
import { createBudget, createParticipant, type Participant } from './participant.ts'
import { type Bag, bagOf, epochMs, isBag, listOf, textOf, unwrapped } from './pieces.ts'
import { malformed, unknownVersion } from './refusals.ts'

/** ObserveRTC's lists of a peer connection, and the W3C type of what they hold. */
const listTypes: Record<string, string> = {
  codecs: 'codec',
  inboundRtps: 'inbound-rtp',
  outboundRtps: 'outbound-rtp',
  remoteInboundRtps: 'remote-inbound-rtp',
  remoteOutboundRtps: 'remote-outbound-rtp',
  mediaSources: 'media-source',
  mediaPlayouts: 'media-playout',
  iceTransports: 'transport',
  peerConnectionTransports: 'peer-connection',
  iceCandidatePairs: 'candidate-pair',
  dataChannels: 'data-channel',
}

export const isClientSample = (value: unknown): boolean =>
  isBag(value) && typeof value.clientId === 'string' && 'timestamp' in value && !('statsSessionId' in value)

/** Gathers ClientSamples of any number of clients of one call, in the order they were sent. */
export function createClientSamples(reading: Reading) {
  const budget = createBudget()
  const clients = new Map<string, Participant>()

  function clientOf(id: string): Participant | null {
    const known = clients.get(id)
    if (known) return known
    if (clients.size >= reading.limits.maxParticipants) {
      budget.notes.add(`Only the first ${reading.limits.maxParticipants} participants were read.`)
      return null
    }
    const made = createParticipant(id.slice(0, 200), reading, budget)
    clients.set(id, made)
    return made
  }

  function take(sample: Bag) {
    const t = epochMs(sample.timestamp)
    if ('inboundAudioTracks' in sample || 'outboundAudioTracks' in sample || 'pcTransports' in sample)
      throw unknownVersion(
        'This is an ObserveRTC ClientSample of version 2.',
        'version 3, with a list of peerConnections',
      )
    if (typeof sample.clientId !== 'string' || t === undefined)
      throw malformed('A ClientSample has a clientId and a timestamp; this one has not.')
    const one = clientOf(sample.clientId)
    if (!one) return
    for (const event of listOf(sample.clientEvents)) if (isBag(event)) takeEvent(one, event)
    for (const meta of listOf(sample.clientMetaItems)) if (isBag(meta)) takeMeta(one, meta)
    for (const pc of listOf(sample.peerConnections)) if (isBag(pc)) takeConnection(one, t, pc)
  }

  return {
    take,
    end: (): ImportedCall =>
      finishCall({ format: 'client-sample', formatVersion: '3', budget }, [...clients.values()]),
  }
}

/** One ClientSample a line. */
export function readClientSampleLines(reading: Reading): DumpReader {
  const samples = createClientSamples(reading)
  const lines = createLineReader(reading.limits, (value, line) => {
    if (!isBag(value)) throw malformed(`Line ${line} is no ClientSample.`)
    samples.take(value)
  })
  return {
    take: lines.take,
    end: () => {
      lines.end()
      return samples.end()
    },
  }
}

/** A single ClientSample as one document. */
export function readClientSampleDocument(reading: Reading): Section {
  const connections: unknown[] = []
  return {
    wish: (path, isContainer) => (path.length === 1 && isContainer ? 'enter' : 'take'),
    take(_path, value) {
      if (connections.length < reading.limits.maxConnections) connections.push(value)
    },
    end({ values }) {
      const samples = createClientSamples(reading)
      samples.take({ ...values, peerConnections: connections })
      return samples.end()
    },
  }
}

function takeConnection(one: Participant, t: number, pc: Bag) {
  const name = textOf(pc.peerConnectionId)
  if (name === undefined) return
  const remote = new Set(listOf(pc.iceCandidatePairs).map((pair) => bagOf(pair).remoteCandidateId))
  const stats = Object.entries(listTypes).flatMap(([list, type]) =>
    listOf(pc[list]).map((stat) => ({ ...bagOf(stat), type, ...nested(bagOf(stat)) })),
  )
  const candidates = listOf(pc.iceCandidates).map((one) => {
    const candidate = bagOf(one)
    return { ...candidate, type: remote.has(candidate.id) ? 'remote-candidate' : 'local-candidate' }
  })
  one.sample(one.connection(name), t, [...stats, ...candidates])
}

/** Durations of limits may be written flat. */
function nested(stat: Bag): Bag {
  return 'qualityLimitationDurations' in stat
    ? { qualityLimitationDurations: unwrapped(stat.qualityLimitationDurations) }
    : {}
}

/** Types of events whose meaning rtcstats has a word for. */
const words: Record<string, string> = {
  PEER_CONNECTION_OPENED: 'create',
  PEER_CONNECTION_CLOSED: 'close',
  PEER_CONNECTION_STATE_CHANGED: 'onconnectionstatechange',
  ICE_CONNECTION_STATE_CHANGED: 'oniceconnectionstatechange',
  ICE_GATHERING_STATE_CHANGED: 'onicegatheringstatechange',
  SIGNALING_STATE_CHANGED: 'onsignalingstatechange',
  ICE_CANDIDATE_ERROR: 'onicecandidateerror',
}

function takeEvent(one: Participant, event: Bag) {
  const t = epochMs(event.timestamp)
  const type = textOf(event.type)
  if (t === undefined || type === undefined) return
  const payload = bagOf(unwrapped(event.payload))
  const name = words[type]
  if (type === 'CLIENT_LEFT') one.note({ t, type: 'left', data: { reason: 'app' } })
  const pc = textOf(event.peerConnectionId) ?? textOf(payload.peerConnectionId)
  if (name === undefined || pc === undefined) return
  const state =
    payload.state ??
    payload.connectionState ??
    payload.iceConnectionState ??
    payload.iceGatheringState ??
    payload.signalingState
  one.tell({ t, name, value: state ?? payload, connection: one.connection(pc) })
}

function takeMeta(one: Participant, { type, payload }: Bag) {
  const said = bagOf(unwrapped(payload))
  const named = (part: unknown, max = 40) => textOf(part)?.slice(0, max)
  if (type === 'BROWSER')
    one.client = {
      ...one.client,
      browser: named(said.name),
      browserVersion: named(said.version)?.split('.')[0],
    }
  if (type === 'OPERATION_SYSTEM' || type === 'OS')
    one.client = { ...one.client, os: named(said.name), osVersion: named(said.version)?.split('.')[0] }
}
