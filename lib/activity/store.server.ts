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
