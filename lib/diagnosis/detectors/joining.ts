import { failureSides, joinFunnel, longestPhase } from '../join-funnel.ts'
import { limits } from '../limits.ts'
import { evidence, type Observation } from '../observation.ts'
import { onlyChats } from '../person.ts'
import type { StateLook } from './connectivity.ts'

/** Whether somebody got in, how long it took, and whether they were thrown out. */
export function lookAtJoining(look: StateLook, out: Observation[]): void {
  const { person, nowMs } = look
  const { memory } = person
  if (onlyChats(person)) return
  const timedOut =
    memory.attemptAt !== null && memory.joinedAt === null && nowMs - memory.attemptAt >= limits.join.failMs
  const funnel = joinFunnel(memory, { othersSince: look.othersSince, timedOut })
  if (funnel?.outcome === 'failed') failed(look, funnel.failure ?? 'unknown', out)
  if (funnel?.setupMs != null && funnel.setupMs > limits.join.minorMs) slow(look, funnel.setupMs, out)
  if (person.state === 'left' && memory.joinedAt !== null) dropped(look, out)
}

function failed(look: StateLook, failure: keyof typeof failureSides, out: Observation[]): void {
  const { person, nowMs } = look
  const { side, owner } = failureSides[failure]
  out.push({
    kind: 'join-failed',
    participantId: person.participantId,
    level: 'critical',
    direction: 'connect',
    side,
    owner,
    confidence: failure === 'timeout' || failure === 'unknown' ? 'medium' : 'high',
    affected: [person.participantId],
    sinceMs: person.memory.joinFailedAt ?? nowMs,
    evidence: [
      evidence('joinFailure', person.memory.joinFailedAt ?? nowMs, person.participantId, {
        text: [failure, person.memory.joinFailure].filter((part) => part !== null).join(' · '),
      }),
    ],
  })
}

/** Once per join: it stays in the record, open only for as long as the join is news. */
function slow(look: StateLook, setupMs: number, out: Observation[]): void {
  const { person, nowMs } = look
  const { minorMs, majorMs, failMs } = limits.join
  const doneAt = (person.memory.attemptAt ?? 0) + setupMs + person.memory.promptMs
  if (nowMs - doneAt > failMs) return
  const funnel = joinFunnel(person.memory, { othersSince: look.othersSince, timedOut: false })
  const longest = funnel === null ? null : longestPhase(funnel)
  out.push({
    kind: 'high-join-time',
    participantId: person.participantId,
    level: setupMs > majorMs ? 'major' : 'minor',
    direction: 'connect',
    side: phaseSides[longest?.phase ?? ''] ?? 'unknown',
    confidence: 'high',
    affected: [person.participantId],
    sinceMs: person.memory.attemptAt ?? nowMs,
    evidence: [
      evidence('joinMs', doneAt, person.participantId, { value: setupMs, limit: minorMs }),
      ...(longest === null
        ? []
        : [
            evidence('joinPhaseMs', doneAt, person.participantId, { value: longest.ms, text: longest.phase }),
          ]),
    ],
  })
}

const phaseSides: Readonly<Record<string, Observation['side']>> = {
  signaling: 'server',
  gathering: 'server',
  checks: 'network-access',
  dtls: 'network-access',
  'first-media': 'unknown',
}

/** Established, and gone without a word. A page that was hidden or closed itself is not a drop. */
function dropped(look: StateLook, out: Observation[]): void {
  const { person, nowMs } = look
  const { memory } = person
  const lost = person.leftReason === 'lost' || person.leftReason === 'error'
  if (!lost || memory.hiddenAt !== null || nowMs - (person.leftAt ?? nowMs) > limits.dropped.rejoinMs) return
  const transportFailed = [...memory.connections.values()].some(
    ({ state }) => state === 'failed' || state === 'disconnected',
  )
  out.push({
    kind: 'dropped-call',
    participantId: person.participantId,
    level: 'critical',
    direction: 'both',
    side: look.others.length > 0 ? 'network-access' : 'unknown',
    confidence: transportFailed || person.leftReason === 'error' ? 'high' : 'medium',
    affected: [person.participantId],
    sinceMs: person.lastReportAt ?? person.leftAt ?? nowMs,
    evidence: [
      evidence('silentMs', person.leftAt ?? nowMs, person.participantId, {
        value: (person.leftAt ?? nowMs) - (person.lastReportAt ?? person.joinedAt),
        limit: limits.dropped.silentMs,
        text: 'no goodbye',
      }),
    ],
  })
}
