import { madeInviteSchema, newViewerInviteSchema } from '#lib/access/invitations/contract.ts'
import { inviteViewer } from '#lib/access/invitations/viewers.server.ts'
import { route } from '../../../door.ts'

export const POST = route(
  'POST /api/v1/viewers/invitations',
  { body: newViewerInviteSchema, respond: madeInviteSchema, status: 201 },
  ({ member, body, now }) => inviteViewer(member, body, now),
)
