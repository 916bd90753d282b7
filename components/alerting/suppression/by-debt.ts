import { stableMatchers } from '#lib/alerting/describe-matchers.ts'
import type { SilenceView } from '#lib/alerting/suppression/contract.ts'

/** The newest of those that mute exactly the same, longest muted first: what wants mending instead of another silence. */
export function byDebt(silences: readonly SilenceView[]): SilenceView[] {
  const newest = new Map<string, SilenceView>()
  for (const silence of silences) {
    const key = `${silence.customerId} ${stableMatchers(silence.matchers)}`
    const known = newest.get(key)
    if (!known || silence.endsAt > known.endsAt) newest.set(key, silence)
  }
  return [...newest.values()].filter(({ debtMs }) => debtMs > 0).sort((a, b) => b.debtMs - a.debtMs)
}
