import { env } from '#lib/env.server.ts'
import { readToken, signToken } from './signed-token.server.ts'

/**
 * The links in mails. Each carries the id of one row, signed when the mail is sent; the row says whether it still works, so
 * a link is void as soon as it was used, revoked or asked for again.
 */
export const linkAddress = {
  invitation: (inviteId: string, expiresAt: Date): string =>
    `${env().EARSHOT_URL}/invitation/${signToken('accept an invitation', { i: inviteId }, expiresAt)}`,
  newPassword: (resetId: string, expiresAt: Date): string =>
    `${env().EARSHOT_URL}/reset-password/${signToken('set a new password', { i: resetId }, expiresAt)}`,
  confirmSubscription: (subscriptionId: string, expiresAt: Date): string =>
    `${env().EARSHOT_URL}/subscription/${signToken('confirm a subscription', { i: subscriptionId }, expiresAt)}/confirm`,
  /** works as long as mails are kept */
  endSubscription: (subscriptionId: string): string =>
    `${env().EARSHOT_URL}/subscription/${signToken('end a subscription', { i: subscriptionId }, never)}/end`,
} as const

const never = new Date(Date.UTC(2100, 0, 1))

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type LinkPurpose =
  | 'accept an invitation'
  | 'set a new password'
  | 'confirm a subscription'
  | 'end a subscription'

/** The id of the row that a link names; null when the link is not ours, too old, changed or for something else. */
export function idInLink(purpose: LinkPurpose, token: string, now: Date): string | null {
  const id = readToken(purpose, token, now)?.i
  return typeof id === 'string' && uuid.test(id) ? id : null
}
