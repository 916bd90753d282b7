import type { AlertSeverity } from '#lib/alerting/severity.ts'
import type { PolicyStep, Target } from '../contract.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { type Person, pagesOf } from '../personal/pages.ts'
import type { EscalationRow } from './model.ts'

/** Who there is to tell, as of now. A person who may not see the customer is not in it. */
export type Directory = {
  members: ReadonlyMap<string, Person>
  schedules: ReadonlyMap<string, { name: string; onCall: string | null }>
  channels: ReadonlyMap<string, string>
}
export type ClimbAlert = { severity: AlertSeverity; openedAt: Date; answered: boolean }

/** The person a target stands for now; null = nobody, or no person. */
export function personOf(target: Target, directory: Directory): Person | null {
  const memberId = target.kind === 'schedule' ? directory.schedules.get(target.id)?.onCall : target.id
  return target.kind === 'channel' || !memberId ? null : (directory.members.get(memberId) ?? null)
}

/** The messages of one step: each person once, by their own rules, and each channel. */
export function draftsOf(
  row: EscalationRow,
  step: PolicyStep,
  alert: ClimbAlert,
  directory: Directory,
  now: Date,
): OutboxDraft[] {
  const people = new Map<string, Person>()
  for (const target of step.targets) {
    const person = personOf(target, directory)
    if (person) people.set(person.memberId, person)
  }
  const pages = [...people.values()].flatMap((person) =>
    pagesOf(person, step.important, alert.severity, now).map(({ by, at }, turn) => ({
      ...draft(row, `${person.memberId}:${by}:${turn}`, reasonOf(row, alert, now), now),
      memberId: person.memberId,
      notBefore: at,
      by,
    })),
  )
  const channels = step.targets
    .filter(({ kind, id }) => kind === 'channel' && directory.channels.has(id))
    .map(({ id }) => ({ ...draft(row, `channel:${id}`, reasonOf(row, alert, now), now), channelId: id }))
  const withWay = pages.map(({ by, ...page }) => ({ ...page, payload: { ...page.payload, by } }))
  return [...withWay, ...channels]
}

function draft(row: EscalationRow, whom: string, reason: string, now: Date): OutboxDraft {
  const { customerId, alertId, loop, step } = row
  const isFirst = loop === 0 && step === 0
  return {
    customerId,
    kind: 'page',
    // what somebody asked for is told though the alert is acknowledged
    transition: row.policy.forcedBy !== undefined ? 'asked' : isFirst ? 'firing' : 'escalated',
    channelId: null,
    memberId: null,
    subjectId: alertId,
    alertIds: [alertId],
    groupId: null,
    // one of each: the start is part of it, since an alert nobody has any more begins at the first step again
    idempotencyKey: `page:1:${alertId}:${row.startedAt.getTime()}:${loop}:${step}:${whom}`,
    payload: { reason, firing: [alertId], resolved: [], step: step + 1, loop: loop + 1 },
    priority: isFirst ? 0 : 2,
    notBefore: now,
    expiresAt: null,
  }
}

function reasonOf({ policy, step, loop }: EscalationRow, alert: ClimbAlert, now: Date): string {
  const where = `step ${step + 1} of ${policy.steps.length} of “${policy.name}”`
  if (policy.forcedBy !== undefined) return `${policy.forcedBy} asked to escalate: ${where}`
  if (step === 0 && loop === 0) return where
  const minutes = Math.max(1, Math.round((now.getTime() - alert.openedAt.getTime()) / 60_000))
  return `nobody acknowledged for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}: ${where}`
}
