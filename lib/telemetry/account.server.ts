import type { Pool } from 'pg'
import { appLabel, metrics } from '#lib/metrics.server.ts'
import type { Batch, Source } from './batch.ts'
import type { CollectReply, RejectCode } from './contract.ts'
import { type AccountLine, addToAccount } from './store.server.ts'

export type Account = {
  /** Counts an answered batch. */
  countReply(batch: Batch, reply: CollectReply): void
  /** Counts items that never became part of a batch. */
  countRejected(source: Source, code: RejectCode, items: number, at: number): void
  /** Counts items that the quota refused. */
  countLimited(source: Source, items: number, at: number): void
  /** Writes what is counted now. */
  flush(): Promise<void>
  stop(): Promise<void>
}

const hourMs = 60 * 60_000
const maxDropReasons = 20
const rememberedDropBatches = 20_000

/**
 * Where every item went, per app and hour. Kept in memory and added to the database every few seconds; a flush that
 * fails is kept and tried again.
 */
export function createAccount(options: {
  pool: Pool
  flushMs?: number
  onError?: (error: unknown) => void
}): Account {
  let lines = new Map<string, AccountLine>()
  let flushing: Promise<void> | null = null
  const dropBatches = new Set<string>()
  const timer = setInterval(() => void flush(), options.flushMs ?? 3_000)
  timer.unref()

  function add(source: Source, outcome: string, items: number, at: number) {
    if (items === 0) return
    const hour = at - (at % hourMs)
    const key = `${source.appId} ${hour} ${outcome}`
    const line = lines.get(key)
    if (line) line.items += items
    else lines.set(key, { customerId: source.customerId, appId: source.appId, hour, outcome, items })
    metrics.items.inc({ app: appLabel(source.appId), outcome: outcome.split(':')[0] }, items)
  }

  function countReply(batch: Batch, reply: CollectReply) {
    const { source, receivedAt } = batch
    add(source, 'accepted', reply.accepted, receivedAt)
    add(source, 'duplicate', reply.duplicate, receivedAt)
    for (const { code } of reply.rejected) add(source, `rejected:${code}`, 1, receivedAt)
    if (batch.envelope.drops) countDrops(batch, reply)
  }

  /** A batch that comes again tells of the same drops: they count once, with its first new item. */
  function countDrops(batch: Batch, reply: CollectReply) {
    const id = `${batch.source.appId} ${batch.envelope.batch}`
    if (dropBatches.has(id)) return
    if (reply.accepted === 0 && reply.duplicate > 0) return
    dropBatches.add(id)
    if (dropBatches.size > rememberedDropBatches) {
      const oldest = dropBatches.values().next().value
      if (oldest !== undefined) dropBatches.delete(oldest)
    }
    for (const [reason, items] of Object.entries(batch.envelope.drops ?? {}))
      add(batch.source, dropOutcome(batch, reason), items, batch.receivedAt)
  }

  /** Reasons are text from outside: a few plain words are kept per app and hour, the rest share one line. */
  function dropOutcome(batch: Batch, reason: string): string {
    const outcome = `dropped:${reason}`
    const hour = batch.receivedAt - (batch.receivedAt % hourMs)
    const prefix = `${batch.source.appId} ${hour} dropped:`
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(reason)) return 'dropped:__other__'
    if (lines.has(`${batch.source.appId} ${hour} ${outcome}`)) return outcome
    let reasons = 0
    for (const key of lines.keys()) if (key.startsWith(prefix)) reasons++
    return reasons < maxDropReasons ? outcome : 'dropped:__other__'
  }

  function flush(): Promise<void> {
    flushing ??= writeLines().finally(() => {
      flushing = null
    })
    return flushing
  }

  async function writeLines() {
    if (lines.size === 0) return
    const taken = lines
    lines = new Map()
    try {
      await addToAccount(options.pool, [...taken.values()])
    } catch (error) {
      options.onError?.(error)
      for (const [key, line] of taken) {
        const newer = lines.get(key)
        if (newer) newer.items += line.items
        else lines.set(key, line)
      }
    }
  }

  return {
    countReply,
    countRejected: (source, code, items, at) => add(source, `rejected:${code}`, items, at),
    countLimited: (source, items, at) => add(source, 'limited', items, at),
    flush,
    async stop() {
      clearInterval(timer)
      await flush()
      await flush()
    },
  }
}
