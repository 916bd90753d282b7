import { okReply, okSchema } from '#lib/access/contract.ts'
import { revokeOwnSignIn } from '#lib/access/own-sign-ins.server.ts'
import { idParams, route } from '../../../../../door.ts'

export const POST = route(
  'POST /api/v1/me/sign-ins/[signInId]/revoke',
  { params: idParams('signInId'), respond: okSchema },
  async ({ member, params, now }) => {
    await revokeOwnSignIn(member, params.signInId, now)
    return okReply
  },
)
