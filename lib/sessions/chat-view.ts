import {
  type ChatFacts,
  type ChatHealth,
  type ChatTotals,
  channelsOf,
  chatTotals,
  scoreStay,
} from '#lib/quality/chat-health.ts'
import { bandOf } from '#lib/quality/model.ts'
import type { ChatFigures, ChatView } from './contract.ts'

/** A participant's chat for a screen. Of who is not heard nothing is known now; of who has left the whole stay counts. */
export function chatView(
  chat: ChatHealth | null,
  whose: { state: 'joining' | 'present' | 'no-telemetry' | 'left'; stayMs: number },
): ChatView | null {
  if (chat === null) return null
  const known = whose.state === 'present' ? chat.verdict : null
  const stay = whose.state === 'left' ? scoreStay(chat, whose.stayMs) : null
  const judged = stay ?? known
  return {
    used: chat.used,
    score: judged?.score ?? null,
    band: stay === null ? (known?.band ?? 'unknown') : bandOf(stay.score),
    bandSince: chat.bandSince,
    reason: judged?.reason ?? null,
    deductions: judged?.deductions ?? [],
    downSince: whose.state === 'present' ? chat.downSince : null,
    pending: known?.facts.pending ?? null,
    recent: known === null ? null : figures(known.facts),
    whole: figures(chatTotals(chat)),
    channels: channelsOf(chat).map(({ connection, label, state, since }) => ({
      connection,
      label,
      state,
      since,
    })),
  }
}

const figures = (of: ChatFacts | ChatTotals): ChatFigures => ({
  sent: of.sent,
  acked: of.acked,
  failed: of.failed,
  unanswered: of.unanswered,
  received: of.received,
  failedRatio: of.failedRatio,
  delayP50Ms: of.p50Ms,
  delayP95Ms: of.p95Ms,
  disconnectedMs: of.disconnectedMs,
  reconnects: of.reconnects,
  channelSent: of.channelSent,
  channelReceived: of.channelReceived,
})
