import type { PolicyStep } from '../contract.ts'

/** The policy as it was when the escalation began: edits during an alert do not scramble it. */
export type Snapshot = {
  name: string
  steps: readonly PolicyStep[]
  repeat: number
  /** while paused: what was left of the wait */
  remainingMs?: number
  /** who asked to escalate now; it goes one step on even when somebody has acknowledged */
  forcedBy?: string
}

export type EscalationState = 'running' | 'paused' | 'stopped' | 'exhausted'

export type EscalationRow = {
  customerId: string
  alertId: string
  policyId: string
  policy: Snapshot
  /** the step that comes next; one beyond the last is the end of a round */
  step: number
  loop: number
  state: EscalationState
  startedAt: Date
  lastEscalationAt: Date | null
  nextEscalationAt: Date | null
}

/** After the last step people have that long to answer, before the next round or before it is given up. */
export const roundEndMs = 5 * 60_000
