import type { EventView } from './contract.ts'
import { type Change, type Segment, segmentsOf } from './lane-segments.ts'

/** What a chat was like in one stretch of time. Null = nothing was confirmed, so nobody knows how long it took. */
export type ChatBin = {
  at: number
  sent: number
  received: number
  failed: number
  delayP50Ms: number | null
  delayP95Ms: number | null
}
export type ChatTimeline = { bins: ChatBin[]; down: Segment<'down'>[] }

type Gathered = { sent: number; received: number; failed: number; delays: number[] }

/** One participant's chat on the time axis, from what its page told. Bins without a word are left out. */
export function chatTimeline(
  participantId: string,
  events: readonly EventView[],
  binMs: number,
  end: number,
): ChatTimeline {
  const own = events
    .filter((event) => event.participantId === participantId && isChat(event))
    .sort((a, b) => a.at - b.at || a.boot - b.boot || a.seq - b.seq)
  const gathered = new Map<number, Gathered>()
  const changes: Change<'down'>[] = []
  for (const event of own) {
    gather(gathered, event, Math.floor(event.at / binMs) * binMs)
    const change = lineChange(event, changes.at(-1)?.kind === 'down')
    if (change !== undefined) changes.push({ at: event.at, kind: change })
  }
  return { bins: [...gathered].map(([at, bin]) => finished(at, bin)), down: segmentsOf(changes, end) }
}

const isChat = ({ type }: EventView) => type === 'chat' || type === 'left'

function gather(bins: Map<number, Gathered>, { data }: EventView, at: number) {
  const { op, ms } = data
  if (op !== 'sent' && op !== 'received' && op !== 'failed' && op !== 'acked') return
  const bin = bins.get(at) ?? { sent: 0, received: 0, failed: 0, delays: [] }
  bins.set(at, bin)
  if (op === 'acked') {
    if (typeof ms === 'number' && ms >= 0) bin.delays.push(ms)
  } else bin[op]++
}

/** A message that comes through ends a time without a line, as in the score. */
function lineChange({ type, data }: EventView, isDown: boolean): 'down' | null | undefined {
  if (type === 'left') return isDown ? null : undefined
  if (data.op === 'disconnected') return isDown ? undefined : 'down'
  const isUp = data.op === 'reconnected' || data.op === 'acked' || data.op === 'received'
  return isDown && isUp ? null : undefined
}

function finished(at: number, { delays, ...counts }: Gathered): ChatBin {
  delays.sort((a, b) => a - b)
  return { at, ...counts, delayP50Ms: quantile(delays, 0.5), delayP95Ms: quantile(delays, 0.95) }
}

const quantile = (sorted: readonly number[], q: number): number | null =>
  sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null
