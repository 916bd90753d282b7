import { Refused, refusalStatus } from '#lib/errors.ts'
import { log } from '#lib/log.server.ts'

/** What a refused or failed request gets: RFC 9457, with a code that stays and no word about our insides. */
export type Problem = { status: number; code: string; title: string; detail?: string; requestId: string }

export const replyHeaders = {
  'Cache-Control': 'private, no-store',
  'X-Content-Type-Options': 'nosniff',
} as const

export function problemReply(problem: Problem, retryAfterSeconds: number | null = null): Response {
  const headers = new Headers({ ...replyHeaders, 'Content-Type': 'application/problem+json' })
  if (retryAfterSeconds !== null) headers.set('Retry-After', String(retryAfterSeconds))
  return new Response(JSON.stringify({ type: 'about:blank', ...problem }), {
    status: problem.status,
    headers,
  })
}

export function refusedReply(refused: Refused, requestId: string): Response {
  const { code, message } = refused
  return problemReply(
    { status: refusalStatus[code], code, title: message, requestId },
    code === 'unavailable' ? (refused.retryAfterSeconds ?? 5) : refused.retryAfterSeconds,
  )
}

/** SQLSTATE classes and driver codes that mean "the store is not there now", not "we asked wrongly". */
const awayCodes =
  /^(P1001|P1002|P1008|P1011|P1017|P2024|P2028|P2037|08\w{3}|57P0[123]|53300|ECONN\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)$/
const awayWords =
  /can't reach database|connection terminated|connection timeout|timeout exceeded when trying to connect|server closed the connection|not yet accepting|starting up|shutting down|ECONNREFUSED|ECONNRESET/i

/** Whether this error, or anything that caused it, says that Postgres is away. */
export function isStoreAway(error: unknown, depth = 0): boolean {
  if (depth > 5 || typeof error !== 'object' || error === null) return false
  const { code, errorCode, originalCode, message, cause } = error as Record<string, unknown>
  if ([code, errorCode, originalCode].some((value) => typeof value === 'string' && awayCodes.test(value)))
    return true
  if (typeof message === 'string' && awayWords.test(message)) return true
  return isStoreAway(cause, depth + 1) || isStoreAway((error as { meta?: unknown }).meta, depth + 1)
}

/** Any thrown thing as a reply. Only the kind of an unknown error is logged: its text may hold what people typed. */
export function replyToError(error: unknown, requestId: string, where: string): Response {
  if (error instanceof Refused) return refusedReply(error, requestId)
  if (isStoreAway(error)) {
    logFailure('warn', where, requestId, error)
    return refusedReply(
      new Refused('unavailable', 'The store does not answer. Try again shortly.', 5),
      requestId,
    )
  }
  logFailure('error', where, requestId, error)
  return problemReply({ status: 500, code: 'failed', title: 'Something broke on our side.', requestId })
}

function logFailure(level: 'warn' | 'error', where: string, requestId: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error
  const code = (error as { code?: unknown } | null)?.code
  const frames =
    error instanceof Error
      ? (error.stack ?? '')
          .split('\n')
          .filter((line) => /^\s+at /.test(line))
          .slice(0, 8)
      : []
  log[level]({ part: 'api', where, requestId, error: name, code, frames }, 'a request failed')
}
