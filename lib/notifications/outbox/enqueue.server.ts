import type { PoolClient } from 'pg'
import type { OutboxDraft } from './contract.ts'
import { insertDrafts } from './store.server.ts'

/**
 * Writes messages down to be sent, in the caller's transaction: with their cause, or not at all. A draft whose
 * `idempotencyKey` is known already is that message and is not written again. Answers with the ids of the new ones.
 * With a connection of the web role the new row is read back, so the asking member must be allowed to see it.
 */
export async function enqueue(
  client: Pick<PoolClient, 'query'>,
  drafts: readonly OutboxDraft[],
  now: Date,
): Promise<string[]> {
  if (drafts.length === 0) return []
  return insertDrafts(client, drafts, now)
}
