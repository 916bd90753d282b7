import { z } from 'zod'
import type { Batch, Source } from './batch.ts'
import { limits } from './contract.ts'
import type { EventData, EventValue, WireEvent } from './event-types.ts'
import { scrubEnvelope, scrubEvent } from './scrub.ts'

/**
 * OTLP/HTTP JSON logs. A record that carries `session.id` (itself or by its resource) becomes a `log` event of that
 * session; it belongs to `participant.id`, or to a synthetic participant `server`. Ids are made from the content, so
 * that the same record sent again is a duplicate.
 */

const anyValue = z.looseObject({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
})
const attributes = z.array(z.looseObject({ key: z.string(), value: anyValue.optional() })).max(256)
const nanos = z.union([z.string(), z.number()])
const logRecord = z.looseObject({
  timeUnixNano: nanos.optional(),
  observedTimeUnixNano: nanos.optional(),
  severityNumber: z.number().optional(),
  severityText: z.string().optional(),
  body: anyValue.optional(),
  attributes: attributes.optional(),
})
const logsRequest = z.looseObject({
  resourceLogs: z
    .array(
      z.looseObject({
        resource: z.looseObject({ attributes: attributes.optional() }).optional(),
        scopeLogs: z.array(z.looseObject({ logRecords: z.array(z.unknown()).optional() })).optional(),
      }),
    )
    .max(1_000),
})
type LogRecord = z.infer<typeof logRecord>
type Attributes = Map<string, EventValue>

/** SHA-256 of a text: 32 bytes. Handed in, because pure code reaches no crypto. */
export type Digest = (text: string) => Uint8Array

export type OpenedLogs = {
  batches: Batch[]
  records: number
  /** records that carry no session, or are broken */
  rejected: number
  reason: string | null
}

const maxRecords = 5_000
/** sessions × participants × resources of one request */
const maxBatches = 200

/** The batches in a logs request, or null when it is not one. */
export function openLogs(
  body: unknown,
  source: Source,
  receivedAt: number,
  digest: Digest,
): OpenedLogs | null {
  const parsed = logsRequest.safeParse(body)
  if (!parsed.success) return null
  const byBoot = new Map<string, Batch>()
  let records = 0
  let rejected = 0
  for (const { resource, scopeLogs } of parsed.data.resourceLogs) {
    const resourceAttributes = attributeMap(resource?.attributes)
    const resourceText = JSON.stringify([...resourceAttributes])
    for (const raw of (scopeLogs ?? []).flatMap((scope) => scope.logRecords ?? [])) {
      records++
      if (records > maxRecords || !addRecord(raw, resourceAttributes, resourceText)) rejected++
    }
  }
  const batches = [...byBoot.values()].flatMap(inSlices)
  return {
    batches,
    records,
    rejected,
    reason:
      rejected > 0
        ? 'a record needs the attribute session.id; at most 5000 records and 200 sources a request'
        : null,
  }

  function addRecord(raw: unknown, resourceAttributes: Attributes, resourceText: string): boolean {
    const record = logRecord.safeParse(raw)
    if (!record.success) return false
    const own = attributeMap(record.data.attributes)
    const find = (key: string) => textOf(own.get(key) ?? resourceAttributes.get(key), 200)
    const sessionId = find('session.id')
    if (sessionId === null) return false
    const participantId = find('participant.id') ?? 'server'
    const boot = uuidOf(digest(JSON.stringify([source.appId, sessionId, participantId, resourceText])))
    const batch =
      byBoot.get(boot) ?? (byBoot.size < maxBatches ? newBatch(boot, sessionId, participantId) : null)
    if (batch === null) return false
    byBoot.set(boot, batch)
    batch.events.push(scrubEvent(eventOf(record.data, own, resourceAttributes, receivedAt, digest)))
    return true
  }

  function newBatch(boot: string, sessionId: string, participantId: string): Batch {
    const envelope = scrubEnvelope(
      {
        v: 1 as const,
        batch: boot,
        boot,
        sentAt: receivedAt,
        session: { id: sessionId },
        participant: { id: participantId, role: 'server-log' },
      },
      (text) => hex(digest(`${source.appId} ${text}`)).slice(0, 16),
    )
    return { source, envelope, receivedAt, reports: [], events: [], rejected: [] }
  }
}

/** No batch holds more events than one from a browser may. */
function inSlices(batch: Batch): Batch[] {
  const slices: Batch[] = []
  for (let i = 0; i < batch.events.length; i += limits.maxEventsPerBatch)
    slices.push({ ...batch, events: batch.events.slice(i, i + limits.maxEventsPerBatch) })
  return slices
}

function eventOf(
  record: LogRecord,
  own: Attributes,
  resource: Attributes,
  receivedAt: number,
  digest: Digest,
): WireEvent {
  const data: EventData = {
    level: levelOf(record),
    message: textOf(plainOf(record.body), 2_000) ?? '',
  }
  const service = resource.get('service.name')
  if (service !== undefined) data.service = textOf(service, 200)
  for (const [key, value] of own) {
    if (Object.keys(data).length >= limits.maxEventDataKeys) break
    if (key === 'session.id' || key === 'participant.id' || key === '__proto__' || key in data) continue
    data[clean(key.slice(0, 60))] = typeof value === 'string' ? clean(value.slice(0, 300)) : value
  }
  const t = millisOf(record.timeUnixNano) ?? millisOf(record.observedTimeUnixNano)
  const identity = digest(JSON.stringify([record.timeUnixNano ?? null, data]))
  return { seq: seqOf(identity), t: t ?? receivedAt, type: 'log', data }
}

/** Severity by OTLP's numbers: 1–4 trace, 5–8 debug, 9–12 info, 13–16 warn, 17–20 error, 21–24 fatal. */
function levelOf({ severityNumber, severityText }: LogRecord): string {
  const names = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']
  const named = severityNumber === undefined ? undefined : names[Math.floor((severityNumber - 1) / 4)]
  return named ?? (severityText ? clean(severityText).slice(0, 20).toLowerCase() : 'info')
}

function attributeMap(list: z.infer<typeof attributes> | undefined): Attributes {
  const map: Attributes = new Map()
  for (const { key, value } of list ?? []) {
    const plain = plainOf(value)
    if (plain !== null) map.set(clean(key), plain)
  }
  return map
}

function plainOf(value: z.infer<typeof anyValue> | undefined): EventValue {
  if (!value) return null
  if (value.stringValue !== undefined) return clean(value.stringValue)
  if (value.boolValue !== undefined) return value.boolValue
  if (value.doubleValue !== undefined) return value.doubleValue
  if (value.intValue === undefined) return null
  const number = Number(value.intValue)
  return Number.isSafeInteger(number) ? number : clean(String(value.intValue)).slice(0, 40)
}

function textOf(value: EventValue | undefined, max: number): string | null {
  if (value === undefined || value === null) return null
  const text = String(value)
  return text === '' ? null : clean(text.slice(0, max))
}

/** Text that Postgres can hold. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

function millisOf(value: string | number | undefined): number | null {
  if (value === undefined) return null
  const millis = Math.round(Number(value) / 1e6)
  return millis >= 946_684_800_000 && millis <= 4_102_444_800_000 ? millis : null
}

/** A number below two thousand million, as `seq` must be. */
function seqOf(bytes: Uint8Array): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  return (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) % 2_000_000_000
}

/** A UUID of version 8 (custom) from a digest. */
function uuidOf(bytes: Uint8Array): string {
  const text = hex(bytes)
  const variant = ((Number.parseInt(text.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-8${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20, 32)}`
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
