import type { SeverityProposal } from '../api-contract.ts'
import type { Db } from '../store.server.ts'
import { contractTiers, proposeSeverity } from './propose-severity.ts'
import { findReach, findTier } from './store.server.ts'

/** What these alerts, and what the customer was promised, propose now; null = nothing to go by. */
export async function proposeFor(
  db: Db,
  customerId: string,
  alertIds: readonly string[],
  now: Date,
): Promise<SeverityProposal | null> {
  const said = await findTier(db, customerId)
  const tier = contractTiers.find((one) => one === said) ?? 'standard'
  const alerts = await findReach(db, customerId, alertIds)
  const proposed = proposeSeverity(
    alerts.map(({ severity, blast }) => ({
      severity,
      reach: blast && {
        people: blast.participantsSoFar,
        calls: blast.sessionsSoFar,
        share: blast.share,
      },
    })),
    tier,
  )
  return proposed && { ...proposed, at: now.getTime() }
}
