import type { PoolClient } from 'pg'
import { draftEvent, type EventDraft, type EventActor } from '#lib/alerting/alerts/alert-row.ts'
import { lockAlert } from '#lib/alerting/alerts/store.server.ts'
import { writeChange } from '#lib/alerting/alerts/write-change.server.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import { type Climbed, climb, type StepTold } from './climb.ts'
import { readDirectory } from './directory.server.ts'
import { type Due, lockDue, readAdminIds, saveEscalation } from './store.server.ts'

const actor: EventActor = { actorKind: 'escalation', actorId: null, actorName: 'Escalation', requestId: null }

/**
 * Every escalation whose step is due climbs: the messages, the events that name who is told, and how far it is are one
 * transaction, the caller's. Answers how many climbed; as many as the limit means there may be more.
 */
export async function advanceEscalations(client: PoolClient, now: Date, limit = 50): Promise<number> {
  const due = await lockDue(client, now, limit)
  if (due.length === 0) return 0
  const targets = due.flatMap(({ policy }) => policy.steps.flatMap((step) => [...step.targets]))
  const directoryOf = await readDirectory(client, targets, now)
  for (const one of due) {
    const { severity, openedAt, title, answered, ...row } = one
    const climbed = climb(row, { severity, openedAt, answered }, directoryOf(one.customerId), now)
    await writeClimbed(client, one, climbed, now)
  }
  return due.length
}

async function writeClimbed(client: PoolClient, due: Due, climbed: Climbed, now: Date): Promise<void> {
  const exhausted = climbed.row.state === 'exhausted'
  const notices = exhausted ? await noticesOf(client, due, now) : []
  await enqueue(client, [...climbed.drafts, ...notices], now)
  await saveEscalation(client, climbed.row)
  const alert = await lockAlert(client, [due.customerId], due.alertId)
  if (!alert) throw new Error(`alert ${due.alertId} is gone though it is held`)
  const events = [...climbed.told.map(toldEvent), ...(exhausted ? [exhaustedEvent(due)] : [])]
  if (events.length > 0) await writeChange(client, alert, { patch: {}, events }, now)
}

function toldEvent(told: StepTold): EventDraft {
  const whom = told.told.length > 0 ? `Told ${told.told.join(', ')}.` : 'Nobody could be told.'
  const missed = told.missed.length > 0 ? ` Not told: ${told.missed.join('; ')}.` : ''
  return draftEvent(actor, 'escalated', { note: whom + missed, data: { ...told } })
}

function exhaustedEvent({ policy, loop }: Due): EventDraft {
  const rounds = loop + 1
  const note = `Nobody acknowledged. “${policy.name}” has no step left after ${rounds} ${rounds === 1 ? 'round' : 'rounds'}.`
  return draftEvent(actor, 'escalation-exhausted', { note, data: { policy: policy.name, rounds } })
}

/** Loud: every administrator is told by mail, whatever their quiet hours say. */
async function noticesOf(client: PoolClient, due: Due, now: Date): Promise<OutboxDraft[]> {
  const admins = await readAdminIds(client)
  return admins.map((memberId) => ({
    customerId: due.customerId,
    kind: 'notice',
    transition: 'exhausted',
    channelId: null,
    memberId,
    subjectId: due.alertId,
    alertIds: [due.alertId],
    groupId: null,
    idempotencyKey: `exhausted:1:${due.alertId}:${due.startedAt.getTime()}:${due.loop}:${memberId}`,
    payload: {
      reason: 'nobody acknowledged',
      firing: [due.alertId],
      resolved: [],
      by: 'email',
      subject: `Nobody has answered: ${due.title}`,
      text: `Every step of “${due.policy.name}” has been told, and nobody has acknowledged this alert.`,
    },
    priority: 0,
    notBefore: now,
    expiresAt: null,
  }))
}
