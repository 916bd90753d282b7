/** The database cannot be reached, is too slow or is overloaded. Nothing was acked; the caller may come again. */
export class StoreUnavailable extends Error {
  readonly reason: 'down' | 'overloaded' | 'timeout' | 'stopping'
  readonly retryAfterSeconds: number
  constructor(reason: StoreUnavailable['reason'], retryAfterSeconds = 2, cause?: unknown) {
    super(`store unavailable: ${reason}`, { cause })
    this.name = 'StoreUnavailable'
    this.reason = reason
    this.retryAfterSeconds = retryAfterSeconds
  }
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** Whether an error of the driver speaks of the database's state, not of the statement's content. */
export function isStoreTrouble(error: unknown): boolean {
  if (error instanceof StoreUnavailable) return true
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (connectionCodes.has(code)) return true
  // 08 connection · 25006 read-only · 40 rollback · 53 out of resources · 55 in use · 57 stopped or cancelled · 58 disk
  if (/^(08|40|53|55|57|58)[0-9A-Z]{3}$/.test(code) || code === '25006') return true
  if (code !== '' || !(error instanceof Error)) return false
  return /terminated|timeout|timed out|Connection ended|not queryable|Cannot use a pool/i.test(error.message)
}
