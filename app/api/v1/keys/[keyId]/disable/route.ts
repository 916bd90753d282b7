import { okReply, okSchema } from '#lib/access/contract.ts'
import { disableKey } from '#lib/access/customers/keys.server.ts'
import { idParams, route } from '../../../../door.ts'

export const POST = route(
  'POST /api/v1/keys/[keyId]/disable',
  { params: idParams('keyId'), respond: okSchema },
  async ({ member, params, now }) => {
    await disableKey(member, params.keyId, now)
    return okReply
  },
)
