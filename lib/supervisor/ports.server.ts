import { createServer } from 'node:net'

/** A port that something else holds; the message says which and what to do. */
class PortBusy extends Error {
  constructor(port: number, what: string, variable: string) {
    super(
      `Port ${port} (${what}) is in use by another program. Stop it, or choose another with ${variable}=<port>.`,
    )
    this.name = 'PortBusy'
  }
}

export async function requireFreePort(port: number, what: string, variable: string): Promise<void> {
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, () => probe.close(() => resolve(true)))
  })
  if (!free) throw new PortBusy(port, what, variable)
}

/** A port nobody uses right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
