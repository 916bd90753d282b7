import type { OutboxRow } from '../outbox/contract.ts'
import { type Db, setDelivered, unsetPending } from './store.server.ts'

/** Sent so soon after it was decided, a message counts from its tick, so that repeats do not slip by one tick. */
const ofItsTickMs = 10_000

/**
 * A group's message went out: what it said is what the channel knows now. Called by the sender in the transaction that
 * records it; anything but a group's own message changes nothing.
 */
export async function recordDelivered(db: Db, row: OutboxRow, now: Date): Promise<void> {
  if (row.kind !== 'group' || row.groupId === null) return
  const { firing, resolved } = row.payload
  const prompt = now.getTime() - row.createdAt.getTime() < ofItsTickMs
  const at = prompt ? row.createdAt : now
  await setDelivered(db, { groupId: row.groupId, outboxId: row.id, firing, resolved, at }, row.createdAt)
}

/** It did not and will not: the group stays as it was told last, and its next tick tries again as a whole. */
export async function recordUndelivered(db: Db, row: OutboxRow, _now: Date): Promise<void> {
  if (row.kind === 'group' && row.groupId !== null) await unsetPending(db, row.groupId, row.id)
}
