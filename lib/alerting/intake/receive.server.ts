import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Pool } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { unseal } from '#lib/access/seal.server.ts'
import { networkOf } from '#lib/telemetry/network.ts'
import { readBody, unpack } from '#lib/telemetry/read-body.server.ts'
import { isStoreTrouble } from '#lib/telemetry/store-unavailable.ts'
import { type Answer, accepted, addressOf, answers, keptHeaders, pagerDutyAccepted, pagerDutyInvalid, senderIdOf } from './door.ts'
import { isEventBridge } from './map-cloudwatch.ts'
import { madeKeyHeader, readPagerDuty } from './map-pagerduty.ts'
import type { Rates } from './rates.ts'
import { readJsonBytes } from './read-json.ts'
import { checkGrafana, checkSentry, hashSecret, isSecretOf } from './signatures.server.ts'
import { checkEnvelope, readEnvelope } from './sns-envelope.ts'
import { findByRoutingKey, findIntegration, insertDelivery, type KnownIntegration, noteRefusal } from './store.server.ts'

export const maxPayloadBytes = 512 * 1024
/** Sentry waits one second; who waits for us is told before that. */
const patienceMs = 850

export type IntakeDeps = {
  pool: Pool
  now: () => number
  rates: Rates
  trustedProxyHops?: number
  onError: (error: unknown) => void
}

type Call = {
  path: string
  authorization: string | undefined
  headers: Record<string, string>
  /** everything, for signatures in headers of any name; never stored */
  given: Record<string, string>
  network: string
  raw: Buffer
  at: number
}

/** Why a sender whose secret is right was turned away. */
type Refusal = { code: string; problem: string; answer: Answer }

/**
 * The door for outside monitors: who is it, is it well formed, store it as it came, answer. What it means is found out
 * from the stored row.
 */
export function intakeHandler(deps: IntakeDeps): (req: IncomingMessage, res: ServerResponse) => void {
  return function intake(req, res) {
    if (req.method !== 'POST' && req.method !== 'PUT') return send(res, answers.wrongMethod, true)
    const encoding = req.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'gzip' && encoding !== 'identity')
      return send(res, answers.encoding, true)
    readBody(
      req,
      (raw, problem) => {
        if (raw === null) return send(res, problem === 'overloaded' ? answers.tooMuch(5) : answers.tooLarge, true)
        void inTime(answerCall(deps, callOf(req, raw, deps))).then(
          (answer) => send(res, answer),
          (error: unknown) => send(res, answerTo(error, deps)),
        )
      },
      maxPayloadBytes,
    )
  }
}

function callOf(req: IncomingMessage, raw: Buffer, { now, trustedProxyHops = 0 }: IntakeDeps): Call {
  const forwarded = req.headers['x-forwarded-for']
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(req.headers)) if (typeof value === 'string') given[name] = value
  return {
    path: req.url?.split('?', 1)[0] ?? '/',
    authorization: req.headers.authorization,
    headers: keptHeaders(req.headers),
    given,
    network: networkOf(req.socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, trustedProxyHops),
    raw,
    at: now(),
  }
}

/** A store that does not answer in time is one that is down; what it still stores is known again by its key. */
function inTime(answer: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(answers.storeDown), patienceMs)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

function answerTo(error: unknown, { onError }: IntakeDeps): Answer {
  if (isStoreTrouble(error)) return answers.storeDown
  onError(error)
  return answers.internal
}

async function answerCall(deps: IntakeDeps, call: Call): Promise<Answer> {
  const { rates } = deps
  if (rates.isGuessing(call.network, call.at)) return answers.tooMuch(60)
  const body = unpack(call.raw, maxPayloadBytes)
  if (body === 'bad-gzip') return answers.badGzip
  if (typeof body === 'string') return answers.tooLarge
  if (call.path === '/intake/v2/enqueue') return answerPagerDuty(deps, call, body)
  const address = addressOf(call.path, call.authorization)
  if (!address) return answers.notFound
  const integration = await findIntegration(deps.pool, address.integrationId)
  if (!integration) {
    rates.countWrongSecret(call.network, call.at)
    return answers.notFound
  }
  if (!isSecretOf(integration, address.secret, call.at)) return refuseSecret(deps, call, integration)
  return takePayload(deps, call, integration, body)
}

/** PagerDuty's senders name themselves inside the body. */
async function answerPagerDuty(deps: IntakeDeps, call: Call, body: Buffer): Promise<Answer> {
  const read = readJsonBytes(body)
  const key = 'body' in read ? routingKeyIn(read.body) : null
  if (key === null) return pagerDutyInvalid(["'routing_key' is missing or blank"])
  const integration = await findByRoutingKey(deps.pool, hashSecret(key))
  if (integration && isSecretOf(integration, key, call.at)) return takePayload(deps, call, integration, body)
  deps.rates.countWrongSecret(call.network, call.at)
  return pagerDutyInvalid(["'routing_key' is not known here"], 401)
}

function routingKeyIn(body: unknown): string | null {
  if (body === null || typeof body !== 'object' || !Object.hasOwn(body, 'routing_key')) return null
  const { routing_key: key } = body as { routing_key: unknown }
  return typeof key === 'string' && /^[A-Za-z0-9]{32}$/.test(key) ? key : null
}

/** Whoever set it up sees that something knocks with an old or mistyped secret; nothing of what it brought is kept. */
async function refuseSecret(deps: IntakeDeps, call: Call, integration: KnownIntegration): Promise<Answer> {
  deps.rates.countWrongSecret(call.network, call.at)
  const problem = 'Something knocked with a wrong secret: the address was mistyped, or is older than the last rotation.'
  await note(deps, { ...call, raw: Buffer.alloc(0), headers: {} }, integration, { code: 'wrong-secret', problem })
  return answers.wrongSecret
}

async function note({ pool, rates }: IntakeDeps, call: Call, integration: KnownIntegration, why: { code: string; problem: string }) {
  if (!rates.mayNote(`${integration.id} ${why.code}`, call.at)) return
  const contentType = call.headers['content-type'] ?? ''
  const { id: integrationId, customerId } = integration
  const row = { id: uuidv7(), customerId, integrationId, receivedAt: new Date(call.at), contentType, headers: call.headers, body: call.raw }
  await noteRefusal(pool, row, why.code, why.problem)
}

async function takePayload(deps: IntakeDeps, call: Call, integration: KnownIntegration, body: Buffer): Promise<Answer> {
  const wait = deps.rates.take(integration.id, integration.customerId, call.at)
  if (wait > 0) return answers.tooMuch(wait)
  const read = readJsonBytes(body)
  const refusal = checkSigned(call, integration, body) ?? checkShape(call, integration, 'body' in read ? read.body : null)
  if (refusal) {
    await note(deps, { ...call, raw: body }, integration, refusal)
    return refusal.answer
  }
  return storePayload(deps, call, integration, body, 'body' in read ? read.body : null)
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

async function storePayload(
  { pool }: IntakeDeps,
  call: Call,
  integration: KnownIntegration,
  body: Buffer,
  parsed: unknown,
): Promise<Answer> {
  const { id: integrationId, customerId, kind } = integration
  const messageId = kind === 'cloudwatch' ? (readEnvelope(parsed)?.MessageId ?? null) : null
  const made: Record<string, string> = kind === 'pagerduty' ? { [madeKeyHeader]: randomUUID().replaceAll('-', '') } : {}
  const stored = await insertDelivery(pool, {
    id: uuidv7(),
    customerId,
    integrationId,
    receivedAt: new Date(call.at),
    contentType: (call.headers['content-type'] ?? '').slice(0, 200),
    headers: { ...call.headers, ...made },
    body: kind === 'pagerduty' ? withoutRoutingKey(parsed) : body,
    senderId: senderIdOf(kind, call.headers, messageId),
    bodyHash: createHash('sha256').update(body).digest('hex'),
  })
  if (kind !== 'pagerduty') return accepted(kind, stored.id, !stored.isNew)
  const event = readPagerDuty(parsed)
  return pagerDutyAccepted(('event' in event && event.event.dedup_key) || stored.headers[madeKeyHeader] || '')
}

/** The one payload with its secret inside. */
function withoutRoutingKey(parsed: unknown): Buffer {
  return Buffer.from(JSON.stringify(parsed, (name, value: unknown) => (name === 'routing_key' ? '(left out)' : value)))
}

function send(res: ServerResponse, { status, body, retryAfterSeconds }: Answer, close = false) {
  if (res.headersSent || res.destroyed) return
  const text = JSON.stringify(body)
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    ...(close ? { connection: 'close' } : {}),
  })
  res.end(text)
}
