import type { RouteRow } from './route-row.ts'

/**
 * The last resort, for alerts that no route gives to anybody: every channel that serves the customer, grouped by rule.
 * It is built in, not a row: a fresh installation tells its first channel without any set-up, and nobody can delete it.
 */
export const lastResort: RouteRow = {
  routeId: '00000000-0000-4000-8000-0000000e5407',
  customerId: null,
  name: 'Last resort',
  position: 10_001,
  matchers: [],
  groupBy: ['rule'],
  groupWaitMs: 30_000,
  groupIntervalMs: 300_000,
  repeatIntervalMs: 14_400_000,
  channelIds: [],
  policyId: null,
  sendResolved: true,
  goOn: false,
  enabled: true,
}
