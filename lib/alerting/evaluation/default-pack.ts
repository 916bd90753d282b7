import { type RuleSpec, ruleSpecSchema } from '../rules/contract.ts'
import type { AlertSeverity } from '../severity.ts'

/** The rules every customer has from the first minute on. `packKey` never changes: by it a rule is found again. */
export type PackRule = { packKey: string; name: string; severity: AlertSeverity; spec: RuleSpec }

const minute = 60_000
const hour = 60 * minute
const scope = { appIds: [], regions: [], tags: [] }
const rule = (
  packKey: string,
  name: string,
  severity: AlertSeverity,
  condition: object,
  rest: object,
): PackRule => ({
  packKey,
  name,
  severity,
  spec: ruleSpecSchema.parse({ condition, scope, ...rest }),
})

export const defaultPack: readonly PackRule[] = [
  rule(
    'joins-failing',
    'Joins are failing',
    'critical',
    {
      kind: 'threshold',
      metric: 'joinFailureRatio',
      windowMs: 5 * minute,
      op: 'above',
      fireAt: 0.1,
      clearAt: 0.05,
      minTraffic: 10,
    },
    {
      forMs: minute,
      keepFiringMs: minute,
      advice:
        'Open the worst call and read which step of joining fails: permission, device, ICE, DTLS, signalling or the server. Many at once point to signalling, TURN credentials or a release.',
    },
  ),
  rule(
    'people-in-poor-calls',
    'Many people in poor or bad calls',
    'major',
    {
      kind: 'threshold',
      metric: 'poorOrBadRatio',
      windowMs: 2 * minute,
      op: 'above',
      fireAt: 0.3,
      clearAt: 0.2,
      minTraffic: 5,
    },
    {
      forMs: minute,
      keepFiringMs: minute,
      advice:
        'Look at what the bad calls share: region, TURN server, media server, provider or release. If they share nothing, help the worst call first.',
    },
  ),
  rule(
    'people-in-bad-calls',
    'Many people in bad calls',
    'critical',
    {
      kind: 'threshold',
      metric: 'badRatio',
      windowMs: 2 * minute,
      op: 'above',
      fireAt: 0.2,
      clearAt: 0.1,
      minTraffic: 5,
    },
    {
      forMs: minute,
      keepFiringMs: minute,
      advice:
        'People cannot talk. Check what the bad calls share, then media and TURN servers of that place.',
    },
  ),
  rule(
    'drop-outs',
    'People drop out',
    'major',
    {
      kind: 'threshold',
      metric: 'dropRatio',
      windowMs: 10 * minute,
      op: 'above',
      fireAt: 0.15,
      clearAt: 0.08,
      minTraffic: 10,
    },
    {
      keepFiringMs: 2 * minute,
      advice:
        'Calls end without goodbye. Look for a deployment, a media server that restarted, or a crash in the newest release.',
    },
  ),
  rule(
    'app-silent',
    'An app has gone quiet',
    'major',
    { kind: 'silence', windowMs: 15 * minute, expect: { by: 'usual', minSessions: 2 } },
    {
      advice:
        'Either nobody calls, or nobody can, or we do not hear of it. Make a test call; check the ingest key and the release of the app.',
    },
  ),
  rule(
    'critical-finding-on-several',
    'No usable call for several people',
    'critical',
    {
      kind: 'finding',
      kinds: [],
      minSeverity: 'critical',
      minConfidence: 'medium',
      windowMs: minute,
      minSessions: 2,
      minParticipants: 3,
    },
    {
      forMs: 20_000,
      keepFiringMs: minute,
      advice: 'Several people have the same kind of trouble at once in different calls.',
    },
  ),
  rule(
    'shared-cause',
    'One cause behind many bad calls',
    'critical',
    { kind: 'fleet', dimensions: [], minParticipants: 3 },
    { advice: 'The bad calls share this and the good ones do not. Start there.' },
  ),
  rule(
    'error-budget-99-5',
    'Error budget of 99.5 % good minutes',
    'major',
    {
      kind: 'burn-rate',
      sli: 'badMinuteRatio',
      objective: 0.995,
      sloDays: 30,
      pairs: [
        { longMs: hour, shortMs: 5 * minute, burn: 14.4 },
        { longMs: 6 * hour, shortMs: 30 * minute, burn: 6 },
      ],
      minEvents: 100,
    },
    { advice: 'At this pace the month’s budget is gone in days. Find what changed before the burn began.' },
  ),
  rule(
    'quality-unknown',
    'Nothing is known of many people',
    'minor',
    {
      kind: 'threshold',
      metric: 'unknownRatio',
      windowMs: 5 * minute,
      op: 'above',
      fireAt: 0.5,
      clearAt: 0.3,
      minTraffic: 5,
    },
    {
      forMs: 3 * minute,
      advice:
        'They are in calls, but their browsers tell too little. Check the SDK’s version, blockers, and whether the app passes its peer connections on.',
    },
  ),
]
