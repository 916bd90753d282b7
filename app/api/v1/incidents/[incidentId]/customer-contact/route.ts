import { setCustomerContact } from '#lib/incidents/acts/edit.server.ts'
import { customerContactSchema, incidentSchema } from '#lib/incidents/api-contract.ts'
import { route } from '../../../../door.ts'
import { incidentParams } from '../../../../incident-params.ts'

export const POST = route(
  'POST /api/v1/incidents/[incidentId]/customer-contact',
  { params: incidentParams, body: customerContactSchema, respond: incidentSchema },
  ({ member, params, body, now }) => setCustomerContact(member, params.incidentId, body, now),
)
