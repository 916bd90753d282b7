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
  | 'import.unsupported'
  | 'import.unknown-version'
  | 'import.truncated'
  | 'import.malformed'
  | 'import.too-large'
  | 'import.empty'

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
  'import.unsupported': 415,
  'import.unknown-version': 422,
  'import.truncated': 422,
  'import.malformed': 422,
  'import.too-large': 413,
  'import.empty': 422,
}
