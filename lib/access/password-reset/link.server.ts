import { z } from 'zod'
import { env } from '#lib/env.server.ts'
import { readToken, signToken } from '../signed-token.server.ts'

/** The link in the mail of somebody who forgot the password: the id of their request, signed. */
export const resetToken = (resetId: string, expiresAt: Date): string =>
  signToken('set a new password', { r: resetId }, expiresAt)

export const resetUrl = (resetId: string, expiresAt: Date): string =>
  `${env().EARSHOT_URL}/reset-password/${resetToken(resetId, expiresAt)}`

/** Null: not ours, changed, or too old. */
export function resetAskedBy(token: string, now: Date): string | null {
  const content = readToken('set a new password', token, now)
  return z.uuid().safeParse(content?.r).data ?? null
}
