/**
 * What rules may watch, from the roll-ups (`pulse_10s`, `pulse_1m`) alone. A gauge is averaged over the window, a ratio is
 * the sum of its parts over the sum of its whole, so that ten calls weigh ten times one.
 */
export type MetricUnit = 'people' | 'calls' | 'ratio' | 'score' | 'per-minute'

export type AlertMetric = {
  readonly label: string
  /** how a title begins */
  readonly title: string
  readonly unit: MetricUnit
  readonly kind: 'gauge' | 'ratio'
  /** the way that is worse */
  readonly worse: 'above' | 'below'
  /** what the denominator counts, for the minimum traffic of a ratio */
  readonly of: string | null
  readonly means: string
}

export const alertMetrics = {
  participants: {
    label: 'people in calls',
    title: 'People in calls',
    unit: 'people',
    kind: 'gauge',
    worse: 'above',
    of: null,
    means: 'people in calls at the same time, averaged over the window',
  },
  sessions: {
    label: 'calls',
    title: 'Calls',
    unit: 'calls',
    kind: 'gauge',
    worse: 'above',
    of: null,
    means: 'calls at the same time, averaged over the window',
  },
  scoreMean: {
    label: 'average quality score',
    title: 'Average score',
    unit: 'score',
    kind: 'ratio',
    worse: 'below',
    of: 'scores',
    means: 'mean of all scores (1.0 to 4.5) in the window',
  },
  badRatio: {
    label: 'share of people in a bad call',
    title: 'People in bad calls',
    unit: 'ratio',
    kind: 'ratio',
    worse: 'above',
    of: 'people',
    means: 'people in the bad band ÷ people in any band but unknown, summed over the roll-ups of the window',
  },
  poorOrBadRatio: {
    label: 'share of people in a poor or bad call',
    title: 'People in poor or bad calls',
    unit: 'ratio',
    kind: 'ratio',
    worse: 'above',
    of: 'people',
    means: 'people in the poor or bad band ÷ people in any band but unknown',
  },
  unknownRatio: {
    label: 'share of people we know nothing of',
    title: 'People of unknown quality',
    unit: 'ratio',
    kind: 'ratio',
    worse: 'above',
    of: 'people',
    means: 'people whose quality cannot be told ÷ all people',
  },
  badMinuteRatio: {
    label: 'share of bad minutes',
    title: 'Bad minutes',
    unit: 'ratio',
    kind: 'ratio',
    worse: 'above',
    of: 'minutes',
    means: 'bad minutes plus half of the poor ones ÷ all scored minutes',
  },
  joinFailureRatio: {
    label: 'share of failed joins',
    title: 'Failed joins',
    unit: 'ratio',
    kind: 'ratio',
    worse: 'above',
    of: 'join attempts',
    means: 'failed joins ÷ join attempts that succeeded or failed',
  },
  joinFailures: {
    label: 'failed joins a minute',
    title: 'Failed joins',
    unit: 'per-minute',
    kind: 'gauge',
    worse: 'above',
    of: null,
    means: 'failed joins in the window ÷ its minutes',
  },
  dropRatio: {
    label: 'share of people who dropped out',
    title: 'Drop-outs',
    unit: 'ratio',
    kind: 'ratio',
    worse: 'above',
    of: 'people',
    means:
      'people who dropped out without goodbye ÷ joins or people in calls on average, whichever is more: a webinar has no joins in its second hour',
  },
} as const satisfies Record<string, AlertMetric>
export type AlertMetricName = keyof typeof alertMetrics
export const alertMetricNames = Object.keys(alertMetrics) as [AlertMetricName, ...AlertMetricName[]]
