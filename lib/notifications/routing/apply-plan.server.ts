import type { PoolClient } from 'pg'
import { draftEvent, type EventDraft, systemActor } from '#lib/alerting/alerts/alert-row.ts'
import type { Suppression } from '#lib/alerting/alerts/contract.ts'
import { lockAlert } from '#lib/alerting/alerts/store.server.ts'
import { writeChange } from '#lib/alerting/alerts/write-change.server.ts'
import { applyEscalationChange } from '../escalation/apply-change.server.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import type { GroupRow } from './customer-state.ts'
import {
  clearDelivered,
  deleteGroup,
  holdAlert,
  insertGroups,
  setPending,
  setTicks,
  setUnsuppressed,
} from './group-store.server.ts'
import type { Seen } from './look-at-alert.ts'
import type { Plan } from './plan-customer.ts'
import type { GroupPlan } from './plan-groups.ts'

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
  const of = <Do extends GroupPlan['do']>(what: Do) =>
    plan.groups.filter((one): one is Extract<GroupPlan, { do: Do }> => one.do === what)
  const due = await insertGroups(client, customerId, of('create'), now)
  for (const { group } of of('delete')) await deleteGroup(client, group)
  for (const { group, nextTickAt } of of('clear')) await clearDelivered(client, group, nextTickAt)
  await setTicks(client, customerId, of('tick').map(tickOf))
  const sends = of('send')
  const messages = sends.map((one) => groupDraft(one, now))
  const lines = plan.pauses.map((pause) => pauseDraft(pause, now))
  const queued = (await enqueue(client, [...lines, ...messages], now)).length
  const underWay = sends.map((one) => ({ ...tickOf(one), key: keyOf(one.group) }))
  await setPending(client, customerId, underWay)
  return { again: due > 0, queued }
}

const tickOf = ({ group, nextTickAt }: { group: GroupRow; nextTickAt: Date }) => ({
  id: group.id,
  nextTickAt,
})

/** One message for each state of a group: deciding it twice is deciding it once. */
const keyOf = ({ id, version }: GroupRow) => `group:1:${id}:${version}`

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
    idempotencyKey: keyOf(group),
    payload: { reason: `${reason} (${routeName})`, firing, resolved },
    priority: reason === 'first notification' ? 0 : firing.length > 0 && resolved.length === 0 ? 1 : 3,
  }
}

function pauseDraft({ seen, group, by }: Plan['pauses'][number], now: Date): OutboxDraft {
  const until =
    by.until === null ? '' : ` until ${new Date(by.until).toISOString().slice(0, 16).replace('T', ' ')} UTC`
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
