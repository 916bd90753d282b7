import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { severityLook } from '../alert-words.ts'

/** Whether somebody still has to take it: neither taken, over nor muted. */
export function isWaiting({ state, suppressedBy }: AlertView): boolean {
  return state === 'open' && suppressedBy.length === 0
}

/** "4 new alerts, 1 critical: Acme, Join failures 12 %": one sentence for all that is new; null for nothing. */
export function newsText(fresh: readonly AlertView[]): string | null {
  const critical = fresh.filter(({ severity }) => severity === 'critical')
  const [example] = critical.length > 0 ? critical : fresh
  if (!example) return null
  const what = `${example.customerName}, ${example.title}.`
  if (fresh.length === 1) return `New alert, ${severityLook[example.severity].word}: ${what}`
  const worst = critical.length > 0 ? `, ${critical.length} critical` : ''
  return `${fresh.length} new alerts${worst}: ${what}`
}
