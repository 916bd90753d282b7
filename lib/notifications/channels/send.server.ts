import type { ChannelKind } from '../contract.ts'
import type { Send } from './contract.ts'
import { sendEmail } from './email.server.ts'
import { sendPagerDuty } from './pagerduty.server.ts'
import { sendSlack } from './slack.server.ts'
import { sendSlackWebhook } from './slack-webhook.server.ts'
import { sendWebhook } from './webhook.server.ts'

/** All ways to tell somebody have one shape. */
const ways: Record<ChannelKind, Send> = {
  slack: sendSlack,
  'slack-webhook': sendSlackWebhook,
  email: sendEmail,
  webhook: sendWebhook,
  pagerduty: sendPagerDuty,
}

export const send: Send = (message, destination, thread) =>
  ways[destination.kind](message, destination, thread)
