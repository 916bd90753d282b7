import { revokeOwnToken } from '#lib/access/api-tokens/own-tokens.server.ts'
import { okReply, okSchema } from '#lib/access/contract.ts'
import { idParams, route } from '../../../../../door.ts'

export const POST = route(
  'POST /api/v1/me/tokens/[tokenId]/revoke',
  { params: idParams('tokenId'), respond: okSchema },
  async ({ member, params, now }) => {
    await revokeOwnToken(member, params.tokenId, now)
    return okReply
  },
)
