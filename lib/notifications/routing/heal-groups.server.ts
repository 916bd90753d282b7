import { type Db, readSettled, setDelivered, unsetPending } from './store.server.ts'

/**
 * Groups whose message has come to an end without anybody saying so: what the outbox says is true. Retention, a hand at
 * the database or a sender of another version must not leave a group waiting for ever. A bundled message was told as part
 * of a digest.
 */
export async function healGroups(db: Db): Promise<number> {
  const settled = await readSettled(db)
  for (const { groupId, outboxId, status, firing, resolved, createdAt } of settled)
    if (status === 'sent' || status === 'bundled')
      await setDelivered(db, { groupId, outboxId, firing, resolved, at: createdAt }, createdAt)
    else await unsetPending(db, groupId, outboxId)
  return settled.length
}
