import type { Tx } from '#lib/db/transaction.server.ts'

/** Every query about tokens for programs. */

export type NewTokenRow = {
  id: string
  memberId: string
  name: string
  hash: Uint8Array<ArrayBuffer>
  hint: string
  scopes: string[]
  customerIds: string[]
  createdAt: Date
  expiresAt: Date
}

export async function insertApiToken(tx: Tx, row: NewTokenRow): Promise<void> {
  await tx.apiToken.create({ data: row })
}

export function readApiTokenByHash(tx: Tx, hash: Uint8Array<ArrayBuffer>) {
  return tx.apiToken.findUnique({ where: { hash }, omit: { hash: true } })
}

/** Those of one member, newest first; what ended stays listed for a while. */
export function listApiTokens(tx: Tx, memberId: string) {
  return tx.apiToken.findMany({
    where: { memberId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
    omit: { hash: true },
  })
}

/** Holds the member's row until the transaction ends, so that two requests together make no more than may be. */
export async function countWorkingTokens(tx: Tx, memberId: string, now: Date): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM member WHERE id = ${memberId}::uuid FOR UPDATE`
  return tx.apiToken.count({ where: { memberId, revokedAt: null, expiresAt: { gt: now } } })
}

/** The token's name when it was this member's and worked until now. */
export async function endApiToken(tx: Tx, memberId: string, id: string, at: Date): Promise<string | null> {
  const ended = await tx.apiToken.updateManyAndReturn({
    where: { id, memberId, revokedAt: null },
    data: { revokedAt: at },
    select: { name: true },
  })
  return ended[0]?.name ?? null
}

export async function markTokenUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.apiToken.updateMany({ where: { id }, data: { lastUsedAt: at } })
}
