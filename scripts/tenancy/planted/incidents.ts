import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** Incidents of a tenant, its word in every text field; their ids by kind. */
export async function plantIncidents(planting: Planting): Promise<Plants> {
  const [incident, second, parent] = [uuidv7(), uuidv7(), uuidv7()]
  await insertParent(planting, parent)
  await insertIncident(planting, { incident, number: 1, parent })
  await insertIncident(planting, { incident: second, number: 2, parent: null })
  await insertBeside(planting, incident)
  const [rule, toDelete] = [await insertRule(planting), await insertRule(planting)]
  return {
    incident,
    'parent-incident': parent,
    'incident-rule': rule,
    'incident-rule-to-delete': toDelete,
  }
}

async function insertParent({ word, customerId }: Planting, parent: string): Promise<void> {
  await pool('owner').query(
    `INSERT INTO parent_incident (id, reference, title, cause, customer_ids, created_at, created_name, updated_at)
     VALUES ($1, 'SHARED-' || $2::text, $2, $2, ARRAY[$3::uuid], now(), $2, now())`,
    [parent, word, customerId],
  )
}

async function insertIncident(
  { word, customerId, appId, memberId }: Planting,
  { incident, number, parent }: { incident: string; number: number; parent: string | null },
): Promise<void> {
  const db = pool('owner')
  const proposal = JSON.stringify({ severity: 'major', because: word, at: 1 })
  await db.query(
    `INSERT INTO incident (customer_id, id, number, reference, title, summary, public_title, status, severity, proposal,
                           opened_by, parent_id, app_ids, regions, lead_id, lead_name, communications_id, communications_name,
                           declared_at, detected_at, cause_text, ticket_url, created_at, created_by, created_name, updated_at)
     VALUES ($1, $2, $3::int, upper($4::text) || '-SLUG-' || ($3::int)::text, $4, $4, $4, 'investigating', 'major', $5, 'hand', $6, ARRAY[$7::uuid],
             ARRAY[$4], $8, $4, $8, $4, now(), now(), $4, 'https://' || $4::text || '.example', now(), $8, $4, now())`,
    [customerId, incident, number, word, proposal, parent, appId, memberId],
  )
  await db.query(
    `INSERT INTO incident_event (customer_id, incident_id, seq, id, at, kind, actor_kind, actor_name, note, data)
     VALUES ($1, $2, 1, $3, now(), 'opened', 'user', $4, $4, jsonb_build_object('title', $4::text))`,
    [customerId, incident, uuidv7(), word],
  )
  await db.query(
    `INSERT INTO incident_number (customer_id, last) VALUES ($1, $2) ON CONFLICT (customer_id) DO UPDATE SET last = $2`,
    [customerId, number],
  )
}

/** An alert, a call, a sign of the customer, and a mark. */
async function insertBeside({ word, customerId, sessionId, memberId }: Planting, incident: string) {
  const db = pool('owner')
  await db.query(
    `INSERT INTO incident_alert (customer_id, incident_id, alert_id, attached_at)
     SELECT customer_id, $2, id, now() FROM alert WHERE customer_id = $1 AND closed_at IS NULL LIMIT 1`,
    [customerId, incident],
  )
  await db.query(
    `INSERT INTO incident_session (customer_id, incident_id, session_id, linked_at, linked_by, linked_name, why)
     VALUES ($1, $2, $3, now(), $4, $5, $5)`,
    [customerId, incident, sessionId, memberId, word],
  )
  await db.query(
    `INSERT INTO incident_mark (customer_id, incident_id, line, starred_at, starred_name, proof)
     VALUES ($1, $2, 'note:' || $3::text, now(), $3, jsonb_build_object('label', $3::text, 'href', '/alerts'))`,
    [customerId, incident, word],
  )
}

async function insertRule({ word, customerId }: Planting): Promise<string> {
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO incident_rule (customer_id, id, name, matchers, after_ms, enabled, updated_at)
     VALUES ($1, $2, $3, jsonb_build_array(jsonb_build_object('name', 'app', 'op', 'is', 'value', $3::text)), 86400000, false, now())`,
    [customerId, id, word],
  )
  return id
}

const rule = {
  ...{ name: 'Made by the check', matchers: [], minSeverity: 'critical', afterMs: 86_400_000 },
  ...{ severity: null, autoResolve: 'all', enabled: false },
}
const made = 'Made by the check'

/** Bodies that are right. */
export const incidentBodies: Bodies = {
  'POST /api/v1/incidents': (of) => ({ customerId: of.customerId, title: made }),
  'PATCH /api/v1/incidents/[incidentId]': () => ({ version: 1, title: made }),
  'POST /api/v1/incidents/[incidentId]/status': () => ({ version: 1, to: 'identified', reason: made }),
  'PUT /api/v1/incidents/[incidentId]/times/[time]': () => ({ version: 1, at: null, reason: made }),
  'POST /api/v1/incidents/[incidentId]/merge': (of) => ({ version: 1, into: of.planted.incident }),
  'POST /api/v1/incidents/[incidentId]/customer-contact': () => ({ at: null }),
  'POST /api/v1/incidents/[incidentId]/alerts': (of) => ({ alertIds: [of.planted.alert] }),
  'POST /api/v1/incidents/[incidentId]/sessions': (of) => ({ sessionId: of.sessionId, why: made }),
  'PUT /api/v1/incidents/[incidentId]/marks': () => ({ line: 'event:made-by-the-check', starred: true }),
  'POST /api/v1/parent-incidents': (of) => ({
    title: made,
    customerIds: [of.customerId, of.customerId],
  }),
  'PATCH /api/v1/parent-incidents/[parentId]': () => ({ version: 1, title: made }),
  'POST /api/v1/parent-incidents/[parentId]/status': () => ({ to: 'monitoring', reason: made }),
  'PUT /api/v1/incident-statuses/[key]': () => ({ version: 1, label: 'Triage' }),
  'POST /api/v1/incident-rules': (of) => ({ ...rule, customerId: of.customerId }),
  'PUT /api/v1/incident-rules/[ruleId]': () => ({ ...rule, version: 1 }),
}

/** Right requests whose right answer may be a refusal: an administrator asks with what is another tenant's. */
export const incidentRefusals: Readonly<Record<string, number[]>> = {
  'POST /api/v1/incidents/[incidentId]/merge': [200, 400, 409],
  'POST /api/v1/incidents/[incidentId]/alerts': [200, 404, 409],
  'POST /api/v1/incidents/[incidentId]/sessions': [200, 404],
  // gone from it with the first of these requests
  'DELETE /api/v1/incidents/[incidentId]/alerts/[alertId]': [200, 404],
  'DELETE /api/v1/incidents/[incidentId]/sessions/[sessionId]': [200, 404],
  // a shared cause has two customers; a tenant is one
  'POST /api/v1/parent-incidents': [400],
  'POST /api/v1/parent-incidents/[parentId]/status': [200, 400],
  // the same words for all: administrators alone
  'PUT /api/v1/incident-statuses/[key]': [200, 403, 409],
  'DELETE /api/v1/incident-rules/[ruleId]': [200, 404],
}
