import { inAccess } from '#lib/db/transaction.server.ts'
import { env } from '#lib/env.server.ts'
import type { Member, TenantScope } from './member.ts'
import { seenEveryMs, signInTokenOf } from './sign-in-cookie.ts'
import { type EndReason, endReasonOf } from './sign-in-state.ts'
import { claimsOf, hashSignInSecret } from './sign-in-token.server.ts'
import { markSeen, readScopeOf, readSignInByHash, readSignInFacts, scopeForRole } from './store.server.ts'

/**
 * Who this token belongs to, or null. The token alone proves nothing: its sign-in must stand in the table, be
 * neither revoked nor expired nor idle, belong to the member it names, and that member must not be disabled.
 * Every page, route and socket handshake asks here.
 */
export async function memberFromToken(
  token: string | null | undefined,
  now = new Date(),
): Promise<Member | null> {
  const held = token ? await claimsOf(token, env().AUTH_SECRET) : null
  if (!held) return null
  return inAccess(async (tx) => {
    const row = await readSignInByHash(tx, hashSignInSecret(held.sid))
    if (!row || row.member.id !== held.sub || endReasonOf(row, now)) return null
    if (now.getTime() - row.lastSeenAt.getTime() >= seenEveryMs) await markSeen(tx, [row.signInId], now)
    const { id, email, name, role } = row.member
    return { id, email, name, role, signInId: row.signInId, scope: await scopeForRole(tx, id, role) }
  })
}

/** The same, from a raw `Cookie` header: the socket handshake has nothing else. */
export function memberFromCookieHeader(
  header: string | null | undefined,
  now = new Date(),
): Promise<Member | null> {
  return memberFromToken(signInTokenOf(header, env().EARSHOT_URL), now)
}

/**
 * Which of these sign-ins ended, and why, in one query: for the socket's re-check. The others count as seen
 * (an open dashboard is use), so a wall stays up for as long as a sign-in may last at all.
 */
export async function findEndedSignIns(
  signInIds: readonly string[],
  now = new Date(),
): Promise<{ id: string; reason: EndReason }[]> {
  if (signInIds.length === 0) return []
  return inAccess(async (tx) => {
    const facts = await readSignInFacts(tx, signInIds)
    const known = new Map(facts.map((row) => [row.id, row]))
    const ended: { id: string; reason: EndReason }[] = []
    for (const id of signInIds) {
      const row = known.get(id)
      const reason = row ? endReasonOf(row, now) : 'revoked'
      if (reason) ended.push({ id, reason })
    }
    const gone = new Set(ended.map(({ id }) => id))
    const stale = facts.filter(
      (row) => !gone.has(row.id) && now.getTime() - row.lastSeenAt.getTime() >= seenEveryMs,
    )
    if (stale.length > 0)
      await markSeen(
        tx,
        stale.map(({ id }) => id),
        now,
      )
    return ended
  })
}

/** What this member may see now; null when the member is gone or disabled. For the socket's 30 s re-check. */
export async function readScope(memberId: string): Promise<TenantScope | null> {
  return inAccess(async (tx) => readScopeOf(tx, memberId))
}
