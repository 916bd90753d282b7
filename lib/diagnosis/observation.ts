import type { FindingKind } from './catalogue.ts'
import type { Confidence, Direction, Evidence, Owner, Severity, Side } from './contract.ts'
import type { EvidenceMetric } from './evidence-metrics.ts'

/**
 * What one look at one participant saw of one kind of problem. A kind that is not mentioned is fine; `between` is
 * worse than the limit to clear and better than the limit to raise; `unknown` says that it could not be measured.
 */
export type Observation = {
  kind: FindingKind
  participantId: string | null
  aboutId?: string | null
  connection?: number | null
  track?: number | null
  level: Severity | 'between' | 'unknown'
  direction: Direction
  side: Side
  confidence: Confidence
  /** who can act, where it differs from the catalogue */
  owner?: Owner
  affected?: readonly string[]
  evidence?: readonly Evidence[]
  /** when it began, where that is known better than by the windows */
  sinceMs?: number
}

/** One piece of evidence. */
export function evidence(
  metric: EvidenceMetric,
  at: number,
  participantId: string | null,
  about: {
    value?: number | null
    limit?: number | null
    windowMs?: number | null
    text?: string | null
  } = {},
): Evidence {
  const { value = null, limit = null, windowMs = null, text = null } = about
  return {
    metric,
    value: value === null ? null : Math.round(value * 1_000) / 1_000,
    limit,
    windowMs,
    at,
    participantId,
    text,
  }
}

/** The worst level whose limit the value reaches; `between` from the clearing limit on; null = fine. */
export function levelOf(
  value: number,
  limits: { minor: number; major?: number; critical?: number; clear: number },
): Severity | 'between' | null {
  if (limits.critical !== undefined && value >= limits.critical) return 'critical'
  if (limits.major !== undefined && value >= limits.major) return 'major'
  if (value >= limits.minor) return 'minor'
  return value >= limits.clear ? 'between' : null
}

/** The limit that a level broke. */
export function limitOf(
  level: Severity | 'between' | 'unknown',
  limits: { minor: number; major?: number; critical?: number },
): number {
  if (level === 'critical') return limits.critical ?? limits.major ?? limits.minor
  return level === 'major' ? (limits.major ?? limits.minor) : limits.minor
}
