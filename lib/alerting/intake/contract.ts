import { z } from 'zod'
import { severities } from '#lib/diagnosis/contract.ts'
import { fieldMappingSchema, integrationKinds, integrationSettingsSchema } from './settings.ts'

/** Outside monitors over the API: who sends, what came, and what became of it. Times are epoch milliseconds. */
const name = z.string().trim().min(1).max(120)
const signingSecret = z.string().min(8).max(500)

/** POST /api/v1/integrations */
export const newIntegrationSchema = z.strictObject({
  customerId: z.uuid(),
  kind: z.enum(integrationKinds),
  name,
  settings: integrationSettingsSchema.partial().default({}),
  /** what the sender signs with (Grafana's HMAC, Sentry's client secret); shown never again */
  signingSecret: signingSecret.nullable().default(null),
})
export type NewIntegration = z.infer<typeof newIntegrationSchema>

/** PUT /api/v1/integrations/[integrationId]; no signingSecret keeps the stored one, null removes it */
export const changedIntegrationSchema = z.strictObject({
  name,
  settings: integrationSettingsSchema,
  signingSecret: signingSecret.nullable().optional(),
})
export type ChangedIntegration = z.infer<typeof changedIntegrationSchema>

export const deliveryStatuses = [
  'received', // waits for its turn
  'processed',
  'needs-mapping', // nobody knows what it means yet
  'ignored', // understood, and nothing to do
  'failed', // tried five times
  'refused', // answered with an error: the last one of its kind is kept
] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

export const integrationSchema = z.object({
  integrationId: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  kind: z.enum(integrationKinds),
  name: z.string(),
  settings: integrationSettingsSchema,
  /** whether a signing secret is stored, never which */
  signed: z.boolean(),
  /** the secret before the last rotation still works until then */
  previousUntil: z.number().nullable(),
  createdAt: z.number(),
  lastReceivedAt: z.number().nullable(),
  openAlerts: z.number(),
  needsMapping: z.number(),
  failed: z.number(),
  /** the newest that was turned away, and why */
  refused: z.object({ at: z.number(), problem: z.string() }).nullable(),
  /** alerts of it fire and nothing came for longer than it should be silent */
  quiet: z.boolean(),
  disabled: z.boolean(),
})
export type IntegrationView = z.infer<typeof integrationSchema>
export const integrationsSchema = z.object({ integrations: z.array(integrationSchema) })

/** Shown once: what POST …/integrations and …/rotate answer. */
export const integrationSecretSchema = z.object({
  integrationId: z.string(),
  /** where the sender posts to, with the secret in it */
  url: z.string(),
  /** the same alone: PagerDuty's routing key, a bearer token */
  secret: z.string(),
  previousUntil: z.number().nullable(),
})
export type IntegrationSecret = z.infer<typeof integrationSecretSchema>

/** What became of one alert in a delivery. */
export const resultSchema = z.object({
  title: z.string(),
  action: z.string(),
  did: z.string(),
  alertId: z.string().nullable().default(null),
  why: z.string().default(''),
})
export type DeliveryResult = z.infer<typeof resultSchema>

export const intakeDeliverySchema = z.object({
  deliveryId: z.string(),
  customerId: z.string(),
  integrationId: z.string(),
  integrationName: z.string(),
  kind: z.enum(integrationKinds),
  receivedAt: z.number(),
  status: z.enum(deliveryStatuses),
  problem: z.string().nullable(),
  results: z.array(resultSchema),
  attempts: z.number(),
  duplicates: z.number(),
  processedAt: z.number().nullable(),
  bytes: z.number(),
})
export type IntakeDeliveryView = z.infer<typeof intakeDeliverySchema>

/** GET /api/v1/intake-deliveries */
export const deliveriesQuerySchema = z.strictObject({
  status: z.enum(deliveryStatuses).optional(),
  integration: z.uuid().optional(),
})
export type DeliveriesQuery = z.infer<typeof deliveriesQuerySchema>
export const intakeDeliveriesSchema = z.object({ deliveries: z.array(intakeDeliverySchema) })

/** GET /api/v1/intake-deliveries/[deliveryId] */
export const intakeDeliveryDetailSchema = intakeDeliverySchema.extend({
  contentType: z.string(),
  headers: z.record(z.string(), z.string()),
  /** as text, cut at 200,000 characters; never HTML */
  body: z.string(),
})
export type IntakeDeliveryDetail = z.infer<typeof intakeDeliveryDetailSchema>

/** POST /api/v1/integrations/[integrationId]/preview: of a stored delivery or of a text, with a mapping not yet saved */
export const previewAskedSchema = z.strictObject({
  payload: z.string().max(200_000).optional(),
  deliveryId: z.uuid().optional(),
  mapping: fieldMappingSchema.nullable().optional(),
})
export type PreviewAsked = z.infer<typeof previewAskedSchema>
export const previewReplySchema = z.object({
  alerts: z.array(
    z.object({
      action: z.string(),
      title: z.string(),
      summary: z.string(),
      severity: z.enum(severities),
      key: z.string(),
      app: z.string().nullable(),
      /** an app of this customer has that name */
      appFound: z.boolean(),
      region: z.string().nullable(),
      url: z.string().nullable(),
      labels: z.record(z.string(), z.string()),
    }),
  ),
  notes: z.array(z.string()),
  problem: z.string().nullable(),
  /** what in the payload a path can point to, with an example */
  paths: z.array(z.object({ path: z.string(), example: z.string() })),
})
export type PreviewReply = z.infer<typeof previewReplySchema>
