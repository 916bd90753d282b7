import type { Pool, PoolClient } from 'pg'
import type { Applied, Signal } from '#lib/alerting/alerts/signal.ts'
import { inTransaction } from '#lib/db/transaction.server.ts'
import type { OutboxDraft } from '../outbox/contract.ts'
import { stuckWork } from './progress.ts'
import { keyOfSelf, selfSignal, type Trouble, troubles } from './self-signals.ts'
import {
  findAdmins,
  findOpenSelf,
  findOverdueMessages,
  findOverdueSteps,
  type Overdue,
  readProgress,
} from './store.server.ts'

export type AuditDeps = {
  pool: Pool
  applySignal: (client: PoolClient, signal: Signal, now: Date) => Promise<Applied>
  enqueue: (client: PoolClient, drafts: readonly OutboxDraft[], now: Date) => Promise<unknown>
  /** for what concerns no customer, and beside every alert: a log is read when nothing else works */
  warn: (fact: object, words: string) => void
}

/** Longer than any wait we plan: retries are at most a quarter of an hour apart and say so in `notBefore`. */
const overdueMs = 5 * 60_000
const hourMs = 3_600_000

/**
 * Looks for what should have happened and did not: steps of escalation, messages without an outcome, evaluation that does
 * not move. Each customer concerned gets an alert of its own, which ends when it is over; evaluation concerns everybody,
 * so the administrators are told instead.
 */
export async function auditAlerting(
  { pool, applySignal, enqueue, warn }: AuditDeps,
  now: Date,
): Promise<void> {
  const before = new Date(now.getTime() - overdueMs)
  const found: [Trouble, Overdue[]][] = [
    ['steps', await findOverdueSteps(pool, before)],
    ['messages', await findOverdueMessages(pool, before, now)],
  ]
  for (const [trouble, overdue] of found)
    for (const { count, since, customerId } of overdue)
      warn({ trouble, count, since, customerId }, troubles[trouble])
  const signals = [
    ...found.flatMap(([trouble, overdue]) => triggersOf(trouble, overdue, now)),
    ...(await endsOf(pool, found, now)),
  ]
  const stuck = stuckWork(await readProgress(pool), now) ?? []
  if (stuck.length > 0) warn({ stuck }, 'the evaluation of alerts does not move')
  await inTransaction(pool, async (client) => {
    for (const signal of ordered(signals)) await applySignal(client, signal, now)
    if (stuck.length > 0) await enqueue(client, noticesOf(await findAdmins(client), stuck, now), now)
  })
}

type OfCustomer = Overdue & { customerId: string }
const isOfCustomer = (one: Overdue): one is OfCustomer => one.customerId !== null

const triggersOf = (trouble: Trouble, overdue: Overdue[], now: Date) =>
  overdue.filter(isOfCustomer).map((one) => selfSignal('trigger', trouble, one, now))

async function endsOf(pool: Pool, found: [Trouble, Overdue[]][], now: Date): Promise<Signal[]> {
  const open = await findOpenSelf(pool)
  return found.flatMap(([trouble, overdue]) =>
    open
      .filter(
        ({ dedupKey, customerId }) =>
          dedupKey === keyOfSelf(trouble) && !overdue.some((one) => one.customerId === customerId),
      )
      .map((one) => selfSignal('resolve', trouble, { ...one, count: 0, since: now }, now)),
  )
}

/** As `applySignal` asks of whoever applies several. */
const ordered = (signals: readonly Signal[]) =>
  signals.toSorted((a, b) => (`${a.customerId}${a.dedupKey}` < `${b.customerId}${b.dedupKey}` ? -1 : 1))

/** At most once an hour for each administrator. */
function noticesOf(admins: readonly string[], stuck: readonly string[], now: Date): OutboxDraft[] {
  const hour = Math.floor(now.getTime() / hourMs)
  return admins.map((memberId) => ({
    customerId: null,
    kind: 'notice',
    transition: 'stuck',
    channelId: null,
    memberId,
    subjectId: memberId,
    alertIds: [],
    groupId: null,
    idempotencyKey: `notice/stuck/${hour}/${memberId}`,
    payload: {
      reason: 'you administrate this installation',
      firing: [],
      resolved: [],
      by: 'email',
      subject: 'Earshot does not evaluate its alert rules',
      text: `For more than a minute nothing has moved in: ${stuck.join(', ')}. Alerts that should fire do not. Look at the engine’s log and restart the worker.`,
    },
    priority: 1,
    notBefore: now,
    expiresAt: new Date(now.getTime() + hourMs),
  }))
}
