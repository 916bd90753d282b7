import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import { acknowledge } from './acknowledge.server.ts'
import { assign } from './assign.server.ts'
import type { ActReply, bulkReplySchema, bulkSchema } from './contract.ts'
import { reopen } from './reopen.server.ts'
import { resolve } from './resolve.server.ts'
import { snooze } from './snooze.server.ts'
import { unacknowledge } from './unacknowledge.server.ts'
import { unsnooze } from './unsnooze.server.ts'

type Bulk = z.infer<typeof bulkSchema>
type BulkReply = z.infer<typeof bulkReplySchema>

/** The same verb on many, one transaction each: what one of them refuses does not undo the others. */
export async function actOnMany(member: Member, { alertIds, act }: Bulk, now: Date): Promise<BulkReply> {
  const results: BulkReply['results'] = []
  for (const alertId of new Set(alertIds)) results.push(await actOnOne(member, alertId, act, now))
  return { results }
}

async function actOnOne(member: Member, alertId: string, act: Bulk['act'], now: Date) {
  try {
    const { did, by } = await run(member, alertId, act, now)
    if (did) return { alertId, ok: true, code: 'done', message: '' }
    return { alertId, ok: true, code: 'so-already', message: by ? `${by} was first.` : 'It was so already.' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { alertId, ok: false, code: error.code, message: error.message }
  }
}

function run(member: Member, alertId: string, act: Bulk['act'], now: Date): Promise<ActReply> {
  switch (act.verb) {
    case 'acknowledge':
      return acknowledge(member, alertId, act, now)
    case 'unacknowledge':
      return unacknowledge(member, alertId, {}, now)
    case 'resolve':
      return resolve(member, alertId, act, now)
    case 'reopen':
      return reopen(member, alertId, {}, now)
    case 'snooze':
      return snooze(member, alertId, act, now)
    case 'unsnooze':
      return unsnooze(member, alertId, now)
    case 'assign':
      return assign(member, alertId, { memberId: act.memberId }, now)
  }
}
