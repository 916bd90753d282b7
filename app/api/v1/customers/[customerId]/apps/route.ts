import { createdSchema, newAppSchema } from '#lib/access/contract.ts'
import { addApp } from '#lib/access/customers/customers.server.ts'
import { within } from '#lib/access/within.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/customers/[customerId]/apps',
  { params: idParams('customerId'), body: newAppSchema, respond: createdSchema, status: 201 },
  ({ member, params, body, now }) => addApp(member, within(member.scope, params.customerId), body, now),
)
