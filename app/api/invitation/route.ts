import { acceptInvite } from '#lib/access/invitations/accept.server.ts'
import { acceptInviteSchema } from '#lib/access/invitations/contract.ts'
import { openWrite } from '../open-write.ts'
import { sharedThrottle } from '../sign-in-limits.ts'

/** The button of an invitation's page. */
export async function POST(request: Request): Promise<Response> {
  return openWrite(request, 'POST /api/invitation', acceptInviteSchema, (body, network, now) =>
    acceptInvite(body, network, sharedThrottle(), now),
  )
}
