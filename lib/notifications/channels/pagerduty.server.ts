import { env } from '#lib/env.server.ts'
import { pagerDutyEvents } from '../messages/pagerduty-event.ts'
import { postJson, taken } from './call-outside.server.ts'
import { failed, type Send, unusable } from './contract.ts'

/** PagerDuty Events v2. Sending an event again is harmless: its dedup key is the alert. */
export const sendPagerDuty: Send = async (message, { secrets }) => {
  const { routingKey } = secrets
  if (!routingKey) return unusable('its integration key is missing')
  const url = env().EARSHOT_PAGERDUTY_URL
  let last = unusable('there was nothing to say')
  for (const event of pagerDutyEvents(message)) {
    const { reply, failure } = await postJson(
      url,
      JSON.stringify({ routing_key: routingKey, ...event }),
      message.at,
    )
    if (failure)
      return failed(
        wrongKey(failure.statusCode, failure.answer) ? { ...failure, class: 'permanent' } : failure,
      )
    if (reply.status !== 202)
      return failed({
        class: 'transient',
        statusCode: reply.status,
        answer: 'was not accepted',
        retryAfterMs: null,
      })
    last = taken(reply, { dedupKeys: message.alerts.map(({ alertId }) => alertId) })
  }
  return last
}

const wrongKey = (status: number | null, answer: string) => status === 400 && /routing key/i.test(answer)
