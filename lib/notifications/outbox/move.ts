import type { Failure } from './classify.ts'
import type { OutboxDraft, OutboxRow } from './contract.ts'

/** The row's key remembers where it has been: `key>channel>channel`. Nothing goes round in circles. */
const beenAt = (key: string) => key.split('>').slice(1)

/**
 * The same message by another way: to the channel that stands in, or for a person by mail instead of Slack. Null when
 * there is none left. An edit, a test or a canary is about that one channel and goes nowhere else.
 */
export function fallbackDraft(
  row: OutboxRow,
  channel: { id: string; fallbackId: string | null } | null,
  failure: Failure,
  now: Date,
): OutboxDraft | null {
  if (row.kind === 'update' || row.kind === 'test' || row.kind === 'canary') return null
  const { id: _id, attempts: _attempts, fence: _fence, possibleRepeat: _repeat, ...same } = row
  const common = { ...same, notBefore: now, priority: Math.min(row.priority, 1) }
  if (row.memberId !== null && row.payload.by === 'slack') {
    const payload = { ...row.payload, by: 'email' as const, reason: moved(row, 'Slack', failure) }
    return { ...common, payload, idempotencyKey: `${row.idempotencyKey}>email` }
  }
  const next = channel?.fallbackId ?? null
  if (channel === null || next === null || [...beenAt(row.idempotencyKey), channel.id].includes(next))
    return null
  return {
    ...common,
    channelId: next,
    payload: { ...row.payload, reason: moved(row, 'another channel', failure) },
    idempotencyKey: `${row.idempotencyKey}>${channel.id}`,
  }
}

const moved = (row: OutboxRow, from: string, failure: Failure) =>
  `${row.payload.reason}; came here because ${from} failed (${failure.answer})`.slice(0, 300)
