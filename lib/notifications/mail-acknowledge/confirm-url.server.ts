import { readToken, signToken } from '#lib/access/signed-token.server.ts'
import { env } from '#lib/env.server.ts'

const validForMs = 7 * 24 * 60 * 60_000
export type Confirmation = { memberId: string; alertId: string }

/** The page that asks: opening it does nothing, since scanners of mail open every link. */
export const confirmUrl = ({ memberId, alertId }: Confirmation, now: Date): string =>
  `${env().EARSHOT_URL}/a/${signToken('acknowledge by mail', { m: memberId, a: alertId }, new Date(now.getTime() + validForMs))}`

export function readConfirmation(token: string, now: Date): Confirmation | null {
  const content = readToken('acknowledge by mail', token, now)
  return typeof content?.m === 'string' && typeof content.a === 'string'
    ? { memberId: content.m, alertId: content.a }
    : null
}
