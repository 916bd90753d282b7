import type { Tx } from '#lib/db/transaction.server.ts'

/** Every query about requests for a new password. */

export async function insertReset(
  tx: Tx,
  row: { id: string; memberId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.passwordReset.create({ data: row })
}

/** Holds the member's row, so that many requests at once do not become many mails. */
export async function countResetsSince(tx: Tx, memberId: string, since: Date): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM member WHERE id = ${memberId}::uuid FOR UPDATE`
  return tx.passwordReset.count({ where: { memberId, createdAt: { gt: since } } })
}

export function readOpenReset(tx: Tx, id: string, now: Date) {
  return tx.passwordReset.findFirst({ where: { id, usedAt: null, expiresAt: { gt: now } } })
}

/** False when it was used before: a link works once. */
export async function takeReset(tx: Tx, id: string, now: Date): Promise<boolean> {
  const used = await tx.passwordReset.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  return used.count === 1
}

/** Other links of the same person open nothing any more. */
export async function endOtherResets(tx: Tx, memberId: string, now: Date): Promise<void> {
  await tx.passwordReset.updateMany({ where: { memberId, usedAt: null }, data: { usedAt: now } })
}
