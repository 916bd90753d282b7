import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refused } from '#lib/errors.ts'
import { metrics } from '#lib/metrics.server.ts'
import type { Account } from './account.server.ts'
import type { Batch } from './batch.ts'
import { type CollectReply, limits } from './contract.ts'
import { crashArmed, crashPoint } from './crash-point.server.ts'
import { guardJson } from './guard-json.ts'
import type { Keys, KnownKey } from './keys.server.ts'
import { networkOf } from './network.ts'
import { claimedItems, claimedKey, openBatch, openEnvelope, type ReportText } from './open-batch.ts'
import { openLogs } from './otlp-logs.ts'
import { type ProblemCode, type ProblemMore, sendJson, sendPreflight, sendProblem } from './problem.server.ts'
import { publishedSchema } from './published-schema.ts'
import type { Quotas } from './quotas.ts'
import { readBody, unpack } from './read-body.server.ts'
import { isStoreTrouble, StoreUnavailable } from './store-unavailable.ts'

export type CollectDeps = {
  /** Stores a batch and answers when it is on disk; rejects with `StoreUnavailable` otherwise. */
  take: (batch: Batch) => Promise<CollectReply>
  now: () => number
  keys: Keys
  quotas: Quotas
  account: Account
  /** proxies in front that set X-Forwarded-For; 0 = the socket's address counts */
  trustedProxyHops?: number
  onError?: (error: unknown, requestId: string) => void
}

/** Ends a request with a problem; anything else that is thrown is ours. */
class Stop extends Error {
  readonly code: ProblemCode
  readonly more: ProblemMore
  constructor(code: ProblemCode, more: ProblemMore = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}

/** What is known of a request while it is answered. */
type Request = {
  req: IncomingMessage
  res: ServerResponse
  receivedAt: number
  cors: string | null
  network: string
}

const schemaPath = '/collect/v1/schema.json'

/** The HTTP door: everything under `/collect/`. Cookies are never looked at. */
export function collectHandler(deps: CollectDeps): (req: IncomingMessage, res: ServerResponse) => void {
  const { now, keys, quotas, account } = deps
  const hops = deps.trustedProxyHops ?? 0
  let schemaText: string | null = null

  return function collect(req, res) {
    const url = req.url ?? ''
    const queryAt = url.indexOf('?')
    const path = queryAt < 0 ? url : url.slice(0, queryAt)
    if (path === '/collect/v1') return takePost(req, res, answerBatch, true)
    if (path === '/collect/v1/logs') return takePost(req, res, answerLogs, false)
    if (path === schemaPath) return answerSchema(req, res)
    sendProblem(res, 'not-found', null, { close: true })
  }

  function answerSchema(req: IncomingMessage, res: ServerResponse) {
    if (req.method !== 'GET' && req.method !== 'HEAD')
      return void sendProblem(res, 'method-not-allowed', null, { allow: 'GET, HEAD', close: true })
    schemaText ??= JSON.stringify(publishedSchema())
    sendJson(res, schemaText, '*')
  }

  /** What can be refused from the headers alone is refused before a byte of the body is read. */
  function takePost(
    req: IncomingMessage,
    res: ServerResponse,
    answer: (request: Request, body: Buffer) => Promise<void>,
    forBrowsers: boolean,
  ) {
    if (req.method === 'OPTIONS') return sendPreflight(req, res, 'POST, OPTIONS', forBrowsers)
    // until the key is known an answer tells nothing of any tenant, so every origin may read it
    const cors = forBrowsers ? (req.headers.origin ?? null) : null
    const refuse = (code: ProblemCode, more: ProblemMore = {}) =>
      void sendProblem(res, code, cors, { close: true, ...more })
    if (req.method !== 'POST') return refuse('method-not-allowed', { allow: 'POST, OPTIONS' })
    if (!isMediaTaken(req)) return refuse('unsupported-media')
    readBody(req, (body, problem) => {
      if (body === null)
        return refuse(problem ?? 'bad-json', problem === 'overloaded' ? { retryAfterSeconds: 2 } : {})
      crashPoint('s1')
      const network = networkOf(req.socket.remoteAddress, forwardedFor(req), hops)
      const request: Request = { req, res, receivedAt: now(), cors, network }
      answer(request, body).catch((error: unknown) => answerError(request, error))
    })
  }

  async function answerBatch(request: Request, raw: Buffer): Promise<void> {
    const { req, res, receivedAt } = request
    const { body, bytes, reports } = parseBody(raw)
    const key = await findKey(request, claimedKey(body))
    checkOrigin(key, req.headers.origin)
    checkQuota(
      request,
      key,
      Math.min(claimedItems(body), limits.maxReportsPerBatch + limits.maxEventsPerBatch),
    )
    const opened = openEnvelope(body)
    if (!opened.ok) throw new Stop('bad-envelope', { issues: opened.issues })
    const textOf = reportText(bytes, reports, opened.envelope.reports.length)
    const batch = openBatch(opened.envelope, key.source, receivedAt, (text) => pseudonym(key, text), textOf)
    crashPoint('s2')
    const reply = await deps.take(batch)
    account.countReply(batch, reply)
    sendJson(res, JSON.stringify(reply), request.cors, crashArmed ? () => crashPoint('s5') : undefined)
    metrics.ackSeconds.observe((now() - receivedAt) / 1_000)
  }

  async function answerLogs(request: Request, raw: Buffer): Promise<void> {
    const { req, res, receivedAt } = request
    const key = await findKey(request, headerKey(req))
    if (key.kind !== 'secret') throw new Stop('unknown-key', { detail: 'Logs need a secret key.' })
    checkOrigin(key, req.headers.origin)
    const opened = openLogs(parseBody(raw).body, key.source, receivedAt, sha256)
    if (!opened) throw new Stop('bad-envelope', { issues: ['body: not an OTLP logs request'] })
    checkQuota(request, key, opened.records)
    crashPoint('s2')
    const replies = await Promise.all(opened.batches.map((batch) => deps.take(batch)))
    let rejected = opened.rejected
    for (const [i, reply] of replies.entries()) {
      const batch = opened.batches[i]
      if (batch) account.countReply(batch, reply)
      rejected += reply.rejected.length
    }
    account.countRejected(key.source, 'bad-event', opened.rejected, receivedAt)
    const partialSuccess = {
      rejectedLogRecords: String(rejected),
      errorMessage: opened.reason ?? 'refused by the store',
    }
    sendJson(res, JSON.stringify(rejected > 0 ? { partialSuccess } : {}), null)
    metrics.ackSeconds.observe((now() - receivedAt) / 1_000)
  }

  async function findKey({ network, receivedAt }: Request, text: string | null): Promise<KnownKey> {
    if (text === null) throw new Stop('unknown-key')
    if (!keys.remembers(text, receivedAt) && quotas.isGuessing(network, receivedAt))
      throw new Stop('quota-exceeded', {
        retryAfterSeconds: 60,
        detail: 'Too many unknown keys from this network.',
      })
    const found = keys.find(text, receivedAt)
    const key = found instanceof Promise ? await found : found
    if (key === null) {
      quotas.countUnknownKey(network, receivedAt)
      throw new Stop('unknown-key')
    }
    keys.used(key, receivedAt)
    return key
  }

  function checkQuota({ network, receivedAt }: Request, key: KnownKey, items: number) {
    const { keyId, customerId } = key.source
    const who = {
      keyId,
      customerId,
      network: key.kind === 'secret' ? null : network,
      reportsPerMinute: key.reportsPerMinute,
    }
    const retryAfterSeconds = quotas.take(who, Math.max(1, items), receivedAt)
    if (retryAfterSeconds === 0) return
    account.countLimited(key.source, items, receivedAt)
    throw new Stop('quota-exceeded', { retryAfterSeconds })
  }

  function answerError({ res, cors }: Request, error: unknown) {
    if (error instanceof Stop)
      return void sendProblem(res, error.code, corsAfter(error.code, cors), error.more)
    if (isStoreTrouble(error) || (error instanceof Refused && error.code === 'unavailable')) {
      const { code, retryAfterSeconds } = unavailable(error)
      return void sendProblem(res, code, cors, { retryAfterSeconds })
    }
    const requestId = sendProblem(res, 'internal', cors, { retryAfterSeconds: 10 })
    deps.onError?.(error, requestId)
  }
}

/** A page whose origin is not allowed reads nothing, not even why. */
function corsAfter(code: ProblemCode, cors: string | null): string | null {
  return code === 'origin-not-allowed' ? null : cors
}

function unavailable(error: unknown): { code: ProblemCode; retryAfterSeconds: number } {
  if (error instanceof StoreUnavailable)
    return {
      code: error.reason === 'overloaded' ? 'overloaded' : 'store-unavailable',
      retryAfterSeconds: error.retryAfterSeconds,
    }
  return { code: 'store-unavailable', retryAfterSeconds: 2 }
}

function isMediaTaken(req: IncomingMessage): boolean {
  const type = req.headers['content-type']
  const encoding = req.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'gzip' && encoding !== 'identity') return false
  if (type === undefined) return true
  const semicolon = type.indexOf(';')
  const bare = (semicolon < 0 ? type : type.slice(0, semicolon)).trim().toLowerCase()
  return bare === 'text/plain' || bare === 'application/json' || bare === ''
}

type Parsed = { body: unknown; bytes: Buffer; reports: number[] | null }

function parseBody(raw: Buffer): Parsed {
  const bytes = unpack(raw)
  if (typeof bytes === 'string') throw new Stop(bytes)
  const { verdict, reports } = guardJson(bytes)
  if (verdict !== 'ok') throw new Stop('bad-envelope', { issues: [`body: ${verdict.replaceAll('-', ' ')}`] })
  try {
    return { body: JSON.parse(bytes.toString('utf8')), bytes, reports }
  } catch {
    throw new Stop('bad-json')
  }
}

/** A checked report is numbers and brackets only, so its bytes are its text. */
function reportText(bytes: Buffer, places: number[] | null, count: number): ReportText | null {
  if (places === null || places.length !== count * 2) return null
  return (i) => bytes.toString('latin1', places[i * 2], places[i * 2 + 1])
}

/** A publishable key works only from its own origins; a secret one has no business in a browser. */
function checkOrigin(key: KnownKey, origin: string | undefined) {
  if (key.kind === 'publishable') {
    if (origin === undefined || !key.allowedOrigins.has(origin)) throw new Stop('origin-not-allowed')
  } else if (origin !== undefined)
    throw new Stop('origin-not-allowed', { detail: 'A secret key must not be used in a browser.' })
}

function headerKey(req: IncomingMessage): string | null {
  const own = req.headers['x-earshot-key']
  if (typeof own === 'string') return own
  return /^Bearer ([\w-]{1,100})$/i.exec(req.headers.authorization ?? '')?.[1] ?? null
}

function forwardedFor(req: IncomingMessage): string | undefined {
  const header = req.headers['x-forwarded-for']
  return Array.isArray(header) ? header.join(',') : header
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest()
}

/** The same text is the same person within one app, and nowhere else. */
function pseudonym(key: KnownKey, text: string): string {
  return createHash('sha256').update(`${key.source.appId} ${text}`).digest('hex').slice(0, 16)
}
