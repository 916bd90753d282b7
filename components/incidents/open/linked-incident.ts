import type { AlertEvent } from '#lib/alerting/alerts/contract.ts'

/** `ACME-7`: the incident the alert belongs to by its own history; null = none, or taken off again. */
export function linkedIncident(events: readonly AlertEvent[]): string | null {
  const last = events
    .filter(({ kind }) => kind === 'linked')
    .toSorted((a, b) => a.seq - b.seq)
    .at(-1)
  const { reference, detached } = last?.data ?? {}
  return typeof reference === 'string' && detached !== true ? reference : null
}
