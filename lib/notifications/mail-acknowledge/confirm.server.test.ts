import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signToken } from '#lib/access/signed-token.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeMember } from '#lib/db/test-customers.server.ts'
import { emptyOutbox, type Ground, makeAlert, put, startGround } from '../outbox/ground-for-tests.server.ts'
import { confirmAcknowledge, readToConfirm } from './confirm.server.ts'

let ground: Ground
beforeAll(async () => {
  ground = await startGround()
  await emptyOutbox()
})
afterAll(async () => {
  await ground.stop()
  await closePools()
})

/** The link in the mail that a person gets of an alert. */
async function mailed(): Promise<{ token: string; alertId: string; memberId: string; text: string }> {
  const member = await makeMember({ customers: [ground.customer], name: 'Olga' })
  const alertId = await makeAlert(ground)
  const payload = { reason: 'it is your turn', firing: [alertId], resolved: [] }
  await put(ground, { kind: 'page', memberId: member.id, alertIds: [alertId], subjectId: alertId, payload })
  await ground.run()
  const { mail, to } = ground.smtp.take()
  expect(to).toEqual([member.email])
  const token = /\/a\/([\w.-]+)/.exec(mail.text ?? '')?.[1] ?? ''
  return { token, alertId, memberId: member.id, text: mail.text ?? '' }
}
const stateOf = async (alertId: string) =>
  (await pool('owner').query('SELECT state FROM alert WHERE id = $1', [alertId])).rows[0].state

describe('the link in a mail', () => {
  it('asks when it is opened, however often, and acknowledges when it is confirmed', async () => {
    const { token, alertId } = await mailed()
    for (let i = 0; i < 3; i++)
      expect(await readToConfirm(token, ground.now())).toMatchObject({
        memberName: 'Olga',
        alert: { state: 'open' },
      })
    expect(await stateOf(alertId)).toBe('open')
    expect(await confirmAcknowledge(token, 'request', ground.now())).toBe(true)
    expect(await confirmAcknowledge(token, 'request', ground.now())).toBe(true)
    const { rows } = await pool('owner').query(
      `SELECT kind, actor_kind, actor_name FROM alert_event WHERE alert_id = $1 AND kind LIKE 'ack%'`,
      [alertId],
    )
    expect(rows).toEqual([{ kind: 'acknowledged', actor_kind: 'email', actor_name: 'Olga' }])
  })

  it('works for seven days, unchanged, for its purpose', async () => {
    const { token, alertId, memberId } = await mailed()
    const [body = '', signature = ''] = token.split('.')
    const forged = Buffer.from(JSON.stringify({ m: memberId, a: alertId, exp: 9e15 })).toString('base64url')
    const otherPurpose = signToken('link a Slack account', { m: memberId, a: alertId }, new Date(9e12))
    for (const wrong of [`${forged}.${signature}`, `${body}.`, body, '', otherPurpose, `${token}.x`])
      expect(await confirmAcknowledge(wrong, 'request', ground.now())).toBe(false)
    expect(await readToConfirm(token, new Date(ground.now().getTime() + 7 * 86_400_000))).toBeNull()
    expect(await stateOf(alertId)).toBe('open')
  })

  it.each([
    ['is disabled', `UPDATE member SET disabled_at = now() WHERE id = $1`],
    ['was moved away from the customer', `DELETE FROM membership WHERE member_id = $1`],
  ])('does nothing once its owner %s', async (_what, sql) => {
    const { token, alertId, memberId } = await mailed()
    await pool('owner').query(sql, [memberId])
    expect(await readToConfirm(token, ground.now())).toBeNull()
    expect(await confirmAcknowledge(token, 'request', ground.now())).toBe(false)
    expect(await stateOf(alertId)).toBe('open')
  })
})
