import type { PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../db/transaction.server.ts'

export type ActivityRow = {
  customerId: string | null
  at: Date
  actorId: string | null
  actorName: string
  kind: string
  subjectType: string
  subjectId: string | null
  data: Record<string, string | number | boolean | null | readonly string[]>
}

/** `createMany`, because reading a row back needs rights that whoever adds it may not have. */
export async function insertActivity(tx: Tx, row: ActivityRow): Promise<void> {
  await tx.audit.createMany({ data: [{ ...row, data: JSON.parse(JSON.stringify(row.data)) }] })
}

/** The same for a transaction past Prisma (`writeInScope`). */
export async function insertActivityPastPrisma(client: PoolClient, row: ActivityRow): Promise<void> {
  await client.query(
    `INSERT INTO audit (id, customer_id, at, actor_id, actor_name, kind, subject_type, subject_id, data)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      uuidv7(),
      row.customerId,
      row.at,
      row.actorId,
      row.actorName,
      row.kind,
      row.subjectType,
      row.subjectId,
      JSON.stringify(row.data),
    ],
  )
}
