import type { IncomingMessage } from 'node:http'
import { networkOf } from '#lib/telemetry/network.ts'
import { keptHeaders } from './door.ts'

/** One knock at the door, read. */
export type Call = {
  path: string
  authorization: string | undefined
  headers: Record<string, string>
  /** everything, for signatures in headers of any name; never stored */
  given: Record<string, string>
  network: string
  raw: Buffer
  at: number
}

export function callOf(
  req: IncomingMessage,
  raw: Buffer,
  { now, trustedProxyHops = 0 }: { now: () => number; trustedProxyHops?: number },
): Call {
  const forwarded = req.headers['x-forwarded-for']
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(req.headers)) if (typeof value === 'string') given[name] = value
  return {
    path: req.url?.split('?', 1)[0] ?? '/',
    authorization: req.headers.authorization,
    headers: keptHeaders(req.headers),
    given,
    network: networkOf(
      req.socket.remoteAddress,
      Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
      trustedProxyHops,
    ),
    raw,
    at: now(),
  }
}
