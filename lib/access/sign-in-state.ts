import { idleMs } from './sign-in-cookie.ts'

/** Why a sign-in no longer counts; the names are those of the socket's `signed-out` message. */
export type EndReason = 'revoked' | 'expired' | 'disabled'

export type SignInFacts = {
  revokedAt: Date | null
  expiresAt: Date
  lastSeenAt: Date
  memberDisabledAt: Date | null
}

/** Null while the sign-in holds. An ended one stays ended: nothing here ever revives it. */
export function endReasonOf(facts: SignInFacts, now: Date): EndReason | null {
  if (facts.memberDisabledAt) return 'disabled'
  if (facts.revokedAt) return 'revoked'
  if (now >= facts.expiresAt) return 'expired'
  if (now.getTime() - facts.lastSeenAt.getTime() >= idleMs) return 'expired'
  return null
}
