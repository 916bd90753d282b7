import { excerptOf } from '#lib/outside/excerpt.ts'

/**
 * What kind of failure a far end's answer is, and what follows from it.
 * - transient: try again · rate-limited: wait as told, this channel alone
 * - permanent: the channel is broken until somebody mends it · rejected: this message is refused, the channel works
 * - ambiguous: it may have arrived, so the next try says "possible repeat"
 */
export const failureClasses = ['transient', 'rate-limited', 'permanent', 'rejected', 'ambiguous'] as const
export type FailureClass = (typeof failureClasses)[number]

export type Failure = {
  class: FailureClass
  statusCode: number | null
  /** what the far end said, short and clean */
  answer: string
  retryAfterMs: number | null
}

export const mostRetryAfterMs = 60 * 60_000
/** Told to wait, but not for how long. */
const defaultRetryAfterMs = 30_000

type Reply = { status: number; headers: Readonly<Record<string, string>>; body: string }

const permanent = new Set([401, 403, 404, 405, 410])
const ambiguous = new Set([502, 504]) // what stood between gave up; who is behind it may have taken it

/** Null: it was taken. */
export function failureOfReply({ status, headers, body }: Reply, at: number): Failure | null {
  if (status >= 200 && status < 300) return null
  const answer = excerptOf(body) || `answered with ${status}`
  const failure = (kind: FailureClass, retryAfterMs: number | null = null): Failure => ({
    class: kind,
    statusCode: status,
    answer,
    retryAfterMs,
  })
  const retryAfter = parseRetryAfter(headers['retry-after'], at)
  if (status === 429) return failure('rate-limited', retryAfter ?? defaultRetryAfterMs)
  if (status >= 300 && status < 400)
    return { ...failure('permanent'), answer: 'answers with a redirect, which is not followed' }
  if (permanent.has(status)) return failure('permanent')
  if (ambiguous.has(status)) return failure('ambiguous', retryAfter)
  if (status === 408 || status === 425 || status >= 500) return failure('transient', retryAfter)
  return failure('rejected')
}

/** Seconds or a date; anything else is garbage and null. Never more than an hour, never the past. */
export function parseRetryAfter(header: string | undefined, at: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return clamp(Number(text) * 1_000)
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : clamp(date - at)
}
const clamp = (ms: number) => Math.min(mostRetryAfterMs, Math.max(1_000, Math.round(ms)))

/** A call that got no answer: `mayHaveArrived` as the one client says. */
export function failureWithoutReply(error: {
  message: string
  mayHaveArrived: boolean
  kind?: string
}): Failure {
  const kind: FailureClass = error.mayHaveArrived
    ? 'ambiguous'
    : error.kind === 'refused'
      ? 'permanent'
      : 'transient'
  return { class: kind, statusCode: null, answer: excerptOf(error.message), retryAfterMs: null }
}

const slackBroken = new Set(
  `not_authed invalid_auth account_inactive token_revoked token_expired no_permission org_login_required
   ekm_access_denied missing_scope not_allowed_token_type channel_not_found not_in_channel is_archived
   restricted_action team_access_not_granted user_not_found cannot_dm_bot access_denied invalid_token
   action_prohibited channel_is_archived no_service no_team team_disabled`.split(/\s+/),
)
const slackRefused = new Set(
  `msg_too_long msg_blocks_too_long no_text invalid_blocks invalid_blocks_format invalid_attachments too_many_attachments
   invalid_arguments invalid_payload invalid_form_data`.split(/\s+/),
)

/** The error word of a Slack answer. */
export function failureOfSlackWord(word: string, statusCode: number | null): Failure {
  const answer = excerptOf(word) || 'answered without ok'
  if (word === 'ratelimited' || word === 'rate_limited')
    return { class: 'rate-limited', statusCode, answer, retryAfterMs: defaultRetryAfterMs }
  const kind = slackBroken.has(word) ? 'permanent' : slackRefused.has(word) ? 'rejected' : 'transient'
  return { class: kind, statusCode, answer, retryAfterMs: null }
}

export type SmtpError = {
  code?: string
  responseCode?: number
  response?: string
  command?: string
  message: string
}

/** `dataBegun`: the mail itself was on its way. */
export function failureOfSmtp(error: SmtpError, dataBegun: boolean): Failure {
  const status = error.responseCode ?? null
  const answer = excerptOf(error.response ?? error.message)
  const as = (kind: FailureClass): Failure => ({
    class: kind,
    statusCode: status,
    answer,
    retryAfterMs: null,
  })
  if (status === null) return as(dataBegun ? 'ambiguous' : 'transient')
  if (status < 500 || error.code === 'EAUTH') return as('transient') // greylisting; a login the administrator mends
  const ofAddress = /^(RCPT|MAIL)/.test(error.command ?? '') || /\b5\.1\.\d/.test(answer)
  return as(ofAddress ? 'permanent' : 'rejected')
}
