import type { PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { OutboxDraft } from './contract.ts'

/** Writing messages down, in the transaction of their cause. */

type Db = Pick<PoolClient, 'query'>

const perStatement = 500

/** Writes drafts whose key is not known yet; answers with the ids of the new rows. */
export async function insertDrafts(db: Db, drafts: readonly OutboxDraft[], now: Date): Promise<string[]> {
  const written: string[] = []
  for (let from = 0; from < drafts.length; from += perStatement)
    written.push(...(await insertSome(db, drafts.slice(from, from + perStatement), now)))
  return written
}

async function insertSome(db: Db, drafts: readonly OutboxDraft[], now: Date): Promise<string[]> {
  const rows = drafts.map((draft) => ({ ...draft, id: uuidv7({ msecs: now.getTime() }), createdAt: now }))
  const { rows: written } = await db.query<{ id: string }>(
    `INSERT INTO outbox (customer_id, id, kind, transition, channel_id, member_id, address, subject_id, alert_ids, group_id,
                         idempotency_key, payload, priority, created_at, not_before, expires_at)
     SELECT r."customerId", r.id, r.kind, r.transition, r."channelId", r."memberId", r.address, r."subjectId", r."alertIds",
            r."groupId", r."idempotencyKey", r.payload, r.priority, r."createdAt", r."notBefore", r."expiresAt"
       FROM jsonb_to_recordset($1) AS r("customerId" uuid, id uuid, kind text, transition text, "channelId" uuid,
            "memberId" uuid, address text, "subjectId" uuid, "alertIds" uuid[], "groupId" uuid, "idempotencyKey" text, payload jsonb,
            priority int, "createdAt" timestamptz, "notBefore" timestamptz, "expiresAt" timestamptz)
     ON CONFLICT (idempotency_key) DO NOTHING
     RETURNING id`,
    [JSON.stringify(rows)],
  )
  return written.map(({ id }) => id)
}
