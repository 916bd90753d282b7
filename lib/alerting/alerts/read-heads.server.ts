import { readInScope } from './read-in-scope.server.ts'
import { type AlertHead, findHeads } from './read-store.server.ts'

/** How these alerts are now; what is gone is left out. For telling screens, which decides itself who may know. */
export async function readAlertHeads(
  alerts: readonly { customerId: string; alertId: string }[],
): Promise<AlertHead[]> {
  const customerIds = [...new Set(alerts.map(({ customerId }) => customerId))]
  if (customerIds.length === 0) return []
  const alertIds = [...new Set(alerts.map(({ alertId }) => alertId))]
  return readInScope({ customerIds }, (db) => findHeads(db, customerIds, alertIds))
}
