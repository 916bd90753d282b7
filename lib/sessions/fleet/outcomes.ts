import { families } from '#lib/diagnosis/catalogue.ts'
import type { Finding } from '#lib/diagnosis/contract.ts'
import { fleetLimits } from '#lib/diagnosis/fleet/constants.ts'
import type { OutcomeFamily } from '#lib/diagnosis/fleet/fleet-row.ts'

/** The families that time is counted for; joining is an outcome of its own. */
export const timedFamilies = ['any', 'loss', 'rtt', 'video'] as const satisfies readonly OutcomeFamily[]

/** Which reasons of a score speak for which family, when they cost this much. */
export const familyReasons: Readonly<Record<'loss' | 'rtt' | 'video', readonly string[]>> = {
  loss: ['packet loss'],
  rtt: ['delay'],
  video: ['blurry', 'low frame rate', 'freezes', 'corrupted picture'],
}
export const familyFloorMos = 0.5

/** What a participant suffers from at one moment. */
export function sufferings(
  band: string,
  deductions: readonly { reason: string; mos: number }[],
): Record<(typeof timedFamilies)[number], boolean> {
  const costs = (family: keyof typeof familyReasons) =>
    deductions.some(({ reason, mos }) => mos >= familyFloorMos && familyReasons[family].includes(reason))
  return { any: band === 'bad', loss: costs('loss'), rtt: costs('rtt'), video: costs('video') }
}

type Suffering = ReturnType<typeof sufferings>

/** Open findings that speak for a family. Device and user findings are somebody's own and count for none. */
const kindsOf: Readonly<Record<'loss' | 'rtt' | 'video', readonly string[]>> = {
  loss: [
    'uplink-packet-loss',
    'downlink-packet-loss',
    'path-packet-loss',
    'bursty-loss',
    'retransmission-storm',
  ],
  rtt: ['high-rtt', 'bufferbloat'],
  video: [
    'video-freezes',
    'low-frame-rate',
    'blocky-video',
    'low-resolution',
    'no-inbound-video',
    'decoder-stall',
  ],
}
const shared: ReadonlySet<string> = new Set(
  [families.network, families.connectivity, families.server].flatMap((family) => Object.keys(family)),
)

export function findingKinds(family: OutcomeFamily): string[] {
  if (family === 'connect') return []
  return family === 'any' ? [...shared] : [...kindsOf[family]]
}

/** What the open findings of a call add, by the participant they are about. */
export function findingSufferings(findings: Iterable<Finding>): Map<string, Suffering> {
  const byPerson = new Map<string, Suffering>()
  for (const { participantId, kind, severity, confidence, clearedAt } of findings) {
    const counts =
      clearedAt === null && confidence !== 'low' && (severity === 'major' || severity === 'critical')
    if (participantId === null || !counts) continue
    const before = byPerson.get(participantId)
    byPerson.set(participantId, {
      any: shared.has(kind) || before?.any === true,
      loss: kindsOf.loss.includes(kind) || before?.loss === true,
      rtt: kindsOf.rtt.includes(kind) || before?.rtt === true,
      video: kindsOf.video.includes(kind) || before?.video === true,
    })
  }
  return byPerson
}

/** Bad in the live window: a fifth of the time there, or half a minute. */
export const isBadLive = (badMs: number, activeMs: number) =>
  badMs >= fleetLimits.badShare * activeMs || badMs >= fleetLimits.badMs

/** Bad in a past window: a fifth of the time there. The live half minute would make any long stay bad. */
export const isBadPast = (badMs: number, activeMs: number) =>
  badMs > 0 && badMs >= fleetLimits.badShare * activeMs

/** What a person or their machine refused is no failure of the service. */
const ownReasons = /permission|denied|NotAllowed|device|NotFound|password|full|cancel/i

/** Whether trying to join failed for a reason that is not the user's own; null when it is their own. */
export function failedToJoin(failed: boolean, reason: string | null): boolean | null {
  if (!failed) return false
  return reason !== null && ownReasons.test(reason) ? null : true
}
