import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { crashPoint } from '#lib/telemetry/crash-point.server.ts'
import { failed, type Outcome } from '../channels/contract.ts'
import { bundle } from './digest.server.ts'
import { alertsAreTold } from './history.ts'
import { type Prepared, prepare } from './prepare.server.ts'
import {
  beginAttempt,
  type Claimed,
  claimDue,
  collapseUpdates,
  markFirstNotified,
} from './queue/store.server.ts'
import { type Attempt, recordFailure, recordObsolete, recordSent } from './record-outcome.server.ts'
import type { SenderDeps } from './sender.server.ts'

/** Shorter than the lease, longer than any far end is waited for. */
const mostSendMs = 12_000
const mostAtOnce = 24
/** Slack takes about one message a second and channel (docs.slack.dev, rate limits). */
const slackGapMs = 1_000

export type Sender = {
  /** Takes what is due for every far end that is free and starts sending it; does not wait for far ends. */
  deliverDue: () => Promise<void>
  /** Resolves when nothing is under way. */
  settled: () => Promise<void>
  /** Takes no more; resolves when what is under way is recorded. */
  stop: () => Promise<void>
}

/**
 * The sender. One message at a time for each far end, many far ends at once: a slow or refusing one holds up nobody else.
 * An attempt is written down before the far end is called, so a sender that dies in between leaves a trace, and the next
 * one says "possible repeat".
 */
export function createSender(deps: SenderDeps): Sender {
  const underWay = new Map<string, Promise<void>>()
  const restingUntil = new Map<string, number>()
  let claiming: Promise<void> | null = null
  let again = false
  let stopped = false

  async function claim(): Promise<void> {
    const now = deps.now()
    const most = mostAtOnce - underWay.size
    if (most <= 0) return
    for (const [lane, until] of restingUntil) if (until <= now.getTime()) restingUntil.delete(lane)
    const busy = [...underWay.keys(), ...restingUntil.keys()]
    const rows = await inTransaction(pool('worker'), (client) => claimDue(client, now, { busy, most }))
    if (rows.length > 0) crashPoint('s8')
    for (const row of rows) underWay.set(row.lane, serve(row))
  }

  async function serve(row: Claimed): Promise<void> {
    try {
      const isSlack = await deliver(row, deps)
      if (isSlack) restingUntil.set(row.lane, deps.now().getTime() + slackGapMs)
    } catch (error) {
      deps.onError(error) // the lease runs out, and it is tried again
      restingUntil.set(row.lane, deps.now().getTime() + slackGapMs)
    } finally {
      underWay.delete(row.lane)
      void deliverDue().catch(deps.onError)
    }
  }

  async function claimAll(): Promise<void> {
    do {
      again = false
      await claim()
    } while (again)
  }

  async function deliverDue(): Promise<void> {
    if (stopped) return
    again = true
    claiming ??= claimAll().finally(() => {
      claiming = null
    })
    await claiming
  }

  async function settled(): Promise<void> {
    while (claiming || underWay.size > 0) await Promise.all([claiming, ...underWay.values()])
  }
  function stop(): Promise<void> {
    stopped = true
    return settled()
  }
  return { deliverDue, settled, stop }
}

/** One message, from the lease to its record. True: it went to Slack. */
async function deliver(row: Claimed, deps: SenderDeps): Promise<boolean> {
  const prepared = await inTransaction(pool('worker'), async (client) => {
    const now = deps.now()
    const made = await prepare(client, row, now)
    if (made.to === 'nobody') await recordObsolete(client, row, made.why, deps, now)
    if (made.to === 'digest') await bundle(client, row, made.channel, made.why, now)
    if (made.to === 'shut') await recordShut(client, row, made, deps, now)
    return made
  })
  if (prepared.to !== 'send') return false
  await attempt(row, prepared, deps)
  return prepared.destination.kind === 'slack' || prepared.destination.kind === 'slack-webhook'
}

type Ready = Extract<Prepared, { to: 'send' }>
type Client = Parameters<typeof recordObsolete>[0]

function recordShut(
  client: Client,
  row: Claimed,
  { why, channel, breaks }: Extract<Prepared, { to: 'shut' }>,
  deps: SenderDeps,
  now: Date,
) {
  const failure = {
    class: breaks ? ('permanent' as const) : ('rejected' as const),
    statusCode: null,
    answer: why,
    retryAfterMs: null,
  }
  const { attempts } = row
  const destination = channel?.name ?? 'nowhere'
  return recordFailure(
    client,
    { row, channel, destination, deliveryId: null, attempts, durationMs: 0 },
    failure,
    deps,
    now,
  )
}

async function attempt(row: Claimed, ready: Ready, deps: SenderDeps): Promise<void> {
  const deliveryId = uuidv7()
  const begunAt = deps.now()
  const attempts = await inTransaction(pool('worker'), async (client) => {
    const made = await beginAttempt(client, row, { deliveryId, destination: ready.name, now: begunAt })
    if (made !== null && alertsAreTold(row)) await markFirstNotified(client, row.payload.firing, begunAt)
    if (made !== null && row.kind === 'update') await collapseUpdates(client, row)
    return made
  })
  if (attempts === null) return
  const startedMs = performance.now()
  const outcome = await sendInTime(ready, deps)
  crashPoint('s9')
  const { channel, name: destination } = ready
  const made: Attempt = {
    row,
    channel,
    destination,
    deliveryId,
    attempts,
    durationMs: performance.now() - startedMs,
  }
  await inTransaction(pool('worker'), (client) =>
    outcome.ok
      ? recordSent(client, made, outcome, deps, deps.now())
      : recordFailure(client, made, outcome.failure, deps, deps.now()),
  )
  crashPoint('s10')
}

async function sendInTime({ message, destination, thread }: Ready, deps: SenderDeps): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome>((resolve) => {
    const failure = {
      class: 'ambiguous' as const,
      statusCode: null,
      answer: 'no answer in time',
      retryAfterMs: null,
    }
    timer = setTimeout(() => resolve(failed(failure)), mostSendMs)
  })
  try {
    return await Promise.race([deps.send(message, destination, thread), late])
  } catch (error) {
    deps.onError(error) // ours, not the far end's; it must not be lost for that
    return failed({ class: 'ambiguous', statusCode: null, answer: 'could not be sent', retryAfterMs: null })
  } finally {
    clearTimeout(timer)
  }
}
