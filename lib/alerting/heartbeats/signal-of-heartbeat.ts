import { aboutNothingMeasured, type Signal } from '../alerts/signal.ts'
import { type AlertSeverity, alertSeverities } from '../severity.ts'

/** A heartbeat whose state just changed. */
export type ChangedHeartbeat = {
  customerId: string
  customerSlug: string
  id: string
  name: string
  intervalMs: number
  graceMs: number
  severity: string
  lastBeatAt: Date
  state: 'healthy' | 'missing'
}

/** Missing raises, healthy ends: the same key for the life of the heartbeat. */
export function signalOfHeartbeat(beat: ChangedHeartbeat, now: Date): Signal {
  const isMissing = beat.state === 'missing'
  const severity = gradeOf(beat.severity)
  return {
    action: isMissing ? 'trigger' : 'resolve',
    customerId: beat.customerId,
    dedupKey: `heartbeat:1:${beat.id}`,
    source: 'heartbeat',
    ruleId: null,
    ruleName: null,
    integrationId: null,
    severity,
    title: `${beat.name} has not called in`,
    summary: `${beat.name} should call every ${durationWords(beat.intervalMs)} and is ${durationWords(Math.max(0, now.getTime() - beat.lastBeatAt.getTime() - beat.intervalMs))} late.`,
    labels: { customer: beat.customerSlug, severity, source: 'heartbeat' },
    facts: {},
    ...aboutNothingMeasured,
    threshold: beat.intervalMs + beat.graceMs,
    unit: 'ms',
    startedAt: isMissing ? new Date(beat.lastBeatAt.getTime() + beat.intervalMs) : beat.lastBeatAt,
    at: now,
    reason: isMissing ? null : 'source',
    reopenWindowMs: 15 * 60_000,
    ackTimeoutMs: null,
    autoResolve: true,
  }
}

const gradeOf = (word: string): AlertSeverity => alertSeverities.find((one) => one === word) ?? 'major'

const units = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const

/** "90 seconds", "2 hours", "1.5 days": the largest unit that gives at least two of it, or fits exactly. */
export function durationWords(ms: number): string {
  const [unitMs, word] = units.find(([size]) => ms >= 2 * size || (ms >= size && ms % size === 0)) ?? units[3]
  const count = Math.round((ms / unitMs) * 10) / 10
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
