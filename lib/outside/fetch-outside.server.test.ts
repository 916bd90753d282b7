import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchOutside } from './fetch-outside.server.ts'
import { hostileAnswers, hostileUrls } from './hostile-urls.test-data.ts'

/** Listens on this machine; in the first half nobody may ever reach it. */
let server: Server
let port = 0
let connections = 0
const sockets = new Set<Socket>()

beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/big') res.end('x'.repeat(70_000))
    else if (req.url === '/redirect') res.writeHead(302, { location: '/big' }).end('elsewhere')
    else if (req.url === '/reset') req.socket.resetAndDestroy()
    else if (req.url !== '/hang') res.writeHead(201, { 'x-said': 'yes' }).end('hello')
  })
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  server.close()
})
const at = (path: string) => ({ url: `http://127.0.0.1:${port}${path}`, reach: 'private' as const })

describe('nothing inside is called', () => {
  it('for any way of writing an address', async () => {
    for (const url of hostileUrls)
      await expect(
        fetchOutside({ url: url.replace('PORT', String(port)), reach: 'public' }, async () => [
          { address: '127.0.0.1', family: 4 },
        ]),
        url,
      ).rejects.toMatchObject({ kind: 'refused', mayHaveArrived: false })
    expect(connections).toBe(0)
  })

  it('for any answer of a resolver', async () => {
    for (const answer of hostileAnswers)
      await expect(
        fetchOutside({ url: 'https://hooks.example.com/', reach: 'public' }, async () =>
          answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
        answer.join(),
      ).rejects.toMatchObject({ mayHaveArrived: false })
    expect(connections).toBe(0)
  })

  it('by a resolver that changes its mind: it is asked once, and the checked address is the one connected to', async () => {
    let asked = 0
    const reply = await fetchOutside({ url: `http://moving.lan:${port}/`, reach: 'private' }, async () => {
      asked += 1
      return [{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }]
    })
    expect([reply.status, asked]).toEqual([201, 1])
  })
})

describe('a call', () => {
  it('answers with status, headers and text', async () => {
    const reply = await fetchOutside({ ...at('/'), body: 'x' })
    expect(reply).toMatchObject({ status: 201, body: 'hello' })
    expect(reply.headers['x-said']).toBe('yes')
  })
  it('follows no redirect', async () => {
    expect(await fetchOutside(at('/redirect'))).toMatchObject({ status: 302, body: 'elsewhere' })
  })
  it('reads no more than 64 KB', async () => {
    await expect(fetchOutside(at('/big'))).rejects.toMatchObject({ kind: 'too-large' })
  })
  it('that nobody answers may have arrived', async () => {
    await expect(fetchOutside({ ...at('/hang'), timeoutMs: 80 })).rejects.toMatchObject({
      kind: 'timeout',
      mayHaveArrived: true,
    })
  })
  it('that is cut may have arrived', async () => {
    await expect(fetchOutside(at('/reset'))).rejects.toMatchObject({
      kind: 'broken-off',
      mayHaveArrived: true,
    })
  })
  it('to a closed port has not arrived', async () => {
    await expect(fetchOutside({ url: 'http://127.0.0.1:1/', reach: 'private' })).rejects.toMatchObject({
      kind: 'unreachable',
      mayHaveArrived: false,
    })
  })
  it('waits no longer for a name than for an answer', async () => {
    const never = () => new Promise<never>(() => undefined)
    await expect(
      fetchOutside({ url: 'https://slow.example.com/', reach: 'public', timeoutMs: 30 }, never),
    ).rejects.toMatchObject({ kind: 'timeout', mayHaveArrived: false })
  })
})
