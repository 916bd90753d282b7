import { z } from 'zod'
import { severities } from '#lib/diagnosis/contract.ts'
import { maxNoteLength, written } from '#lib/sessions/annotations/contract.ts'

/**
 * Alerts over the API. Times are epoch milliseconds on the server's clock; null means "does not apply" or "cannot know".
 * The meaning of each state and action is in docs/alerting.md.
 */
export const alertStates = ['open', 'acknowledged', 'resolved'] as const
export type AlertState = (typeof alertStates)[number]

/** What happened to an alert. Each is one row, numbered without gaps. */
export const alertEventKinds = [
  'opened',
  'reopened',
  'worsened',
  'eased',
  'acknowledged',
  'acknowledged-too', // another person, on one that is acknowledged already
  'unacknowledged',
  'ack-reminder',
  'ack-expired',
  'snoozed',
  'snooze-ended',
  'assigned',
  'noted',
  'note-edited',
  'note-deleted',
  'resolved',
  'still-breaching',
  'flapping',
  'suppressed',
  'unsuppressed',
  'escalated',
  'escalation-paused',
  'escalation-exhausted',
  'notified',
  'notify-failed',
  'notify-moved', // to the next channel
  'linked', // to an incident
] as const
export type AlertEventKind = (typeof alertEventKinds)[number]

export const actorKinds = ['user', 'rule', 'source', 'escalation', 'slack', 'email', 'api', 'system'] as const
export type ActorKind = (typeof actorKinds)[number]

/** What the text of an alert needs beside its columns. Never a secret. */
export const alertFactsSchema = z.object({
  /** what to do, in a sentence or two */
  advice: z.string().optional(),
  runbookUrl: z.string().optional(),
  /** whose side it is on (`sides` of diagnosis), and why we think so */
  side: z.string().optional(),
  because: z.string().optional(),
  /** the rule in words, as it was when it fired */
  ruleSentence: z.string().optional(),
  windowMs: z.number().optional(),
  forMs: z.number().optional(),
  /** how to show value and threshold: a key of `alertMetrics`, or words of the sender */
  metric: z.string().optional(),
  reason: z.string().optional(),
  /** a person's acknowledgement runs out after this */
  ackTimeoutMs: z.number().optional(),
  /** a source that never says "over": nothing heard for so long is over */
  autoResolveAfterMs: z.number().optional(),
  /** the source said that the condition is over, but resolving is left to people, or was done before */
  overSince: z.number().optional(),
  /** up to 20 */
  sessionIds: z.array(z.string()).optional(),
  links: z.array(z.object({ label: z.string(), url: z.string() })).optional(),
})
export type AlertFacts = z.infer<typeof alertFactsSchema>

/** How many it hits. `share` is of the customer's people in calls over the same time. */
export const blastRadiusSchema = z.object({
  sessionsNow: z.number(),
  participantsNow: z.number(),
  sessionsSoFar: z.number(),
  participantsSoFar: z.number(),
  /** poor minutes count half */
  painMinutes: z.number(),
  share: z.number().nullable(),
  /** the worst calls, up to 10 */
  worst: z.array(
    z.object({
      sessionId: z.string(),
      name: z.string(),
      score: z.number().nullable(),
      band: z.string(),
      participants: z.number(),
      live: z.boolean(),
      painMinutes: z.number(),
    }),
  ),
})
export type BlastRadius = z.infer<typeof blastRadiusSchema>

const suppressionSchema = z.object({
  kind: z.enum(['silence', 'maintenance', 'inhibition']),
  id: z.string(),
  name: z.string(),
  until: z.number().nullable(),
})
export type Suppression = z.infer<typeof suppressionSchema>

const person = z.object({ memberId: z.string().nullable(), name: z.string() })

/** One row of the inbox. */
export const alertSchema = z.object({
  alertId: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  appId: z.string().nullable(),
  appName: z.string().nullable(),
  region: z.string().nullable(),
  sessionId: z.string().nullable(),
  source: z.string(),
  ruleId: z.string().nullable(),
  ruleName: z.string().nullable(),
  severity: z.enum(severities),
  /** with the number: "Loss 6.2 % > 5 % for 4 min" */
  title: z.string(),
  /** one sentence: what, for whom, since when */
  summary: z.string(),
  labels: z.record(z.string(), z.string()),
  facts: alertFactsSchema,
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  unit: z.string().nullable(),
  state: z.enum(alertStates),
  startedAt: z.number(),
  openedAt: z.number(),
  lastSeenAt: z.number(),
  count: z.number(),
  flaps: z.number(),
  flappingSince: z.number().nullable(),
  acknowledgedAt: z.number().nullable(),
  acknowledgedBy: person.nullable(),
  ackExpiresAt: z.number().nullable(),
  assignee: person.nullable(),
  snoozedUntil: z.number().nullable(),
  suppressedBy: z.array(suppressionSchema),
  firstNotifiedAt: z.number().nullable(),
  resolvedAt: z.number().nullable(),
  resolvedBy: z.string().nullable(),
  resolveReason: z.string().nullable(),
  stillBreaching: z.boolean(),
  reopenAt: z.number().nullable(),
  blast: blastRadiusSchema.nullable(),
  blastAt: z.number().nullable(),
  sourceUrl: z.string().nullable(),
  /** rises with every change */
  version: z.number(),
  updatedAt: z.number(),
})
export type AlertView = z.infer<typeof alertSchema>

/** Which alerts: `mine` are assigned to or acknowledged by me, `unowned` nobody's. */
export const inboxViews = ['firing', 'unowned', 'mine', 'snoozed', 'suppressed', 'resolved'] as const
export type InboxView = (typeof inboxViews)[number]

/** GET /api/v1/alerts */
export const inboxQuerySchema = z.strictObject({
  view: z.enum(inboxViews).default('firing'),
  customer: z.uuid().optional(),
  severity: z.enum(severities).optional(),
  app: z.uuid().optional(),
  rule: z.uuid().optional(),
  q: written(200).optional(),
  /** opaque, from the last answer */
  cursor: z.string().max(200).optional(),
})
export type InboxQuery = z.infer<typeof inboxQuerySchema>

export const inboxSchema = z.object({
  /** worst first, then oldest; resolved ones newest first */
  alerts: z.array(alertSchema),
  next: z.string().nullable(),
  /** under the same filters; of resolved ones those of the last 24 hours */
  counts: z.record(z.enum(inboxViews), z.number()),
  /** open and not acknowledged, not muted: the number on the rail and in the title */
  waiting: z.object({ count: z.number(), worst: z.enum(severities).nullable() }),
  at: z.number(),
})
export type Inbox = z.infer<typeof inboxSchema>

/** GET /api/v1/alerts/waiting: for every page's title and favicon. */
export const waitingSchema = inboxSchema.shape.waiting.extend({ at: z.number() })

export const alertEventSchema = z.object({
  eventId: z.string(),
  seq: z.number(),
  at: z.number(),
  kind: z.enum(alertEventKinds),
  actorKind: z.enum(actorKinds),
  actorId: z.string().nullable(),
  actorName: z.string(),
  fromState: z.enum(alertStates).nullable(),
  toState: z.enum(alertStates).nullable(),
  note: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
})
export type AlertEvent = z.infer<typeof alertEventSchema>

export const alertNoteSchema = z.object({
  noteId: z.string(),
  memberId: z.string(),
  memberName: z.string(),
  body: z.string(),
  mentions: z.array(z.string()),
  createdAt: z.number(),
  editedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
  version: z.number(),
})
export type AlertNote = z.infer<typeof alertNoteSchema>

/** GET /api/v1/alert-notes/[noteId]/revisions: every version, the first one too, with who wrote it. */
export const alertNoteRevisionSchema = z.object({
  version: z.number(),
  body: z.string(),
  memberName: z.string(),
  at: z.number(),
})
export type AlertNoteRevision = z.infer<typeof alertNoteRevisionSchema>
export const alertNoteRevisionsSchema = z.object({ revisions: z.array(alertNoteRevisionSchema) })

/** An earlier episode of the same key, and how it ended. */
const pastEpisodeSchema = z.object({
  alertId: z.string(),
  title: z.string(),
  openedAt: z.number(),
  resolvedAt: z.number().nullable(),
  resolvedBy: z.string().nullable(),
  resolveReason: z.string().nullable(),
  lastNote: z.string().nullable(),
})

/** GET /api/v1/alerts/[alertId] */
export const alertDetailSchema = z.object({
  alert: alertSchema,
  events: z.array(alertEventSchema),
  notes: z.array(alertNoteSchema),
  past: z.array(pastEpisodeSchema),
  /** people of staff who may see this customer: for assigning and mentioning */
  people: z.array(z.object({ memberId: z.string(), name: z.string() })),
  /** which incident it belongs to */
  incident: z
    .object({ incidentId: z.string(), reference: z.string(), title: z.string(), status: z.string() })
    .nullable(),
})
export type AlertDetail = z.infer<typeof alertDetailSchema>

/**
 * GET /api/v1/alerts/[alertId]/series: what the rule watched, around the episode; null where there is no such number.
 * Points are [time, value, threshold].
 */
export const alertSeriesSchema = z.object({
  series: z
    .object({
      metric: z.string(),
      unit: z.string(),
      from: z.number(),
      to: z.number(),
      points: z.array(z.tuple([z.number(), z.number().nullable(), z.number().nullable()])),
    })
    .nullable(),
})
export type AlertSeries = z.infer<typeof alertSeriesSchema>

const note = written(maxNoteLength)

/** POST /api/v1/alerts/[alertId]/acknowledge; a second one is no error. */
export const acknowledgeSchema = z.strictObject({ note: note.optional() })
/** POST …/unacknowledge, …/unsnooze, …/reopen */
export const reasonSchema = z.strictObject({ reason: note.optional() })
/** POST …/resolve: by hand. What still holds re-opens after `reopenAfterMs` (15 minutes unless said). */
export const resolveSchema = reasonSchema.extend({
  reopenAfterMs: z.number().int().min(60_000).max(86_400_000).optional(),
})
/** POST …/snooze: until a time of the future, at most 30 days */
export const snoozeSchema = z.strictObject({ until: z.number().int(), note: note.optional() })
/** POST …/assign; null = nobody. `was` is whom the screen showed: another one answers 409. */
export const assignSchema = z.strictObject({ memberId: z.uuid().nullable(), was: z.uuid().nullable() })
/** POST …/notes, PUT /api/v1/alert-notes/[noteId] (with the version that was read; another answers 409) */
export const newAlertNoteSchema = z.strictObject({ body: written(maxNoteLength).min(1) })
export const changedAlertNoteSchema = newAlertNoteSchema.extend({ version: z.number().int() })
/** POST /api/v1/alerts/bulk: the same verb on many; each answers for itself. */
export const bulkSchema = z.strictObject({
  alertIds: z.array(z.uuid()).min(1).max(200),
  act: z.discriminatedUnion('verb', [
    z.strictObject({ verb: z.literal('acknowledge'), note: note.optional() }),
    z.strictObject({ verb: z.literal('unacknowledge') }),
    z.strictObject({ verb: z.literal('resolve'), reason: note.optional() }),
    z.strictObject({ verb: z.literal('reopen') }),
    z.strictObject({ verb: z.literal('snooze'), until: z.number().int() }),
    z.strictObject({ verb: z.literal('unsnooze') }),
    z.strictObject({ verb: z.literal('assign'), memberId: z.uuid().nullable() }),
  ]),
})
export const bulkReplySchema = z.object({
  results: z.array(z.object({ alertId: z.string(), ok: z.boolean(), code: z.string(), message: z.string() })),
})

/**
 * Every verb answers with the alert as it is now. `did` false: it was so already, `by` says who was first.
 */
export const actReplySchema = z.object({
  alert: alertSchema,
  did: z.boolean(),
  by: z.string().nullable(),
})
export type ActReply = z.infer<typeof actReplySchema>
