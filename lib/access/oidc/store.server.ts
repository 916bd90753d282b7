import type { Tx } from '#lib/db/transaction.server.ts'

/** Every query about who somebody is at the organisation's own sign-in. */

/** Id of the member that this identity was linked to. */
export async function memberOfIdentity(tx: Tx, issuer: string, subject: string): Promise<string | null> {
  const row = await tx.oidcIdentity.findUnique({ where: { issuer_subject: { issuer, subject } } })
  return row?.memberId ?? null
}

/** Whether this member is somebody at this issuer already. Holds the member's row until the transaction ends. */
export async function hasIdentityAt(tx: Tx, issuer: string, memberId: string): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM member WHERE id = ${memberId}::uuid FOR UPDATE`
  return (await tx.oidcIdentity.count({ where: { issuer, memberId } })) > 0
}

export async function insertIdentity(
  tx: Tx,
  row: { issuer: string; subject: string; memberId: string; linkedAt: Date },
): Promise<void> {
  await tx.oidcIdentity.create({ data: row })
}
