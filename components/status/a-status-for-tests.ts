import type { CustomerStatus, StatusComponent, StatusDay } from '#lib/status-pages/contract.ts'

/** A customer's page as the API answers it, for tests of screens. */
export const servedAt = Date.parse('2026-11-25T12:00:00Z')
const dayMs = 86_400_000

export const aDay = (given: Partial<StatusDay> = {}): StatusDay => ({
  ...{ day: '2026-11-25', worst: 'operational', upRatio: 1, downMs: 0 },
  ...{ unknownMs: 0, maintenanceMs: 0, excusedDownMs: 0, incidents: [] },
  ...given,
})

/** Ninety days, the last of them given. */
export function someDays(last: readonly Partial<StatusDay>[]): StatusDay[] {
  return Array.from({ length: 90 }, (_, i) => {
    const day = new Date(servedAt - (89 - i) * dayMs).toISOString().slice(0, 10)
    return aDay({ day, ...last[i - 90 + last.length] })
  })
}

export const aComponent = (given: Partial<StatusComponent> = {}): StatusComponent => ({
  ...{ componentId: 'audio', kind: 'audio', region: null, name: 'Audio', description: '' },
  ...{
    state: 'operational',
    word: 'Operational',
    since: servedAt - dayMs,
    historySince: servedAt - 90 * dayMs,
  },
  ...{ uptimeRatio: 1, days: someDays([]) },
  ...given,
})

export const aStatus = (given: Partial<CustomerStatus> = {}): CustomerStatus => ({
  ...{ customerName: 'Acme', sentence: 'Calls are working normally.', state: 'operational' },
  ...{ serverTime: servedAt, since: servedAt - dayMs, dataAt: servedAt - 3_000, whose: null, apps: [] },
  ...{ components: [aComponent()], uptimeRatio: 1, callSuccess: { good: 190, eligible: 200, ratio: 0.95 } },
  ...{ incidents: [], maintenance: [] },
  how: {
    weights: { degraded: 0, 'partial-outage': 0.3, 'major-outage': 1 },
    ...{ groupRule: 'mean', excusesMaintenance: true, uptimeTarget: 0.999, timeZone: 'Europe/Berlin' },
  },
  ...given,
})
