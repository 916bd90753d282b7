import type { RuleSpec } from '#lib/alerting/rules/contract.ts'
import { type ConditionKind, ruleSpecSchema } from '#lib/alerting/rules/contract.ts'
import type { AlertSeverity } from '#lib/alerting/severity.ts'

const minute = 60_000
const hour = 60 * minute

/** Where a new rule begins: what one wants to hear of, in plain words. Each is a rule that works as it is. */
export type StartingPoint = {
  readonly kind: ConditionKind
  readonly title: string
  readonly about: string
  readonly name: string
  readonly severity: AlertSeverity
  readonly spec: RuleSpec
}

const point = (
  kind: ConditionKind,
  [title, about]: [string, string],
  [name, severity]: [string, AlertSeverity],
  condition: object,
  rest: object = {},
): StartingPoint => ({
  kind,
  title,
  about,
  name,
  severity,
  spec: ruleSpecSchema.parse({ condition: { kind, ...condition }, scope: {}, ...rest }),
})

export const startingPoints: readonly StartingPoint[] = [
  point(
    'threshold',
    [
      'A figure is too high or too low',
      'Failed joins, bad calls, scores, drop-outs: over a window, for some time.',
    ],
    ['Many joins fail', 'critical'],
    {
      metric: 'joinFailureRatio',
      windowMs: 5 * minute,
      op: 'above',
      fireAt: 0.1,
      clearAt: 0.05,
      minTraffic: 10,
    },
    { forMs: 2 * minute, keepFiringMs: 2 * minute },
  ),
  point(
    'finding',
    ['A known problem appears', 'Something the diagnosis has a name for, in one call or in several at once.'],
    ['A serious problem in several calls', 'major'],
    {
      minSeverity: 'major',
      minConfidence: 'medium',
      windowMs: 10 * minute,
      minSessions: 3,
      minParticipants: 3,
    },
  ),
  point(
    'fleet',
    [
      'It is us: many calls share a cause',
      'A server, a region, a release or a provider explains the trouble of many.',
    ],
    ['Many calls share one cause', 'critical'],
    { minParticipants: 5 },
  ),
  point(
    'session',
    [
      'One call that must go well',
      'A VIP’s room or a scheduled event, watched always or in a window of time.',
    ],
    ['An important call goes badly', 'critical'],
    { names: ['*all-hands*'], condition: { is: 'band', worst: 'bad' } },
  ),
  point(
    'silence',
    ['An app has gone quiet', 'No calls though at this hour there usually are, or should be.'],
    ['An app has gone quiet', 'major'],
    { windowMs: 15 * minute, expect: { by: 'usual', minSessions: 3 } },
    { forMs: 5 * minute },
  ),
  point(
    'baseline',
    ['Something is unlike the usual', 'Compared with the same hour of the week, over the last weeks.'],
    ['Quality is unlike the usual', 'minor'],
    {
      metric: 'poorOrBadRatio',
      windowMs: 15 * minute,
      op: 'above',
      spreads: 4,
      minWeeks: 3,
      minDifference: 0.05,
      minTraffic: 20,
    },
    { forMs: 5 * minute },
  ),
  point(
    'burn-rate',
    ['An error budget runs out too fast', 'What was promised for a month is being spent in days or hours.'],
    ['The error budget is spent too fast', 'major'],
    {
      sli: 'badMinuteRatio',
      objective: 0.99,
      sloDays: 30,
      pairs: [
        { longMs: hour, shortMs: 5 * minute, burn: 14.4 },
        { longMs: 6 * hour, shortMs: 30 * minute, burn: 6 },
      ],
      minEvents: 50,
    },
  ),
]
