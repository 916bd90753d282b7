import type { Member } from '#lib/access/member.ts'
import { asCustomer } from '#lib/db/transaction.server.ts'
import type { StatusIncident } from '../contract.ts'
import { statusCustomer } from '../status-customer.ts'
import { readPublicIncidents } from './read-parts.server.ts'
import { readIncident, readPage, readShownComponents } from './store.server.ts'

/** GET /api/v1/status/incidents/[reference]. Null when it is missing, somebody else's, or not published. */
export async function readStatusIncident(
  member: Member,
  { customerId, reference }: { customerId: string | null; reference: string },
  now: Date,
): Promise<StatusIncident | null> {
  const wanted = statusCustomer(member, customerId)
  return asCustomer({ customerIds: [wanted] }, async (tx) => {
    const page = await readPage(tx, wanted)
    const row = page && (await readIncident(tx, wanted, reference))
    if (!row) return null
    const [incident] = await readPublicIncidents(tx, wanted, [row])
    if (!incident) return null
    const components = (await readShownComponents(tx, wanted))
      .filter(({ componentId }) => row.componentIds.includes(componentId))
      .map(({ componentId, name }) => ({ componentId, name }))
    return { customerName: page.name, serverTime: now.getTime(), incident, components }
  })
}
