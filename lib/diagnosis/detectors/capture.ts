import type { FindingKind } from '../catalogue.ts'
import type { Side } from '../contract.ts'
import { limits } from '../limits.ts'
import type { Capture } from '../memory.ts'
import { evidence, type Observation } from '../observation.ts'
import type { StateLook } from './connectivity.ts'

/** What asking for a microphone or camera brought, and devices that went silent under the user. */
export function lookAtDevices(look: StateLook, out: Observation[]): void {
  if (look.person.state === 'left') return
  refusals(look, out)
  for (const kind of ['audio', 'video'] as const) {
    mutedBySystem(look, kind, out)
    unplugged(look, kind, out)
  }
  talking(look, out)
}

type Refusal = { kind: FindingKind; side: Side; confidence: 'high' | 'medium' }
const refusalOf: Readonly<Record<string, Refusal>> = {
  NotAllowedError: { kind: 'permission-denied', side: 'user', confidence: 'high' },
  PermissionDeniedError: { kind: 'permission-denied', side: 'user', confidence: 'high' },
  SecurityError: { kind: 'permission-denied', side: 'user', confidence: 'high' },
  NotFoundError: { kind: 'device-not-found', side: 'device', confidence: 'high' },
  DevicesNotFoundError: { kind: 'device-not-found', side: 'device', confidence: 'high' },
  NotReadableError: { kind: 'device-in-use', side: 'device', confidence: 'medium' },
  TrackStartError: { kind: 'device-in-use', side: 'device', confidence: 'medium' },
  AbortError: { kind: 'device-in-use', side: 'device', confidence: 'medium' },
  OverconstrainedError: { kind: 'device-constraints-unsatisfied', side: 'application', confidence: 'high' },
  ConstraintNotSatisfiedError: {
    kind: 'device-constraints-unsatisfied',
    side: 'application',
    confidence: 'high',
  },
}

/** One finding a kind of refusal, whatever devices were asked for: the microphone weighs more. */
function refusals(look: StateLook, out: Observation[]): void {
  const { audio, video } = look.person.memory.capture
  const seen = new Map<FindingKind, Observation>()
  for (const [device, capture] of [
    ['camera', video],
    ['microphone', audio],
  ] as const) {
    if (capture.failedAt === null) continue
    const refusal = refusalOf[capture.error ?? '']
    if (refusal === undefined) continue
    const known = seen.get(refusal.kind)
    const devices = known ? 'camera and microphone' : device
    seen.set(refusal.kind, refused(look, refusal, capture, devices))
  }
  out.push(...seen.values())
}

function refused(look: StateLook, refusal: Refusal, capture: Capture, devices: string): Observation {
  const { person, nowMs } = look
  const at = capture.failedAt ?? nowMs
  const isFormat = refusal.kind === 'device-constraints-unsatisfied'
  const instant =
    refusal.kind === 'permission-denied' && (capture.ms ?? Number.POSITIVE_INFINITY) < limits.device.promptMs
  const answer =
    capture.ms === null ? [] : [evidence('captureMs', at, person.participantId, { value: capture.ms })]
  return {
    kind: refusal.kind,
    participantId: person.participantId,
    level: devices === 'camera' || isFormat ? 'minor' : 'major',
    direction: 'send',
    side: refusal.side,
    confidence: refusal.confidence,
    affected: [person.participantId, ...look.others],
    sinceMs: at,
    evidence: [
      evidence('gumError', at, person.participantId, {
        text: `${capture.error} for the ${devices}${instant ? ', at once: a stored refusal or a policy' : ''}`,
      }),
      ...answer,
    ],
  }
}

function mutedBySystem(look: StateLook, kind: 'audio' | 'video', out: Observation[]): void {
  const { person, nowMs } = look
  const at = person.memory.systemMutedAt[kind]
  if (at === null) return
  const heldMs = nowMs - at
  out.push({
    kind: 'device-muted-by-system',
    participantId: person.participantId,
    track: kind === 'audio' ? 0 : 1,
    level: heldMs < limits.device.systemMuteMs ? 'between' : kind === 'audio' ? 'major' : 'minor',
    direction: 'send',
    side: 'device',
    confidence: 'high',
    affected: look.others,
    sinceMs: at,
    evidence: [
      evidence('trackState', at, person.participantId, {
        text: `${kind === 'audio' ? 'microphone' : 'camera'} muted though enabled`,
      }),
    ],
  })
}

function unplugged(look: StateLook, kind: 'audio' | 'video', out: Observation[]): void {
  const { person } = look
  const at = person.memory.endedAt[kind]
  if (at === null) return
  out.push({
    kind: 'device-unplugged',
    participantId: person.participantId,
    track: kind === 'audio' ? 0 : 1,
    level: 'major',
    direction: 'send',
    side: 'device',
    confidence: 'high',
    affected: look.others,
    sinceMs: at,
    evidence: [
      evidence('trackState', at, person.participantId, {
        text: `${kind === 'audio' ? 'microphone' : 'camera'} track ended`,
      }),
    ],
  })
}

function talking(look: StateLook, out: Observation[]): void {
  const { person } = look
  const at = person.memory.speechMutedAt
  if (at === null || person.memory.userMutedAt === null) return
  out.push({
    kind: 'talking-while-muted',
    participantId: person.participantId,
    level: 'minor',
    direction: 'send',
    side: 'user',
    confidence: 'high',
    affected: look.others,
    sinceMs: at,
    evidence: [evidence('mutedMs', at, person.participantId, { value: at - person.memory.userMutedAt })],
  })
}
