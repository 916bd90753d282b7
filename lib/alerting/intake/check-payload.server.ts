import { unseal } from '#lib/access/seal.server.ts'
import type { Call } from './call.server.ts'
import { type Answer, answers, pagerDutyInvalid } from './door.ts'
import { isEventBridge } from './map-cloudwatch.ts'
import { readPagerDuty } from './map-pagerduty.ts'
import { checkGrafana, checkSentry } from './signatures.server.ts'
import { checkEnvelope, readEnvelope } from './sns-envelope.ts'
import type { KnownIntegration } from './store.server.ts'

/** Why a sender whose secret is right was turned away. */
export type Refusal = { code: string; problem: string; answer: Answer }

/** Null = it may be stored. The body is the parsed one, null when it is no JSON. */
export function refusalOf(
  call: Call,
  integration: KnownIntegration,
  raw: Buffer,
  body: unknown,
): Refusal | null {
  return checkSigned(call, integration, raw) ?? checkShape(call, integration, body)
}

function checkSigned(call: Call, integration: KnownIntegration, body: Buffer): Refusal | null {
  const { sealed, kind, settings, customerId, id } = integration
  if (sealed === null || (kind !== 'grafana' && kind !== 'sentry')) return null
  const secret = unseal(sealed, `${customerId}/integration/${id}`)
  const problem =
    kind === 'grafana'
      ? checkGrafana(secret, body, call.given, settings, call.at)
      : checkSentry(secret, body, call.given)
  return problem === null ? null : { code: 'signature', problem, answer: answers.refused(401, problem) }
}

function checkShape(call: Call, { kind, settings }: KnownIntegration, body: unknown): Refusal | null {
  if (kind === 'pagerduty') {
    const event = readPagerDuty(body)
    return 'errors' in event
      ? { code: 'invalid-event', problem: event.errors.join('; '), answer: pagerDutyInvalid(event.errors) }
      : null
  }
  if (kind !== 'cloudwatch') return null
  const envelope = readEnvelope(body)
  if (envelope) {
    const refusal = checkEnvelope(envelope, call.headers, settings.topics, call.at)
    return refusal && { ...refusal, answer: answers.refused(refusal.status, refusal.problem) }
  }
  if (settings.eventBridge && isEventBridge(body)) return null
  const problem = isEventBridge(body)
    ? 'EventBridge without SNS is not signed: allow it in the settings of this integration first.'
    : 'This is no message of SNS with its signature; raw message delivery must be off.'
  return { code: 'no-envelope', problem, answer: answers.refused(400, problem) }
}
