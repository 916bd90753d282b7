import type { ChatFigures, ChatView } from '#lib/sessions/contract.ts'

const thin = '\u2009'

/** "240 ms", "3.1 s", "42 s". */
export function delayText(ms: number): string {
  if (ms < 995) return `${Math.round(ms / 10) * 10}${thin}ms`
  return `${ms < 10_000 ? (ms / 1_000).toFixed(1) : Math.round(ms / 1_000)}${thin}s`
}

const messages = (n: number) => `${n} ${n === 1 ? 'message' : 'messages'}`

/** A chat's figures as one sentence; only what is known, and nothing that did not happen. */
export function figuresText(of: ChatFigures): string {
  const total = of.failed + of.unanswered
  const parts = [
    `${messages(of.sent)} sent`,
    `${of.received} received`,
    total > 0 && of.failedRatio !== null
      ? `${total} failed (${Math.round(100 * of.failedRatio)}${thin}%)`
      : null,
    of.delayP50Ms === null ? null : `confirmed after ${delayText(of.delayP50Ms)}`,
    of.delayP95Ms === null || of.delayP95Ms === of.delayP50Ms
      ? null
      : `slow ones after ${delayText(of.delayP95Ms)}`,
    of.disconnectedMs >= 1_000 ? `without a line for ${delayText(of.disconnectedMs)}` : null,
    of.reconnects > 0 ? `${of.reconnects} ${of.reconnects === 1 ? 'reconnect' : 'reconnects'}` : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/** What is known of the data channels; null when the page has none. */
export function channelsText({ channels, whole }: ChatView): string | null {
  const counted = whole.channelSent + whole.channelReceived
  if (channels.length === 0 && counted === 0) return null
  const states = channels.map(({ label, state }) => `${label || 'unnamed'} ${state}`)
  const sums = counted > 0 ? [`${messages(whole.channelSent)} sent, ${whole.channelReceived} received`] : []
  return [...states, ...sums].join(' · ')
}
