import type { IntegrationKind } from './settings.ts'

/** How a sender is answered. Pure: `receive.server.ts` does what stands here. */
export type Answer = {
  status: number
  body: Record<string, unknown>
  retryAfterSeconds?: number
}

const problem = (status: number, title: string, more: Partial<Answer> = {}): Answer => ({
  status,
  body: { status, title },
  ...more,
})

/**
 * Too much is 503 and not 429: Alertmanager tries again within its interval after a 5xx alone and gives up on every 4xx,
 * 429 too; SNS and PagerDuty's senders repeat both.
 */
export const answers = {
  notFound: problem(404, 'There is nothing here.'),
  wrongMethod: problem(405, 'POST or PUT.'),
  wrongSecret: problem(401, 'The secret is wrong.'),
  tooLarge: problem(413, 'The body is larger than 512 kB.'),
  badGzip: problem(400, 'The body says gzip but is not.'),
  encoding: problem(415, 'Send the body as it is, or with gzip.'),
  storeDown: problem(503, 'This cannot be stored now: come again.', { retryAfterSeconds: 5 }),
  internal: problem(500, 'Something went wrong here.'),
  refused: (status: number, title: string) => problem(status, title),
  tooMuch: (retryAfterSeconds: number) =>
    problem(503, 'Too much for now: come again later.', { retryAfterSeconds }),
}

/** SNS and Sentry look for a plain 200; Alertmanager and the others take any 2xx. */
export const accepted = (kind: IntegrationKind, deliveryId: string, duplicate: boolean): Answer => ({
  status: kind === 'cloudwatch' || kind === 'sentry' || kind === 'grafana' ? 200 : 202,
  body: { status: 'accepted', deliveryId, duplicate },
})

/** PagerDuty's own words, so that its clients read them. */
export const pagerDutyAccepted = (dedupKey: string): Answer => ({
  status: 202,
  body: { status: 'success', message: 'Event processed', dedup_key: dedupKey },
})
export const pagerDutyInvalid = (errors: readonly string[], status = 400): Answer => ({
  status,
  body: { status: 'invalid event', message: 'Event object is invalid', errors },
})

/** `/intake/<id>/<secret>`, or `/intake/<id>` with the secret as bearer or as the password of basic authentication. */
export function addressOf(path: string, authorization: string | undefined): { integrationId: string; secret: string } | null {
  const found = /^\/intake\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/([A-Za-z0-9_-]{16,100}))?\/?$/i.exec(path)
  if (!found?.[1]) return null
  return { integrationId: found[1].toLowerCase(), secret: found[2] ?? secretIn(authorization ?? '') }
}

function secretIn(authorization: string): string {
  const [, scheme = '', value = ''] = /^(bearer|basic) ([\w+/=.-]{1,400})$/i.exec(authorization) ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  return scheme === '' ? '' : passwordIn(value)
}

function passwordIn(base64: string): string {
  try {
    return atob(base64).replace(/^[^:]*:/, '')
  } catch {
    return ''
  }
}

/** What of a request's headers is kept: what the mapping and a person who looks for a fault need, and no secret. */
export function keptHeaders(
  given: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(given))
    if (typeof value === 'string' && worthKeeping.test(name)) kept[name] = value.slice(0, 500)
  return kept
}

const worthKeeping =
  /^(content-type|content-encoding|user-agent|request-id|x-amz-sns-(message-type|message-id|topic-arn|subscription-arn|rawdelivery)|sentry-hook-(resource|timestamp))$/

/** The sender's own name for this delivery, where it repeats it with a retry. */
export function senderIdOf(kind: IntegrationKind, headers: Record<string, string>, messageId: string | null): string | null {
  if (kind === 'cloudwatch' && messageId !== null) return `sns:${messageId}`
  if (kind === 'sentry' && headers['request-id']) return `sentry:${headers['request-id']}`
  return null
}
