import type { Tx } from '#lib/db/transaction.server.ts'
import { findChannelUsers } from './settings-store.server.ts'

/** What tells this channel, in words: "the route “Night”", "the policy “Standard”". Empty = nothing does. */
export function channelUsers(tx: Tx, channelId: string): Promise<string[]> {
  return findChannelUsers(tx, channelId)
}
