import type { Suppression } from '../alerts/contract.ts'
import { type Labels, type Matcher, matchesAll } from '../labels.ts'

/**
 * One span of time in which something mutes: a silence, or one occurrence of maintenance. A span of a customer's only ever
 * touches that customer's alerts, whatever its labels say; null touches everybody's.
 */
export type MutingSpan = {
  readonly kind: 'silence' | 'maintenance'
  readonly id: string
  /** the silence's reason, the maintenance's name */
  readonly name: string
  readonly customerId: string | null
  readonly matchers: readonly Matcher[]
  readonly startsAt: number
  readonly endsAt: number
}
export type MutableAlert = { readonly customerId: string; readonly labels: Labels }

/** What mutes this alert now, each once and until its end; the one that lasts longest comes first. */
export function suppressionsOf(
  alert: MutableAlert,
  spans: readonly MutingSpan[],
  now: number,
): (Suppression & { until: number })[] {
  const byId = new Map<string, Suppression & { until: number }>()
  for (const span of spans) {
    if (!mutes(span, alert, now)) continue
    const known = byId.get(span.id)
    if (known && known.until >= span.endsAt) continue
    byId.set(span.id, { kind: span.kind, id: span.id, name: span.name, until: span.endsAt })
  }
  return [...byId.values()].sort((a, b) => b.until - a.until || (a.id < b.id ? -1 : 1))
}

function mutes(span: MutingSpan, { customerId, labels }: MutableAlert, now: number): boolean {
  if (now < span.startsAt || now >= span.endsAt) return false
  if (span.customerId !== null && span.customerId !== customerId) return false
  return matchesAll(span.matchers, labels)
}
