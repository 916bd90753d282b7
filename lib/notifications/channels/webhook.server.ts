import { Webhook } from 'standardwebhooks'
import { env } from '#lib/env.server.ts'
import { webhookEvents } from '../messages/webhook-body.ts'
import { postJson, taken } from './call-outside.server.ts'
import { failed, type Send, unusable } from './contract.ts'

/** Outgoing webhook, signed as Standard Webhooks say: id and body stay the same over retries, the time does not. */
export const sendWebhook: Send = async (message, { secrets }) => {
  if (env().EARSHOT_WEBHOOKS === 'off')
    return unusable('outgoing webhooks are switched off on this installation')
  const { url, signingKey } = secrets
  if (!url || !signingKey) return unusable('its address or signing key is missing')
  let last = unusable('there was nothing to say')
  for (const { id, body } of webhookEvents(message)) {
    const at = new Date(message.at)
    const { reply, failure } = await postJson(url, body, message.at, {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(signingKey).sign(id, at, body),
    })
    if (failure) return failed(failure)
    last = taken(reply, { subject: message.subjectId })
  }
  return last
}
