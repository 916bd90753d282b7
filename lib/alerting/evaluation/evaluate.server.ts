import type { Pool } from 'pg'
import { crashPoint } from '#lib/telemetry/crash-point.server.ts'
import { applySignal } from '../alerts/apply-signal.server.ts'
import { type Catalogue, readCatalogue } from './catalogue.server.ts'
import { type Evaluating, evaluateAll, failRule } from './evaluate-all.server.ts'
import { evaluateRule } from './evaluate-rule.ts'
import { createFactsReader } from './gather-facts.server.ts'
import { createShardHolder, type HeldShard } from './hold-shards.server.ts'
import { emptyMemory, loadShards } from './memory.server.ts'
import { type CustomerWork, createWork } from './plan-changes.ts'
import type { Failure } from './quarantine.ts'
import { readClock } from './store.server.ts'
import { type ApplySignal, LeaseLost, type Writing, writeChanges } from './write-changes.server.ts'

/** Customers whose changes are written side by side: they share no key. */
const atOnce = 3

export type EvaluatorOptions = {
  pool: Pool
  /** who holds the leases: another one for every worker */
  holder: string
  /** tests move the time; else it is the database's */
  clock?: () => number
  apply?: ApplySignal
  evaluate?: typeof evaluateRule
  leaseName?: (shard: number) => string
  onError: (error: unknown, ruleId: string | null) => void
}

/** Evaluates all rules again and again. Stored rows go in, rows and alerts come out; what is kept here can be read again. */
export function createEvaluator(options: EvaluatorOptions) {
  const { pool, holder, clock, onError, apply = applySignal, evaluate = evaluateRule } = options
  const leases = createShardHolder(pool, holder, options.leaseName ?? ((shard) => `rules/${shard}`))
  const facts = createFactsReader(pool)
  const failures = new Map<string, Failure>()
  let memory = emptyMemory()
  let fences = new Map<number, string>()
  let catalogue: Catalogue | null = null

  /** One look at everything; answers how many customers had changes. */
  async function pass(): Promise<number> {
    const held = await leases.hold()
    await load(held)
    if (held.length === 0) return 0
    crashPoint('s6')
    const told = await readClock(pool)
    const at = { ...told, now: clock?.() ?? told.now }
    if (catalogue?.mark !== at.catalogue) catalogue = await readCatalogue(pool, at.catalogue)
    const work = createWork()
    const evaluating: Evaluating = {
      ...{ catalogue, memory, failures, work, evaluate, onError },
      facts: await facts.gather(catalogue, at),
      shards: new Set(held.map(({ shard }) => shard)),
    }
    evaluateAll(evaluating)
    const writing = { pool, apply, memory, catalogue, leases: held.map(({ lease }) => lease), now: at.now }
    const changed = work.all()
    for (let first = 0; first < changed.length; first += atOnce) {
      const some = changed.slice(first, first + atOnce).map((one) => writeCustomer(evaluating, writing, one))
      if (!(await allKept(some))) return changed.length
    }
    await leases.progress(new Date(told.now))
    return changed.length
  }

  /** What has just become ours is read; what another worker has now is forgotten. */
  async function load(held: readonly HeldShard[]) {
    const now = new Map(held.map(({ shard, lease }) => [shard, lease.fence]))
    const gained = new Set(
      [...now].filter(([shard, fence]) => fences.get(shard) !== fence).map(([shard]) => shard),
    )
    if (gained.size > 0) await loadShards(pool, memory, gained)
    fences = now
  }

  function forget() {
    memory = emptyMemory()
    fences = new Map()
    leases.lose()
  }

  /** False: the lease is somebody else's, and with it all the rest. */
  async function writeCustomer(
    evaluating: Evaluating,
    writing: Writing,
    work: CustomerWork,
  ): Promise<boolean> {
    try {
      await writeChanges(writing, work)
      return true
    } catch (error) {
      if (error instanceof LeaseLost) {
        forget()
        return false
      }
      onError(error, null)
      return writeApart(evaluating, writing, work)
    }
  }

  /** One of the customer's rules cannot be written: it must not hold up the others. */
  async function writeApart(evaluating: Evaluating, writing: Writing, work: CustomerWork): Promise<boolean> {
    const { customerId } = work
    const byRule = Map.groupBy(work.planned, ({ rule }) => rule.ruleId)
    const apart = [...byRule].map(([ruleId, planned]) => ({
      ruleId,
      work: { customerId, planned, health: [] },
    }))
    let failed = 0
    for (const one of apart) {
      try {
        await writeChanges(writing, one.work)
      } catch (error) {
        failed++
        const failing = createWork()
        failRule({ ...evaluating, work: failing }, one.ruleId, error)
        for (const health of failing.all()) await writeChanges(writing, health)
      }
    }
    if (failed === apart.length && failed > 0) throw new Error('no rule of a customer can be written')
    if (work.health.length > 0) await writeChanges(writing, { customerId, planned: [], health: work.health })
    return true
  }

  return { pass, tell: facts.tell, release: leases.release }
}
export type Evaluator = ReturnType<typeof createEvaluator>

/** Waits for all of them, also when one fails: nothing may go on behind the next pass. */
async function allKept(writes: readonly Promise<boolean>[]): Promise<boolean> {
  const settled = await Promise.allSettled(writes)
  for (const one of settled) if (one.status === 'rejected') throw one.reason
  return settled.every((one) => one.status === 'fulfilled' && one.value)
}
