import { z } from 'zod'
import { findingSchema } from '#lib/diagnosis/contract.ts'

/**
 * What a call looks like to a dashboard: the shapes that the API answers and the socket carries.
 * All times are epoch milliseconds on the server's clock. Null means "cannot know", never zero.
 */

export const bands = ['good', 'fair', 'poor', 'bad', 'unknown'] as const
export const bandSchema = z.enum(bands)
export type Band = z.infer<typeof bandSchema>

const nullableNumber = z.number().nullable()

/** One named deduction of a score, in MOS points, largest first. */
export const deductionSchema = z.object({ reason: z.string(), mos: z.number() })
export type ScoreDeduction = z.infer<typeof deductionSchema>

/**
 * The metrics of one participant at one report; names follow the quality model, units are in the names.
 * `in` is what the participant receives, `out` what it sends. Loss and concealment are per cent.
 */
export const pointMetrics = [
  'score',
  'receiveScore',
  'sendScore',
  'roundTripMs',
  'inAudioLossPct',
  'inVideoLossPct',
  'outAudioLossPct',
  'outVideoLossPct',
  'inAudioJitterMs',
  'inVideoJitterMs',
  'concealPct',
  'jitterBufferMs',
  'inAudioKbps',
  'inVideoKbps',
  'outAudioKbps',
  'outVideoKbps',
  'availableOutKbps',
  'inFps',
  'outFps',
  'inHeightPx',
  'outHeightPx',
  'freezeRatio',
  'inAudioRms',
  'micRms',
  'encodeMs',
  'limitedByCpuRatio',
  'limitedByBandwidthRatio',
] as const
export type PointMetric = (typeof pointMetrics)[number]

/** One moment of one participant: `values[i]` belongs to `pointMetrics[i]`. */
export const pointSchema = z.object({
  participantId: z.string(),
  at: z.number(),
  values: z.array(nullableNumber),
})
export type Point = z.infer<typeof pointSchema>

export const trackStates = [
  'starting',
  'active',
  'muted',
  'paused',
  'idle',
  'stalled',
  'no-telemetry',
  'ended',
] as const

/** One media stream in one direction, as the participant sees it. */
export const trackSchema = z.object({
  track: z.number(),
  connection: z.number().nullable(),
  type: z.enum(['inbound-audio', 'inbound-video', 'outbound-audio', 'outbound-video']),
  source: z.enum(['mic', 'camera', 'screen', 'unknown']),
  codec: z.string().nullable(),
  state: z.enum(trackStates),
  score: nullableNumber,
  scale: z.enum(['NB', 'WB', 'FB', 'video']).nullable(),
  band: bandSchema,
  reason: z.string().nullable(),
  deductions: z.array(deductionSchema),
})
export type TrackView = z.infer<typeof trackSchema>

/** How one participant got in, or did not; null = nobody said that they tried. Phases: lib/diagnosis/join-funnel.ts. */
export const joinSchema = z.object({
  attemptAt: z.number(),
  outcome: z.enum(['pending', 'joined', 'failed', 'cancelled']),
  /** permission | device | ice | dtls | turn | signaling | auth | server | timeout | unknown */
  failure: z.string().nullable(),
  /** attempt to first remote media (or connected, when alone), without the permission prompt */
  setupMs: nullableNumber,
  phases: z.array(z.object({ phase: z.string(), ms: z.number() })),
})
export type JoinView = z.infer<typeof joinSchema>

/** What was counted of a chat, in the last minute or over the whole stay. */
export const chatFiguresSchema = z.object({
  sent: z.number(),
  acked: z.number(),
  failed: z.number(),
  /** never confirmed within 30 s; counts as failed */
  unanswered: z.number(),
  received: z.number(),
  /** of the messages that were answered */
  failedRatio: nullableNumber,
  /** from sending to confirmation */
  delayP50Ms: nullableNumber,
  delayP95Ms: nullableNumber,
  disconnectedMs: z.number(),
  reconnects: z.number(),
  /** messages over data channels, as the browser counts them */
  channelSent: z.number(),
  channelReceived: z.number(),
})
export type ChatFigures = z.infer<typeof chatFiguresSchema>

/** The chat and the data channels of one participant. */
export const chatSchema = z.object({
  /** the page told of messages; otherwise it only has data channels */
  used: z.boolean(),
  score: nullableNumber,
  band: bandSchema,
  bandSince: z.number(),
  reason: z.string().nullable(),
  deductions: z.array(deductionSchema),
  /** the line is down since */
  downSince: nullableNumber,
  /** messages that wait for confirmation now */
  pending: nullableNumber,
  recent: chatFiguresSchema.nullable(),
  whole: chatFiguresSchema,
  channels: z.array(
    z.object({
      connection: nullableNumber,
      label: z.string(),
      state: z.enum(['connecting', 'open', 'closing', 'closed', 'error']),
      since: z.number(),
    }),
  ),
})
export type ChatView = z.infer<typeof chatSchema>

export const participantStates = ['joining', 'present', 'no-telemetry', 'left'] as const

export const participantSchema = z.object({
  participantId: z.string(),
  externalId: z.string(),
  name: z.string().nullable(),
  role: z.string().nullable(),
  state: z.enum(participantStates),
  /** user | app | unload | error | lost */
  leftReason: z.string().nullable(),
  joinedAt: z.number(),
  leftAt: nullableNumber,
  lastReportAt: nullableNumber,
  /** 'new' until the first state arrives, then the W3C connectionState of the worst open connection */
  transport: z.string(),
  path: z.object({
    localCandidateType: z.string().nullable(),
    protocol: z.string().nullable(),
    relayProtocol: z.string().nullable(),
  }),
  score: nullableNumber,
  receiveScore: nullableNumber,
  sendScore: nullableNumber,
  band: bandSchema,
  bandSince: z.number(),
  reason: z.string().nullable(),
  deductions: z.array(deductionSchema),
  model: z.string(),
  browser: z.string().nullable(),
  os: z.string().nullable(),
  appVersion: z.string().nullable(),
  region: z.string().nullable(),
  /** minutes in poor (counted half) and bad, so far */
  painMinutes: z.number().default(0),
  join: joinSchema.nullable().default(null),
  tracks: z.array(trackSchema),
  /** null = no chat and no data channel */
  chat: chatSchema.nullable().default(null),
})
export type ParticipantView = z.infer<typeof participantSchema>

export const sessionSchema = z.object({
  sessionId: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  appId: z.string(),
  appName: z.string(),
  externalId: z.string(),
  name: z.string().nullable(),
  simulated: z.boolean(),
  state: z.enum(['live', 'ended']),
  /** left | lost | null while live */
  endReason: z.string().nullable(),
  startedAt: z.number(),
  endedAt: nullableNumber,
  lastReportAt: nullableNumber,
  participantsNow: z.number(),
  participantsPeak: z.number(),
  score: nullableNumber,
  band: bandSchema,
  bandSince: z.number(),
  reason: z.string().nullable(),
  model: z.string(),
  tags: z.record(z.string(), z.string()),
  source: z.enum(['live', 'imported']),
  /** format of the dump it was read from */
  importedFrom: z.string().nullable(),
  /** participant-minutes in poor (counted half) and bad */
  painMinutes: z.number(),
  /** kind of the root cause: now while live, over the whole call after; null = nothing is known to be wrong */
  cause: z.string().nullable(),
  /** kinds of all findings of medium confidence or more */
  causes: z.array(z.string()),
  /** kept beyond retention; null = not */
  pinned: z.object({ at: z.number(), reason: z.string() }).nullable(),
})
export type SessionView = z.infer<typeof sessionSchema>

/** One line of the event list. */
export const eventViewSchema = z.object({
  participantId: z.string(),
  seq: z.number(),
  boot: z.number(),
  at: z.number(),
  type: z.string(),
  connection: z.number().nullable(),
  track: z.number().nullable(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type EventView = z.infer<typeof eventViewSchema>

/** GET /api/v1/sessions/:id */
export const sessionDetailSchema = z.object({
  session: sessionSchema,
  participants: z.array(participantSchema),
  /** every episode, open and closed, oldest first */
  findings: z.array(findingSchema),
  /** retention took its reports (and so its charts) or its events; summary and findings stay */
  telemetryExpired: z.boolean(),
  eventsExpired: z.boolean(),
  serverTime: z.number(),
})
export type SessionDetail = z.infer<typeof sessionDetailSchema>

/** GET /api/v1/sessions/:id/series?from&to&points : at most 600 points a participant, min/max kept. */
export const seriesSchema = z.object({
  from: z.number(),
  to: z.number(),
  participants: z.array(
    z.object({
      participantId: z.string(),
      at: z.array(z.number()),
      /** one array per entry of pointMetrics, in that order */
      values: z.array(z.array(nullableNumber)),
    }),
  ),
})
export type SessionSeries = z.infer<typeof seriesSchema>

/** GET /api/v1/sessions/:id/events?after&limit */
export const sessionEventsSchema = z.object({ events: z.array(eventViewSchema), next: z.string().nullable() })

/** GET /api/v1/sessions?state&customer&before : newest first, keyset paged. */
export const sessionListSchema = z.object({ sessions: z.array(sessionSchema), next: z.string().nullable() })

/** One app of one customer on the wall. */
export const appTileSchema = z.object({
  appId: z.string(),
  appName: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  sessions: z.number(),
  participants: z.number(),
  simulated: z.number(), // of these participants, how many are simulated
  byBand: z.object({
    good: z.number(),
    fair: z.number(),
    poor: z.number(),
    bad: z.number(),
    unknown: z.number(),
  }),
  joinAttempts: z.number(), // last 5 min
  joinFailures: z.number(), // last 5 min
  /** 0..100 over the last 15 min; null below 20 scored participant-minutes */
  health: nullableNumber,
  /** 'low-volume' below 20 scored participant-minutes, 'unknown' when nothing is scored */
  healthBand: z.enum(['good', 'fair', 'poor', 'bad', 'unknown', 'low-volume']),
  scoredMinutes: z.number(),
  degradedMinutes: z.number(),
  lastReportAt: nullableNumber,
  /** the app has had traffic and now nothing arrives: never shown as OK */
  silentSince: nullableNumber,
  /** mean score per minute, oldest first, 60 of them; null = nothing scored in that minute */
  trend: z.array(nullableNumber),
  worst: z.string().nullable(), // "packet loss · eu-west"
  /** root causes of its live calls, most calls first, at most five */
  causes: z.array(z.object({ kind: z.string(), sessions: z.number() })),
})
export type AppTile = z.infer<typeof appTileSchema>

/** A live session that is not good, for the attention list. */
export const attentionSchema = z.object({
  sessionId: z.string(),
  appId: z.string(),
  appName: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  name: z.string(),
  simulated: z.boolean(),
  band: bandSchema,
  score: nullableNumber,
  since: z.number(),
  participants: z.number(),
  affected: z.number(),
  worstParticipant: z.string().nullable(),
  reason: z.string().nullable(),
  /** participant-minutes of pain so far */
  painMinutes: z.number(),
  /** of these, those of the last five minutes, and what a minute adds as things stand: together the rank of the queue */
  recentPainMinutes: z.number(),
  painPerMinute: z.number(),
  /** kind of the root cause, its one sentence for people, and all causes, root first */
  cause: z.string().nullable(),
  sentence: z.string().nullable(),
  causes: z.array(z.string()),
})
export type AttentionRow = z.infer<typeof attentionSchema>
