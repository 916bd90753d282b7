import type { StatusToken } from '#components/ui/status-glyph.tsx'
import type { ChannelKind, ChannelSettings, ChannelView } from '#lib/notifications/contract.ts'

export const channelKindWords: Record<ChannelKind, string> = {
  slack: 'Slack app',
  'slack-webhook': 'Slack webhook',
  email: 'E-mail',
  webhook: 'Webhook',
  pagerduty: 'PagerDuty',
}

/** How a channel is called inside a sentence: "Slack #acme-ops", "E-mail NOC". */
export function channelName({ name, settings }: Pick<ChannelView, 'name' | 'settings'>): string {
  const short = settings.kind.startsWith('slack') ? 'Slack' : channelKindWords[settings.kind]
  return name.toLowerCase().includes(short.toLowerCase()) ? name : `${short} ${name}`
}

/** Where it leads, as far as that may be seen. */
export function channelPlace(settings: ChannelSettings): string | null {
  if (settings.kind === 'email') return settings.to.join(', ')
  if (settings.kind === 'slack') return settings.slackChannel
  if (settings.kind === 'webhook') return settings.host || null
  return null
}

export type ChannelState = {
  token: StatusToken
  word: string
  /** since when, or until when */
  at: number | null
  /** why, in the far end's or our own words */
  because: string | null
}

/**
 * One state a channel, the gravest first: what is switched off is not broken, what is broken does not wait, and what
 * was never used is not known to work.
 */
export function channelState(channel: ChannelView, now: number): ChannelState {
  if (channel.disabled) return { token: 'unk', word: 'Disabled', at: null, because: null }
  if (channel.brokenAt !== null)
    return { token: 'crit', word: 'Broken', at: channel.brokenAt, because: channel.brokenReason }
  if (channel.pausedUntil !== null && channel.pausedUntil > now)
    return { token: 'minor', word: 'Paused', at: channel.pausedUntil, because: 'the far end asked to wait' }
  if (channel.lastOkAt === null) return { token: 'unk', word: 'Never used', at: null, because: null }
  return { token: 'ok', word: 'Works', at: channel.lastOkAt, because: null }
}

/** The state as one sentence, for screen readers and tests. */
export function channelSentence(channel: ChannelView, now: number, clock: (at: number) => string): string {
  const { word, at, because } = channelState(channel, now)
  if (word === 'Broken') return `Broken since ${clock(at ?? now)}${because ? ` because ${because}` : ''}`
  if (word === 'Paused') return `Paused until ${clock(at ?? now)} (${because})`
  if (word === 'Works') return `Works, last success ${clock(at ?? now)}`
  return word
}
