/** What is kept of one rule on one label set: a row of `rule_instance`. Times are epoch milliseconds. */
export type InstanceReason = 'value' | 'no_data' | 'error' | 'missing_series' | 'keep_last'

export type InstanceState = {
  readonly state: 'inactive' | 'pending' | 'firing'
  readonly reason: InstanceReason
  /** since when the condition holds */
  readonly activeAt: number | null
  readonly firedAt: number | null
  readonly resolvedAt: number | null
  /** since when it would be over, were it not kept firing */
  readonly keepFiringSince: number | null
  readonly lastValue: number | null
  readonly lastEvaluatedAt: number
  /** how much of the time since `activeAt` was really watched: only that counts toward the hold */
  readonly observedMs: number
  readonly missedEvaluations: number
}

/** What one evaluation saw of an instance. `between` lies between the two limits of a hysteresis. */
export type Seen =
  | { verdict: 'holds' | 'clear' | 'between'; value: number | null; reason: InstanceReason }
  /** other series are there, this one is gone */
  | { verdict: 'missing' }
  /** nothing can be told, and the rule keeps what it knew */
  | { verdict: 'keep' }
  /** the evaluation failed */
  | { verdict: 'error' }

export type Timing = {
  forMs: number
  keepFiringMs: number
  missingEvaluations: number
  /** how often the rule is looked at: a longer gap was not watched */
  evaluationMs: number
}

/** `fired` and `resolved` become alerts; the others are nobody's business. */
export type Change = 'pending' | 'fired' | 'resolved' | 'dropped' | 'unfired' | null
export type Transition = { next: InstanceState | null; change: Change }
