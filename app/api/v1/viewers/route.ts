import { viewersSchema } from '#lib/access/invitations/contract.ts'
import { listViewers } from '#lib/access/invitations/viewers.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/viewers', { respond: viewersSchema }, ({ member, now }) =>
  listViewers(member, now),
)
