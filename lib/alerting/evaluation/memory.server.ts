import type { Written } from './due.ts'
import { shardOf } from './hold-shards.server.ts'
import type { InstanceState } from './instance-state.ts'
import { knownKey } from './reading.ts'
import { type HealthRow, type InstanceRow, readHealth, readInstances } from './state/store.server.ts'
import type { Db } from './store.server.ts'

/** What the rows say, kept while the lease is ours: nobody else writes them then. */
export type Memory = {
  known: Map<string, Map<string, InstanceState>>
  /** by rule and instance: what was written when, and what an alert was told with */
  written: Map<string, Written & { labels: InstanceRow['labels']; sessionIds: readonly string[] | null }>
  /** by rule and customer */
  health: Map<string, HealthRow>
}

export const emptyMemory = (): Memory => ({ known: new Map(), written: new Map(), health: new Map() })
export const healthKey = (ruleId: string, customerId: string) => `${ruleId}|${customerId}`
export const writtenKey = (ruleId: string, customerId: string, instance: string) =>
  `${ruleId}|${knownKey(customerId, instance)}`

/** Forgets a shard and reads it again: it has just become ours, or a write of ours was refused. */
export async function loadShards(db: Db, memory: Memory, shards: ReadonlySet<number>): Promise<void> {
  const isOf = (key: string) => shards.has(shardOf(key.slice(0, 36)))
  for (const map of [memory.known, memory.written, memory.health])
    for (const key of [...map.keys()]) if (isOf(key)) map.delete(key)
  for (const row of await readInstances(db)) {
    const { customerId, ruleId, instance, labels, ...state } = row
    if (!isOf(ruleId)) continue
    const known = memory.known.get(ruleId) ?? new Map<string, InstanceState>()
    memory.known.set(ruleId, known)
    known.set(knownKey(customerId, instance), state)
    const key = writtenKey(ruleId, customerId, instance)
    memory.written.set(key, {
      rowAt: state.lastEvaluatedAt,
      toldAt: state.firedAt ?? 0,
      labels,
      sessionIds: null,
    })
  }
  for (const row of await readHealth(db))
    if (isOf(row.ruleId)) memory.health.set(healthKey(row.ruleId, row.customerId), row)
}
