import { connect, createServer, type Socket } from 'node:net'

/** A TCP way to the database that a test can cut or let fall silent. */
export type FaultyWay = {
  url: string
  /** From now on nothing gets through either way, and no connection is closed: as when packets vanish. */
  fallSilent(): void
  heal(): void
  close(): Promise<void>
}

export async function faultyWay(databaseUrl: string): Promise<FaultyWay> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let silent = false
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    const ends: [Socket, Socket][] = [
      [near, far],
      [far, near],
    ]
    for (const [from, to] of ends) {
      sockets.add(from)
      from.on('data', (chunk) => {
        if (!silent) to.write(chunk)
      })
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        if (!silent) to.destroy()
      })
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const url = new URL(databaseUrl)
  if (address && typeof address === 'object') url.port = String(address.port)
  return {
    url: url.href,
    fallSilent: () => {
      silent = true
    },
    heal: () => {
      silent = false
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
