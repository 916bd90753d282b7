import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** Notes, updates and a template of a tenant, on an incident that nobody else's check touches; ids by kind. */
export async function plantIncidentWords({ word, customerId, memberId }: Planting): Promise<Plants> {
  const [incident, note, update, template] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  const db = pool('owner')
  await db.query(
    `INSERT INTO incident (customer_id, id, number, reference, title, summary, public_title, status, severity, opened_by,
                           declared_at, created_at, created_name, updated_at)
     VALUES ($1, $2, 900, $3 || '-900', $3, $3, $3, 'investigating', 'major', 'hand', now(), now(), $3, now())`,
    [customerId, incident, word],
  )
  await db.query(
    `INSERT INTO incident_event (customer_id, incident_id, seq, id, at, kind, actor_kind, actor_name, note, data)
     VALUES ($1, $2, 1, $3, now(), 'opened', 'user', $4, $4, jsonb_build_object('title', $4::text))`,
    [customerId, incident, uuidv7(), word],
  )
  await db.query(
    `INSERT INTO incident_note (customer_id, id, incident_id, member_id, member_name, body, mentions, created_at)
     VALUES ($1, $2, $3, $4, $5, $5, ARRAY[$4::uuid], now())`,
    [customerId, note, incident, memberId, word],
  )
  await db.query(
    `INSERT INTO incident_note_revision (customer_id, note_id, version, body, member_name, at) VALUES ($1, $2, 1, $3, $3, now())`,
    [customerId, note, word],
  )
  await db.query(
    `INSERT INTO incident_update (customer_id, id, incident_id, public_status, body, posted_at, created_name, created_at)
     VALUES ($1, $2, $3, 'investigating', $4, now(), $4, now())`,
    [customerId, update, incident, word],
  )
  await db.query(
    `INSERT INTO update_template (customer_id, id, name, public_status, body, updated_at)
     VALUES ($1, $2, $3, 'investigating', $3, now())`,
    [customerId, template, word],
  )
  return { 'incident-note': note, 'incident-update': update, 'update-template': template }
}

const words = { publicStatus: 'investigating', body: 'Made by the check' }

/** Bodies that are right. */
export const incidentWordBodies: Bodies = {
  'POST /api/v1/incidents/[incidentId]/notes': () => ({ body: 'Made by the check' }),
  'PUT /api/v1/incident-notes/[noteId]': () => ({ body: 'Made by the check', version: 1 }),
  'POST /api/v1/incidents/[incidentId]/updates': () => words,
  'POST /api/v1/incidents/[incidentId]/updates/draft': () => ({}),
  'POST /api/v1/incident-updates/check': (of) => ({
    incidentId: of.planted.incident,
    title: 'Made by the check',
    body: 'Made by the check',
  }),
  'POST /api/v1/update-templates': (of) => ({
    ...words,
    customerId: of.customerId,
    name: 'Made by the check',
  }),
  'PUT /api/v1/update-templates/[templateId]': () => ({ ...words, name: 'Made by the check', version: 1 }),
  'PUT /api/v1/incident-updates/[updateId]': () => ({ ...words, version: 1 }),
  'POST /api/v1/incident-updates/[updateId]/publish': () => ({
    version: 1,
    publicTitle: 'Made by the check',
  }),
  'POST /api/v1/incident-updates/[updateId]/withdraw': () => ({ version: 1, reason: 'Made by the check' }),
}
