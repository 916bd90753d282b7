import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { inAccess } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { Member, TenantScope } from '../member.ts'
import { type Permission, permissions } from '../permissions.ts'
import { can } from '../rights.ts'
import { seenEveryMs } from '../sign-in-cookie.ts'
import { readAccount, scopeForRole } from '../store.server.ts'
import { apiTokenPrefix, isForAllCustomers } from './contract.ts'
import { hashApiToken } from './own-tokens.server.ts'
import { markTokenUsed, readApiTokenByHash } from './store.server.ts'

/**
 * The token of an `Authorization` header, or null where the header is none of ours: a proxy's own `Basic` or `Bearer`
 * must not sign anybody out.
 */
export function apiTokenOf(header: string | null): string | null {
  const given = /^bearer +(\S{1,200})$/i.exec(header ?? '')?.[1] ?? null
  return given?.startsWith(apiTokenPrefix) ? given : null
}

/**
 * Who this token acts for, or null: unknown, revoked, expired, or its member disabled or without the right to tokens by
 * now. Role and customers are what they are at this moment, cut down to what the token was made for.
 */
export function memberOfApiToken(token: string, now: Date): Promise<Member | null> {
  return inAccess(async (tx) => {
    const row = await readApiTokenByHash(tx, hashApiToken(token))
    if (!row || row.revokedAt || !row.expiresAt || row.expiresAt <= now) return null
    const account = await readAccount(tx, row.memberId)
    if (!account || account.disabledAt || !can(account.role, 'token:own')) return null
    if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= seenEveryMs) await markTokenUsed(tx, row.id, now)
    const { id, email, name, role } = account
    const whole = await scopeForRole(tx, id, role)
    const isCut = row.customerIds.length > 0
    return {
      ...{ id, email, signInId: '', tokenScopes: scopesNow(row.scopes, role, isCut) },
      name: `${name} (${row.name})`,
      // what serves all customers is only for tokens that reach all of them
      role: isCut && role === 'admin' ? 'manager' : role,
      scope: isCut ? only(whole, row.customerIds) : whole,
    }
  })
}

const scopesNow = (scopes: readonly string[], role: Member['role'], isCut: boolean) =>
  scopes.filter((scope) => isPermission(scope) && can(role, scope) && !(isCut && isForAllCustomers(scope)))

const isPermission = (word: string): word is Permission => Object.hasOwn(permissions, word)

const only = (scope: TenantScope, ids: readonly string[]): TenantScope => ({
  customerIds: scope.customerIds.filter((id) => ids.includes(id)),
})

/** Guessing tokens is hopeless, and asking with dead ones all day is refused early. */
export type TokenThrottle = {
  /** Refuses a network that had too many wrong tokens lately. */
  admit(network: string): Promise<void>
  countWrong(network: string): Promise<void>
  /** Counts one request of a working token. */
  countUse(memberId: string): Promise<void>
}

export function tokenThrottle(): TokenThrottle {
  const wrong = new RateLimiterMemory({ points: 30, duration: 15 * 60 })
  const used = new RateLimiterMemory({ points: 1_200, duration: 60 })
  return {
    async admit(network) {
      const held = await wrong.get(network)
      if (held && held.remainingPoints <= 0) throw tooMany(held)
    },
    async countWrong(network) {
      await wrong.consume(network).catch(() => undefined)
    },
    async countUse(memberId) {
      await used.consume(memberId).catch((cause: unknown) => {
        throw cause instanceof RateLimiterRes ? tooMany(cause) : cause
      })
    },
  }
}

const tooMany = ({ msBeforeNext }: RateLimiterRes) =>
  new Refused(
    'too-many',
    'Too many requests. Wait a while, then try again.',
    Math.max(1, Math.ceil(msBeforeNext / 1000)),
  )
