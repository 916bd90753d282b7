import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { metrics, onScrape } from '#lib/metrics.server.ts'

export type HardenOptions = { maxPerAddress?: number; headersMs?: number; requestMs?: number }

/**
 * Limits time and number of connections: headers within 5 s, the whole request within 10 s, and so many connections
 * from one address. Behind a proxy all connections have the proxy's address, so set `maxPerAddress` high there.
 * To be called before `listen`: some of it Node reads only then.
 */
export function hardenServer(server: Server, options: HardenOptions = {}): void {
  const { maxPerAddress = 5_000, headersMs = 5_000, requestMs = 10_000 } = options
  Object.assign(server, {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: 65_000,
    // how often Node looks for requests that are too slow; its own default is 30 s
    connectionsCheckingInterval: Math.min(1_000, headersMs),
    maxHeadersCount: 64,
  })
  const open = new Map<string, number>()
  let total = 0
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (open.get(address) ?? 0) + 1
    if (count > maxPerAddress) return socket.destroy()
    open.set(address, count)
    total++
    socket.once('close', () => {
      total--
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return socket.destroy()
    const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    socket.destroySoon()
  })
  onScrape(() => metrics.connections.set(total))
}
