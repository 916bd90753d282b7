import { z } from 'zod'
import { alertEventKinds, alertStates } from '#lib/alerting/alerts/contract.ts'
import { findingSchema, severities } from '#lib/diagnosis/contract.ts'
import { fleetFindingViewSchema } from '#lib/diagnosis/fleet/contract.ts'
import { incidentEventKinds } from '#lib/incidents/contract.ts'
import {
  appTileSchema,
  attentionSchema,
  eventViewSchema,
  participantSchema,
  pointSchema,
  sessionSchema,
} from '#lib/sessions/contract.ts'

/**
 * The socket between the engine and a dashboard: path `/realtime`, namespace `/`, transport websocket only.
 * The client never names a room. It says what it looks at (`watch`), the server checks and decides.
 * Every room counts its messages: `seq` rises by one; a gap, or another `epoch`, means "ask for a snapshot again".
 */
export const socketPath = '/realtime'

/** client → server `watch`: what this screen looks at. Answered by an ack, then by snapshots. */
export const watchSchema = z.strictObject({
  wall: z.boolean(),
  sessionId: z.uuid().nullable(),
})
export type Watch = z.infer<typeof watchSchema>

/**
 * The ack of `watch` and `resync`. `not-live`: the session is yours to see, but no engine holds it (ended, or being
 * rebuilt); its snapshot comes if it turns live. `unavailable`: the server could not check just now, ask again.
 */
export const watchAckSchema = z.object({
  ok: z.boolean(),
  code: z.enum(['ok', 'not-live', 'bad-message', 'not-allowed', 'not-found', 'too-many', 'unavailable']),
})
export type WatchAck = z.infer<typeof watchAckSchema>

const head = { epoch: z.string(), seq: z.number(), at: z.number() }

/** How ingest does, for the strip. `lagMs` is commit → this message. */
export const ingestPulseSchema = z.object({
  reportsPerSecond: z.number(),
  lagMs: z.number().nullable(),
  storeUp: z.boolean(),
  /** when the store stopped answering */
  storeDownSince: z.number().nullable(),
})
export type IngestPulse = z.infer<typeof ingestPulseSchema>

/** server → client `wall:snapshot` */
export const wallSnapshotSchema = z.object({
  ...head,
  tiles: z.array(appTileSchema),
  attention: z.array(attentionSchema),
  ingest: ingestPulseSchema,
  /** causes that many calls share and that touch this scope */
  fleet: z.array(fleetFindingViewSchema).default([]),
})
export type WallSnapshot = z.infer<typeof wallSnapshotSchema>

/** server → client `wall:delta`, once a second; tiles that changed, the attention list when it changed */
export const wallDeltaSchema = z.object({
  ...head,
  tiles: z.array(appTileSchema),
  gone: z.array(z.string()), // appIds
  attention: z.array(attentionSchema).nullable(),
  ingest: ingestPulseSchema,
  fleet: z.array(fleetFindingViewSchema).nullable().default(null),
})
export type WallDelta = z.infer<typeof wallDeltaSchema>

/** server → client `session:snapshot`; `points` are the last two minutes, older ones come from the API */
export const sessionSnapshotSchema = z.object({
  ...head,
  session: sessionSchema,
  participants: z.array(participantSchema),
  points: z.array(pointSchema),
  /** every episode so far, open and closed */
  findings: z.array(findingSchema),
})
export type SessionSnapshot = z.infer<typeof sessionSnapshotSchema>

/** server → client `session:delta`, at most four a second and only when something changed, else one a 5 s */
export const sessionDeltaSchema = z.object({
  ...head,
  sessionId: z.string(),
  session: sessionSchema.nullable(),
  participants: z.array(participantSchema),
  points: z.array(pointSchema),
  events: z.array(eventViewSchema),
  /** new or changed episodes */
  findings: z.array(findingSchema),
})
export type SessionDelta = z.infer<typeof sessionDeltaSchema>

/** server → client `signed-out`: the sign-in ended; the page goes to /sign-in. Then the server disconnects. */
export const signedOutSchema = z.object({ reason: z.enum(['revoked', 'expired', 'disabled']) })

/** server → client `resync`: this socket was too slow; ask again with `resync`. */
export const resyncSchema = z.object({ room: z.enum(['wall', 'session']) })

/** server → client `tick`, every 2 s to screens that watch no wall: the heartbeat of every other page */
export const tickSchema = z.object({
  epoch: z.string(),
  at: z.number(),
  storeUp: z.boolean(),
  storeDownSince: z.number().nullable(),
})
export type Tick = z.infer<typeof tickSchema>

/**
 * server → client `alert:changed`: what happened to alerts of this member's customers, at most two messages a second to
 * one screen. `severity`, `state` and `version` are those of the alert when the message was made.
 */
export const alertChangeSchema = z.object({
  alertId: z.string(),
  customerId: z.string(),
  seq: z.number(),
  kind: z.enum(alertEventKinds),
  severity: z.enum(severities),
  state: z.enum(alertStates),
  version: z.number(),
})
export type AlertChange = z.infer<typeof alertChangeSchema>
export const alertChangedSchema = z.object({ changes: z.array(alertChangeSchema), at: z.number() })

/** server → client `alert:resync`: changes may have been missed, or were too many; read alerts again. */
export const alertResyncSchema = z.object({ at: z.number() })

/** server → client `incident:changed`: what happened to incidents of this member's customers; staff alone hear it. */
export const incidentChangeSchema = z.object({
  incidentId: z.string(),
  customerId: z.string(),
  seq: z.number(),
  kind: z.enum(incidentEventKinds),
})
export type IncidentChange = z.infer<typeof incidentChangeSchema>
export const incidentChangedSchema = z.object({ changes: z.array(incidentChangeSchema), at: z.number() })

/** server → client `incident:resync`: changes may have been missed, or were too many; read incidents again. */
export const incidentResyncSchema = z.object({ at: z.number() })

/** Why a handshake was refused: `connect_error` carries it as `data.code`. */
export const handshakeRefusals = ['not-signed-in', 'too-many', 'unavailable'] as const
export type HandshakeRefusal = (typeof handshakeRefusals)[number]

/** Names and payloads in one place; both ends parse with these. */
export const serverMessages = {
  'wall:snapshot': wallSnapshotSchema,
  'wall:delta': wallDeltaSchema,
  'session:snapshot': sessionSnapshotSchema,
  'session:delta': sessionDeltaSchema,
  'signed-out': signedOutSchema,
  resync: resyncSchema,
  tick: tickSchema,
  'alert:changed': alertChangedSchema,
  'alert:resync': alertResyncSchema,
  'incident:changed': incidentChangedSchema,
  'incident:resync': incidentResyncSchema,
} as const
export const clientMessages = { watch: watchSchema, resync: watchSchema } as const
/** A server message with its name, after parsing. */
export type ServerMessage = {
  [Name in keyof typeof serverMessages]: { name: Name; body: z.infer<(typeof serverMessages)[Name]> }
}[keyof typeof serverMessages]
