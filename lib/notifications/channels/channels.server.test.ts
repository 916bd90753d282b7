import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { newChannelSchema } from '../contract.ts'
import { listMessages, messagesOfAlert, readMessage, retryMessage } from '../log/messages.server.ts'
import {
  emptyOutbox,
  type Ground,
  makeAlert,
  makeChannel,
  put,
  startGround,
} from '../outbox/ground-for-tests.server.ts'
import { makeRoute } from '../routing/routing.test-data.ts'
import { addChannel, changeChannel, disableChannel, listChannels, mendChannel } from './manage.server.ts'
import { testChannel } from './test/test-channel.server.ts'

let ground: Ground
let manager: Member
let stranger: Member
let admin: Member
beforeAll(async () => {
  ground = await startGround()
  await emptyOutbox()
  const person = async (role: 'manager' | 'admin', customers: { id: string }[]): Promise<Member> => ({
    ...(await makeMember({ role, customers })),
    signInId: '',
  })
  manager = await person('manager', [ground.customer])
  stranger = await person('manager', [await makeCustomer()])
  const made = await person('admin', [])
  admin = { ...made, scope: { customerIds: [ground.customer.id] } }
})
afterAll(async () => {
  ground.http.expectNothingElse()
  await ground.stop()
  await closePools()
})

const webhook = (given: object = {}) =>
  newChannelSchema.parse({
    customerId: ground.customer.id,
    name: 'On call',
    settings: { kind: 'webhook' },
    secrets: { url: `${ground.http.url}/hook/secret-path` },
    ...given,
  })
const changeOf = (given: object, version: number) => {
  const { customerId: _customer, ...rest } = webhook(given)
  return { ...rest, version }
}

describe('a channel', () => {
  it('shows a signing key that was made once, and no secret ever again', async () => {
    const made = await addChannel(manager, webhook(), ground.now())
    expect(made.signingKey).toMatch(/^whsec_/)
    expect(made.settings).toEqual({ kind: 'webhook', host: ground.http.url })
    expect(made.holds.sort()).toEqual(['signingKey', 'url'])
    const shown = JSON.stringify(await listChannels(manager))
    expect(shown).not.toContain('secret-path')
    expect(shown).not.toContain(made.signingKey?.slice(6))
    const { rows } = await pool('owner').query(
      `SELECT encode(sealed, 'escape') AS sealed, (SELECT jsonb_agg(data)::text FROM audit WHERE subject_id = $1) AS trail FROM channel WHERE id::text = $1`,
      [made.channelId],
    )
    expect(JSON.stringify(rows)).not.toContain('secret-path')
  })

  it('keeps its secrets when it is changed without them, and two who change it at once are told', async () => {
    const made = await addChannel(manager, webhook(), ground.now())
    const now = await changeChannel(
      manager,
      made.channelId,
      changeOf({ name: 'Renamed', secrets: {} }, 1),
      ground.now(),
    )
    expect(now).toMatchObject({ name: 'Renamed', version: 2, holds: expect.arrayContaining(['url']) })
    await expect(changeChannel(manager, made.channelId, changeOf({}, 1), ground.now())).rejects.toMatchObject(
      {
        code: 'conflict',
      },
    )
  })

  it.each([
    [{ secrets: {} }, 'needs the address'],
    [{ secrets: { url: 'http://169.254.169.254/latest' } }, 'cannot be used'],
    [
      { settings: { kind: 'slack', slackChannel: 'C0123ABCD' }, secrets: { botToken: 'xoxb-1234567890' } },
      'signing secret',
    ],
    [{ settings: { kind: 'pagerduty' }, secrets: {} }, 'integration key'],
  ])('is refused with words when it cannot work', async (given, words) => {
    await expect(addChannel(manager, webhook(given), ground.now())).rejects.toThrow(words)
  })

  it('of all customers is for administrators alone', async () => {
    await expect(addChannel(manager, webhook({ customerId: null }), ground.now())).rejects.toMatchObject({
      code: 'not-allowed',
    })
    const made = await addChannel(admin, webhook({ customerId: null }), ground.now())
    await expect(testChannel(manager, made.channelId, ground.now())).rejects.toMatchObject({
      code: 'not-allowed',
    })
    expect((await listChannels(manager)).channels.map(({ channelId }) => channelId)).toContain(made.channelId)
    await disableChannel(admin, made.channelId, ground.now())
  })

  it('of another customer is not there, to be seen or to stand in', async () => {
    const made = await addChannel(manager, webhook(), ground.now())
    expect((await listChannels(stranger)).channels.map(({ channelId }) => channelId)).not.toContain(
      made.channelId,
    )
    for (const act of [testChannel, mendChannel, disableChannel])
      await expect(act(stranger, made.channelId, ground.now())).rejects.toMatchObject({ code: 'not-found' })
    const foreign = webhook({ customerId: stranger.scope.customerIds[0], fallbackId: made.channelId })
    await expect(addChannel(stranger, foreign, ground.now())).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is not taken away from the route that tells it', async () => {
    const made = await addChannel(manager, webhook(), ground.now())
    const id = manager.scope.customerIds[0] ?? ''
    await makeRoute({ id }, { name: 'Night', channelIds: [made.channelId] })
    await expect(disableChannel(manager, made.channelId, ground.now())).rejects.toThrow('Night')
    expect((await listChannels(manager)).channels).toContainEqual(
      expect.objectContaining({ channelId: made.channelId, disabled: false }),
    )
  })

  it('is tested by sending, and shows what the far end really said', async () => {
    const made = await addChannel(manager, webhook(), ground.now())
    ground.http.answers('/hook/secret-path', { status: 404, body: '<h1>Not here</h1>' })
    const { outboxId } = await testChannel(manager, made.channelId, ground.now())
    await ground.run()
    ground.http.take('/hook/secret-path')
    expect(await readMessage(manager.scope, outboxId)).toMatchObject({
      status: 'dead',
      destination: 'On call',
      deliveries: [{ outcome: 'failed', errorClass: 'permanent', answer: 'Not here', statusCode: 404 }],
    })
    const { channels } = await listChannels(manager)
    expect(channels.find(({ channelId }) => channelId === made.channelId)).toMatchObject({
      brokenReason: 'Not here',
      dead: 1,
    })
    await pool('owner').query(`UPDATE outbox SET status = 'obsolete' WHERE kind = 'notice'`)
    ground.smtp.arrived.splice(0)
  })
})

describe('a message that was given up', () => {
  it('stands among the dead, and goes out when somebody asks for it again', async () => {
    const channel = await makeChannel(ground)
    const alertId = await makeAlert(ground)
    const payload = { reason: 'first notification', firing: [alertId], resolved: [] }
    const id = await put(ground, { channelId: channel.id, alertIds: [alertId], payload })
    ground.http.answers(channel.path, { status: 400, body: 'bad payload' })
    await ground.run()
    const dead = await listMessages(manager.scope, { status: 'dead', channel: channel.id })
    expect(dead.messages).toMatchObject([{ outboxId: id, reason: 'first notification; bad payload' }])
    expect(await readMessage(stranger.scope, id)).toBeNull()
    await expect(retryMessage(stranger, id, ground.now())).rejects.toMatchObject({ code: 'not-found' })
    await retryMessage(manager, id, ground.now())
    await ground.run()
    expect((await messagesOfAlert(manager.scope, alertId))?.messages).toMatchObject([
      { status: 'sent', deliveries: [{ outcome: 'failed' }, { outcome: 'sent' }] },
    ])
    expect(await messagesOfAlert(stranger.scope, alertId)).toBeNull()
    await expect(retryMessage(manager, id, ground.now())).rejects.toMatchObject({ code: 'already-done' })
    ground.http.take(channel.path)
    ground.http.take(channel.path)
  })
})
