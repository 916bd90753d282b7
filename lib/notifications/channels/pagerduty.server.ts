import { env } from '#lib/env.server.ts'
import type { Message } from '../messages/message.ts'
import { type PagerDutyEvent, pagerDutyEvents } from '../messages/pagerduty-event.ts'
import type { Failure } from '../outbox/classify.ts'
import { postJson, taken } from './call-outside.server.ts'
import { failed, type Outcome, type Send, unusable } from './contract.ts'

/** So many at once, that a large group is through before its lease is over. */
const atOnce = 10

/** PagerDuty Events v2. Sending an event again is harmless: its dedup key is the alert. */
export const sendPagerDuty: Send = async (message, { secrets }) => {
  const { routingKey } = secrets
  if (!routingKey) return unusable('its integration key is missing')
  const events = pagerDutyEvents(message)
  // a test opens and closes the same thing: there the order matters
  const size = message.alerts.length === 0 ? 1 : atOnce
  let last = unusable('there was nothing to say')
  for (let from = 0; from < events.length; from += size) {
    const some = events.slice(from, from + size).map((event) => sendEvent(routingKey, event, message))
    const outcomes = await Promise.all(some)
    last = outcomes.find(({ ok }) => !ok) ?? outcomes.at(-1) ?? last
    if (!last.ok) return last
  }
  return last
}

async function sendEvent(routingKey: string, event: PagerDutyEvent, message: Message): Promise<Outcome> {
  const body = JSON.stringify({ routing_key: routingKey, ...event })
  const { reply, failure } = await postJson(env().EARSHOT_PAGERDUTY_URL, body, message.at)
  if (failure) return failed(isWrongKey(failure) ? { ...failure, class: 'permanent' } : failure)
  if (reply.status === 202) return taken(reply, { dedupKeys: message.alerts.map(({ alertId }) => alertId) })
  return failed({
    class: 'transient',
    statusCode: reply.status,
    answer: 'was not accepted',
    retryAfterMs: null,
  })
}

const isWrongKey = ({ statusCode, answer }: Failure) => statusCode === 400 && /routing key/i.test(answer)
