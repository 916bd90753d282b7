import { collection } from '#components/notifications/shared/collection.ts'
import { type ApiTokenView, apiTokensSchema } from '#lib/access/api-tokens/contract.ts'
import { type MemberView, membersSchema } from '#lib/access/contract.ts'
import { type InviteView, invitesSchema } from '#lib/access/invitations/contract.ts'

export const members = collection(
  '/api/v1/members',
  membersSchema,
  (answer): MemberView[] => answer.members,
  ({ id }) => id,
)

export const invitations = collection(
  '/api/v1/invitations',
  invitesSchema,
  (answer): InviteView[] => answer.invitations,
  ({ inviteId }) => inviteId,
)

export const tokens = collection(
  '/api/v1/me/tokens',
  apiTokensSchema,
  (answer): ApiTokenView[] => answer.tokens,
  ({ tokenId }) => tokenId,
)
