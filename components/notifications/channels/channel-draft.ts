import type { z } from 'zod'
import type {
  ChannelKind,
  ChannelSettings,
  ChannelView,
  newChannelSchema,
} from '#lib/notifications/contract.ts'
import type { Described } from '../shared/conflict-notice.tsx'
import type { Rights } from '../shared/use-rights.ts'
import { channelPlace } from './channel-sentence.ts'

export type ChannelDraft = z.input<typeof newChannelSchema>

const emptySettings: Record<ChannelKind, ChannelSettings> = {
  slack: { kind: 'slack', slackChannel: '', teamId: '' },
  'slack-webhook': { kind: 'slack-webhook' },
  email: { kind: 'email', to: [] },
  webhook: { kind: 'webhook', host: '' },
  pagerduty: { kind: 'pagerduty' },
}

/** A new one is for the customer the screen is narrowed to, or the only one that may be chosen. */
export function channelDefaults(kind: ChannelKind, rights: Rights, scoped: string | null): ChannelDraft {
  return {
    customerId: scoped ?? (rights.mayWriteForAll ? null : (rights.me.customers[0]?.id ?? null)),
    name: '',
    settings: emptySettings[kind],
    secrets: {},
    ownerId: rights.me.id,
    fallbackId: null,
    budgetPerHour: 60,
    canary: false,
  }
}

/** Secrets never come back: an empty one keeps what is stored. */
export function draftOf({
  customerId,
  name,
  settings,
  ownerId,
  fallbackId,
  budgetPerHour,
  canary,
}: ChannelView): ChannelDraft {
  return { customerId, name, settings, secrets: {}, ownerId, fallbackId, budgetPerHour, canary }
}

/** A channel as lines to compare; of a secret only that it is a new one. */
export function describeChannel(
  draft: ChannelDraft,
  named: { person: (id: string) => string; channel: (id: string) => string },
): Described {
  const changed = Object.entries(draft.secrets ?? {}).filter(([, secret]) => Boolean(secret))
  return [
    ['Name', draft.name],
    ['Goes to', channelPlace(draft.settings as ChannelSettings) ?? 'as its secret says'],
    ['Secrets', changed.length > 0 ? 'new ones' : 'as stored'],
    ['Owner', draft.ownerId ? named.person(draft.ownerId) : 'nobody'],
    ['Fallback', draft.fallbackId ? named.channel(draft.fallbackId) : 'none'],
    ['Budget', `${draft.budgetPerHour} an hour`],
    ['Daily canary', draft.canary ? 'on' : 'off'],
  ]
}
