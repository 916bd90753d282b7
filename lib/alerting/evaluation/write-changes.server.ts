import type { Pool, PoolClient } from 'pg'
import { holdsLease, type WorkLease } from '#lib/db/work-lease.server.ts'
import type { Applied, Signal } from '../alerts/signal.ts'
import type { Catalogue } from './catalogue.server.ts'
import { healthKey, type Memory, writtenKey } from './memory.server.ts'
import type { CustomerWork, HealthChange, Planned } from './plan-changes.ts'
import { knownKey } from './reading.ts'
import {
  deleteHealth,
  deleteInstances,
  type HealthRow,
  type InstanceRow,
  saveHealth,
  saveInstances,
} from './state/store.server.ts'
import { readWorstCalls } from './store.server.ts'
import { healthSignal, isWorthAnAlert } from './tell-health.ts'
import { resolveSignal, triggerSignal } from './tell-rule.ts'

export type ApplySignal = (client: PoolClient, signal: Signal, now: Date) => Promise<Applied>
/** Somebody else holds the shard by now: what was decided is theirs to decide again. */
export class LeaseLost extends Error {}

export type Writing = {
  pool: Pool
  apply: ApplySignal
  memory: Memory
  catalogue: Catalogue
  leases: readonly WorkLease[]
  now: number
}

/** All of one customer, in one transaction: instances, alerts and health stand or fall together. */
export async function writeChanges(writing: Writing, work: CustomerWork): Promise<void> {
  const client = await writing.pool.connect()
  try {
    await client.query('BEGIN')
    const kept = await write(client, writing, work)
    for (const lease of writing.leases) if (!(await holdsLease(client, lease))) throw new LeaseLost()
    await client.query('COMMIT')
    client.release()
    remember(writing, work, kept)
  } catch (error) {
    await client.query('ROLLBACK').then(
      () => client.release(),
      () => client.release(true),
    )
    throw error
  }
}

type Kept = {
  labels: Map<Planned, InstanceRow['labels']>
  sessionIds: Map<Planned, readonly string[]>
  health: HealthRow[]
}

async function write(client: PoolClient, writing: Writing, work: CustomerWork): Promise<Kept> {
  const kept: Kept = { labels: new Map(), sessionIds: new Map(), health: [] }
  const signals: Signal[] = []
  for (const one of work.planned) {
    const signal = await signalOf(client, writing, one, kept)
    if (signal) signals.push(signal)
  }
  for (const change of work.health)
    signals.push(...(await writeHealth(client, writing, work.customerId, change, kept)))
  // in the order of their keys, so that two workers never wait for each other
  for (const signal of signals.sort((a, b) => (a.dedupKey < b.dedupKey ? -1 : 1)))
    await writing.apply(client, signal, new Date(writing.now))
  const due = work.planned.filter(({ due: { row } }) => row)
  await saveInstances(
    client,
    due.flatMap((one) => rowOf(one, writing.memory)),
  )
  await deleteInstances(
    client,
    due.flatMap(({ rule: { ruleId }, step }) =>
      step.next === null ? [{ customerId: step.customerId, ruleId, instance: step.instance }] : [],
    ),
  )
  return kept
}

function rowOf({ rule: { ruleId }, step }: Planned, memory: Memory): InstanceRow[] {
  const { customerId, instance, next, reading } = step
  if (next === null) return []
  const labels = reading?.labels ?? memory.written.get(writtenKey(ruleId, customerId, instance))?.labels ?? {}
  return [{ customerId, ruleId, instance, labels, ...next }]
}

async function signalOf(
  client: PoolClient,
  writing: Writing,
  one: Planned,
  kept: Kept,
): Promise<Signal | null> {
  const { rule, step, due, reason } = one
  const { catalogue, now, memory } = writing
  if (due.signal === null) return null
  if (due.signal === 'resolve') {
    const why = reason ?? (step.change === 'unfired' ? 'rule changed' : (step.next?.reason ?? 'value'))
    return resolveSignal(rule, step, why, now)
  }
  const signal = triggerSignal(rule, step, catalogue, now)
  if (signal === null || signal.appId === null || signal.facts.sessionIds !== undefined) return signal
  const key = writtenKey(rule.ruleId, step.customerId, step.instance)
  const sessionIds =
    memory.written.get(key)?.sessionIds ?? (await readWorstCalls(client, step.customerId, signal.appId))
  kept.sessionIds.set(one, sessionIds)
  return { ...signal, facts: { ...signal.facts, sessionIds: [...sessionIds] } }
}

async function writeHealth(
  client: PoolClient,
  { catalogue, memory, now }: Writing,
  customerId: string,
  { rule, problem }: HealthChange,
  kept: Kept,
): Promise<Signal[]> {
  const was = memory.health.get(healthKey(rule.ruleId, customerId))
  const since = was?.since ?? now
  if (problem === null) await deleteHealth(client, customerId, rule.ruleId)
  else {
    const { code, problem: text, tries, until } = problem
    const row = {
      customerId,
      ruleId: rule.ruleId,
      code,
      problem: text,
      since,
      lastAt: now,
      tries,
      quarantined: until,
    }
    await saveHealth(client, row)
    kept.health.push(row)
  }
  const customer = catalogue.customers.get(customerId)
  if (!customer || (problem !== null && !isWorthAnAlert(problem, rule.isPack))) return []
  return [healthSignal(rule, customer, problem, since, now)]
}

/** What was committed is what is known from now on. */
function remember({ memory, now }: Writing, work: CustomerWork, kept: Kept) {
  for (const one of work.planned) {
    const { rule, step, due } = one
    const { ruleId } = rule
    const key = writtenKey(ruleId, step.customerId, step.instance)
    const known = memory.known.get(ruleId) ?? new Map()
    memory.known.set(ruleId, known)
    if (step.next === null) {
      known.delete(knownKey(step.customerId, step.instance))
      memory.written.delete(key)
      continue
    }
    known.set(knownKey(step.customerId, step.instance), step.next)
    const was = memory.written.get(key)
    memory.written.set(key, {
      rowAt: due.row ? now : (was?.rowAt ?? now),
      toldAt: due.signal === null ? (was?.toldAt ?? 0) : now,
      labels: step.reading?.labels ?? was?.labels ?? {},
      sessionIds: kept.sessionIds.get(one) ?? was?.sessionIds ?? null,
    })
  }
  for (const { rule, problem } of work.health)
    if (problem === null) memory.health.delete(healthKey(rule.ruleId, work.customerId))
  for (const row of kept.health) memory.health.set(healthKey(row.ruleId, row.customerId), row)
}
