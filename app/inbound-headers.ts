import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** Names that only the framework may set, and that a client has used to walk round checks elsewhere. */
const frameworkOnly =
  /^(x-middleware-|x-matched-path$|x-invoke-|x-nextjs-|x-now-|x-vercel-|x-original-url$|x-rewrite-url$|x-nonce$|content-security-policy)/

/** Takes out what no client may say and writes down whom the socket is really connected to. */
export function cleanHeaders(headers: IncomingMessage['headers'], peer: string | undefined): void {
  for (const name of Object.keys(headers)) if (frameworkOnly.test(name)) delete headers[name]
  headers['x-earshot-peer'] = peer ?? ''
}

const done = Symbol.for('earshot.inbound-headers')

/** On every request of this process, before Next sees it. */
export function guardInboundHeaders(): void {
  const holder = globalThis as { [done]?: true }
  if (holder[done]) return
  holder[done] = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    cleanHeaders(request.headers, request.socket.remoteAddress)
  })
}
