import { z } from 'zod'
import { severities } from '#lib/diagnosis/contract.ts'

/** What may be set for one outside monitor. Every time is in milliseconds; nothing here is secret. */
const minute = 60_000
const day = 24 * 60 * minute

/**
 * Where a field of foreign JSON is: a JSON pointer (`/alert/name`, RFC 6901), or `=text` for always that text. No code and
 * no regular expressions: nobody writes one that stops the worker.
 */
const place = z
  .string()
  .max(300)
  .regex(/^(\/[^]*|=[^]*)?$/, 'a path like /alert/name, or =text')
const words = z.array(z.string().trim().min(1).max(100)).max(20)

export const fieldMappingSchema = z.strictObject({
  /** a list in the payload: one alert for each element, the other paths then begin there; empty = the payload itself */
  each: z
    .string()
    .max(300)
    .regex(/^(\/[^]*)?$/, 'a path like /alerts')
    .default(''),
  title: place.min(1),
  /** what stays the same for as long as it is the same trouble: never a text for people */
  key: place.min(1),
  /** empty = everything that comes in is an alert that begins */
  status: place.default(''),
  firingWords: words.default([]),
  resolvedWords: words.default([]),
  acknowledgedWords: words.default([]),
  severity: place.default(''),
  summary: place.default(''),
  app: place.default(''),
  region: place.default(''),
  url: place.default(''),
  value: place.default(''),
  labels: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[\w.:-]{1,60}$/, 'letters, digits, dots, dashes'),
        path: place.min(1),
      }),
    )
    .max(20)
    .default([]),
})
export type FieldMapping = z.infer<typeof fieldMappingSchema>

const headerName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,80}$/, 'the name of a header')

export const integrationSettingsSchema = z.strictObject({
  /** SNS: only messages of these topics */
  topics: z
    .array(
      z
        .string()
        .trim()
        .regex(
          /^arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]{5,30}:\d{12}:[A-Za-z0-9_.-]{1,256}$/,
          'an ARN like arn:aws:sns:eu-west-1:123456789012:alarms',
        ),
    )
    .max(20)
    .default([]),
  /** CloudWatch: take EventBridge events that come without SNS, and so without a signature */
  eventBridge: z.boolean().default(false),
  /** generic, and payloads that were replaced by a template */
  mapping: fieldMappingSchema.nullable().default(null),
  /** words of the sender → how grave */
  severityMap: z
    .record(z.string().trim().toLowerCase().min(1).max(60), z.enum(severities))
    .refine((map) => Object.keys(map).length <= 30, 'at most 30 words')
    .default({}),
  defaultSeverity: z.enum(severities).default('major'),
  /** "no data" at the sender: nothing changes, or it is an alert; never the end of one */
  noData: z.enum(['keep', 'alert']).default('keep'),
  /** Grafana: where its signature and the time that is signed with it stand; no time = not signed */
  signatureHeader: headerName.default('x-grafana-alerting-signature'),
  timestampHeader: headerName.nullable().default(null),
  /** what was not heard of for so long is over; null = only its sender ends it */
  autoResolveAfterMs: z
    .number()
    .int()
    .min(5 * minute)
    .max(90 * day)
    .nullable()
    .default(null),
  /** silence for longer, though its alerts fire, is an alert of its own: repeat + group interval of the sender */
  quietAfterMs: z
    .number()
    .int()
    .min(5 * minute)
    .max(30 * day)
    .nullable()
    .default(null),
  reopenWindowMs: z.number().int().min(0).max(day).default(15 * minute),
})
export type IntegrationSettings = z.infer<typeof integrationSettingsSchema>

/** Alertmanager's and Grafana's own defaults: 4 h repeat and 5 min group interval; half an hour more before we cry. */
const repeatingQuietMs = 4 * 60 * minute + 35 * minute

export const integrationKinds = [
  'alertmanager',
  'grafana',
  'cloudwatch',
  'sentry',
  'pagerduty',
  'generic',
] as const
export type IntegrationKind = (typeof integrationKinds)[number]

/** What a new one of this kind begins with. Sentry's older hook never says that something is over. */
export function settingsToBeginWith(kind: IntegrationKind): IntegrationSettings {
  const plain = integrationSettingsSchema.parse({})
  if (kind === 'alertmanager' || kind === 'grafana') return { ...plain, quietAfterMs: repeatingQuietMs }
  if (kind === 'sentry') return { ...plain, autoResolveAfterMs: 7 * day }
  return plain
}
