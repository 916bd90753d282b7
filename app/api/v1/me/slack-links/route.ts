import { newSlackLinkSchema, slackLinkedSchema } from '#lib/notifications/contract.ts'
import { linkSlackAccount } from '#lib/notifications/slack/link-account.server.ts'
import { route } from '../../../door.ts'

export const POST = route(
  'POST /api/v1/me/slack-links',
  { body: newSlackLinkSchema, respond: slackLinkedSchema },
  ({ member, body, now }) => linkSlackAccount(member, body.token, now),
)
