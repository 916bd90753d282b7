import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'

/** Rows that mails are about, for tests. */

const at = new Date('2026-11-25T09:30:00Z')
const end = new Date('2026-11-27T10:00:00Z')

export async function makeInvite(given: {
  email: string
  name?: string
  invitedName?: string
  customerId?: string
}) {
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO invite (customer_id, id, email, name, role, customer_ids, invited_name, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, '{}', $6, $7, $8)`,
    [
      ...[
        given.customerId ?? null,
        id,
        given.email,
        given.name ?? 'Ada',
        given.customerId ? 'owner' : 'operator',
      ],
      ...[given.invitedName ?? 'Olga', at, end],
    ],
  )
  return id
}

export async function makeReset(memberId: string) {
  const id = uuidv7()
  await pool('owner').query(
    'INSERT INTO password_reset (id, member_id, created_at, expires_at) VALUES ($1, $2, $3, $4)',
    [id, memberId, at, end],
  )
  return id
}

export async function makeSubscription(
  customerId: string,
  email: string,
  given: { confirmed?: boolean; componentIds?: string[] } = {},
) {
  const id = uuidv7()
  const confirmedAt = given.confirmed ? at : null
  await pool('owner').query(
    `INSERT INTO status_subscription (customer_id, id, email, component_ids, created_at, asked_at, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6)`,
    [customerId, id, email, given.componentIds ?? [], at, confirmedAt],
  )
  return id
}

export async function makeIncident(
  customerId: string,
  given: {
    publicTitle?: string
    published?: boolean
    status?: string
    resolvedAt?: Date
    componentIds?: string[]
  } = {},
) {
  const id = uuidv7()
  const reference = `TEST-${id.slice(-12)}`
  await pool('owner').query(
    `INSERT INTO incident (customer_id, id, number, reference, title, public_title, status, severity, opened_by, declared_at,
                           impact_started_at, published_at, resolved_at, component_ids, created_at, created_name, updated_at)
     VALUES ($1, $2, $3, $4, 'What staff call it', $5, $6, 'major', 'hand', $7, $7, $8, $9, $10, $7, 'Olga', $7)`,
    [
      ...[customerId, id, Math.floor(Math.random() * 2e9), reference, given.publicTitle ?? 'Calls drop'],
      ...[
        given.status ?? 'investigating',
        at,
        given.published === false ? null : at,
        given.resolvedAt ?? null,
      ],
      given.componentIds ?? [],
    ],
  )
  return { id, reference }
}

export async function makeUpdate(
  customerId: string,
  incidentId: string,
  given: { body?: string; state?: string; notify?: boolean; status?: string } = {},
) {
  const id = uuidv7()
  const state = given.state ?? 'published'
  await pool('owner').query(
    `INSERT INTO incident_update (customer_id, id, incident_id, public_status, body, posted_at, notify, state, created_name,
                                  created_at, published_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'Olga', $6, $9)`,
    [
      ...[
        customerId,
        id,
        incidentId,
        given.status ?? 'investigating',
        given.body ?? 'We are looking into it.',
        at,
      ],
      ...[given.notify ?? true, state, state === 'draft' ? null : at],
    ],
  )
  return id
}
