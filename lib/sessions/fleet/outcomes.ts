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

/** Bad in the live window: a fifth of the time there, or half a minute. */
export const isBadLive = (badMs: number, activeMs: number) =>
  badMs >= fleetLimits.badShare * activeMs || badMs >= fleetLimits.badMs

/** What a person or their machine refused is no failure of the service. */
const ownReasons = /permission|denied|NotAllowed|no-device|NotFound|device|password|full|cancel/i

/** Whether trying to join failed for a reason that is not the user's own; null when it is their own. */
export function failedToJoin(failed: boolean, reason: string | null): boolean | null {
  if (!failed) return false
  return reason !== null && ownReasons.test(reason) ? null : true
}
