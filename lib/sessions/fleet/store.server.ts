import type { Pool } from 'pg'
import { type FleetFinding, fleetFindingSchema } from '#lib/diagnosis/fleet/contract.ts'

/** Fleet findings in Postgres, as the engine writes and reads them: installation-wide, through the ingest role. */

export async function saveFleetFindings(db: Pool, findings: readonly FleetFinding[]): Promise<void> {
  if (findings.length === 0) return
  await db.query(
    `INSERT INTO fleet_finding (id, dimension, value, phase, customer_ids, opened_at, closed_at, record)
     SELECT x.id, x.dimension, x.value, x.phase, x.customer_ids, x.opened_at, x.closed_at, x.record
       FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, dimension text, value text, phase text, customer_ids uuid[],
            opened_at timestamptz, closed_at timestamptz, record jsonb)
     ON CONFLICT (id) DO UPDATE SET phase = EXCLUDED.phase, customer_ids = EXCLUDED.customer_ids,
       opened_at = EXCLUDED.opened_at, closed_at = EXCLUDED.closed_at, record = EXCLUDED.record`,
    [JSON.stringify(findings.map(asRow))],
  )
}

function asRow(finding: FleetFinding) {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    id: finding.findingId,
    dimension: finding.dimension,
    value: finding.value,
    phase: finding.phase,
    customer_ids: finding.customers.map(({ customerId }) => customerId),
    opened_at: time(finding.openedAt),
    closed_at: time(finding.closedAt),
    record: finding,
  }
}

/** What was seen but once never happened. */
export async function dropFleetFindings(db: Pool, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.query('DELETE FROM fleet_finding WHERE id = ANY($1::uuid[])', [ids])
}

/** Findings that have been over for so long are forgotten. */
export async function deleteOldFleetFindings(db: Pool, before: Date): Promise<void> {
  await db.query('DELETE FROM fleet_finding WHERE closed_at < $1', [before])
}

/** For an engine that starts: what stood when the last one ended. A record of another version is left behind. */
export async function readOpenFleetFindings(db: Pool): Promise<FleetFinding[]> {
  const { rows } = await db.query<{ record: unknown }>(
    'SELECT record FROM fleet_finding WHERE closed_at IS NULL ORDER BY opened_at',
  )
  return rows.flatMap(({ record }) => {
    const parsed = fleetFindingSchema.safeParse(record)
    return parsed.success ? [parsed.data] : []
  })
}
