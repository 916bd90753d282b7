import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, type Tx } from '#lib/db/transaction.server.ts'
import type { MessagesQuery, MessageView } from '../contract.ts'

/** Every query about what was told: messages with their attempts. */

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`
const most = 200

const columns = `o.id AS "outboxId", o.customer_id AS "customerId", o.kind, o.transition, o.channel_id AS "channelId",
  coalesce(c.name, m.name || CASE o.payload->>'by' WHEN 'slack' THEN ' in Slack' ELSE ' by mail' END,
    CASE WHEN o.customer_id IS NULL AND o.address IS NOT NULL THEN 'an address by mail' ELSE o.address END, 'nowhere') AS destination,
  concat_ws('; ', o.payload->>'reason', o.error) AS reason, o.status, o.attempts, ${ms('o.created_at')} AS "createdAt",
  ${ms('o.not_before')} AS "notBefore", ${ms('o.sent_at')} AS "sentAt", o.moved_to AS "movedTo",
  coalesce(o.alert_ids, '{}') AS "alertIds",
  coalesce((SELECT jsonb_agg(jsonb_build_object('attempt', d.attempt, 'at', ${ms('d.at')}, 'outcome', d.outcome,
      'errorClass', d.error_class, 'answer', d.answer, 'statusCode', d.status_code, 'durationMs', d.duration_ms,
      'possibleRepeat', d.possible_repeat) ORDER BY d.attempt)
    FROM delivery d WHERE d.outbox_id = o.id), '[]') AS deliveries`
const from = `outbox o LEFT JOIN channel c ON c.id = o.channel_id LEFT JOIN member m ON m.id = o.member_id`
/** The scope's own and the MSP's: a notice, a test of a channel that serves all. */
const visible = `(o.customer_id = ANY($1::uuid[]) OR o.customer_id IS NULL)`

export function findMessages(scope: TenantScope, { status, channel }: MessagesQuery): Promise<MessageView[]> {
  return queryInScope<MessageView>(
    scope,
    `SELECT ${columns} FROM ${from}
      WHERE ${visible} AND ($2::text IS NULL OR o.status = $2) AND ($3::uuid IS NULL OR o.channel_id = $3)
      ORDER BY o.created_at DESC, o.id DESC LIMIT ${most}`,
    [scope.customerIds, status ?? null, channel ?? null],
  )
}

/** A channel of the scope's customers, or of all of them. */
export async function isChannelInSight(scope: TenantScope, channelId: string): Promise<boolean> {
  const rows = await queryInScope(
    scope,
    'SELECT 1 FROM channel WHERE id = $2 AND (customer_id = ANY($1::uuid[]) OR customer_id IS NULL)',
    [scope.customerIds, channelId],
  )
  return rows.length > 0
}

export async function findMessage(scope: TenantScope, outboxId: string): Promise<MessageView | null> {
  const rows = await queryInScope<MessageView>(
    scope,
    `SELECT ${columns} FROM ${from} WHERE ${visible} AND o.id = $2`,
    [scope.customerIds, outboxId],
  )
  return rows[0] ?? null
}

/** Null: no such alert in the scope. */
export async function findMessagesOfAlert(
  scope: TenantScope,
  alertId: string,
): Promise<MessageView[] | null> {
  const alerts = await queryInScope(
    scope,
    'SELECT 1 FROM alert WHERE customer_id = ANY($1::uuid[]) AND id = $2',
    [scope.customerIds, alertId],
  )
  if (alerts.length === 0) return null
  return queryInScope<MessageView>(
    scope,
    `SELECT ${columns} FROM ${from} WHERE ${visible} AND o.alert_ids @> ARRAY[$2::uuid]
      ORDER BY o.created_at DESC, o.id DESC LIMIT ${most}`,
    [scope.customerIds, alertId],
  )
}

/** Dead ones alone: due now, as if it had just been written. */
export async function setPending(tx: Tx, outboxId: string, at: Date): Promise<boolean> {
  const data = { status: 'pending', notBefore: at, expiresAt: null, errorClass: null, error: null }
  return (await tx.outbox.updateMany({ where: { id: outboxId, status: 'dead' }, data })).count === 1
}
