import type { IncidentView } from '#lib/incidents/api-contract.ts'
import type { IncidentTime } from '#lib/incidents/contract.ts'

/** What cannot be after what: people are free to enter it, but are told. */
const before: readonly (readonly [IncidentTime, IncidentTime])[] = [
  ['impactStarted', 'detected'],
  ['impactStarted', 'mitigated'],
  ['impactStarted', 'impactEnded'],
  ['detected', 'acknowledged'],
  ['mitigated', 'resolved'],
  ['declared', 'resolved'],
]

/** The first pair of known times that stands the wrong way round; null = all fine, as far as known. */
export function outOfOrder(
  times: IncidentView['times'],
): { earlier: IncidentTime; later: IncidentTime } | null {
  for (const [earlier, later] of before) {
    const [a, b] = [times[earlier] ?? null, times[later] ?? null]
    if (a !== null && b !== null && b < a) return { earlier, later }
  }
  return null
}
