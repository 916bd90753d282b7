import { randomBytes, randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** An invitation of a viewer, and a viewer, of a tenant: its word in every text field. */
export async function plantPeople({ word, customerId, memberId }: Planting): Promise<Plants> {
  const db = pool('owner')
  const [invite, viewer] = [uuidv7(), uuidv7()]
  await db.query(
    `INSERT INTO invite (customer_id, id, email, name, role, customer_ids, invited_by, invited_name, created_at, expires_at, told_at)
     VALUES ($1, $2, $3, $4, 'customer', ARRAY[$1::uuid], $5, $4, now(), now() + interval '7 days', now())`,
    [customerId, invite, `invited@${word}.example`, word, memberId],
  )
  await db.query(
    `INSERT INTO member (id, email, name, role, password_hash) VALUES ($1, $2, $3, 'customer', 'none')`,
    [viewer, `viewer@${word}.example`, `${word} viewer`],
  )
  await db.query('INSERT INTO membership (customer_id, member_id) VALUES ($1, $2)', [customerId, viewer])
  await plantApiToken(memberId, word)
  return { invite, viewer }
}

/** A token of this person that nobody holds; its id. */
export async function plantApiToken(memberId: string, word: string): Promise<string> {
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO api_token (id, member_id, name, hash, hint, scopes, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $3, ARRAY['self:read'], now(), now() + interval '1 hour')`,
    [id, memberId, word, randomBytes(32)],
  )
  return id
}

const someone = () => ({ email: `made-${randomUUID()}@check.example` })

/** Bodies that are right. */
export const peopleBodies: Bodies = {
  'PATCH /api/v1/members/[memberId]': () => ({ role: 'operator', customerIds: [] }),
  'POST /api/v1/invitations': ({ customerId }) => ({
    ...someone(),
    role: 'operator',
    customerIds: [customerId],
  }),
  'POST /api/v1/viewers/invitations': someone,
  'POST /api/v1/me/tokens': () => ({ name: 'Made by the check', scopes: ['self:read'] }),
}
