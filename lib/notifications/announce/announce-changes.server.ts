import type { AlertEventKind } from '#lib/alerting/alerts/contract.ts'
import { pool } from '#lib/db/pools.server.ts'
import { inTransaction } from '#lib/db/transaction.server.ts'
import type { ChannelKind } from '../contract.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import { type ChangeToTell, findChangesToTell } from './store.server.ts'

/** What each kind of far end can make of it. The ends of groups are told by routing, and no mail says "acknowledged". */
const tells: Record<ChannelKind, readonly AlertEventKind[]> = {
  slack: [
    ...(['acknowledged', 'unacknowledged', 'ack-expired', 'snoozed', 'snooze-ended', 'assigned'] as const),
    ...(['worsened', 'eased', 'resolved', 'reopened'] as const),
  ],
  pagerduty: ['acknowledged', 'worsened', 'resolved', 'reopened'],
  webhook: ['acknowledged', 'resolved', 'reopened'],
  'slack-webhook': [],
  email: [],
}
const kinds = [...new Set(Object.values(tells).flat())]
export const isAnnounced = (kind: string): boolean => (kinds as string[]).includes(kind)

const words: Partial<Record<AlertEventKind, string>> = {
  acknowledged: 'acknowledged it',
  unacknowledged: 'gave it back',
  'ack-expired': 'nobody answered whether it is still worked on',
  snoozed: 'snoozed it',
  'snooze-ended': 'the snooze is over',
  assigned: 'assigned it',
  worsened: 'it got worse',
  eased: 'it got better',
  resolved: 'it is resolved',
  reopened: 'it is back',
}

/** After an outage of the worker: older news than that is not told any more. */
export const looksBackMs = 60 * 60_000
const mostAtOnce = 500

/**
 * Turns what happened to alerts into edits of the messages about them. Looks at what is there, not at what it saw last:
 * an event whose edit is written already is passed by, so running it again, or twice at once, changes nothing.
 */
export async function announceChanges(now: Date): Promise<number> {
  return inTransaction(pool('worker'), async (client) => {
    const changes = await findChangesToTell(client, kinds, new Date(now.getTime() - looksBackMs), mostAtOnce)
    const drafts = changes.map((change) => draftOf(change, now))
    const told = drafts.filter((draft) => draft !== null)
    return (await enqueue(client, told, now)).length
  })
}

function draftOf(change: ChangeToTell, now: Date): OutboxDraft | null {
  if (!tells[change.channelKind].includes(change.kind)) return null
  const { eventId, kind, alertId, channelId, groupId } = change
  // A Slack message shows its whole group; elsewhere each alert is its own
  const alertIds = change.channelKind === 'slack' && groupId !== null ? change.groupAlerts : [alertId]
  const said = words[kind] ?? kind
  const byPerson = ['acknowledged', 'unacknowledged', 'snoozed', 'assigned'].includes(kind)
  return {
    customerId: change.customerId,
    kind: 'update',
    transition: kind,
    channelId,
    memberId: null,
    subjectId: change.subjectId,
    alertIds,
    groupId,
    idempotencyKey: `update:1:${eventId}:${channelId}`,
    payload: { reason: byPerson ? `${change.actorName} ${said}` : said, firing: alertIds, resolved: [] },
    priority: 3,
    notBefore: now,
    expiresAt: null,
  }
}
