import { okReply } from '#lib/access/contract.ts'
import { setNewPasswordSchema } from '#lib/access/password-reset/contract.ts'
import { setNewPassword } from '#lib/access/password-reset/set.server.ts'
import { openWrite } from '../open-write.ts'
import { sharedThrottle } from '../sign-in-limits.ts'

/** The button of the page that a mail's link opens. */
export async function POST(request: Request): Promise<Response> {
  return openWrite(request, 'POST /api/new-password', setNewPasswordSchema, async (body, network, now) => {
    await setNewPassword(body, network, sharedThrottle(), now)
    return okReply
  })
}
