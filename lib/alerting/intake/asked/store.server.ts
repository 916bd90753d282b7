import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, type Tx } from '#lib/db/transaction.server.ts'
import type { DeliveriesQuery, DeliveryStatus, IntakeDeliveryView, IntegrationView } from '../contract.ts'
import { type IntegrationKind, type IntegrationSettings, integrationSettingsSchema } from '../settings.ts'

/** What people ask and write about outside monitors, within their scope. */
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`

const integrationColumns = `i.id AS "integrationId", i.customer_id AS "customerId", c.name AS "customerName", i.kind, i.name,
  i.settings, i.sealed IS NOT NULL AS signed, ${ms('i.previous_until')} AS "previousUntil", ${ms('i.created_at')} AS "createdAt",
  ${ms('i.last_received_at')} AS "lastReceivedAt", i.disabled_at IS NOT NULL AS disabled,
  (SELECT count(*)::int FROM alert a WHERE a.customer_id = i.customer_id AND a.integration_id = i.id AND a.closed_at IS NULL) AS "openAlerts",
  (SELECT count(*)::int FROM intake_delivery d WHERE d.customer_id = i.customer_id AND d.integration_id = i.id AND d.status = 'needs-mapping') AS "needsMapping",
  (SELECT count(*)::int FROM intake_delivery d WHERE d.customer_id = i.customer_id AND d.integration_id = i.id AND d.status = 'failed') AS failed,
  (SELECT jsonb_build_object('at', ${ms('d.received_at')}, 'problem', d.problem) FROM intake_delivery d
    WHERE d.customer_id = i.customer_id AND d.integration_id = i.id AND d.status = 'refused' ORDER BY d.received_at DESC LIMIT 1) AS refused,
  EXISTS (SELECT 1 FROM alert a WHERE a.customer_id = i.customer_id AND a.dedup_key = 'intake:1:' || i.id || ':self:quiet' AND a.closed_at IS NULL) AS quiet`

/** Disabled ones last; all of them, since their alerts and deliveries name them. */
export async function readIntegrations(scope: TenantScope, id: string | null = null): Promise<IntegrationView[]> {
  const rows = await queryInScope<Omit<IntegrationView, 'settings'> & { settings: unknown }>(
    scope,
    `SELECT ${integrationColumns} FROM integration i JOIN customer c ON c.id = i.customer_id
      WHERE i.customer_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR i.id = $2)
      ORDER BY i.disabled_at IS NOT NULL, c.name, i.name, i.id LIMIT 1000`,
    [scope.customerIds, id],
  )
  return rows.map((row) => ({ ...row, settings: integrationSettingsSchema.parse(row.settings) }))
}

const deliveryColumns = `d.id AS "deliveryId", d.customer_id AS "customerId", d.integration_id AS "integrationId",
  i.name AS "integrationName", i.kind, ${ms('d.received_at')} AS "receivedAt", d.status, d.problem, d.results, d.attempts,
  d.duplicates, ${ms('d.processed_at')} AS "processedAt", length(d.body) AS bytes`

export function readDeliveries(scope: TenantScope, { status, integration }: DeliveriesQuery): Promise<IntakeDeliveryView[]> {
  return queryInScope<IntakeDeliveryView>(
    scope,
    `SELECT ${deliveryColumns} FROM intake_delivery d JOIN integration i ON i.customer_id = d.customer_id AND i.id = d.integration_id
      WHERE d.customer_id = ANY($1::uuid[]) AND ($2::text IS NULL OR d.status = $2) AND ($3::uuid IS NULL OR d.integration_id = $3)
      ORDER BY d.received_at DESC, d.id DESC LIMIT 100`,
    [scope.customerIds, status ?? null, integration ?? null],
  )
}

type DetailRow = IntakeDeliveryView & {
  contentType: string
  headers: Record<string, string>
  raw: Buffer
  settings: unknown
}

export async function readDelivery(scope: TenantScope, id: string) {
  const rows = await queryInScope<DetailRow>(
    scope,
    `SELECT ${deliveryColumns}, d.content_type AS "contentType", d.headers, d.body AS raw, i.settings
       FROM intake_delivery d JOIN integration i ON i.customer_id = d.customer_id AND i.id = d.integration_id
      WHERE d.customer_id = ANY($1::uuid[]) AND d.id = $2`,
    [scope.customerIds, id],
  )
  return rows[0] ?? null
}

export async function readApps(scope: TenantScope, customerId: string) {
  return queryInScope<{ id: string; slug: string; name: string }>(
    scope,
    'SELECT id, slug, name FROM app WHERE customer_id = ANY($1::uuid[]) AND customer_id = $2',
    [scope.customerIds, customerId],
  )
}

export type IntegrationRow = {
  id: string
  customerId: string
  kind: IntegrationKind
  name: string
  secretHash: Uint8Array<ArrayBuffer>
  settings: IntegrationSettings
  sealed: Uint8Array<ArrayBuffer> | null
  createdAt: Date
  createdBy: string
}

export async function insertIntegration(tx: Tx, row: IntegrationRow): Promise<void> {
  await tx.integration.createMany({ data: [row] })
}

/** Held until the transaction ends, so that two changes at once do not mix. */
export async function lockIntegration(tx: Tx, scope: TenantScope, id: string) {
  const rows = await tx.$queryRaw<
    { customerId: string; kind: IntegrationKind; name: string; secretHash: Uint8Array<ArrayBuffer>; disabledAt: Date | null }[]
  >`SELECT customer_id AS "customerId", kind, name, secret_hash AS "secretHash", disabled_at AS "disabledAt" FROM integration
     WHERE customer_id = ANY(${[...scope.customerIds]}::uuid[]) AND id = ${id}::uuid FOR UPDATE`
  return rows[0] ?? null
}

type Changes = {
  name?: string
  settings?: IntegrationSettings
  sealed?: Uint8Array<ArrayBuffer> | null
  secretHash?: Uint8Array<ArrayBuffer>
  previousHash?: Uint8Array<ArrayBuffer> | null
  previousUntil?: Date | null
  disabledAt?: Date
}

export async function changeIntegrationRow(tx: Tx, customerId: string, id: string, data: Changes): Promise<void> {
  await tx.integration.updateMany({ where: { customerId, id }, data })
}

const repeatable: DeliveryStatus[] = ['needs-mapping', 'failed', 'ignored', 'processed']

/** Back to the queue, as if it had just come; false when it is there already or was turned away at the door. */
export async function requeueDelivery(tx: Tx, customerId: string, id: string): Promise<boolean> {
  const { count } = await tx.intakeDelivery.updateMany({
    where: { customerId, id, status: { in: repeatable } },
    data: { status: 'received', attempts: 0, leaseUntil: null, problem: null, processedAt: null },
  })
  return count === 1
}

/** All of one integration that wait for a mapping, once there is one. */
export async function requeueUnmapped(tx: Tx, customerId: string, integrationId: string): Promise<number> {
  const { count } = await tx.intakeDelivery.updateMany({
    where: { customerId, integrationId, status: 'needs-mapping' },
    data: { status: 'received', attempts: 0, leaseUntil: null, problem: null },
  })
  return count
}

