import type { TimelineLine } from '#lib/incidents/api-contract.ts'

/** Who changed the incident last, of people and machines that have a name. */
export function lastChangedBy(timeline: readonly TimelineLine[]): string | null {
  const named = timeline.filter((line) => line.kind !== null && line.actorName !== null)
  return named.toSorted((a, b) => a.at - b.at).at(-1)?.actorName ?? null
}
