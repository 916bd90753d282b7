import { pool } from '#lib/db/pools.server.ts'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import type { MailSource } from './source.server.ts'
import { mailSources } from './sources.server.ts'

/**
 * Writes down what nobody was told of yet, each source in a transaction of its own: that it is told and that it is to be
 * sent are true together, or neither is. A source that fails holds up no other.
 */
export async function writeMails(
  now: Date,
  onError: (error: unknown, source: string) => void,
  sources: readonly MailSource[] = mailSources,
): Promise<number> {
  let written = 0
  for (const { key, find } of sources)
    try {
      written += await inTransaction(
        pool('worker'),
        async (client) => (await enqueue(client, await find(client, now), now)).length,
      )
    } catch (error) {
      onError(error, key)
    }
  return written
}
