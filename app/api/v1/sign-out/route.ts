import { okReply, okSchema } from '#lib/access/contract.ts'
import { revokeOwnSignIn } from '#lib/access/own-sign-ins.server.ts'
import { clearedSignInCookie } from '#lib/access/sign-in-cookie.ts'
import { env } from '#lib/env.server.ts'
import { route } from '../../door.ts'

const headers = () => ({ 'Set-Cookie': clearedSignInCookie(env().EARSHOT_URL) })

export const POST = route(
  'POST /api/v1/sign-out',
  { respond: okSchema, headers },
  async ({ member, now }) => {
    await revokeOwnSignIn(member, member.signInId, now)
    return okReply
  },
)
