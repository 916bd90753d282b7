import { createHmac, timingSafeEqual } from 'node:crypto'

const mostSkewMs = 5 * 60_000

/** Slack's signature over the raw body (docs.slack.dev, verifying requests): old ones and ones of the future are refused. */
export function isSignedBySlack(
  asked: { timestamp: string | undefined; signature: string | undefined; body: string },
  signingSecret: string,
  now: number,
): boolean {
  const { timestamp = '', signature = '', body } = asked
  if (!/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now - Number(timestamp) * 1_000) > mostSkewMs) return false
  const right = Buffer.from(
    `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
  )
  const given = Buffer.from(signature)
  return given.length === right.length && timingSafeEqual(given, right)
}
