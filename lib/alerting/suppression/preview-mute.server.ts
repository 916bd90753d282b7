import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { matchesAll } from '../labels.ts'
import type { MutePreview, mutePreviewRequestSchema } from './contract.ts'
import { mayMute } from './may-mute.server.ts'
import { findOpenAlerts } from './store.server.ts'

/** Which open alerts these labels would mute now: a look before the leap. */
export async function previewMute(
  member: Member,
  asked: z.output<typeof mutePreviewRequestSchema>,
): Promise<MutePreview> {
  const customerId = mayMute(member, asked.customerId)
  const customers = customerId === null ? member.scope.customerIds : [customerId]
  const open = await findOpenAlerts(member.scope, customers)
  const matching = open.filter(({ labels }) => matchesAll(asked.matchers, labels))
  return {
    matches: matching.length,
    open: open.length,
    examples: matching
      .slice(0, 5)
      .map(({ alertId, title, customerName }) => ({ alertId, title, customerName })),
  }
}
