import { setTimeout as pause } from 'node:timers/promises'
import type { OwnDatabase, OwnEngine } from './servers.ts'
import type { Answer, Traffic } from './traffic.ts'

/** Postgres is gone for `forMs`, killed or frozen: what the door said meanwhile, and when it was well again. */
export type Outage = {
  how: 'killed' | 'frozen'
  answers: number
  acked: number
  /** answers that were neither an ack nor a 503 with Retry-After */
  other: number
  slowestRefusalMs: number
  recoveredAfterMs: number
  engineStayed: boolean
}

export async function outage(
  how: Outage['how'],
  forMs: number,
  { engine, database, traffic }: { engine: OwnEngine; database: OwnDatabase; traffic: Traffic },
): Promise<Outage> {
  const pid = engine.pid()
  const answers: Answer[] = []
  traffic.onAnswer((answer) => void answers.push(answer))
  if (how === 'killed') await database.kill()
  else database.signal('SIGSTOP')
  const goneAt = Date.now()
  await pause(forMs)
  // The ack of what was committed just before may still be on its way: only what was sent since counts.
  const during = answers.filter(({ at, tookMs }) => at - tookMs > goneAt)
  if (how === 'killed') await database.bringBack()
  else database.signal('SIGCONT')
  const backAt = Date.now()
  const recoveredAt = await firstAck(answers, backAt)
  const refusals = during.filter(({ status, retryAfter }) => status === 503 && Number(retryAfter) > 0)
  const acked = during.filter(({ status }) => status === 200).length
  return {
    how,
    answers: during.length,
    acked,
    other: during.length - acked - refusals.length,
    slowestRefusalMs: Math.round(Math.max(0, ...refusals.map(({ tookMs }) => tookMs))),
    recoveredAfterMs: recoveredAt - backAt,
    engineStayed: engine.pid() === pid,
  }
}

async function firstAck(answers: readonly Answer[], backAt: number): Promise<number> {
  const until = backAt + 30_000
  while (Date.now() < until) {
    const first = answers.find(({ at, status }) => at >= backAt && status === 200)
    if (first) return first.at
    await pause(20)
  }
  return Number.POSITIVE_INFINITY
}

/** What of it is not as promised. */
export function faultsOf(outage: Outage): string[] {
  const { how, answers, acked, other, slowestRefusalMs, recoveredAfterMs, engineStayed } = outage
  // What was on its way into a frozen Postgres has an outcome nobody knows until its statement is given up.
  const limitMs = how === 'killed' ? 3_000 : 7_000
  return [
    ...(answers === 0 ? ['the door did not answer at all'] : []),
    ...(acked > 0 ? [`${acked} batches were acked without a database`] : []),
    ...(other > 0 ? [`${other} answers were not 503 with Retry-After`] : []),
    ...(slowestRefusalMs > limitMs ? [`a refusal took ${slowestRefusalMs} ms`] : []),
    ...(recoveredAfterMs > 5_000 ? [`the first ack came ${recoveredAfterMs} ms after Postgres`] : []),
    ...(engineStayed ? [] : ['the engine ended']),
  ]
}
