import type { Tx } from '#lib/db/transaction.server.ts'

const usefulForMs = 10 * 60_000

/** A test message, due now and before all others; past ten minutes nobody waits for its answer. */
export async function insertTest(
  tx: Tx,
  {
    outboxId,
    customerId,
    channelId,
    by,
  }: { outboxId: string; customerId: string | null; channelId: string; by: string },
  now: Date,
): Promise<void> {
  const payload = {
    reason: `a test by ${by}`,
    firing: [],
    resolved: [],
    subject: 'Earshot: a test of this channel',
    text: `${by} tests this channel. Nothing is wrong.`,
  }
  await tx.outbox.createMany({
    data: [
      {
        customerId,
        id: outboxId,
        kind: 'test',
        transition: 'test',
        channelId,
        subjectId: channelId,
        alertIds: [],
        idempotencyKey: `test:1:${outboxId}`,
        payload,
        priority: 0,
        createdAt: now,
        notBefore: now,
        expiresAt: new Date(now.getTime() + usefulForMs),
      },
    ],
  })
}
