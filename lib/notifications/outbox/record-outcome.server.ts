import type { PoolClient } from 'pg'
import type { Outcome } from '../channels/contract.ts'
import type { Failure } from './classify.ts'
import type { OutboxRow } from './contract.ts'
import { enqueue } from './enqueue.server.ts'
import type { ChannelRow } from './facts/store.server.ts'
import { markBroken, markFailing, markWorking } from './health/store.server.ts'
import { alertsAreTold, timelineOf } from './history.ts'
import { fallbackDraft } from './move.ts'
import { tellOwner } from './notice.server.ts'
import {
  type AttemptResult,
  addToTimelines,
  findBundled,
  finishAttempt,
  followInto,
  saveThread,
  settleInto,
  settleOver,
  settleRetry,
  settleSent,
} from './record/store.server.ts'
import { nextStep } from './retry.ts'
import type { SenderDeps, Told } from './sender.server.ts'

/** One attempt as its transaction needs it. `deliveryId` null: the far end was not called. */
export type Attempt = {
  row: OutboxRow
  channel: ChannelRow | null
  destination: string
  deliveryId: string | null
  /** how often it was tried, this time included */
  attempts: number
  durationMs: number
}
type Deps = Pick<SenderDeps, 'recordDelivered' | 'recordUndelivered' | 'random'>

/** What may be edited later; a digest and a test stand for themselves. */
const keepsThread = ({ kind }: OutboxRow) => kind === 'group' || kind === 'page' || kind === 'update'

/** Sent: the row, its log, the thread, the channel, the groups and the timelines, all or nothing. */
export async function recordSent(
  client: PoolClient,
  attempt: Attempt,
  outcome: Extract<Outcome, { ok: true }>,
  deps: Deps,
  now: Date,
): Promise<void> {
  const { row, channel, deliveryId, destination } = attempt
  if (!(await settleSent(client, row, now))) return
  if (deliveryId) await finishAttempt(client, deliveryId, resultOf(outcome, attempt.durationMs))
  if (row.channelId !== null && keepsThread(row))
    await saveThread(client, { ...row, channelId: row.channelId }, outcome.thread, now)
  if (channel) await markWorking(client, channel.id, now)
  await tellGroups(client, row, deps.recordDelivered, now)
  if (alertsAreTold(row))
    await addToTimelines(client, row.alertIds, timelineOf('notified', row, destination, null), now)
}

export async function recordFailure(
  client: PoolClient,
  attempt: Attempt,
  failure: Failure,
  deps: Deps,
  now: Date,
): Promise<void> {
  const { row, channel, attempts, deliveryId, durationMs } = attempt
  const fallback = fallbackDraft(row, channel, failure, now)
  const { createdAt } = row
  const step = nextStep({
    failure,
    attempts,
    createdAt,
    hasFallback: fallback !== null,
    now,
    random: deps.random(),
  })
  const settled =
    step.do === 'retry'
      ? await settleRetry(client, row, failure, step.at)
      : fallback !== null && step.do === 'move'
        ? await move(client, attempt, fallback, failure, now)
        : await giveUp(client, attempt, failure, deps, now)
  if (!settled) return
  if (deliveryId) await finishAttempt(client, deliveryId, resultOf({ ok: false, failure }, durationMs))
  if (channel === null || (deliveryId === null && failure.class !== 'permanent')) return
  if (step.do !== 'retry' && step.breakChannel) await breakChannel(client, channel, failure, now)
  else if (failure.class !== 'rejected')
    await markFailing(client, channel.id, step.do === 'retry' && step.pauseChannel ? step.at : null)
}

async function move(
  client: PoolClient,
  { row, destination }: Attempt,
  fallback: NonNullable<ReturnType<typeof fallbackDraft>>,
  failure: Failure,
  now: Date,
): Promise<boolean> {
  const [into] = await enqueue(client, [fallback], now)
  if (into === undefined) return false
  if (!(await settleInto(client, row, 'moved', into, failure)))
    throw new Error('a message was moved by two senders')
  await followInto(client, row.id, into, row.possibleRepeat || failure.class === 'ambiguous')
  if (alertsAreTold(row))
    await addToTimelines(
      client,
      row.alertIds,
      timelineOf('notify-moved', row, destination, failure.answer),
      now,
    )
  return true
}

async function giveUp(
  client: PoolClient,
  { row, destination }: Attempt,
  failure: Failure,
  deps: Deps,
  now: Date,
): Promise<boolean> {
  if (!(await settleOver(client, row, 'dead', failure))) return false
  await tellGroups(client, row, deps.recordUndelivered, now)
  if (alertsAreTold(row))
    await addToTimelines(
      client,
      row.alertIds,
      timelineOf('notify-failed', row, destination, failure.answer),
      now,
    )
  return true
}

/**
 * Nobody wants to hear it any more. If an earlier attempt may have arrived, the far end may believe it: then it counts as
 * told, so that its end is told too.
 */
export async function recordObsolete(
  client: PoolClient,
  row: OutboxRow,
  why: string,
  deps: Deps,
  now: Date,
): Promise<void> {
  const doubt = row.possibleRepeat && row.attempts > 0
  const answer = doubt ? `${why}, and may have arrived before` : why
  if (!(await settleOver(client, row, 'obsolete', { class: null, answer }))) return
  await tellGroups(client, row, doubt ? deps.recordDelivered : deps.recordUndelivered, now)
  if (doubt && alertsAreTold(row))
    await addToTimelines(client, row.alertIds, timelineOf('notified', row, 'possibly', answer), now)
}

/** Routing hears of the group of the row, and of those that were bundled into it. */
async function tellGroups(client: PoolClient, row: OutboxRow, told: Told, now: Date): Promise<void> {
  const rows = row.kind === 'digest' ? [row, ...(await findBundled(client, row.id))] : [row]
  for (const one of rows) if (one.groupId !== null) await told(client, one, now)
}

async function breakChannel(
  client: PoolClient,
  channel: ChannelRow,
  failure: Failure,
  now: Date,
): Promise<void> {
  if (await markBroken(client, channel.id, failure.answer, now))
    await tellOwner(client, channel, failure.answer, now)
}

function resultOf(outcome: Outcome, durationMs: number): AttemptResult {
  if (outcome.ok)
    return {
      outcome: 'sent',
      errorClass: null,
      answer: outcome.answer,
      statusCode: outcome.statusCode,
      durationMs,
    }
  const { class: errorClass, answer, statusCode } = outcome.failure
  return { outcome: 'failed', errorClass, answer, statusCode, durationMs }
}
