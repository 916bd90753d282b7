import { networkOf } from '#lib/access/sign-in-throttle.server.ts'
import { env } from '#lib/env.server.ts'

/** Set on every request by instrumentation from the socket itself; whatever a client sends under this name is gone. */
export const peerHeader = 'x-earshot-peer'

/**
 * The network a request comes from. Behind N trusted proxies it is the Nth `X-Forwarded-For` entry from the right,
 * which our outermost proxy wrote; what stands left of it is the client's own claim and never counts.
 */
export function clientNetwork(headers: Headers, trustedProxies = env().EARSHOT_TRUSTED_PROXIES): string {
  if (trustedProxies === 0) return networkOf(headers.get(peerHeader))
  const hops = (headers.get('x-forwarded-for') ?? '').split(',')
  return networkOf(hops.at(-trustedProxies))
}
