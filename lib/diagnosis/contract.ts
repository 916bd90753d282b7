import { z } from 'zod'

/**
 * What a diagnosis looks like outside the engine: in Postgres, over the API and on the socket.
 * All times are epoch milliseconds on the server's clock. Null means "cannot know" or "does not apply", never zero.
 */

/** `info` is context, `minor` is noticed, `major` disturbs the conversation, `critical` leaves no usable call. */
export const severities = ['info', 'minor', 'major', 'critical'] as const
export type Severity = (typeof severities)[number]

/** Low confidence is a hint: it is shown as one, raises no alert and attributes nothing. */
export const confidences = ['low', 'medium', 'high'] as const
export type Confidence = (typeof confidences)[number]

/** Which part of the call suffers, seen from the participant of the finding. */
export const directions = ['send', 'receive', 'both', 'connect', 'control', 'telemetry'] as const
export type Direction = (typeof directions)[number]

/**
 * Whose side it is: the fault domain. `network-up` and `network-down` are the two ways of the participant's own
 * access, `network-access` is that access where the way is not known, `network-path` lies between two people and cannot
 * be told apart from here.
 */
export const sides = [
  'network-up',
  'network-down',
  'network-path',
  'network-access',
  'device',
  'browser',
  'application',
  'server',
  'user',
  'unknown',
] as const
export type Side = (typeof sides)[number]

/** Who can act. */
export const owners = ['user', 'customer-it', 'app-dev', 'platform-ops', 'isp', 'nobody'] as const
export type Owner = (typeof owners)[number]

/** Why an episode is over. `no-data`: what it rested on was not measured for a minute. `superseded`: another name fits better. */
export const closeReasons = ['cleared', 'no-data', 'left', 'recovered', 'superseded'] as const
export type CloseReason = (typeof closeReasons)[number]

/** One measured fact that speaks for the finding, with the limit it broke and over which time. */
export const evidenceSchema = z.object({
  /** a key of `evidenceMetrics` */
  metric: z.string(),
  /** null = the fact is the event itself */
  value: z.number().nullable(),
  limit: z.number().nullable(),
  windowMs: z.number().nullable(),
  /** when it was worst, or when the event happened */
  at: z.number(),
  /** whose measurements these are */
  participantId: z.string().nullable(),
  /** words that came with an event: an error's name, a server's host */
  text: z.string().nullable(),
})
export type Evidence = z.infer<typeof evidenceSchema>

/** One episode of one problem: a row that is raised once and closed once. */
export const findingSchema = z.object({
  findingId: z.string(),
  /** a key of the catalogue */
  kind: z.string(),
  /** version of the quality model that raised it */
  model: z.string(),
  sessionId: z.string(),
  /** whose side it is on, or who suffers where no side is known; null = the whole call */
  participantId: z.string().nullable(),
  /** the other end: whose media it is, or who the path leads to */
  aboutId: z.string().nullable(),
  connection: z.number().nullable(),
  track: z.number().nullable(),
  direction: z.enum(directions),
  side: z.enum(sides),
  /** as it is now while open, the worst it was once closed */
  severity: z.enum(severities),
  confidence: z.enum(confidences),
  owner: z.enum(owners),
  /** start of the first bad window */
  openedAt: z.number(),
  /** when it was raised */
  raisedAt: z.number(),
  clearedAt: z.number().nullable(),
  closeReason: z.enum(closeReasons).nullable(),
  /** most telling first */
  evidence: z.array(evidenceSchema),
  /** who notices it */
  affected: z.array(z.string()),
  /** the finding of this call that explains this one away */
  explainedBy: z.string().nullable(),
  /** 1 = root cause, 2 and 3 = contributing; null = folded under another, a hint, or of less weight */
  rank: z.number().nullable(),
})
export type Finding = z.infer<typeof findingSchema>

/** What a member of staff thinks of a finding; it tunes the model, it does not change the record. */
export const opinions = ['agree', 'wrong'] as const
export type Opinion = (typeof opinions)[number]
