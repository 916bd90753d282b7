import { createHash, randomBytes } from 'node:crypto'
import { decode, encode } from 'next-auth/jwt'
import { z } from 'zod'
import { absoluteMs } from './sign-in-cookie.ts'

/**
 * The cookie holds an encrypted token; inside are the member's id (`sub`) and a random sign-in id (`sid`).
 * Only a hash of `sid` is stored, so a copy of the table signs nobody in.
 */
const claims = z.object({ sub: z.uuid(), sid: z.string().min(40).max(64) })
export type SignInClaims = z.infer<typeof claims>

export function newSignInSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function hashSignInSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}

/** Null for anything that is not a sign-in token of ours: noise, another key, another kind of token. */
export async function claimsOf(token: string, secret: string): Promise<SignInClaims | null> {
  try {
    return claims.safeParse(await decode({ token, secret })).data ?? null
  } catch {
    return null
  }
}

export function sealClaims(held: SignInClaims, secret: string): Promise<string> {
  return encode({ token: held, secret, maxAge: absoluteMs / 1000 })
}
