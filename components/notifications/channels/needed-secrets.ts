import type { z } from 'zod'
import type { ChannelKind, ChannelSecrets, newChannelSchema } from '#lib/notifications/contract.ts'

/** Without these a channel of that kind cannot send. A webhook's signing key is made when none is given. */
export const neededSecrets: Record<ChannelKind, readonly (keyof ChannelSecrets)[]> = {
  slack: ['botToken', 'signingSecret'],
  'slack-webhook': ['url'],
  email: [],
  webhook: ['url'],
  pagerduty: ['routingKey'],
}

/** The contract, and that what is neither stored nor typed is missed. */
export function withNeededSecrets(schema: typeof newChannelSchema, holds: readonly string[]) {
  return schema.superRefine((channel, context: z.core.$RefinementCtx) => {
    for (const name of neededSecrets[channel.settings.kind])
      if (!channel.secrets[name] && !holds.includes(name))
        context.addIssue({ code: 'custom', path: ['secrets', name], message: 'it cannot send without this' })
  })
}
