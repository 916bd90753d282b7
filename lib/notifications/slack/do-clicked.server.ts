import type { Member } from '#lib/access/member.ts'
import { can } from '#lib/access/rights.ts'
import { acknowledge } from '#lib/alerting/alerts/acknowledge.server.ts'
import { snooze } from '#lib/alerting/alerts/snooze.server.ts'
import { Refused } from '#lib/errors.ts'
import { forSlack } from '../messages/plain.ts'
import type { SlackVerb } from './click.ts'

const hourMs = 60 * 60_000

/** What was clicked, for this person, now. Answers with a sentence when there is something to say. */
export async function doClicked(
  member: Member,
  { verb, alertId }: { verb: SlackVerb; alertId: string },
  requestId: string,
  now: Date,
): Promise<string | null> {
  if (!can(member.role, 'alert:act')) return 'Your Earshot account may not act on alerts.'
  const actor = { kind: 'slack' as const, member, requestId }
  try {
    const { did, by } =
      verb === 'acknowledge'
        ? await acknowledge(actor, alertId, {}, now)
        : await snooze(actor, alertId, { until: now.getTime() + hourMs }, now)
    return did || by === null || by === member.name ? null : `${forSlack(by, 60)} was faster.`
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.code === 'not-found' ? 'There is no such alert, or you may not see it.' : error.message
  }
}
