import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { env } from '#lib/env.server.ts'

/**
 * Words in links, signed for one purpose each: a token of one cannot be used for another. They carry ids, so nothing secret
 * is stored; that a link works once is said by the row it names.
 */
export type TokenPurpose =
  | 'acknowledge by mail'
  | 'link a Slack account'
  | 'accept an invitation'
  | 'set a new password'
  | 'confirm a subscription'
  | 'end a subscription'
  | 'private status address'

const signatureOf = (purpose: TokenPurpose, body: string): Buffer =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', env().AUTH_SECRET, '', `earshot link: ${purpose}`, 32)))
    .update(body)
    .digest()

export function signToken(purpose: TokenPurpose, content: Record<string, unknown>, expiresAt: Date): string {
  const body = Buffer.from(JSON.stringify({ ...content, exp: expiresAt.getTime() })).toString('base64url')
  return `${body}.${signatureOf(purpose, body).toString('base64url')}`
}

/** Null: not ours, for another purpose, changed, or too old. What is in it still has to be looked at. */
export function readToken(purpose: TokenPurpose, token: string, now: Date): Record<string, unknown> | null {
  const [body = '', signature = '', rest] = token.split('.')
  if (rest !== undefined || token.length > 2_000) return null
  const given = Buffer.from(signature, 'base64url')
  const right = signatureOf(purpose, body)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const content = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>
  return typeof content.exp === 'number' && content.exp > now.getTime() ? content : null
}
