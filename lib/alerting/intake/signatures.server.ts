import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Comparisons of secrets take the same time whatever they compare. */
export const hashSecret = (secret: string) => new Uint8Array(createHash('sha256').update(secret).digest())

export type StoredSecret = { secretHash: Uint8Array; previousHash: Uint8Array | null; previousUntil: Date | null }

/** The secret now, or the one before while both hold. */
export function isSecretOf({ secretHash, previousHash, previousUntil }: StoredSecret, given: string, now: number): boolean {
  const hash = hashSecret(given)
  const isNow = timingSafeEqual(hash, secretHash)
  const wasBefore = previousHash !== null && timingSafeEqual(hash, previousHash)
  return isNow || (wasBefore && previousUntil !== null && previousUntil.getTime() > now)
}

/** Hex HMAC-SHA256 of the raw bytes: Sentry re-serialises before it signs in its examples, what it sends is what counts. */
export function isSignedBy(secret: string, parts: readonly (string | Uint8Array)[], given: string): boolean {
  const hmac = createHmac('sha256', secret)
  for (const part of parts) hmac.update(part)
  const wanted = hmac.digest()
  if (!/^[0-9a-f]{64}$/.test(given)) return false
  return timingSafeEqual(wanted, Buffer.from(given, 'hex'))
}

const skewMs = 5 * 60_000

export type SignatureSettings = { signatureHeader: string; timestampHeader: string | null }
type Headers = Readonly<Record<string, string>>

/** Null = right; else why it is not. With a timestamp header Grafana signs `timestamp:body`, in Unix seconds. */
export function checkGrafana(secret: string, body: Uint8Array, headers: Headers, settings: SignatureSettings, now: number) {
  const given = headers[settings.signatureHeader] ?? ''
  if (given === '') return `There is no signature in the header ${settings.signatureHeader}.`
  if (settings.timestampHeader === null)
    return isSignedBy(secret, [body], given) ? null : 'The signature does not match the body.'
  const timestamp = headers[settings.timestampHeader] ?? ''
  const at = Number(timestamp) * 1_000
  if (!/^\d{1,12}$/.test(timestamp)) return `There is no time in the header ${settings.timestampHeader}.`
  if (Math.abs(now - at) > skewMs) return 'The signed time is more than five minutes away from ours.'
  return isSignedBy(secret, [timestamp, ':', body], given) ? null : 'The signature does not match the body.'
}

export function checkSentry(secret: string, body: Uint8Array, headers: Headers) {
  const given = headers['sentry-hook-signature'] ?? ''
  if (given === '') return 'There is no signature in the header Sentry-Hook-Signature.'
  return isSignedBy(secret, [body], given) ? null : 'The signature does not match the body.'
}
