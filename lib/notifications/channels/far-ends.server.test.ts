import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { memberById } from '#lib/access/member-by-id.server.ts'
import { acknowledge } from '#lib/alerting/alerts/acknowledge.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeMember } from '#lib/db/test-customers.server.ts'
import { announceChanges } from '../announce/announce-changes.server.ts'
import { sendCanaries } from '../canary/send-canaries.server.ts'
import {
  attemptsOf,
  changeAlert,
  emptyOutbox,
  type Ground,
  makeAlert,
  makeChannel,
  put,
  rowOf,
  startGround,
} from '../outbox/ground-for-tests.server.ts'

let ground: Ground
beforeAll(async () => {
  ground = await startGround()
})
beforeEach(emptyOutbox)
afterEach(() => {
  ground.http.expectNothingElse()
  ground.smtp.expectNothingElse()
  expect(ground.errors.splice(0)).toEqual([])
})
afterAll(async () => {
  await ground.stop()
  await closePools()
})

const about = (alertId: string, reason = 'first notification') => ({
  subjectId: alertId,
  alertIds: [alertId],
  payload: { reason, firing: [alertId], resolved: [] },
})
async function acknowledged(alertId: string): Promise<void> {
  const member = await memberById((await makeMember({ customers: [ground.customer], name: 'Olga' })).id)
  if (!member) throw new Error('the member is not there')
  await acknowledge(member, alertId, {}, ground.now())
}
async function next(): Promise<void> {
  ground.pass(1_001)
  await ground.run()
}

describe('the Slack app', () => {
  it('posts once, edits when somebody acts, answers in the thread on escalation, and closes with the end', async () => {
    const channel = await makeChannel(ground, { kind: 'slack' })
    const alertId = await makeAlert(ground)
    await put(ground, { kind: 'page', channelId: channel.id, ...about(alertId) })
    await ground.run()
    const posted = ground.http.take('/api/chat.postMessage')
    expect(posted.headers.authorization).toBe('Bearer xoxb-of-a-test')
    expect(posted.body).toMatchObject({ channel: 'C0TESTS', parse: 'none' })
    expect(JSON.stringify(posted.body.blocks)).toContain(`acknowledge:${alertId}`)

    await put(ground, {
      kind: 'page',
      transition: 'escalated',
      channelId: channel.id,
      ...about(alertId, 'nobody acknowledged for 10 minutes'),
    })
    await next()
    expect(ground.http.take('/api/chat.update').body.ts).toBe('1764064800.000001')
    expect(ground.http.take('/api/chat.postMessage').body).toMatchObject({
      thread_ts: '1764064800.000001',
      reply_broadcast: 'true',
    })

    await acknowledged(alertId)
    expect(await announceChanges(ground.now())).toBe(1)
    expect(await announceChanges(ground.now())).toBe(0)
    await next()
    const edited = JSON.stringify(ground.http.take('/api/chat.update').body)
    expect(edited).toContain('acknowledged by Olga')
    expect(edited).not.toContain('acknowledge:')
  })

  it('posts anew when its message is gone', async () => {
    const channel = await makeChannel(ground, { kind: 'slack' })
    const alertId = await makeAlert(ground)
    await put(ground, { kind: 'page', channelId: channel.id, ...about(alertId) })
    await ground.run()
    ground.http.take('/api/chat.postMessage')
    ground.http.answers('/api/chat.update', { status: 200, body: '{"ok":false,"error":"message_not_found"}' })
    await put(ground, { kind: 'page', channelId: channel.id, ...about(alertId) })
    await next()
    ground.http.take('/api/chat.update')
    expect(ground.http.take('/api/chat.postMessage').body.thread_ts).toBeUndefined()
  })

  it.each([
    [{ status: 429, headers: { 'retry-after': '30' } }, 'rate-limited', 30_000],
    [{ status: 429, headers: { 'retry-after': 'garbage' } }, 'rate-limited', 30_000],
    [{ status: 200, body: '{"ok":false,"error":"fatal_error"}' }, 'transient', 5_000],
    [{ status: 500 }, 'transient', 5_000],
    ['reset' as const, 'ambiguous', 5_000],
  ])('that answers %j is %s', async (answer, kind, waitMs) => {
    const channel = await makeChannel(ground, { kind: 'slack' })
    const id = await put(ground, { channelId: channel.id, ...about(await makeAlert(ground)) })
    ground.http.answers('/api/', answer)
    await ground.run()
    ground.http.take('/api/')
    expect(await attemptsOf(id)).toMatchObject([{ error_class: kind }])
    const { not_before } = (await rowOf(id)) as { not_before: Date }
    expect(not_before.getTime() - ground.now().getTime()).toBeGreaterThanOrEqual(waitMs)
    await emptyOutbox()
  })

  it('of the MSP writes to a person whose account is linked, and mails who has none', async () => {
    await makeChannel(ground, { kind: 'slack', customerId: null })
    const [linked, unlinked] = [
      await makeMember({ customers: [ground.customer] }),
      await makeMember({ customers: [ground.customer] }),
    ]
    await pool('owner').query('INSERT INTO slack_link VALUES ($1, $2, $3, now())', [
      'T0TESTS',
      `U${linked.id.slice(-6)}`,
      linked.id,
    ])
    const alertId = await makeAlert(ground)
    for (const { id } of [linked, unlinked])
      await put(ground, {
        kind: 'page',
        memberId: id,
        subjectId: alertId,
        alertIds: [alertId],
        payload: { reason: 'your turn', firing: [alertId], resolved: [], by: 'slack' },
      })
    await ground.run()
    expect(ground.http.take('/api/chat.postMessage').body.channel).toBe(`U${linked.id.slice(-6)}`)
    const mail = ground.smtp.take()
    expect(mail.to).toEqual([unlinked.email])
    expect(mail.mail.text).toContain('came here because Slack failed')
    await pool('owner').query(
      `UPDATE channel SET disabled_at = now() WHERE customer_id IS NULL AND kind = 'slack'`,
    )
  })
})

describe('mail', () => {
  it('threads by its subject and keeps its id over a retry', async () => {
    const channel = await makeChannel(ground, { kind: 'email' })
    const alertId = await makeAlert(ground)
    ground.smtp.answers({ at: 'rcpt', code: 451 })
    const id = await put(ground, { channelId: channel.id, ...about(alertId) })
    await ground.run()
    ground.pass(5_000)
    await ground.run()
    const { mail, to } = ground.smtp.take()
    expect(to).toEqual(['team@msp.example'])
    expect(mail.messageId).toBe(`<${id}@localhost>`)
    expect(mail.references).toBe(`<subject.${alertId}@localhost>`)
    expect(mail.subject).toContain('[Critical]')
    expect(mail.headers.get('list')).toMatchObject({ id: { id: 'alerts.localhost' } })
    expect(mail.text).not.toContain('/a/') // nobody's own mail: no link that acts for somebody
  })

  it.each([
    [{ at: 'rcpt' as const, code: 550 }, 'permanent', 'dead'],
    [{ at: 'data' as const, code: 554 }, 'rejected', 'dead'],
    ['drop' as const, 'ambiguous', 'pending'],
  ])('that is answered %j is %s', async (answer, kind, status) => {
    const owner = await makeMember({ role: 'manager', customers: [ground.customer] })
    const channel = await makeChannel(ground, { kind: 'email', ownerId: owner.id })
    ground.smtp.answers(answer)
    const id = await put(ground, { channelId: channel.id, ...about(await makeAlert(ground)) })
    await ground.run()
    if (answer === 'drop') ground.smtp.take()
    if (kind === 'permanent') expect(ground.smtp.take().to).toEqual([owner.email])
    expect(await rowOf(id)).toMatchObject({
      status,
      error_class: kind,
      possible_repeat: kind === 'ambiguous',
    })
  })
})

describe('PagerDuty', () => {
  it('hears begin, acknowledgement and end under the alert’s id, and its broken key', async () => {
    const owner = await makeMember({ role: 'manager', customers: [ground.customer] })
    const channel = await makeChannel(ground, { kind: 'pagerduty', ownerId: owner.id })
    const alertId = await makeAlert(ground)
    await put(ground, { channelId: channel.id, ...about(alertId) })
    await ground.run()
    await acknowledged(alertId)
    await announceChanges(ground.now())
    await next()
    await changeAlert(alertId, `state = 'resolved'`)
    const end = {
      subjectId: alertId,
      alertIds: [alertId],
      payload: { reason: 'resolved', firing: [], resolved: [alertId] },
    }
    await put(ground, { channelId: channel.id, transition: 'resolved', ...end })
    await next()
    const events = [1, 2, 3].map(() => ground.http.take('/v2/enqueue').body)
    expect(events.map(({ event_action }) => event_action)).toEqual(['trigger', 'acknowledge', 'resolve'])
    expect(new Set(events.map(({ dedup_key }) => dedup_key))).toEqual(new Set([alertId]))
    ground.http.answers('/v2/enqueue', {
      status: 400,
      body: '{"status":"invalid event","errors":["Invalid routing key"]}',
    })
    const id = await put(ground, { channelId: channel.id, ...about(await makeAlert(ground)) })
    await next()
    ground.http.take('/v2/enqueue')
    expect(await rowOf(id)).toMatchObject({ error_class: 'permanent' })
    expect(ground.smtp.take().to).toEqual([owner.email])
  })
})

describe('the daily check of a channel', () => {
  it('is sent once a day where it is switched on', async () => {
    const channel = await makeChannel(ground)
    await pool('owner').query('UPDATE channel SET canary = true WHERE id = $1', [channel.id])
    for (let hour = 0; hour <= 25; hour++) {
      await sendCanaries(ground.now())
      await ground.run()
      ground.pass(3_600_000)
    }
    for (const _day of [1, 2])
      expect(ground.http.take(channel.path).raw).toContain('The daily check of this channel')
    await pool('owner').query('UPDATE channel SET canary = false')
  })
})
