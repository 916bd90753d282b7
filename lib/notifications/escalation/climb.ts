import type { AlertSeverity } from '#lib/alerting/severity.ts'
import type { PolicyStep, Target } from '../contract.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { type Person, pagesOf } from '../personal/pages.ts'
import { type EscalationRow, roundEndMs } from './model.ts'

/** Who there is to tell, as of now. A person who may not see the customer is not in it. */
export type Directory = {
  members: ReadonlyMap<string, Person>
  schedules: ReadonlyMap<string, { name: string; onCall: string | null }>
  channels: ReadonlyMap<string, string>
}
export type ClimbAlert = { severity: AlertSeverity; openedAt: Date; answered: boolean }

export type StepTold = {
  step: number
  of: number
  loop: number
  policy: string
  forcedBy: string | null
  told: string[]
  /** in words, for each target that could not be told */
  missed: string[]
}
export type Climbed = {
  row: EscalationRow
  drafts: OutboxDraft[]
  told: StepTold[]
}

/**
 * The step that is due, and every one after it whose turn comes at once because nobody of the one before could be told.
 * Pure: the messages, the events and the row after it are to be written together.
 */
export function climb(given: EscalationRow, alert: ClimbAlert, directory: Directory, now: Date): Climbed {
  const result = { row: given, drafts: [] as OutboxDraft[], told: [] as StepTold[] }
  for (let tries = 0; tries <= given.policy.steps.length; tries++) {
    const { row } = result
    const step = row.policy.steps[row.step]
    if (step) {
      const told = toldBy(row, step, directory)
      result.drafts.push(...draftsOf(row, step, alert, directory, now))
      result.told.push(told)
      result.row = advanced(row, alert, told.told.length > 0, now)
    } else result.row = afterRound(row, now)
    if (result.row.nextEscalationAt === null || result.row.nextEscalationAt > now) return result
  }
  return result
}

function advanced(row: EscalationRow, alert: ClimbAlert, somebody: boolean, now: Date): EscalationRow {
  const { forcedBy: _done, remainingMs: _left, ...policy } = row.policy
  const step = row.step + 1
  const waitMs = somebody ? (policy.steps[step]?.delayMs ?? roundEndMs) : 0
  const next = { ...row, policy, step, lastEscalationAt: now }
  if (alert.answered) return { ...next, state: 'stopped', nextEscalationAt: null }
  return { ...next, nextEscalationAt: new Date(now.getTime() + waitMs) }
}

/** Nobody answered any step: again from the first one, though never without a pause, or given up loudly. */
function afterRound(row: EscalationRow, now: Date): EscalationRow {
  const { repeat, forcedBy, steps } = row.policy
  const asked = forcedBy !== undefined
  if (!asked && repeat >= 0 && row.loop >= repeat) return { ...row, state: 'exhausted', nextEscalationAt: null }
  const restedMs = row.lastEscalationAt === null ? roundEndMs : now.getTime() - row.lastEscalationAt.getTime()
  const waitMs = asked ? 0 : Math.max(steps[0]?.delayMs ?? 0, roundEndMs - restedMs)
  return { ...row, step: 0, loop: row.loop + 1, nextEscalationAt: new Date(now.getTime() + waitMs) }
}

/** The person a target stands for now; null = nobody, or no person. */
function personOf(target: Target, directory: Directory): Person | null {
  const memberId = target.kind === 'schedule' ? directory.schedules.get(target.id)?.onCall : target.id
  return target.kind === 'channel' || !memberId ? null : (directory.members.get(memberId) ?? null)
}

function toldBy(row: EscalationRow, step: PolicyStep, directory: Directory): StepTold {
  const [told, missed] = [new Set<string>(), [] as string[]]
  for (const target of step.targets) {
    const name = target.kind === 'channel' ? directory.channels.get(target.id) : personOf(target, directory)?.name
    if (name === undefined) missed.push(whyMissed(target, directory))
    else told.add(name)
  }
  const { policy, loop } = row
  return {
    step: row.step + 1,
    of: policy.steps.length,
    loop: loop + 1,
    policy: policy.name,
    forcedBy: policy.forcedBy ?? null,
    told: [...told],
    missed,
  }
}

function whyMissed(target: Target, { schedules }: Directory): string {
  if (target.kind === 'channel') return 'a channel that is gone or does not serve this customer'
  if (target.kind === 'member') return 'a person who is gone or may not see this customer'
  const schedule = schedules.get(target.id)
  if (!schedule) return 'a schedule that is gone'
  return schedule.onCall === null
    ? `nobody is on call in “${schedule.name}”`
    : `who is on call in “${schedule.name}” may not see this customer`
}

function draftsOf(
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
