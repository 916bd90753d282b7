import type { Severity, Side } from '../contract.ts'
import { limits } from '../limits.ts'
import type { ConnectionMemory } from '../memory.ts'
import { evidence, type Observation } from '../observation.ts'
import type { Person } from '../person.ts'

/** What the states of connections say: they come as events, so they are known at once. */
export type StateLook = {
  person: Person
  nowMs: number
  others: readonly string[]
  /** since when somebody else has been connected; null = nobody is, as far as we are told */
  othersSince: number | null
  watching: boolean
}

export function lookAtConnections(look: StateLook, out: Observation[]): void {
  const { person } = look
  const isGone = person.state === 'left' || person.memory.leftAt !== null
  for (const [number, connection] of person.memory.connections) {
    if (connection.closedAt !== null) continue
    if (!isGone) {
      notEstablished(look, number, connection, out)
      interrupted(look, number, connection, out)
      handshake(look, number, connection, out)
    }
    turn(look, number, connection, out)
    path(look, number, connection, out)
  }
  if (!isGone) flapping(look, out)
  if (!isGone) signaling(look, out)
}

/** In a call of two nobody can tell whose side of the path it is. */
export const accessSide = (others: readonly string[]): Side =>
  others.length > 1 ? 'network-access' : 'network-path'

type Seen = Pick<Observation, 'kind' | 'level' | 'confidence' | 'evidence'> & Partial<Observation>

function ofConnection(look: StateLook, connection: number, seen: Seen): Observation {
  return {
    participantId: look.person.participantId,
    connection,
    direction: 'both',
    side: accessSide(look.others),
    affected: [look.person.participantId],
    ...seen,
  }
}

/** Never up: it failed, or it has been checking for too long. */
function notEstablished(
  look: StateLook,
  number: number,
  connection: ConnectionMemory,
  out: Observation[],
): void {
  const { person, nowMs } = look
  if (connection.connectedAt !== null) return
  const failed =
    connection.failedAt !== null || connection.state === 'failed' || connection.iceState === 'failed'
  const checkingMs = connection.checkingAt === null ? 0 : nowMs - connection.checkingAt
  const stuck = !failed && connection.checkingAt !== null && checkingMs >= limits.ice.checkingMs
  if (!failed && !stuck) return
  if (connection.dtlsState === 'failed') return // ICE did its part
  out.push(
    ofConnection(look, number, {
      kind: 'ice-failed',
      level: 'critical',
      direction: 'connect',
      confidence: failed ? 'high' : 'medium',
      sinceMs: connection.checkingAt ?? connection.createdAt,
      evidence: [
        failed
          ? evidence('connectionState', connection.failedAt ?? nowMs, person.participantId, {
              text: 'failed',
            })
          : evidence('checkingMs', nowMs, person.participantId, {
              value: checkingMs,
              limit: limits.ice.checkingMs,
            }),
        ...(connection.relayGathered === false || connection.iceServers === 0
          ? [
              evidence('candidatePair', nowMs, person.participantId, {
                text: 'no relay candidate was gathered',
              }),
            ]
          : []),
      ],
    }),
  )
}

/** Was up and is not now. Failed for good is a dropped call, which the whole participant tells. */
function interrupted(
  look: StateLook,
  number: number,
  connection: ConnectionMemory,
  out: Observation[],
): void {
  const { person, nowMs } = look
  if (connection.connectedAt === null || connection.state === 'connected') return
  const isFailed = connection.state === 'failed'
  if (connection.state !== 'disconnected' && !isFailed) return
  const downMs = nowMs - connection.stateAt
  // Shorter ones are told as what they are, context: they accuse nobody.
  const level: Severity =
    isFailed || downMs >= limits.ice.criticalMs ? 'critical' : downMs >= limits.ice.majorMs ? 'major' : 'info'
  if (isFailed)
    out.push(
      ofConnection(look, number, {
        kind: 'dropped-call',
        level: 'critical',
        confidence: 'high',
        sinceMs: connection.stateAt,
        evidence: [
          evidence('connectionState', connection.stateAt, person.participantId, {
            text: 'failed after it was up',
          }),
        ],
      }),
    )
  out.push(
    ofConnection(look, number, {
      kind: 'ice-disconnected',
      level,
      confidence: 'high',
      sinceMs: connection.interruptions.at(-1) ?? connection.stateAt,
      evidence: [
        evidence('disconnectedMs', nowMs, person.participantId, {
          value: nowMs - (connection.interruptions.at(-1) ?? connection.stateAt),
          limit: limits.ice.majorMs,
        }),
      ],
    }),
  )
}

function handshake(look: StateLook, number: number, connection: ConnectionMemory, out: Observation[]): void {
  const { person, nowMs } = look
  const failed = connection.dtlsState === 'failed'
  const waitingMs = connection.iceConnectedAt === null ? 0 : nowMs - connection.iceConnectedAt
  const stuck =
    connection.connectedAt === null &&
    connection.dtlsState !== null &&
    connection.dtlsState !== 'connected' &&
    (connection.iceState === 'connected' || connection.iceState === 'completed') &&
    waitingMs >= limits.dtls.holdMs
  if (!failed && !stuck) return
  out.push(
    ofConnection(look, number, {
      kind: 'dtls-failed',
      level: 'critical',
      direction: 'connect',
      confidence: failed ? 'high' : 'medium',
      evidence: [
        evidence('connectionState', nowMs, person.participantId, {
          text: `DTLS ${connection.dtlsState ?? 'waiting'}`,
        }),
      ],
    }),
  )
}

/** A server that answers and refuses; the first challenge (401 with a later success) and stale nonces are normal. */
const refusals = new Set([401, 403, 437, 441, 442, 486, 500, 508])
const unreachable = 701

function turn(look: StateLook, number: number, connection: ConnectionMemory, out: Observation[]): void {
  const { person } = look
  if (connection.iceErrors.size === 0 || connection.relayGathered === true) return
  const isUp = connection.connectedAt !== null && connection.state === 'connected'
  const all = [...connection.iceErrors.values()]
  const refused = all.filter(({ code }) => refusals.has(code))
  const hasTurn = connection.relayOnly || (connection.turnServers ?? 0) > 0
  const silent = hasTurn ? all.filter(({ code }) => code === unreachable) : []
  // A call that is up without a relay shows only that this relay was not needed; one refusal by each server still counts.
  const isDecided =
    connection.relayOnly || connection.connectedAt === null || connection.relayGathered === false
  const bad = refused.length > 0 ? refused : isDecided && !isUp ? silent : []
  const [first] = bad
  if (first === undefined || (isUp && !isDecided)) return
  const isFatal = connection.relayOnly || connection.failedAt !== null
  out.push(
    ofConnection(look, number, {
      kind: 'turn-allocation-failed',
      level: isFatal ? 'critical' : 'major',
      direction: 'connect',
      side: first.code === unreachable ? 'network-access' : 'server',
      owner: first.code === unreachable ? 'customer-it' : 'platform-ops',
      confidence: first.code === unreachable ? 'medium' : 'high',
      sinceMs: first.at,
      evidence: bad.slice(0, 4).map((error) =>
        evidence('iceError', error.at, person.participantId, {
          value: error.code,
          text: [error.text, error.host].filter((part) => part !== '').join(' · '),
        }),
      ),
    }),
  )
}

/** The way the media takes: context, and TCP as a cause of stalls. */
function path(look: StateLook, number: number, connection: ConnectionMemory, out: Observation[]): void {
  const { person, nowMs } = look
  const known = person.context.connections.get(number)
  if (known === undefined || person.state === 'left') return
  const { localCandidateType, remoteCandidateType, protocol, relayProtocol } = known
  const text = [localCandidateType, relayProtocol ?? protocol, '→', remoteCandidateType]
    .filter((part) => part)
    .join(' ')
  const said = [evidence('candidatePair', connection.connectedAt ?? nowMs, person.participantId, { text })]
  if (localCandidateType === 'relay' || remoteCandidateType === 'relay')
    out.push(
      ofConnection(look, number, {
        kind: 'relay-used',
        level: 'info',
        side: localCandidateType === 'relay' ? 'network-access' : 'network-path',
        confidence: 'high',
        sinceMs: connection.connectedAt ?? nowMs,
        evidence: said,
      }),
    )
  if (
    protocol === 'tcp' ||
    (localCandidateType === 'relay' && (relayProtocol === 'tcp' || relayProtocol === 'tls'))
  )
    out.push(
      ofConnection(look, number, {
        kind: 'relay-over-tcp',
        level: 'minor',
        side: 'network-access',
        confidence: 'high',
        sinceMs: connection.connectedAt ?? nowMs,
        evidence: said,
      }),
    )
  changed(look, number, connection, out)
}

function changed(look: StateLook, number: number, connection: ConnectionMemory, out: Observation[]): void {
  const { person, nowMs } = look
  const { networkChange: l } = limits
  const pairAt = connection.pathChangedAt
  const settled =
    pairAt !== null && connection.connectedAt !== null && pairAt - connection.connectedAt >= l.settleMs
  const toldAt = person.memory.networkChangedAt
  const at = Math.max(settled ? pairAt : 0, toldAt ?? 0)
  if (at === 0 || nowMs - at >= l.closesMs) return
  const downMs =
    connection.interruptions.at(-1) !== undefined && (connection.interruptions.at(-1) ?? 0) >= at - l.closesMs
  out.push(
    ofConnection(look, number, {
      kind: 'network-change',
      level: downMs ? 'minor' : 'info',
      side: 'network-access',
      confidence: toldAt === at ? 'high' : 'medium',
      sinceMs: at,
      evidence: [
        evidence('candidatePair', at, person.participantId, {
          text: toldAt === at ? (person.memory.networkText ?? 'network changed') : 'another path was chosen',
        }),
      ],
    }),
  )
}

function flapping(look: StateLook, out: Observation[]): void {
  const { person, nowMs } = look
  const recent = [...person.memory.connections.values()]
    .flatMap(({ interruptions }) => interruptions)
    .filter((at) => nowMs - at < limits.ice.flapMs)
  if (recent.length < limits.ice.flaps) return
  out.push({
    kind: 'ice-flapping',
    participantId: person.participantId,
    level: 'major',
    direction: 'both',
    side: accessSide(look.others),
    confidence: 'high',
    affected: [person.participantId],
    sinceMs: Math.min(...recent),
    evidence: [
      evidence('reconnects', nowMs, person.participantId, {
        value: recent.length,
        limit: limits.ice.flaps,
        windowMs: limits.ice.flapMs,
      }),
    ],
  })
}

/** The app's own control channel is down while media flows. */
function signaling(look: StateLook, out: Observation[]): void {
  const { person, nowMs } = look
  const downAt = person.memory.signalingDownAt
  if (downAt === null || person.state !== 'present') return
  const downMs = nowMs - downAt
  const { minorMs, majorMs } = limits.signaling
  out.push({
    kind: 'signaling-lost',
    participantId: person.participantId,
    level: downMs >= majorMs ? 'major' : downMs >= minorMs ? 'minor' : 'between',
    direction: 'control',
    side: look.others.length > 0 ? 'network-access' : 'unknown',
    confidence: 'high',
    affected: [person.participantId],
    sinceMs: downAt,
    evidence: [evidence('disconnectedMs', nowMs, person.participantId, { value: downMs, limit: minorMs })],
  })
}
