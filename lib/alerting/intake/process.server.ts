import { createHash } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { isStoreTrouble } from '#lib/telemetry/store-unavailable.ts'
import type { Applied, Signal } from '../alerts/signal.ts'
import { signalAbout } from './about-source.ts'
import type { DeliveryResult } from './contract.ts'
import { mapDelivery } from './map-delivery.ts'
import type { MappedAlert, Mapping } from './mapped.ts'
import { readJsonBytes } from './read-json.ts'
import { readEnvelope, type SnsEnvelope } from './sns-envelope.ts'
import {
  type CustomerApps,
  findCustomerApps,
  findIntegration,
  holdDelivery,
  type KnownIntegration,
  type LeasedDelivery,
  leaseDeliveries,
  type Outcome,
  postpone,
  recordOutcome,
} from './store.server.ts'
import { findApp, toSignal } from './to-signal.ts'
import { NotFromSns, type VerifySns } from './verify-sns.server.ts'

export type ApplySignal = (client: PoolClient, signal: Signal, now: Date) => Promise<Applied>

export type ProcessDeps = {
  pool: Pool
  now: () => Date
  applySignal: ApplySignal
  verifySns: VerifySns
  /** GET of an address that passed the host rule: no redirect, a status below 300 or it rejects */
  confirm: (url: string) => Promise<void>
  onError: (error: unknown, deliveryId: string) => void
}

const leaseMs = 30_000
const atOnce = 20
export const mostTries = 5
const waitsMs = [1_000, 3_000, 10_000, 30_000]

/** Does all that waits, in rounds of one delivery an integration. Answers how many it took. */
export async function processDeliveries(deps: ProcessDeps): Promise<number> {
  let taken = 0
  for (;;) {
    const leased = await leaseDeliveries(deps.pool, deps.now(), leaseMs, atOnce)
    if (leased.length === 0) return taken
    for (const delivery of leased) await processOne(deps, delivery)
    taken += leased.length
  }
}

async function processOne(deps: ProcessDeps, delivery: LeasedDelivery): Promise<void> {
  try {
    const integration = await findIntegration(deps.pool, delivery.integrationId)
    const plan = integration ? await planFor(deps, integration, delivery) : gone
    await carryOut(deps, delivery, plan)
  } catch (error) {
    await giveBack(deps, delivery, error)
  }
}

/** What is to be done: decided before the transaction, since it may ask Amazon. */
type Plan = { signals: Planned[]; outcome: Outcome }
type Planned = { signal: Signal; title: string }

const gone: Plan = {
  signals: [],
  outcome: { status: 'ignored', problem: 'The integration was disabled before this was processed.', results: [] },
}
const without = (status: string, problem: string | null, results: DeliveryResult[] = []): Plan => ({
  signals: [],
  outcome: { status, problem, results },
})
const result = (title: string, action: string, did: string, why = ''): DeliveryResult => ({
  title,
  action,
  did,
  alertId: null,
  why,
})

async function planFor(deps: ProcessDeps, integration: KnownIntegration, delivery: LeasedDelivery): Promise<Plan> {
  const read = readJsonBytes(delivery.body)
  if ('problem' in read) return without('needs-mapping', read.problem)
  const envelope = integration.kind === 'cloudwatch' ? readEnvelope(read.body) : null
  const about = await findCustomerApps(deps.pool, integration.customerId)
  if (envelope) {
    const verdict = await checkSender(deps, envelope)
    if (verdict) return verdict
    if (envelope.Type !== 'Notification') return planConnection(deps, integration, about, envelope)
  }
  const { settings, kind } = integration
  const context = { settings, receivedAt: delivery.receivedAt.getTime(), headers: delivery.headers }
  const mapping = mapDelivery(kind, read.body, context)
  const signals = signalsOf(mapping, integration, about, delivery)
  return { signals, outcome: outcomeOf(mapping) }
}

async function checkSender({ verifySns, now }: ProcessDeps, envelope: SnsEnvelope): Promise<Plan | null> {
  try {
    await verifySns(envelope, now())
    return null
  } catch (error) {
    if (error instanceof NotFromSns) return without('refused', error.message)
    throw error
  }
}

/** A subscription that begins is confirmed once; one that ended is an alert until a message comes again. */
async function planConnection(
  { confirm, now }: ProcessDeps,
  integration: KnownIntegration,
  about: CustomerApps,
  envelope: SnsEnvelope,
): Promise<Plan> {
  const isOver = envelope.Type === 'UnsubscribeConfirmation'
  if (!isOver) await confirm(envelope.SubscribeURL ?? '')
  const summary = `The subscription to ${envelope.TopicArn} ${isOver ? 'ended: nothing of it will be told any more' : 'is confirmed'}.`
  const source = { ...integration, customerSlug: about.slug }
  const signal = signalAbout(source, 'disconnected', isOver ? 'trigger' : 'resolve', summary, now())
  const results = isOver ? [] : [result('Subscription', 'confirm', 'confirmed', envelope.TopicArn)]
  return { signals: [{ signal, title: isOver ? signal.title : '' }], outcome: { status: 'processed', problem: null, results } }
}

function outcomeOf(mapping: Mapping): Outcome {
  const results: DeliveryResult[] = [
    ...mapping.ignored.map(({ title, why }) => result(title, 'none', 'ignored', why)),
    ...mapping.alerts
      .filter(({ action }) => action === 'note')
      .map(({ title, facts }) => result(title, 'note', 'noted', facts.reason ?? '')),
    ...mapping.notes.map((why) => result('', 'none', 'noted', why)),
  ]
  const status =
    mapping.problem !== null ? 'needs-mapping' : mapping.alerts.length > 0 ? 'processed' : 'ignored'
  return { status, problem: mapping.problem, results }
}

function signalsOf(
  mapping: Mapping,
  integration: KnownIntegration,
  about: CustomerApps,
  delivery: LeasedDelivery,
): Planned[] {
  return mapping.alerts.flatMap((alert) => {
    const signal = toSignal(alert, {
      customerId: integration.customerId,
      customerSlug: about.slug,
      integration,
      app: findApp(about.apps, alert.app),
      receivedAt: delivery.receivedAt,
      dedupKey: dedupKeyOf(integration.id, alert),
    })
    return signal ? [{ signal, title: signal.title }] : []
  })
}

/** Stable, of a bounded length, and never one of our own about the source. */
export function dedupKeyOf(integrationId: string, { key }: Pick<MappedAlert, 'key'>): string {
  const isPlain = key.length <= 300 && /^[\x21-\x7e]+$/.test(key) && !key.startsWith('self:') && !key.startsWith('sha256:')
  return `intake:1:${integrationId}:${isPlain ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`}`
}

async function carryOut(deps: ProcessDeps, delivery: LeasedDelivery, plan: Plan): Promise<void> {
  const client = await deps.pool.connect()
  try {
    await client.query('BEGIN')
    if (await holdDelivery(client, delivery)) {
      const done = await applyAll(deps, client, plan.signals)
      const results = [...plan.outcome.results, ...done]
      await recordOutcome(client, delivery, { ...plan.outcome, results }, deps.now())
    }
    await client.query('COMMIT')
    client.release()
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    client.release(!(error instanceof Error && 'code' in error))
    throw error
  }
}

/** In the order of their keys, as `applySignal` asks of whoever applies several; each key's own order stays. */
async function applyAll(deps: ProcessDeps, client: PoolClient, planned: readonly Planned[]): Promise<DeliveryResult[]> {
  const done: DeliveryResult[] = []
  const ordered = planned.toSorted((a, b) => (a.signal.dedupKey < b.signal.dedupKey ? -1 : Number(a.signal.dedupKey > b.signal.dedupKey)))
  for (const { signal, title } of ordered) {
    const applied = await applyOne(deps, client, signal)
    if (title !== '') done.push({ ...applied, title, action: signal.action })
  }
  return done
}

/** One alert that the store does not take must not lose the others. */
async function applyOne(deps: ProcessDeps, client: PoolClient, signal: Signal): Promise<Omit<DeliveryResult, 'title' | 'action'>> {
  await client.query('SAVEPOINT one')
  try {
    const { alertId, did } = await deps.applySignal(client, signal, deps.now())
    await client.query('RELEASE SAVEPOINT one')
    return { alertId, did, why: '' }
  } catch (error) {
    if (isStoreTrouble(error)) throw error
    await client.query('ROLLBACK TO SAVEPOINT one')
    deps.onError(error, signal.dedupKey)
    return { alertId: null, did: 'failed', why: 'The store refused this one.' }
  }
}

/** Again later, five times; then it stays, to be seen and tried by hand. */
async function giveBack({ pool, now, onError }: ProcessDeps, delivery: LeasedDelivery, error: unknown) {
  onError(error, delivery.id)
  const problem = isStoreTrouble(error) ? 'The database could not be asked.' : wordsOf(error)
  const wait = waitsMs[delivery.attempts - 1]
  if (wait === undefined || delivery.attempts >= mostTries)
    await recordOutcome(pool, delivery, { status: 'failed', problem, results: [] }, now())
  else await postpone(pool, delivery, new Date(now().getTime() + wait), problem)
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message.slice(0, 300) : 'It failed.')
