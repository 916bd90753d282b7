import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** What this area stores of a tenant, its word in every text field; ids by kind. */
export async function plantLearning({ word, customerId, memberId }: Planting): Promise<Plants> {
  const [incidentId, actionId] = [uuidv7(), uuidv7()]
  const db = pool('owner')
  await db.query(
    `INSERT INTO incident (customer_id, id, number, reference, title, status, severity, opened_by, declared_at, created_at,
            created_name, updated_at)
     VALUES ($1, $2, 900000, upper($3) || '-900000', $3, 'resolved', 'critical', 'hand', now(), now(), $3, now())`,
    [customerId, incidentId, word],
  )
  await db.query(
    `INSERT INTO incident_review (customer_id, incident_id, sections, factors, tasks, public_text, created_at, updated_at, updated_name)
     VALUES ($1, $2, $3, $4, '[]', $5, now(), now(), $5)`,
    [
      ...[customerId, incidentId, JSON.stringify(sectionsOf(word))],
      ...[JSON.stringify([{ kind: 'process', text: word, line: null }]), word],
    ],
  )
  await db.query(
    `INSERT INTO corrective_action (customer_id, id, incident_id, title, detail, kind, owner_id, owner_name, due_on,
            decline_reason, recurred_by, cannot_say, ticket_url, created_at, created_name, updated_at)
     VALUES ($1, $2, $3, $4, $4, 'prevent', $5, $4, current_date, $4, '/' || $4, $4, 'https://' || $4 || '.example', now(), $4, now())`,
    [customerId, actionId, incidentId, word, memberId],
  )
  return { 'corrective-action': actionId }
}

const sectionsOf = (text: string) => ({
  ...{ overview: text, whatHappened: text, howNoticed: text, howMended: text },
  ...{ wentWell: text, wasHard: text, lucky: text, customerSummary: text },
})

/** Bodies that are right. */
export const learningBodies: Bodies = {
  'PUT /api/v1/incidents/[incidentId]/review': () => ({
    ...{ version: 0, sections: sectionsOf('Words'), factors: [] },
  }),
  'POST /api/v1/incidents/[incidentId]/review/status': () => ({ version: 0, status: 'in-review' }),
  'PUT /api/v1/incidents/[incidentId]/review/tasks/[task]': () => ({ version: 0, status: 'done' }),
  'POST /api/v1/incidents/[incidentId]/actions': () => ({ title: 'Watch it', kind: 'detect' }),
  'PATCH /api/v1/corrective-actions/[actionId]': () => ({ version: 1, title: 'Watch it closely' }),
  'POST /api/v1/corrective-actions/[actionId]/done': () => ({ version: 1 }),
  'POST /api/v1/corrective-actions/[actionId]/decline': () => ({ version: 1, reason: 'Not worth it' }),
  'POST /api/v1/corrective-actions/[actionId]/reopen': () => ({ version: 1 }),
}
