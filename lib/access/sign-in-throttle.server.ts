import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refused } from '#lib/errors.ts'

/**
 * Ten tries in 15 minutes per account and network, a hundred an hour per network. A guesser slows only itself:
 * the owner on another network still gets in. Counted in this process's memory, so with several web processes
 * each counts its own; put them behind a balancer that keeps a network on one process, or expect N times the tries.
 */
export type SignInThrottle = {
  /** Counts one try, or refuses it. */
  countTry(email: string, network: string): Promise<void>
  /** A right password clears the account's count from this network, not the network's own. */
  forgive(email: string, network: string): Promise<void>
}

export function signInThrottle(): SignInThrottle {
  const perAccount = new RateLimiterMemory({ points: 10, duration: 15 * 60 })
  const perNetwork = new RateLimiterMemory({ points: 100, duration: 60 * 60 })
  return {
    async countTry(email, network) {
      await consume(perNetwork, network)
      await consume(perAccount, accountKey(email, network))
    },
    async forgive(email, network) {
      await perAccount.delete(accountKey(email, network))
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (cause) {
    if (!(cause instanceof RateLimiterRes)) throw cause
    const seconds = Math.max(1, Math.ceil(cause.msBeforeNext / 1000))
    throw new Refused('too-many', 'Too many tries. Wait a while, then try again.', seconds)
  }
}

/** Hashed, so that addresses typed by anyone are neither kept nor unbounded in size. */
function accountKey(email: string, network: string): string {
  return createHash('sha256').update(`${network}\n${email}`).digest('base64url')
}

/** Whole IPv4 address, /64 of IPv6: what one subscriber has. Everything unparsable shares one bucket. */
export function networkOf(address: string | null | undefined): string {
  const plain = (address ?? '').trim().replace(/^::ffff:(?=\d+\.)/i, '')
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(plain)) return plain
  if (!/^[0-9a-f:]+(%\w+)?$/i.test(plain) || !plain.includes(':')) return 'unknown'
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  )
  return `${groups.slice(0, 4).join(':').toLowerCase()}::/64`
}
