import type { PoolClient } from 'pg'
import type { ChannelKind, ChannelSettings } from '../../contract.ts'
import type { AlertInMessage } from '../../messages/message.ts'
import type { OutboxRow } from '../contract.ts'

/** What a message is about and where it goes, as both are now. */

type Db = Pick<PoolClient, 'query'>

export type ChannelRow = {
  id: string
  customerId: string | null
  kind: ChannelKind
  name: string
  settings: Record<string, unknown>
  sealed: Buffer | null
  ownerId: string | null
  createdBy: string | null
  fallbackId: string | null
  budgetPerHour: number
  brokenAt: Date | null
  brokenReason: string | null
  pausedUntil: Date | null
  disabledAt: Date | null
}
/** `settings` without their kind, which is a column of its own. */
export const settingsOf = ({ kind, settings }: ChannelRow) => ({ ...settings, kind }) as ChannelSettings

const channelColumns = `c.id, c.customer_id AS "customerId", c.kind, c.name, c.settings, c.sealed, c.owner_id AS "ownerId",
  c.created_by AS "createdBy", c.fallback_id AS "fallbackId", c.budget_per_hour AS "budgetPerHour",
  c.broken_at AS "brokenAt", c.broken_reason AS "brokenReason", c.paused_until AS "pausedUntil",
  c.disabled_at AS "disabledAt"`

export async function findChannel(db: Db, id: string): Promise<ChannelRow | null> {
  const { rows } = await db.query<ChannelRow>(`SELECT ${channelColumns} FROM channel c WHERE c.id = $1`, [id])
  return rows[0] ?? null
}

/** How much a channel said since then, and how many messages wait for it. */
export async function readLoad(db: Db, channelId: string, since: Date, now: Date) {
  const { rows } = await db.query<{ said: number; waiting: number }>(
    `SELECT (SELECT count(*)::int FROM delivery WHERE channel_id = $1 AND at > $2 AND outcome = 'sent') AS said,
            (SELECT count(*)::int FROM outbox WHERE status = 'pending' AND channel_id = $1 AND not_before <= $3
                AND kind IN ('group', 'page')) AS waiting`,
    [channelId, since, now],
  )
  return rows[0] ?? { said: 0, waiting: 0 }
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`
const mostAlerts = 200

export type AlertFactsRow = AlertInMessage & { muted: boolean }

/** Of the row's customer alone, whatever ids it names. */
export async function findAlerts(db: Db, row: OutboxRow): Promise<AlertFactsRow[]> {
  const { rows } = await db.query<AlertFactsRow>(
    `SELECT a.id AS "alertId", a.customer_id AS "customerId", cu.name AS "customerName", ap.name AS "appName", a.region,
            a.severity, a.title, a.summary, a.state, ${ms('a.started_at')} AS "startedAt", ${ms('a.opened_at')} AS "openedAt",
            a.value, a.threshold, a.unit, a.count, coalesce(a.assignee_name, a.acknowledged_name) AS owner,
            a.acknowledged_name AS "acknowledgedBy", ${ms('a.snoozed_until')} AS "snoozedUntil",
            ${ms('a.resolved_at')} AS "resolvedAt", a.resolved_by AS "resolvedBy", a.resolve_reason AS "resolveReason",
            a.blast, a.facts->>'advice' AS advice, a.facts->>'runbookUrl' AS "runbookUrl", a.facts->>'side' AS side,
            a.source_url AS "sourceUrl", jsonb_array_length(a.suppressed_by) > 0 AS muted
       FROM alert a JOIN customer cu ON cu.id = a.customer_id
       LEFT JOIN app ap ON ap.customer_id = a.customer_id AND ap.id = a.app_id
      WHERE a.id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR a.customer_id = $2)
      ORDER BY a.opened_at LIMIT ${mostAlerts}`,
    [row.alertIds, row.customerId],
  )
  return rows
}

export type PersonRow = {
  id: string
  name: string
  email: string
  slackTeam: string | null
  slackUser: string | null
}

/** Null: gone, disabled, or may not see this customer any more. */
export async function findPerson(
  db: Db,
  memberId: string,
  customerId: string | null,
): Promise<PersonRow | null> {
  const { rows } = await db.query<PersonRow>(
    `SELECT m.id, m.name, m.email, s.team_id AS "slackTeam", s.slack_user_id AS "slackUser"
       FROM member m
       LEFT JOIN LATERAL (SELECT * FROM slack_link WHERE member_id = m.id ORDER BY linked_at DESC LIMIT 1) s ON true
      WHERE m.id = $1 AND m.disabled_at IS NULL AND m.role::text NOT IN ('customer', 'owner')
        AND ($2::uuid IS NULL OR m.role::text = 'admin'
          OR EXISTS (SELECT 1 FROM membership x WHERE x.member_id = m.id AND x.customer_id = $2))`,
    [memberId, customerId],
  )
  return rows[0] ?? null
}

/** The Slack app that may write to people of this workspace: the MSP's own before a customer's. */
export async function findSlackApp(
  db: Db,
  teamId: string,
  customerId: string | null,
): Promise<ChannelRow | null> {
  const { rows } = await db.query<ChannelRow>(
    `SELECT ${channelColumns} FROM channel c
      WHERE c.kind = 'slack' AND c.disabled_at IS NULL AND c.settings->>'teamId' IN ($1, '')
        AND (c.customer_id IS NULL OR c.customer_id = $2)
      ORDER BY c.customer_id IS NOT NULL, c.settings->>'teamId' = '', c.broken_at IS NOT NULL, c.created_at LIMIT 1`,
    [teamId, customerId],
  )
  return rows[0] ?? null
}

export async function findThread(db: Db, channelId: string, subjectId: string) {
  const { rows } = await db.query<{ reference: Record<string, unknown> }>(
    'SELECT reference FROM message_thread WHERE channel_id = $1 AND subject_id = $2',
    [channelId, subjectId],
  )
  return rows[0]?.reference ?? null
}

/** Who hears that a channel is broken: its owner, who made it, else the administrators. */
export async function findOwners(db: Db, channel: ChannelRow): Promise<string[]> {
  const { rows } = await db.query<{ id: string; named: boolean }>(
    `SELECT id, id IN ($1, $2) AS named FROM member
      WHERE disabled_at IS NULL AND (id IN ($1, $2) OR role::text = 'admin') ORDER BY id = $1 DESC, id = $2 DESC, id LIMIT 6`,
    [channel.ownerId, channel.createdBy],
  )
  const named = rows.filter((row) => row.named)
  return (named.length > 0 ? named.slice(0, 1) : rows).map(({ id }) => id)
}
