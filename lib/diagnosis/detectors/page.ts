import { limits } from '../limits.ts'
import { evidence, type Observation } from '../observation.ts'
import type { StateLook } from './connectivity.ts'

/** The page itself: hidden, silenced by the browser, throwing errors, or silent towards us. */
export function lookAtPage(look: StateLook, out: Observation[]): void {
  const { person } = look
  rejoins(look, out)
  if (person.state === 'left') return
  hidden(look, out)
  blocked(look, out)
  errors(look, out)
  gap(look, out)
}

function hidden(look: StateLook, out: Observation[]): void {
  const { person, nowMs } = look
  const at = person.memory.hiddenAt
  if (at === null) return
  out.push({
    kind: 'tab-hidden-throttled',
    participantId: person.participantId,
    level: nowMs - at >= limits.raiseWindows * 1_000 ? 'info' : 'between',
    direction: 'receive',
    side: 'user',
    confidence: 'high',
    affected: [person.participantId],
    sinceMs: at,
    evidence: [evidence('hiddenMs', at, person.participantId, { value: nowMs - at })],
  })
}

function blocked(look: StateLook, out: Observation[]): void {
  const { person } = look
  const at = person.memory.playbackBlockedAt
  if (at === null) return
  out.push({
    kind: 'playback-blocked',
    participantId: person.participantId,
    level: 'major',
    direction: 'receive',
    side: 'browser',
    confidence: 'high',
    affected: [person.participantId],
    sinceMs: at,
    evidence: [evidence('errorText', at, person.participantId, { text: 'NotAllowedError on play' })],
  })
}

function errors(look: StateLook, out: Observation[]): void {
  const { person, nowMs } = look
  const { closesMs, majorCount } = limits.application
  const recent = person.memory.errors.filter(({ at }) => nowMs - at < closesMs)
  const newest = recent.at(-1)
  if (newest === undefined) return
  const count = recent.reduce((sum, each) => sum + each.count, 0)
  out.push({
    kind: 'application-error',
    participantId: person.participantId,
    level: count >= majorCount ? 'major' : 'minor',
    direction: 'both',
    side: 'application',
    confidence: 'medium',
    affected: [person.participantId],
    sinceMs: recent[0]?.at ?? newest.at,
    evidence: [
      evidence('errorText', newest.at, person.participantId, { text: newest.text }),
      evidence('errorCount', newest.at, person.participantId, { value: count, windowMs: closesMs }),
    ],
  })
}

/** No samples although nobody left; what it means for the call is unknown, and said so. */
function gap(look: StateLook, out: Observation[]): void {
  const { person, nowMs } = look
  if (person.state !== 'no-telemetry' || person.lastReportAt === null) return
  const silentMs = nowMs - person.lastReportAt
  out.push({
    kind: 'telemetry-gap',
    participantId: person.participantId,
    level: silentMs >= limits.gap.minorMs ? 'minor' : 'info',
    direction: 'telemetry',
    side: 'unknown',
    confidence: 'high',
    affected: [],
    sinceMs: person.lastReportAt,
    evidence: [
      evidence('silentMs', nowMs, person.participantId, { value: silentMs, limit: 3 * person.intervalMs }),
    ],
  })
}

function rejoins(look: StateLook, out: Observation[]): void {
  const { person, nowMs } = look
  const { count, overMs } = limits.rejoins
  const recent = person.memory.joins.filter((at) => nowMs - at < overMs)
  if (recent.length < count) return
  out.push({
    kind: 'repeated-rejoins',
    participantId: person.participantId,
    level: 'minor',
    direction: 'both',
    side: 'unknown',
    confidence: 'high',
    affected: look.others,
    sinceMs: recent[0] ?? nowMs,
    evidence: [
      evidence('joins', nowMs, person.participantId, {
        value: recent.length,
        limit: count,
        windowMs: overMs,
      }),
    ],
  })
}
