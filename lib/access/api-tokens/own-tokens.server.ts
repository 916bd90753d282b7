import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inAccess } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { Member } from '../member.ts'
import { can } from '../rights.ts'
import { within } from '../within.ts'
import {
  type ApiTokenView,
  apiTokenPrefix,
  type CreatedApiToken,
  maxTokenDays,
  type NewApiToken,
} from './contract.ts'
import { countWorkingTokens, endApiToken, insertApiToken, listApiTokens } from './store.server.ts'

const dayMs = 86_400_000
/** Nobody needs more at once, and a list of hundreds is a list nobody reads. */
const maxWorking = 25

export function hashApiToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest())
}

/** The member's own tokens, without what makes them work. */
export async function listOwnTokens(member: Member): Promise<ApiTokenView[]> {
  const rows = await inAccess((tx) => listApiTokens(tx, member.id))
  return rows.map(({ id, memberId: _own, createdAt, expiresAt, lastUsedAt, revokedAt, ...row }) => ({
    ...row,
    tokenId: id,
    createdAt: createdAt.getTime(),
    expiresAt: (expiresAt ?? new Date(createdAt.getTime() + maxTokenDays * dayMs)).getTime(),
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    revokedAt: revokedAt?.getTime() ?? null,
  }))
}

/** Makes a token that may do what its member may do now, or less. It is shown in this reply and never again. */
export async function makeOwnToken(member: Member, given: NewApiToken, now: Date): Promise<CreatedApiToken> {
  const beyond = given.scopes.filter((scope) => !can(member.role, scope))
  if (beyond.length > 0)
    throw new Refused('bad-request', `You may not do this yourself: ${beyond.join(', ')}.`)
  const customerIds = [...new Set(given.customerIds.map((id) => within(member.scope, id)))]
  const token = apiTokenPrefix + randomBytes(32).toString('base64url')
  const [id, hint] = [uuidv7(), token.slice(0, apiTokenPrefix.length + 4)]
  const expiresAt = new Date(now.getTime() + given.expiresInDays * dayMs)
  const { name, scopes } = given
  await inAccess(async (tx) => {
    if ((await countWorkingTokens(tx, member.id, now)) >= maxWorking)
      throw new Refused('conflict', `You have ${maxWorking} tokens. Revoke one that is not needed first.`)
    await insertApiToken(tx, {
      ...{ id, memberId: member.id, name, hash: hashApiToken(token), hint, scopes, customerIds },
      ...{ createdAt: now, expiresAt },
    })
    await record(tx, member, 'api-token.created', id, now, { name, scopes, customerIds, expiresAt })
  })
  return { tokenId: id, token, hint }
}

/** Ends one of the member's own tokens, from the next request on. */
export async function revokeOwnToken(member: Member, tokenId: string, now: Date): Promise<void> {
  await inAccess(async (tx) => {
    const name = await endApiToken(tx, member.id, tokenId, now)
    if (name === null) throw new Refused('not-found', 'No such thing.')
    await record(tx, member, 'api-token.revoked', tokenId, now, { name })
  })
}

function record(
  tx: Parameters<typeof recordActivity>[0],
  { id: actorId, name: actorName }: Member,
  kind: string,
  subjectId: string,
  at: Date,
  data: object,
): Promise<void> {
  return recordActivity(tx, {
    ...{ customerId: null, at, actorId, actorName, kind, subjectType: 'api-token', subjectId },
    data: { ...data },
  })
}
