import type { IncidentImpact } from '../contract.ts'

export type Counted = Omit<IncidentImpact, 'from' | 'to' | 'share' | 'painMinutes'> & { everybody: number }

/** The numbers as they are shown: poor counts half, and nobody in calls = a share cannot be told. */
export function impactOf(
  { from, to }: { from: Date; to: Date },
  { everybody, ...counted }: Counted,
): IncidentImpact {
  return {
    ...counted,
    from: from.getTime(),
    to: to.getTime(),
    painMinutes: counted.badMinutes + counted.poorMinutes / 2,
    share: everybody > 0 ? Math.min(1, counted.participants / everybody) : null,
  }
}
