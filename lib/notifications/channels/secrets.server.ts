import { randomBytes } from 'node:crypto'
import { seal, unseal } from '#lib/access/seal.server.ts'
import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import { refusalOfUrl } from '#lib/outside/target.ts'
import type { ChannelKind, ChannelSecrets, ChannelSettings } from '../contract.ts'
import { reachOfChannels } from './call-outside.server.ts'
import { sealedFor } from './sealed-for.ts'
import { isSlackWebhook } from './slack-webhook.server.ts'

/** What each kind keeps secret; anything else given is not kept. */
const secretsOfKind: Record<ChannelKind, readonly (keyof ChannelSecrets)[]> = {
  slack: ['botToken', 'signingSecret'],
  'slack-webhook': ['url'],
  email: [],
  webhook: ['url', 'signingKey'],
  pagerduty: ['routingKey'],
}
const words: Record<keyof ChannelSecrets, string> = {
  botToken: 'the bot token',
  signingSecret: 'the signing secret',
  url: 'the address',
  signingKey: 'the signing key',
  routingKey: 'the integration key',
}

type Owner = { customerId: string | null; channelId: string }

/** Null: sealed with a key that this installation does not have any more. */
export function openSecrets(
  sealed: Uint8Array | null,
  { customerId, channelId }: Owner,
): ChannelSecrets | null {
  if (sealed === null) return {}
  try {
    return JSON.parse(unseal(sealed, sealedFor(customerId, channelId)))
  } catch {
    return null
  }
}

export const sealSecrets = (secrets: ChannelSecrets, { customerId, channelId }: Owner): Buffer =>
  seal(JSON.stringify(secrets), sealedFor(customerId, channelId))

/** What will be kept: what was given, else what was kept before; all that the kind needs, or a refusal in words. */
export function mergedSecrets(
  kind: ChannelKind,
  given: ChannelSecrets,
  kept: ChannelSecrets,
): ChannelSecrets {
  const made: ChannelSecrets = {}
  for (const name of secretsOfKind[kind]) {
    const value = given[name] ?? kept[name] ?? (name === 'signingKey' ? newSigningKey() : undefined)
    if (value === undefined) throw new Refused('bad-request', `A ${kind} channel needs ${words[name]}.`)
    made[name] = value
  }
  if (made.url !== undefined) refuseUrl(kind, made.url)
  return made
}

const newSigningKey = () => `whsec_${randomBytes(24).toString('base64')}`

function refuseUrl(kind: ChannelKind, url: string): void {
  if (kind === 'webhook' && env().EARSHOT_WEBHOOKS === 'off')
    throw new Refused('bad-request', 'Outgoing webhooks are switched off on this installation.')
  const refusal = refusalOfUrl(url, reachOfChannels())
  if (refusal !== null) throw new Refused('bad-request', `This address cannot be used: ${refusal}.`)
  if (kind === 'slack-webhook' && !isSlackWebhook(url))
    throw new Refused('bad-request', 'This is not the address of a Slack incoming webhook (hooks.slack.com).')
}

/** Scheme and host may be seen; what follows is as good as a password. */
export function shownSettings(settings: ChannelSettings, { url }: ChannelSecrets): ChannelSettings {
  return settings.kind === 'webhook' ? { ...settings, host: url ? new URL(url).origin : '' } : settings
}
