import { z } from 'zod'
import { statusIncidentSchema } from '#lib/status-pages/contract.ts'
import { readStatusIncident } from '#lib/status-pages/page/read-incident.server.ts'
import { found, route } from '../../../../door.ts'

const query = z.strictObject({ customer: z.uuid().optional() })
/** Customers know an incident by its reference, `ACME-7`. */
const params = z.strictObject({ incidentId: z.string().max(200) })

export const GET = route(
  'GET /api/v1/status/incidents/[incidentId]',
  { params, query, respond: statusIncidentSchema },
  async ({ member, params, query, now }) => {
    const asked = { customerId: query.customer ?? null, reference: params.incidentId }
    return found(await readStatusIncident(member, asked, now))
  },
)
