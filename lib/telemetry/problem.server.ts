import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { metrics } from '#lib/metrics.server.ts'

/** Every way the door says no: its status and what a reader should know. */
export const problems = {
  'bad-json': [400, 'The body is not JSON.'],
  'bad-gzip': [400, 'The body begins like gzip but is not.'],
  'bad-envelope': [400, 'The body is not an earshot/1 batch.'],
  'unknown-key': [401, 'The key is unknown or disabled.'],
  'origin-not-allowed': [403, 'This key may not be used from this origin.'],
  'not-found': [404, 'There is nothing here.'],
  'method-not-allowed': [405, 'This method is not allowed here.'],
  'body-too-large': [413, 'The body is larger than 256 kB, or than 2 MB unpacked.'],
  'unsupported-media': [415, 'Send text/plain or application/json, plain or gzip.'],
  'quota-exceeded': [429, 'Too much for now: keep it and come again later.'],
  internal: [500, 'Something went wrong here.'],
  'store-unavailable': [503, 'The store cannot take this now: keep it and come again.'],
  overloaded: [503, 'Too busy now: keep it and come again.'],
} as const satisfies Record<string, readonly [number, string]>
export type ProblemCode = keyof typeof problems

export type ProblemMore = {
  detail?: string
  issues?: string[]
  retryAfterSeconds?: number
  allow?: string
  /** close the connection: what follows on it is not wanted */
  close?: boolean
}

const common = ['cache-control', 'no-store', 'x-content-type-options', 'nosniff']

/** Answers a problem as RFC 9457 has it and counts it. Returns the id to log it by. */
export function sendProblem(
  res: ServerResponse,
  code: ProblemCode,
  corsOrigin: string | null,
  more: ProblemMore = {},
): string {
  const [status, title] = problems[code]
  const requestId = randomUUID()
  if (res.headersSent || res.destroyed) return requestId
  const { detail, issues, retryAfterSeconds, allow, close } = more
  const body = JSON.stringify({
    type: `urn:earshot:problem:${code}`,
    title,
    status,
    code,
    requestId,
    detail,
    issues,
  })
  const headers = [...common, 'content-type', 'application/problem+json', 'x-request-id', requestId]
  if (retryAfterSeconds !== undefined) headers.push('retry-after', String(retryAfterSeconds))
  if (allow) headers.push('allow', allow)
  if (close) headers.push('connection', 'close')
  send(res, status, headers, corsOrigin, body)
  metrics.requests.inc({ status: String(status), code })
  return requestId
}

/** Answers 200 with JSON text. */
export function sendJson(
  res: ServerResponse,
  body: string,
  corsOrigin: string | null,
  sent?: () => void,
): void {
  if (res.headersSent || res.destroyed) return
  send(res, 200, [...common, 'content-type', 'application/json'], corsOrigin, body, sent)
  metrics.requests.inc({ status: '200', code: 'ok' })
}

function send(
  res: ServerResponse,
  status: number,
  headers: string[],
  corsOrigin: string | null,
  body: string,
  sent?: () => void,
) {
  headers.push('content-length', String(Buffer.byteLength(body)), 'vary', 'Origin')
  if (corsOrigin !== null)
    headers.push(
      'access-control-allow-origin',
      corsOrigin,
      'access-control-expose-headers',
      'retry-after, x-request-id',
    )
  res.writeHead(status, headers)
  res.end(body, sent)
}

/** Answers a browser's question before the question: only POST with the headers we use; cookies never. */
export function sendPreflight(
  req: IncomingMessage,
  res: ServerResponse,
  allow: string,
  forBrowsers: boolean,
): void {
  const origin = req.headers.origin
  const method = req.headers['access-control-request-method']
  const asked = (req.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
  const known = asked.every((name) => name === '' || name === 'content-type' || name === 'content-encoding')
  const headers = ['allow', allow, 'content-length', '0', 'cache-control', 'no-store', 'vary', 'Origin']
  if (forBrowsers && origin && known && (method === undefined || method === 'POST'))
    headers.push(
      'access-control-allow-origin',
      origin,
      'access-control-allow-methods',
      'POST',
      'access-control-allow-headers',
      'content-type, content-encoding',
      'access-control-max-age',
      '86400',
    )
  res.writeHead(204, headers)
  res.end()
}
