import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import { type DatabaseRole, pool } from './pools.server.ts'

const clients = new Map<DatabaseRole, { client: PrismaClient; of: unknown }>()

/** Prisma on the pool of a role. Only `lib/db` and stores use it, and only inside a transaction that names its tenants. */
export function prisma(role: 'web' | 'customer' | 'worker'): PrismaClient {
  const connections = pool(role)
  const found = clients.get(role)
  // After `closePools` the old pool is gone, and so must be the client on it.
  if (found?.of === connections) return found.client
  const client = new PrismaClient({
    adapter: new PrismaPg(connections),
    transactionOptions: { maxWait: 3_000, timeout: 10_000 },
  })
  clients.set(role, { client, of: connections })
  return client
}
