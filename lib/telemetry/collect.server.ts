import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Account } from './account.server.ts'
import type { Batch } from './batch.ts'
import type { CollectReply } from './contract.ts'
import type { Keys } from './keys.server.ts'
import type { Quotas } from './quotas.ts'

export type CollectDeps = {
  /** Stores a batch and answers when it is on disk; rejects with `StoreUnavailable` otherwise. */
  take: (batch: Batch) => Promise<CollectReply>
  now: () => number
  keys: Keys
  quotas: Quotas
  account: Account
  /** proxies in front that set X-Forwarded-For; 0 = the socket's address counts */
  trustedProxyHops?: number
  onError?: (error: unknown, requestId: string) => void
}

/** The HTTP door: everything under `/collect/`. */
export function collectHandler(_deps: CollectDeps): (req: IncomingMessage, res: ServerResponse) => void {
  return (_req, res) => {
    res.statusCode = 503
    res.end()
  }
}

/** Options for `createServer` and limits of its connections. */
export function hardenServer(_server: Server): void {}
