import { v7 as uuidv7 } from 'uuid'
import type { Member, Role } from '#lib/access/member.ts'
import { pool } from '#lib/db/pools.server.ts'
import type { ComponentKind } from './contract.ts'
import type { SpanState } from './uptime/states.ts'

/** Makers of rows for tests of status pages, straight into the tables. */

export function memberOf(role: Role, customerIds: string[]): Member {
  return {
    ...{ id: crypto.randomUUID(), email: 'x', name: 'x', role },
    ...{ signInId: crypto.randomUUID(), scope: { customerIds } },
  }
}

export async function makeComponent(
  customerId: string,
  given: { kind?: ComponentKind; region?: string | null; name?: string; since: number; hidden?: boolean },
): Promise<string> {
  const id = uuidv7()
  const { kind = 'audio', region = null, name = 'Audio', since, hidden = false } = given
  await pool('owner').query(
    `INSERT INTO component (customer_id, id, kind, region, name, since, hidden) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [customerId, id, kind, region, name, new Date(since), hidden],
  )
  return id
}

export async function makeSpan(
  customerId: string,
  componentId: string,
  span: { from: number; to: number | null; state: SpanState; seen?: number },
): Promise<void> {
  await pool('owner').query(
    `INSERT INTO component_span (customer_id, component_id, started_at, ended_at, state, seen_at, because)
     VALUES ($1, $2, $3, $4, $5, $6, 'for staff alone')`,
    [
      ...[
        customerId,
        componentId,
        new Date(span.from),
        span.to === null ? null : new Date(span.to),
        span.state,
      ],
      new Date(span.seen ?? span.to ?? span.from),
    ],
  )
}

let number = 0
export type TestIncident = { id: string; reference: string }

export async function makeIncident(
  customerId: string,
  given: {
    from: number
    to: number | null
    impact?: string | null
    componentIds?: string[]
    published?: boolean
    status?: string
    title?: string
    updatedAt?: number
  },
): Promise<TestIncident> {
  const id = uuidv7()
  number += 1
  const reference = `T${id.slice(-12)}-${number}`.toUpperCase()
  const at = (time: number | null) => (time === null ? null : new Date(time))
  const { from, to, impact = 'major-outage', componentIds = [], published = true } = given
  await pool('owner').query(
    `INSERT INTO incident (customer_id, id, number, reference, title, summary, public_title, status, severity, opened_by,
                           component_ids, component_impact, impact_started_at, impact_ended_at, resolved_at, declared_at,
                           published_at, created_at, created_name, updated_at)
     VALUES ($1, $2, $3, $4, 'internal title', 'internal summary', $5, $6, 'major', 'hand', $7, $8, $9, $10, $10, $9, $11,
             $9, 'internal name', $12)`,
    [
      ...[customerId, id, number, reference, given.title ?? 'Sound drops out'],
      ...[
        given.status ?? (to === null ? 'investigating' : 'resolved'),
        componentIds,
        impact,
        at(from),
        at(to),
      ],
      ...[published ? at(from) : null, at(given.updatedAt ?? from)],
    ],
  )
  return { id, reference }
}

export async function makeUpdate(
  customerId: string,
  incidentId: string,
  given: { body: string; at: number; state?: 'draft' | 'published' },
): Promise<void> {
  const { body, at, state = 'published' } = given
  await pool('owner').query(
    `INSERT INTO incident_update (customer_id, id, incident_id, public_status, body, posted_at, state, created_name,
                                  created_at, published_at)
     VALUES ($1, $2, $3, 'investigating', $4, $5, $6, 'internal name', $5, $5)`,
    [customerId, uuidv7(), incidentId, body, new Date(at), state],
  )
}

export async function makeMaintenance(
  customerId: string | null,
  given: { startsLocal: string; durationMs: number; matchers?: object[]; name?: string; createdAt?: number },
): Promise<string> {
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO maintenance (customer_id, id, name, comment, matchers, time_zone, starts_local, duration_ms, created_by,
                              created_name, created_at)
     VALUES ($1, $2, $3, 'internal comment', $4, 'UTC', $5, $6, $2, 'internal name', $7)`,
    [
      ...[customerId, id, given.name ?? 'Database move', JSON.stringify(given.matchers ?? [])],
      ...[given.startsLocal, given.durationMs, new Date(given.createdAt ?? 0)],
    ],
  )
  return id
}
