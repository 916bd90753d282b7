import { z } from 'zod'
import {
  connectionColumns,
  type Row,
  trackColumns,
  trackHeadColumns,
  trackTypes,
  type WireReport,
} from './columns.ts'
import { type EventType, eventTypes, type WireEvent } from './event-types.ts'

/** Limits of `earshot/1`. Sources: docs/telemetry.md. */
export const limits = {
  maxBodyBytes: 256 * 1024,
  maxInflatedBytes: 2 * 1024 * 1024,
  maxDepth: 16,
  maxReportsPerBatch: 600,
  maxEventsPerBatch: 600,
  maxConnectionsPerReport: 64,
  maxTracksPerReport: 400,
  maxEventDataKeys: 20,
  maxEventBytes: 8 * 1024,
  maxTags: 10,
} as const

/** Text that Postgres can hold: no NUL and no lone surrogate. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'text holds NUL or a broken character')

const tags = z
  .record(text(40), text(100))
  .refine((value) => Object.keys(value).length <= limits.maxTags, `at most ${limits.maxTags} tags`)
/** Epoch milliseconds in years 2000–2100; what is far from now is clamped and flagged, not refused. */
const epochMs = z.number().min(946_684_800_000).max(4_102_444_800_000)
const seq = z.int().min(0).max(2_000_000_000)

export const clientSchema = z.strictObject({
  userAgent: text(1000).optional(), // read for the names below and forgotten, like the two that follow
  brands: z
    .array(z.object({ brand: text(100), version: text(100) }))
    .max(20)
    .optional(),
  touchPoints: z.int().min(0).max(1000).optional(),
  browser: text(40).optional(),
  browserVersion: text(40).optional(),
  os: text(40).optional(),
  osVersion: text(40).optional(),
  device: z.enum(['desktop', 'mobile', 'tablet', 'server', 'other']).optional(),
  cores: z.int().min(1).max(4096).optional(),
  memoryGb: z.number().min(0).max(4096).optional(),
  connectionType: text(40).optional(),
  effectiveType: text(40).optional(),
  timeZone: text(100).optional(),
  language: text(100).optional(),
  sdkVersion: text(40).optional(),
  appVersion: text(40).optional(),
  page: text(300).optional(), // origin and path, never a query string
})

/** The envelope: everything of a batch but its items, which are checked one by one so that none sinks the rest. */
export const envelopeSchema = z.strictObject({
  v: z.literal(1),
  key: text(80),
  batch: z.uuid(),
  boot: z.uuid(),
  sentAt: epochMs,
  app: text(100).optional(), // version label of the customer's app
  session: z.strictObject({
    id: text(200).min(1),
    name: text(200).optional(),
    startedAt: epochMs.optional(),
    tags: tags.optional(),
  }),
  participant: z.strictObject({
    id: text(200).min(1),
    name: text(200).optional(),
    role: text(40).optional(),
    tags: tags.optional(),
  }),
  client: clientSchema.optional(),
  reports: z.array(z.unknown()).max(limits.maxReportsPerBatch),
  events: z.array(z.unknown()).max(limits.maxEventsPerBatch),
  drops: z.record(text(40), z.int().min(0).max(1_000_000_000)).optional(),
})
export type Envelope = z.infer<typeof envelopeSchema>
export type ClientInfo = z.infer<typeof clientSchema>

const scalar = z.union([text(4096), z.number(), z.boolean(), z.null()])
export const eventSchema = z.strictObject({
  seq,
  t: epochMs,
  type: z.enum(Object.keys(eventTypes) as [EventType, ...EventType[]]),
  connection: z.int().min(0).max(65_535).optional(),
  track: z.int().min(0).max(65_535).optional(),
  data: z
    .record(text(60), scalar)
    .refine((value) => Object.keys(value).length <= limits.maxEventDataKeys, 'too many keys')
    .optional(),
})

/** The report's shape for the published schema; the hot path uses `checkReport`, which means the same. */
const rowSchema = (columns: number) => z.array(z.union([z.number(), z.null()])).max(columns)
export const reportSchema = z.tuple([
  seq,
  epochMs,
  z.array(rowSchema(connectionColumns.length)).max(limits.maxConnectionsPerReport),
  z.array(rowSchema(trackHeadColumns.length + 64)).max(limits.maxTracksPerReport),
])

/** Why one item was refused. */
export type RejectCode =
  | 'not-an-array'
  | 'bad-seq'
  | 'bad-time'
  | 'bad-connection-row'
  | 'bad-track-row'
  | 'too-many-rows'
  | 'bad-event'
  | 'event-too-large'
  | 'store-refused'

/** The answer to a batch. `rejected[].i` counts reports first, then events. */
export type CollectReply = {
  batch: string
  accepted: number
  duplicate: number
  rejected: { i: number; code: RejectCode }[]
  serverTime: number
  next: { intervalMs: number; statsMs: number; trace?: boolean; resendClient?: boolean }
}

/** Checks one report without building error objects: the hot path. */
export function checkReport(value: unknown): WireReport | RejectCode {
  if (!Array.isArray(value) || value.length < 4) return 'not-an-array'
  const [reportSeq, t, connections, tracks] = value as unknown[]
  if (!isIntegerIn(reportSeq, 0, 2_000_000_000)) return 'bad-seq'
  if (typeof t !== 'number' || !(t >= 946_684_800_000 && t <= 4_102_444_800_000)) return 'bad-time'
  if (!Array.isArray(connections) || !Array.isArray(tracks)) return 'not-an-array'
  if (connections.length > limits.maxConnectionsPerReport || tracks.length > limits.maxTracksPerReport)
    return 'too-many-rows'
  for (const row of connections) if (!isRow(row, 1, connectionColumns.length)) return 'bad-connection-row'
  for (const row of tracks) {
    if (!isRow(row, 3, trackHeadColumns.length + 64)) return 'bad-track-row'
    const type = trackTypes[row[1] ?? -1]
    if (type === undefined || row.length > trackHeadColumns.length + trackColumns[type].length)
      return 'bad-track-row'
  }
  return [reportSeq, t, connections as Row[], tracks as Row[]]
}

/** Checks one event. */
export function checkEvent(value: unknown): WireEvent | RejectCode {
  const parsed = eventSchema.safeParse(value)
  if (!parsed.success) return 'bad-event'
  return JSON.stringify(parsed.data).length > limits.maxEventBytes ? 'event-too-large' : parsed.data
}

function isIntegerIn(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
}

/** A row's first cell is a small number; every other cell is a finite number or null. */
function isRow(row: unknown, minLength: number, maxLength: number): row is Row {
  if (!Array.isArray(row) || row.length < minLength || row.length > maxLength) return false
  if (!isIntegerIn(row[0], 0, 65_535)) return false
  for (let i = 1; i < row.length; i++) {
    const cell: unknown = row[i]
    if (cell === null) continue
    if (typeof cell !== 'number' || !Number.isFinite(cell) || Math.abs(cell) > 1e18) return false
  }
  return true
}
