import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeMember } from '#lib/db/test-customers.server.ts'
import {
  attemptsOf,
  changeAlert,
  emptyOutbox,
  eventsOf,
  type Ground,
  makeAlert,
  makeChannel,
  put,
  rowOf,
  startGround,
} from './ground-for-tests.server.ts'

let ground: Ground
beforeAll(async () => {
  ground = await startGround()
})
beforeEach(async () => {
  await emptyOutbox()
  ground.told.delivered.length = 0
  ground.told.undelivered.length = 0
})
afterEach(() => {
  ground.http.expectNothingElse()
  ground.smtp.expectNothingElse()
  expect(ground.errors.splice(0)).toEqual([])
})
afterAll(async () => {
  await ground.stop()
  await closePools()
})

const firing = (alertId: string) => ({
  alertIds: [alertId],
  payload: { reason: 'first notification', firing: [alertId], resolved: [] },
})

describe('a message that is taken', () => {
  it('is sent once and stands in the log, in the timeline and with its group', async () => {
    const channel = await makeChannel(ground)
    const alertId = await makeAlert(ground)
    const id = await put(ground, { channelId: channel.id, groupId: crypto.randomUUID(), ...firing(alertId) })
    await ground.run()
    await ground.run()
    const { headers, raw } = ground.http.take(channel.path)
    const key = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
    const signature = new Webhook(key).sign(String(headers['webhook-id']), ground.now(), raw)
    expect(headers['webhook-signature']).toBe(signature)
    expect(JSON.parse(raw)).toMatchObject({
      type: 'alert.fired',
      data: { possibleRepeat: false, alerts: [{ alertId, state: 'open', value: 0.062 }] },
    })
    expect(await rowOf(id)).toMatchObject({ status: 'sent', attempts: 1 })
    expect(await attemptsOf(id)).toMatchObject([
      { outcome: 'sent', status_code: 200, answer: 'thanks', destination: 'the webhook' },
    ])
    expect(await eventsOf(alertId)).toMatchObject([
      { kind: 'opened' },
      { seq: 2, kind: 'notified', data: { destination: 'the webhook', possibleRepeat: false } },
    ])
    expect(ground.told.delivered.map((row) => row.id)).toEqual([id])
    const { rows } = await pool('owner').query('SELECT version, first_notified_at FROM alert WHERE id = $1', [
      alertId,
    ])
    expect(rows[0]).toEqual({ version: 2, first_notified_at: ground.now() })
  })
})

describe('a message that is refused', () => {
  it('is tried again after 5 s, 15 s and 1 min, and says nothing of a repeat', async () => {
    const channel = await makeChannel(ground)
    const alertId = await makeAlert(ground)
    const id = await put(ground, { channelId: channel.id, ...firing(alertId) })
    ground.http.answers(channel.path, { status: 500 }, { status: 503 }, 'ok')
    await ground.run()
    for (const waitMs of [5_000, 15_000]) {
      ground.pass(waitMs - 1)
      await ground.run()
      ground.pass(1)
      await ground.run()
    }
    const bodies = [1, 2, 3].map(() => ground.http.take(channel.path))
    expect(new Set(bodies.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(bodies.map(({ body }) => (body.data as { possibleRepeat: boolean }).possibleRepeat)).toEqual([
      false,
      false,
      false,
    ])
    expect(await rowOf(id)).toMatchObject({ status: 'sent', attempts: 3 })
    expect(await attemptsOf(id)).toMatchObject([
      { outcome: 'failed', error_class: 'transient' },
      { status_code: 503 },
      { outcome: 'sent' },
    ])
  })

  it.each(['hang', 'reset'] as const)(
    'by %s may have arrived: the next one says "possible repeat"',
    async (answer) => {
      const channel = await makeChannel(ground, { kind: 'slack-webhook' })
      const alertId = await makeAlert(ground)
      const id = await put(ground, { channelId: channel.id, ...firing(alertId) })
      ground.http.answers(channel.path, answer)
      await ground.run()
      ground.pass(5_000)
      await ground.run()
      expect(ground.http.take(channel.path).raw).not.toContain('possible repeat')
      expect(ground.http.take(channel.path).raw).toContain('possible repeat')
      expect(await attemptsOf(id)).toMatchObject([
        { error_class: 'ambiguous' },
        { outcome: 'sent', possible_repeat: true },
      ])
    },
  )

  it('with "wait" waits as told, and holds up no other channel', async () => {
    const [waiting, other] = [await makeChannel(ground), await makeChannel(ground)]
    const alertId = await makeAlert(ground)
    ground.http.answers(waiting.path, { status: 429, headers: { 'retry-after': '90' } })
    await put(ground, { channelId: waiting.id, ...firing(alertId) })
    await ground.run()
    await put(ground, { channelId: waiting.id, ...firing(alertId) })
    await put(ground, { channelId: other.id, ...firing(alertId) })
    await ground.run()
    ground.http.take(waiting.path)
    ground.http.take(other.path)
    ground.pass(80_000)
    await ground.run()
    ground.http.expectNothingElse()
    ground.pass(11_001)
    await ground.run()
    ground.http.take(waiting.path)
    ground.http.take(waiting.path)
  })

  it('by silence holds up no other far end while it is waited for', async () => {
    const [slow, quick] = [await makeChannel(ground), await makeChannel(ground)]
    const alertId = await makeAlert(ground)
    let letGo = (): void => undefined
    const after = new Promise<void>((resolve) => {
      letGo = resolve
    })
    ground.http.answers(slow.path, { after })
    const held = await put(ground, { channelId: slow.id, ...firing(alertId) })
    for (let i = 0; i < 3; i++) await put(ground, { channelId: quick.id, ...firing(alertId) })
    const running = ground.run()
    const reached = () => ground.http.arrived.filter(({ path }) => path === quick.path).length
    await expect.poll(reached).toBe(3)
    expect(await rowOf(held)).toMatchObject({ status: 'leased' })
    letGo()
    await running
    expect(await rowOf(held)).toMatchObject({ status: 'sent' })
    ground.http.take(slow.path)
    for (let i = 0; i < 3; i++) ground.http.take(quick.path)
  })

  it('for good breaks the channel, uses the one that stands in at once and tells the owner by mail', async () => {
    const owner = await makeMember({ role: 'manager', customers: [ground.customer], name: 'Olga' })
    const standIn = await makeChannel(ground, { name: 'the stand-in' })
    const channel = await makeChannel(ground, {
      kind: 'slack-webhook',
      fallbackId: standIn.id,
      ownerId: owner.id,
    })
    const alertId = await makeAlert(ground)
    const id = await put(ground, { channelId: channel.id, groupId: crypto.randomUUID(), ...firing(alertId) })
    ground.http.answers(channel.path, { status: 404, body: 'no_service' })
    await ground.run()
    ground.http.take(channel.path)
    expect(ground.http.take(standIn.path).raw).toContain(
      'came here because another channel failed (no_service)',
    )
    const mail = ground.smtp.take()
    expect(mail.to).toEqual([owner.email])
    expect(mail.mail.subject).toContain('is broken')
    expect(await rowOf(id)).toMatchObject({ status: 'moved', error_class: 'permanent' })
    expect((await eventsOf(alertId)).map(({ kind }) => kind)).toEqual(['opened', 'notify-moved', 'notified'])
    // what comes later goes by at once, and nobody is told again
    ground.pass(1_000)
    await put(ground, { channelId: channel.id, ...firing(alertId) })
    await ground.run()
    ground.http.take(standIn.path)
  })

  it('three times goes to the channel that stands in', async () => {
    const standIn = await makeChannel(ground)
    const channel = await makeChannel(ground, { fallbackId: standIn.id })
    const alertId = await makeAlert(ground)
    await put(ground, { channelId: channel.id, ...firing(alertId) })
    ground.http.answers(channel.path, { status: 500 }, { status: 500 }, { status: 500 })
    for (const waitMs of [0, 5_000, 15_000]) {
      ground.pass(waitMs)
      await ground.run()
    }
    for (let i = 0; i < 3; i++) ground.http.take(channel.path)
    ground.http.take(standIn.path)
  })

  it('between two channels that stand in for each other ends dead, not in a circle', async () => {
    const owner = await makeMember({ role: 'manager', customers: [ground.customer] })
    const a = await makeChannel(ground, { ownerId: owner.id })
    const b = await makeChannel(ground, { fallbackId: a.id, ownerId: owner.id })
    await pool('owner').query('UPDATE channel SET fallback_id = $2 WHERE id = $1', [a.id, b.id])
    const alertId = await makeAlert(ground)
    await put(ground, { channelId: a.id, ...firing(alertId) })
    ground.http.answers(a.path, { status: 410 })
    ground.http.answers(b.path, { status: 410 })
    await ground.run()
    ground.http.take(a.path)
    ground.http.take(b.path)
    const kinds = (await eventsOf(alertId)).map(({ kind }) => kind)
    expect(kinds).toEqual(['opened', 'notify-moved', 'notify-failed'])
    expect([ground.smtp.take().to, ground.smtp.take().to]).toEqual([[owner.email], [owner.email]])
  })
})

describe('news that is old', () => {
  it('of a beginning that is over is not told; its end is, if the beginning was', async () => {
    const channel = await makeChannel(ground)
    const [over, told] = [await makeAlert(ground), await makeAlert(ground)]
    const dropped = await put(ground, {
      channelId: channel.id,
      groupId: crypto.randomUUID(),
      ...firing(over),
    })
    await changeAlert(over, `state = 'resolved'`)
    await changeAlert(told, `state = 'resolved', resolve_reason = 'missing_series'`)
    await put(ground, {
      channelId: channel.id,
      transition: 'resolved',
      alertIds: [told],
      payload: { reason: 'all alerts resolved', firing: [], resolved: [told] },
    })
    await ground.run()
    expect(ground.http.take(channel.path).body.type).toBe('alert.resolved')
    expect(await rowOf(dropped)).toMatchObject({
      status: 'obsolete',
      error: 'it was over before it could be told',
    })
    expect(ground.told.undelivered.map(({ id }) => id)).toEqual([dropped])
  })

  it('wakes nobody for what somebody acknowledged', async () => {
    const member = await makeMember({ customers: [ground.customer] })
    const alertId = await makeAlert(ground)
    await put(ground, { kind: 'page', memberId: member.id, ...firing(alertId) })
    await changeAlert(alertId, `state = 'acknowledged'`)
    await ground.run()
    ground.smtp.expectNothingElse()
  })

  it('is told to nobody who may not see the customer any more', async () => {
    const member = await makeMember({ customers: [] })
    const id = await put(ground, { kind: 'page', memberId: member.id, ...firing(await makeAlert(ground)) })
    await ground.run()
    expect(await rowOf(id)).toMatchObject({ status: 'obsolete' })
  })
})

describe('a sender that dies or sleeps', () => {
  it('after it sent: the next one sends again and says so', async () => {
    const channel = await makeChannel(ground)
    const alertId = await makeAlert(ground)
    await put(ground, { channelId: channel.id, ...firing(alertId) })
    const dying = ground.sender({
      send: async (...asked) => {
        const { send } = await import('../channels/send.server.ts')
        await send(...asked)
        return new Promise<never>(() => undefined)
      },
    })
    await dying.deliverDue()
    await expect.poll(() => ground.http.arrived.filter(({ path }) => path === channel.path).length).toBe(1)
    ground.pass(14_999)
    await ground.run()
    ground.pass(2)
    await ground.run()
    const sent = [ground.http.take(channel.path), ground.http.take(channel.path)]
    expect(sent.map(({ body }) => (body.data as { possibleRepeat: boolean }).possibleRepeat)).toEqual([
      false,
      true,
    ])
    expect((await eventsOf(alertId)).filter(({ kind }) => kind === 'notified')).toHaveLength(1)
  })

  it('after it sent, and the alert is over since: it counts as told, so that its end is told too', async () => {
    const channel = await makeChannel(ground)
    const alertId = await makeAlert(ground)
    const id = await put(ground, { channelId: channel.id, groupId: crypto.randomUUID(), ...firing(alertId) })
    ground.http.answers(channel.path, 'reset')
    await ground.run()
    ground.http.take(channel.path)
    await changeAlert(alertId, `state = 'resolved'`)
    ground.pass(5_000)
    await ground.run()
    expect(await rowOf(id)).toMatchObject({ status: 'obsolete' })
    expect(ground.told.delivered.map((row) => row.id)).toEqual([id])
    expect((await eventsOf(alertId)).map(({ kind }) => kind)).toEqual(['opened', 'notified'])
  })

  it('and wakes up late changes nothing', async () => {
    const channel = await makeChannel(ground)
    const alertId = await makeAlert(ground)
    const id = await put(ground, { channelId: channel.id, groupId: crypto.randomUUID(), ...firing(alertId) })
    let wakeUp = (): void => undefined
    const asleep = new Promise<void>((resolve) => {
      wakeUp = resolve
    })
    const sleeper = ground.sender({
      send: async () => {
        await asleep
        return {
          ok: false,
          failure: { class: 'permanent', statusCode: 410, answer: 'gone', retryAfterMs: null },
        }
      },
    })
    await sleeper.deliverDue()
    await expect.poll(async () => (await attemptsOf(id)).length).toBe(1)
    ground.pass(15_001)
    await ground.run()
    wakeUp()
    await sleeper.settled()
    ground.http.take(channel.path)
    expect(await rowOf(id)).toMatchObject({ status: 'sent', attempts: 2 })
    expect((await eventsOf(alertId)).map(({ kind }) => kind)).toEqual(['opened', 'notified'])
    const { rows } = await pool('owner').query('SELECT broken_at FROM channel WHERE id = $1', [channel.id])
    expect(rows[0].broken_at).toBeNull()
  })

  it('two at once send each message once', async () => {
    const channels = await Promise.all(Array.from({ length: 6 }, () => makeChannel(ground)))
    const alertId = await makeAlert(ground)
    for (const { id } of channels)
      for (let i = 0; i < 3; i++) await put(ground, { channelId: id, ...firing(alertId) })
    const senders = [ground.sender(), ground.sender()]
    for (let i = 0; i < 4; i++) {
      await Promise.all(senders.map((one) => one.deliverDue()))
      await Promise.all(senders.map((one) => one.settled()))
    }
    for (const { path } of channels) for (let i = 0; i < 3; i++) ground.http.take(path)
  })
})

describe('a storm', () => {
  it('is told in a digest once the hour’s messages are said, and every group hears of it', async () => {
    const channel = await makeChannel(ground, { budgetPerHour: 2 })
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      const alertId = await makeAlert(ground, { title: `Loss ${i}` })
      ids.push(await put(ground, { channelId: channel.id, groupId: crypto.randomUUID(), ...firing(alertId) }))
    }
    await ground.run()
    ground.http.take(channel.path)
    ground.http.take(channel.path)
    ground.http.expectNothingElse()
    ground.pass(5 * 60_000)
    await ground.run()
    const { body } = ground.http.take(channel.path)
    expect((body.data as { alerts: unknown[] }).alerts).toHaveLength(3)
    expect(
      ground.told.delivered
        .filter(({ kind }) => kind === 'group')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids.sort())
    expect(await rowOf(ids[4] ?? '')).toMatchObject({ status: 'bundled' })
  })

  it('lets first words go before repeats', async () => {
    const channel = await makeChannel(ground)
    const [late, first] = [
      await makeAlert(ground, { title: 'a repeat' }),
      await makeAlert(ground, { title: 'a first word' }),
    ]
    await put(ground, { channelId: channel.id, priority: 5, ...firing(late) })
    await put(ground, { channelId: channel.id, priority: 0, ...firing(first) })
    await ground.run()
    expect(ground.http.take(channel.path).raw).toContain('a first word')
    expect(ground.http.take(channel.path).raw).toContain('a repeat')
  })
})
