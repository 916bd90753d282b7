import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { metrics, onScrape } from '#lib/metrics.server.ts'

/** Half of these belong to `createServer`; `hardenServer` sets them all, if it is called before `listen`. */
const timeouts = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  /** how often Node looks for requests that are too slow */
  connectionsCheckingInterval: 1_000,
  maxHeadersCount: 64,
} as const

/**
 * Limits time and number of connections: headers within 5 s, the whole request within 10 s, and so many connections
 * from one address. Behind a proxy every connection has its address, so leave `maxPerAddress` out there.
 */
export function hardenServer(server: Server, options: { maxPerAddress?: number } = {}): void {
  const { maxPerAddress = 5_000 } = options
  Object.assign(server, timeouts)
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
