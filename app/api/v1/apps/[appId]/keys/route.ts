import { createdKeySchema, newKeySchema } from '#lib/access/contract.ts'
import { addKey } from '#lib/access/customers/keys.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/apps/[appId]/keys',
  { params: idParams('appId'), body: newKeySchema, respond: createdKeySchema, status: 201 },
  ({ member, params, body, now }) => addKey(member, params.appId, body, now),
)
