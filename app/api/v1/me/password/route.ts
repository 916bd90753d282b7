import { changeOwnPassword } from '#lib/access/change-password.server.ts'
import { changePasswordSchema, okReply, okSchema } from '#lib/access/contract.ts'
import { clearedSignInCookie } from '#lib/access/sign-in-cookie.ts'
import { env } from '#lib/env.server.ts'
import { clientNetwork } from '../../../client-network.ts'
import { route } from '../../../door.ts'
import { sharedThrottle } from '../../../sign-in-limits.ts'

const headers = () => ({ 'Set-Cookie': clearedSignInCookie(env().EARSHOT_URL) })

export const POST = route(
  'POST /api/v1/me/password',
  { body: changePasswordSchema, respond: okSchema, headers },
  async ({ member, body, request, now }) => {
    await changeOwnPassword(member, body, clientNetwork(request.headers), sharedThrottle(), now)
    return okReply
  },
)
