import type { Pool } from 'pg'
import { recordProgress, releaseLease, takeLease, type WorkLease } from '#lib/db/work-lease.server.ts'

/** Rules are shared out by their id, so that of several workers each evaluates some, and none is evaluated by two. */
export const shardCount = 4
const leaseMs = 10_000
const renewAfterMs = 3_000

export const shardOf = (ruleId: string): number => Number.parseInt(ruleId.slice(-6), 16) % shardCount

export type HeldShard = { shard: number; lease: WorkLease }

/** Takes what is free and keeps what is ours. Clocks here are steady: leases are counted by the database's. */
export function createShardHolder(db: Pool, holder: string, names: (shard: number) => string) {
  const held = new Map<number, { lease: WorkLease; renewedAt: number }>()

  async function hold(): Promise<HeldShard[]> {
    for (let shard = 0; shard < shardCount; shard++) {
      const mine = held.get(shard)
      const at = performance.now()
      if (mine && at - mine.renewedAt < renewAfterMs) continue
      const lease = await takeLease(db, names(shard), holder, leaseMs)
      if (lease === null) held.delete(shard)
      else held.set(shard, { lease, renewedAt: at })
    }
    return [...held].map(([shard, { lease }]) => ({ shard, lease }))
  }

  return {
    hold,
    lose: () => held.clear(),
    async progress(at: Date) {
      for (const { lease } of held.values()) await recordProgress(db, lease, at)
    },
    async release() {
      for (const { lease } of held.values()) await releaseLease(db, lease)
      held.clear()
    },
  }
}
