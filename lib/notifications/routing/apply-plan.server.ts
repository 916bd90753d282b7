import type { PoolClient } from 'pg'
import { draftEvent, type EventDraft, systemActor } from '#lib/alerting/alerts/alert-row.ts'
import type { Suppression } from '#lib/alerting/alerts/contract.ts'
import { lockAlert } from '#lib/alerting/alerts/store.server.ts'
import { writeChange } from '#lib/alerting/alerts/write-change.server.ts'
import { applyEscalationChange } from '../escalation/apply-change.server.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import type { GroupRow } from './customer-state.ts'
import type { Seen } from './look-at-alert.ts'
import type { Plan } from './plan-customer.ts'
import type { GroupPlan } from './plan-groups.ts'
import {
  clearDelivered,
  deleteGroup,
  holdAlert,
  insertGroup,
  setPending,
  setTick,
  setUnsuppressed,
} from './store.server.ts'

/** Does what was planned, in the caller's transaction. Answers whether a new group is to be told at once. */
export async function applyPlan(
  client: PoolClient,
  customerId: string,
  plan: Plan,
  now: Date,
): Promise<{ again: boolean; queued: number }> {
  for (const seen of plan.suppressions) await applySuppression(client, seen, now)
  for (const seen of plan.unheard) await sayUnheard(client, seen, now)
  for (const { seen, row, change } of plan.escalations)
    await applyEscalationChange(client, { customerId, alertId: seen.id, row, change }, now)
  let queued = (await enqueue(client, plan.pauses.map((pause) => pauseDraft(pause, now)), now)).length
  let again = false
  for (const one of plan.groups) {
    if (one.do === 'create')
      again = ((await insertGroup(client, customerId, one, now)) !== null && one.nextTickAt <= now) || again
    else queued += await applyToGroup(client, one, now)
  }
  return { again, queued }
}

async function applyToGroup(
  client: PoolClient,
  plan: Exclude<GroupPlan, { do: 'create' }>,
  now: Date,
): Promise<number> {
  const { group } = plan
  if (plan.do === 'delete') await deleteGroup(client, group)
  else if (plan.do === 'tick') await setTick(client, group, plan.nextTickAt)
  else if (plan.do === 'clear') await clearDelivered(client, group, plan.nextTickAt)
  else {
    const [outboxId = null] = await enqueue(client, [groupDraft(plan, now)], now)
    await setPending(client, group, outboxId, plan.nextTickAt)
    return outboxId === null ? 0 : 1
  }
  return 0
}

/** An alert that moved on meanwhile is left to the next look. */
async function write(
  client: PoolClient,
  { alert }: Seen,
  patch: { suppressedBy?: Suppression[] },
  events: EventDraft[],
  now: Date,
): Promise<boolean> {
  if (!(await holdAlert(client, alert))) return false
  const row = await lockAlert(client, [alert.customerId], alert.id)
  if (!row || row.version !== alert.version) return false
  return (await writeChange(client, row, { patch, events }, now)) !== null
}

async function applySuppression(client: PoolClient, seen: Seen, now: Date): Promise<void> {
  const { suppressedBy, event, treatAsNew } = seen.suppression
  const events = event ? [draftEvent(systemActor, event.kind, { data: event.data })] : []
  const written = await write(client, seen, { suppressedBy: [...suppressedBy] }, events, now)
  if (written && treatAsNew) await setUnsuppressed(client, seen.alert, now)
}

async function sayUnheard(client: PoolClient, seen: Seen, now: Date): Promise<void> {
  if (seen.suppression.changed) return
  const note = 'Nobody is told of this alert: no route and no channel takes it.'
  const event = draftEvent(systemActor, 'notify-failed', { note, data: { code: 'nobody-to-tell' } })
  await write(client, seen, {}, [event], now)
}

function groupDraft(plan: Extract<GroupPlan, { do: 'send' }>, now: Date): OutboxDraft {
  const { group, decision, routeName } = plan
  const { reason, firing, resolved } = decision
  return {
    ...draftOf(group, now),
    kind: 'group',
    transition: firing.length > 0 ? 'firing' : 'resolved',
    alertIds: [...firing, ...resolved],
    idempotencyKey: `group:1:${group.id}:${group.version}`,
    payload: { reason: `${reason} (${routeName})`, firing, resolved },
    priority: reason === 'first notification' ? 0 : firing.length > 0 && resolved.length === 0 ? 1 : 3,
  }
}

function pauseDraft({ seen, group, by }: Plan['pauses'][number], now: Date): OutboxDraft {
  const until = by.until === null ? '' : ` until ${new Date(by.until).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return {
    ...draftOf(group, now),
    kind: 'update',
    transition: 'paused',
    alertIds: [seen.id],
    idempotencyKey: `paused:1:${group.id}:${seen.id}:${by.id}:${now.getTime()}`,
    payload: { reason: `paused by ${by.kind} “${by.name}”${until}`, firing: [seen.id], resolved: [] },
    priority: 4,
  }
}

function draftOf({ customerId, channelId, id }: GroupRow, now: Date) {
  return {
    customerId,
    channelId,
    memberId: null,
    subjectId: id,
    groupId: id,
    notBefore: now,
    expiresAt: null,
  }
}
