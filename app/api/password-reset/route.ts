import { okReply } from '#lib/access/contract.ts'
import { askForNewPassword } from '#lib/access/password-reset/ask.server.ts'
import { askResetSchema } from '#lib/access/password-reset/contract.ts'
import { log } from '#lib/log.server.ts'
import { openWrite } from '../open-write.ts'
import { sharedThrottle } from '../sign-in-limits.ts'

/** "Forgot your password?": the same answer after the same time, whoever it is. */
export async function POST(request: Request): Promise<Response> {
  return openWrite(request, 'POST /api/password-reset', askResetSchema, async ({ email }, network, now) => {
    const { written } = await askForNewPassword(email, network, sharedThrottle(), now)
    written.catch((error: unknown) =>
      log.error(
        { part: 'api', error: (error as Error).name },
        'a request for a new password was not written down',
      ),
    )
    return okReply
  })
}
