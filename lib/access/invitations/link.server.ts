import { z } from 'zod'
import { env } from '#lib/env.server.ts'
import { readToken, signToken } from '../signed-token.server.ts'

/** The link in the mail of an invitation: the invitation's id, signed. What it invites to is looked up when it is used. */
export const invitationToken = (inviteId: string, expiresAt: Date): string =>
  signToken('accept an invitation', { i: inviteId }, expiresAt)

export const invitationUrl = (inviteId: string, expiresAt: Date): string =>
  `${env().EARSHOT_URL}/invitation/${invitationToken(inviteId, expiresAt)}`

/** Null: not ours, changed, or too old. */
export function invitedBy(token: string, now: Date): string | null {
  const content = readToken('accept an invitation', token, now)
  return z.uuid().safeParse(content?.i).data ?? null
}
