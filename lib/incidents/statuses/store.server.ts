import type { Tx } from '#lib/db/transaction.server.ts'

export type StatusRow = { key: string; label: string; version: number }

export function findStatuses(tx: Tx): Promise<StatusRow[]> {
  return tx.incidentStatus.findMany({ select: { key: true, label: true, version: true } })
}

/** False: another change came first. */
export async function updateLabel(
  tx: Tx,
  key: string,
  { label, version }: { label: string; version: number },
  by: string,
  at: Date,
): Promise<boolean> {
  const { count } = await tx.incidentStatus.updateMany({
    where: { key, version },
    data: { label, version: { increment: 1 }, updatedAt: at, updatedBy: by },
  })
  return count > 0
}
