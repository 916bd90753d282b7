import type { PoolClient } from 'pg'
import type { Member } from '#lib/access/member.ts'
import { draftEvent } from '#lib/alerting/alerts/alert-row.ts'
import { lockAlert } from '#lib/alerting/alerts/store.server.ts'
import { writeChange } from '#lib/alerting/alerts/write-change.server.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { EscalateNow, EscalationView } from './contract.ts'
import type { EscalationRow } from './model.ts'
import { toEscalationView } from './read-escalation.server.ts'
import { lockEscalation, saveEscalation } from './store.server.ts'

/**
 * One step on at once, answered or not. Compare-and-set on when it last climbed: two clicks are one step. The engine does
 * it, woken by the event.
 */
export async function escalateNow(
  member: Member,
  alertId: string,
  asked: EscalateNow,
  now: Date,
): Promise<EscalationView> {
  const outcome = await writeInScope(member.scope, (client) => askForStep(client, member, alertId, asked, now))
  if (outcome instanceof Refused) throw outcome
  return toEscalationView(outcome)
}

async function askForStep(
  client: PoolClient,
  member: Member,
  alertId: string,
  asked: EscalateNow,
  now: Date,
): Promise<EscalationRow | Refused> {
  const alert = await lockAlert(client, member.scope.customerIds, alertId)
  if (!alert) return new Refused('not-found', 'No such thing.')
  if (alert.state === 'resolved') return new Refused('already-done', 'This alert is resolved already.')
  const row = await lockEscalation(client, { customerId: alert.customerId, alertId })
  if (!row) return new Refused('conflict', 'No escalation policy takes this alert.')
  const sameAsRead = (row.lastEscalationAt?.getTime() ?? null) === asked.lastEscalationAt
  if (!sameAsRead || row.policy.forcedBy !== undefined)
    return new Refused('conflict', 'It has been escalated meanwhile.')
  const { remainingMs: _left, ...policy } = row.policy
  const next: EscalationRow = {
    ...row,
    state: 'running',
    policy: { ...policy, forcedBy: member.name },
    nextEscalationAt: now,
  }
  await saveEscalation(client, next)
  const actor = { actorKind: 'user' as const, actorId: member.id, actorName: member.name, requestId: null }
  const event = draftEvent(actor, 'escalated', { note: 'Asked to escalate now.', data: { asked: true } })
  await writeChange(client, alert, { patch: {}, events: [event] }, now)
  return next
}
