import type { NewRoute } from '#lib/notifications/contract.ts'
import { listWords, spanWords } from '../shared/span-words.ts'
import { alertsPhrase, type Names } from './alerts-phrase.ts'

/** The parts of a route as it is read aloud; the screen sets them apart, the sentence joins them. */
export type RouteWords = { alerts: string; where: string; how: string; after: string }

/**
 * "Critical alerts of Acme → Slack #acme-ops and policy On-call, grouped by rule, after 30 s, again every 4 h".
 */
export function routeSentence(route: NewRoute, names: Names): string {
  const { alerts, where, how, after } = routeWords(route, names)
  return `${alerts} → ${[where, how, after].filter(Boolean).join(', ')}`
}

export function routeWords(route: NewRoute, names: Names): RouteWords {
  return {
    alerts: alertsPhrase(route.matchers, route.customerId ? names.customer(route.customerId) : null, names),
    where: whereWords(route, names),
    how: howWords(route),
    after: afterWords(route),
  }
}

/** A route that tells nobody silences nothing: its alerts fall to the built-in last resort. */
export const lastResortWords = 'the last resort, every channel of the customer'

function whereWords({ channelIds, policyId }: NewRoute, names: Names): string {
  const targets = [
    ...channelIds.map((id) => names.channel(id)),
    ...(policyId ? [`policy ${names.policy(policyId)}`] : []),
  ]
  return targets.length === 0 ? lastResortWords : listWords(targets)
}

function howWords({ channelIds, groupBy, groupWaitMs, repeatIntervalMs }: NewRoute): string {
  // Groups, waits and repeats are about channels; a policy has its own steps.
  if (channelIds.length === 0) return ''
  const grouped = groupBy.length === 0 ? 'all in one message' : `grouped by ${listWords(groupBy)}`
  const wait = groupWaitMs === 0 ? 'at once' : `after ${spanWords(groupWaitMs)}`
  return `${grouped}, ${wait}, again every ${spanWords(repeatIntervalMs)}`
}

function afterWords({ channelIds, sendResolved, goOn }: NewRoute): string {
  const parts = [
    ...(channelIds.length > 0 && !sendResolved ? ['silent when resolved'] : []),
    ...(goOn ? ['then on to the next route'] : []),
  ]
  return listWords(parts)
}
