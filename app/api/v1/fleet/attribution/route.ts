import { z } from 'zod'
import { within } from '#lib/access/within.ts'
import { fleetAttributionSchema } from '#lib/diagnosis/fleet/contract.ts'
import { outcomeFamilies } from '#lib/diagnosis/fleet/fleet-row.ts'
import { Refused } from '#lib/errors.ts'
import { attributePast } from '#lib/sessions/fleet/ask-fleet.server.ts'
import { route } from '../../../door.ts'

const moment = z.coerce.number().int().min(946_684_800_000).max(4_102_444_800_000)
const query = z.strictObject({
  from: moment.optional(),
  to: moment.optional(),
  customer: z.uuid().optional(),
  family: z.enum(outcomeFamilies).default('any'),
})
const hourMs = 3_600_000
const longestMs = 31 * 24 * hourMs

/** What the bad calls of a window shared; the last hour when no window is given. */
export const GET = route(
  'GET /api/v1/fleet/attribution',
  { query, respond: fleetAttributionSchema },
  ({ member, query, now }) => {
    const to = query.to ?? now.getTime()
    const from = query.from ?? to - hourMs
    if (from >= to) throw new Refused('bad-request', 'The window ends before it begins.')
    if (to - from > longestMs) throw new Refused('bad-request', 'At most 31 days at once.')
    const customerId = query.customer === undefined ? null : within(member.scope, query.customer)
    return attributePast(member.scope, { from, to, customerId, family: query.family })
  },
)
