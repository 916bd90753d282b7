import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** Alerts of a tenant, its word in every text field; their ids by kind. */
export async function plantAlerts(planting: Planting): Promise<Plants> {
  const [alert, ended, note] = [uuidv7(), uuidv7(), uuidv7()]
  await insertAlert(planting, alert, null)
  await insertAlert(planting, ended, new Date())
  await insertNote(planting, alert, note)
  return { alert, note }
}

async function insertAlert(planting: Planting, alertId: string, closedAt: Date | null): Promise<void> {
  const { word, customerId, appId, sessionId } = planting
  const db = pool('owner')
  const words = JSON.stringify({ app: word, 'tag.word': word })
  const blast = { sessionsNow: 1, participantsNow: 1, sessionsSoFar: 1, participantsSoFar: 1, painMinutes: 1 }
  const worst = { sessionId, name: word, score: 2, band: 'bad', participants: 1, live: true, painMinutes: 1 }
  await db.query(
    `INSERT INTO alert (customer_id, id, dedup_key, source, rule_name, severity, title, summary, labels, facts, app_id,
                        region, session_id, value, threshold, unit, state, started_at, opened_at, last_seen_at, source_url,
                        resolved_at, closed_at, resolved_by, resolve_reason, blast, blast_at, updated_at)
     VALUES ($1, $2, $3, 'generic', $3, 'major', $3, $3, $4, jsonb_build_object('advice', $3::text), $5, $3, $6, 2, 1, $3,
             $7, now(), now(), now(), 'https://' || $3 || '.example', $8, $8, 'user', $3, $9, now(), now())`,
    [
      ...[customerId, alertId, word, words, appId, sessionId, closedAt ? 'resolved' : 'open', closedAt],
      JSON.stringify({ ...blast, share: 1, worst: [worst] }),
    ],
  )
  await db.query(
    `INSERT INTO alert_event (customer_id, alert_id, seq, id, at, kind, actor_kind, actor_name, to_state, note, data)
     VALUES ($1, $2, 1, $3, now(), 'opened', 'source', $4, 'open', $4, jsonb_build_object('title', $4::text))`,
    [customerId, alertId, uuidv7(), word],
  )
}

async function insertNote(planting: Planting, alertId: string, noteId: string): Promise<void> {
  const { word, customerId, memberId } = planting
  const db = pool('owner')
  await db.query(
    `INSERT INTO alert_note (customer_id, id, alert_id, member_id, member_name, body, mentions, created_at)
     VALUES ($1, $2, $3, $4, $5, $5, ARRAY[$4::uuid], now())`,
    [customerId, noteId, alertId, memberId, word],
  )
  await db.query(
    `INSERT INTO alert_note_revision (customer_id, note_id, version, body, member_name, at)
     VALUES ($1, $2, 1, $3, $3, now())`,
    [customerId, noteId, word],
  )
}

/** Bodies that are right. */
export const alertBodies: Bodies = {
  'POST /api/v1/alerts/[alertId]/acknowledge': () => ({ note: 'Made by the check' }),
  'POST /api/v1/alerts/[alertId]/snooze': () => ({ until: Date.now() + 3_600_000 }),
  'POST /api/v1/alerts/[alertId]/assign': (of) => ({ memberId: of.people.operator.id, was: null }),
  'POST /api/v1/alerts/[alertId]/resolve': () => ({ reason: 'Made by the check' }),
  'POST /api/v1/alerts/[alertId]/notes': () => ({ body: 'Made by the check' }),
  'POST /api/v1/alerts/bulk': (of) => ({
    alertIds: [of.planted.alert],
    act: { verb: 'acknowledge', note: 'Made by the check' },
  }),
  'PUT /api/v1/alert-notes/[noteId]': () => ({ body: 'Made by the check', version: 1 }),
}
