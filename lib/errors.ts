/** Why the caller was refused: stable codes that appear in API replies. */
export type RefusalCode =
  | 'bad-request'
  | 'not-signed-in'
  | 'not-allowed'
  | 'not-found'
  | 'already-done'
  | 'conflict'
  | 'too-many'
  | 'unavailable'

/** The caller's fault, told politely. Anything else that is thrown is ours and crashes loudly. */
export class Refused extends Error {
  readonly code: RefusalCode
  readonly retryAfterSeconds: number | null
  constructor(code: RefusalCode, message: string, retryAfterSeconds: number | null = null) {
    super(message)
    this.name = 'Refused'
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** HTTP status of a refusal. */
export const refusalStatus: Record<RefusalCode, number> = {
  'bad-request': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  'already-done': 409,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
}
