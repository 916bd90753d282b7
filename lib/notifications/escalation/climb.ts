import type { PolicyStep, Target } from '../contract.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { type EscalationRow, roundEndMs } from './model.ts'
import { type ClimbAlert, type Directory, draftsOf, personOf } from './page-drafts.ts'

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
  if (!asked && repeat >= 0 && row.loop >= repeat)
    return { ...row, state: 'exhausted', nextEscalationAt: null }
  const restedMs = row.lastEscalationAt === null ? roundEndMs : now.getTime() - row.lastEscalationAt.getTime()
  const waitMs = asked ? 0 : Math.max(steps[0]?.delayMs ?? 0, roundEndMs - restedMs)
  return { ...row, step: 0, loop: row.loop + 1, nextEscalationAt: new Date(now.getTime() + waitMs) }
}

function toldBy(row: EscalationRow, step: PolicyStep, directory: Directory): StepTold {
  const [told, missed] = [new Set<string>(), [] as string[]]
  for (const target of step.targets) {
    const name =
      target.kind === 'channel' ? directory.channels.get(target.id) : personOf(target, directory)?.name
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
