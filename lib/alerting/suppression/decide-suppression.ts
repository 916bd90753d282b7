import type { AlertState, Suppression } from '../alerts/contract.ts'

/** What of an alert decides how it is muted. */
export type MutedAlert = {
  readonly state: AlertState
  /** as stored: what muted it when it was last looked at */
  readonly suppressedBy: readonly Suppression[]
  /** somebody was told of it before (`firstNotifiedAt`) */
  readonly announced: boolean
}

export type SuppressionDecision = {
  /** to store; the same as before = nothing to write */
  readonly suppressedBy: readonly Suppression[]
  readonly changed: boolean
  /** the alert event to write, with `data` as it stands here */
  readonly event: {
    kind: 'suppressed' | 'unsuppressed'
    data: { by: readonly Suppression[]; announced: boolean }
  } | null
  /** no step of an escalation and no repeat while true; neither starts nor counts on */
  readonly pauseEscalation: boolean
  /** one line to those who were told of the alert: "paused by … until …" */
  readonly tellPause: Suppression | null
  /** now open as if it fired now: group wait, first message, escalation from its first step; set `unsuppressedAt` */
  readonly treatAsNew: boolean
  /** its end is told, muted or not: only to who was told of its beginning */
  readonly sendResolution: boolean
}

/**
 * The five cases of docs/alerting.md, for one alert and what mutes it at this moment. Call it whenever the alert or the
 * clock moves; the same question asked twice decides nothing the second time.
 */
export function decideSuppression(alert: MutedAlert, by: readonly Suppression[]): SuppressionDecision {
  if (alert.state === 'resolved') return resolved(alert)
  const was = alert.suppressedBy.length > 0
  const is = by.length > 0
  const began = is && !was
  const ended = was && !is
  return {
    suppressedBy: by,
    changed: !sameSuppressions(alert.suppressedBy, by),
    event: began
      ? told('suppressed', alert, by)
      : ended
        ? told('unsuppressed', alert, alert.suppressedBy)
        : null,
    pauseEscalation: is,
    tellPause: began && alert.announced ? (by.find(({ kind }) => kind !== 'inhibition') ?? null) : null,
    // who acknowledged it while it was muted knows of it
    treatAsNew: ended && !alert.announced && alert.state === 'open',
    sendResolution: false,
  }
}

/** What muted it at its end stays on it, as part of its history. */
function resolved({ suppressedBy, announced }: MutedAlert): SuppressionDecision {
  return {
    suppressedBy,
    changed: false,
    event: null,
    pauseEscalation: true,
    tellPause: null,
    treatAsNew: false,
    sendResolution: announced,
  }
}

function told(kind: 'suppressed' | 'unsuppressed', { announced }: MutedAlert, by: readonly Suppression[]) {
  return { kind, data: { by, announced } }
}

/** The same things until the same times, in any order. */
function sameSuppressions(a: readonly Suppression[], b: readonly Suppression[]): boolean {
  const keys = (list: readonly Suppression[]) => list.map(({ id, until }) => `${id} ${until}`).sort()
  const [left, right] = [keys(a), keys(b)]
  return left.length === right.length && left.every((key, i) => key === right[i])
}
