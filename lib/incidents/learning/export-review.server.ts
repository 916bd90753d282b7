import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import { listActionsOf } from './actions.server.ts'
import type { reviewExportQuerySchema } from './contract.ts'
import { reviewMarkdown } from './export-review.ts'
import { impactDefinitions } from './prompts.ts'
import { readReview } from './review.server.ts'

/** The review as a file: the customer's zone, unless another is asked for. Null: no such incident in the scope. */
export async function exportReview(
  member: Member,
  incidentId: string,
  { format, zone: asked }: z.infer<typeof reviewExportQuerySchema>,
  now: Date,
): Promise<{ text: string; name: string } | null> {
  const review = await readReview(member, incidentId, now)
  const list = await listActionsOf(member, incidentId, now)
  if (!review || !list) return null
  if (asked !== undefined && !isZone(asked)) throw new Refused('bad-request', 'query.zone: no such time zone')
  const given = { review, actions: list.actions, zone: asked ?? review.timeZone, now: now.getTime() }
  const name = `review-${review.reference}`
  if (format === 'markdown') return { text: reviewMarkdown(given), name: `${name}.md` }
  const json = {
    exportedAt: given.now,
    timeZone: given.zone,
    review,
    actions: list.actions,
    impactDefinitions,
  }
  return { text: `${JSON.stringify(json, null, 2)}\n`, name: `${name}.json` }
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null
  } catch {
    return false
  }
}
