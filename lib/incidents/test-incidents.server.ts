import type { Member } from '#lib/access/member.ts'
import { pool } from '#lib/db/pools.server.ts'
import { type IncidentView, type NewIncident, newIncidentSchema } from './api-contract.ts'
import { createIncident } from './opening/create-incident.server.ts'

/** For tests: an incident opened by this person. */
export function openByHand(
  member: Member,
  given: Partial<NewIncident> & { customerId: string },
  now: Date,
): Promise<IncidentView> {
  return createIncident(member, newIncidentSchema.parse({ title: 'No audio', ...given }), now)
}

/** [number, kind, who] of each event; numbers that have a gap fail here. */
export async function incidentEventsOf(incidentId: string): Promise<[number, string, string][]> {
  const { rows } = await pool('owner').query(
    `SELECT e.seq, e.kind, e.actor_name AS who, i.version FROM incident_event e
       JOIN incident i ON i.customer_id = e.customer_id AND i.id = e.incident_id WHERE i.id = $1 ORDER BY e.seq`,
    [incidentId],
  )
  if (rows.some(({ seq }, i) => seq !== i + 1) || rows.at(-1)?.seq !== rows[0]?.version)
    throw new Error(`the events of ${incidentId} have a gap: ${JSON.stringify(rows)}`)
  return rows.map(({ seq, kind, who }) => [seq, kind, who])
}

/** A rule of this customer that opens incidents. */
export async function makeIncidentRule(
  customerId: string,
  given: { minSeverity?: string; afterMs?: number; autoResolve?: string; severity?: string } = {},
): Promise<string> {
  const id = crypto.randomUUID()
  const { minSeverity = 'minor', afterMs = 120_000, autoResolve = 'all', severity = null } = given
  await pool('owner').query(
    `INSERT INTO incident_rule (customer_id, id, name, min_severity, after_ms, auto_resolve, severity, updated_at)
     VALUES ($1, $2, 'Whatever lasts', $3, $4, $5, $6, now())`,
    [customerId, id, minSeverity, afterMs, autoResolve, severity],
  )
  return id
}
