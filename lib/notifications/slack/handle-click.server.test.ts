import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { memberById } from '#lib/access/member-by-id.server.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import {
  eventsOf,
  type Ground,
  makeAlert,
  makeChannel,
  startGround,
} from '../outbox/ground-for-tests.server.ts'
import { createSlackClicks, type SlackClicks } from './handle-click.server.ts'
import { linkSlackAccount } from './link-account.server.ts'

let ground: Ground
let server: Server
let clicks: SlackClicks
let channelId = ''
const errors: unknown[] = []

beforeAll(async () => {
  ground = await startGround()
  clicks = createSlackClicks({ now: ground.now, onError: (error) => errors.push(error) })
  server = createServer((req, res) => {
    if (!clicks.handle(req, res)) res.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  channelId = (await makeChannel(ground, { kind: 'slack' })).id
})
afterEach(() => {
  ground.http.expectNothingElse()
  expect(errors.splice(0)).toEqual([])
})
afterAll(async () => {
  server.close()
  await ground.stop()
  await closePools()
})

type Asked = {
  user?: string
  team?: string
  alertId: string
  verb?: string
  at?: number
  secret?: string
  channel?: string
}

async function click({
  user = 'U0NOBODY',
  team = 'T0TESTS',
  alertId,
  verb = 'acknowledge',
  at,
  secret,
  channel,
}: Asked) {
  const payload = JSON.stringify({
    type: 'block_actions',
    team: { id: team },
    user: { id: user },
    response_url: `${ground.http.url}/actions/reply`,
    actions: [{ action_id: `${verb}:${alertId}`, value: alertId }],
  })
  const body = new URLSearchParams({ payload }).toString()
  const timestamp = String(Math.floor((at ?? ground.now().getTime()) / 1_000))
  const signature = `v0=${createHmac('sha256', secret ?? 'signing-secret-of-a-test')
    .update(`v0:${timestamp}:${body}`)
    .digest('hex')}`
  const { port } = server.address() as AddressInfo
  const reply = await fetch(`http://127.0.0.1:${port}/intake/slack/${channel ?? channelId}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
    },
  })
  await clicks.settled()
  return reply.status
}

let linked = 0
async function linkedPerson(given: { customers?: { id: string }[]; role?: 'operator' | 'customer' } = {}) {
  const member = await makeMember({
    role: given.role ?? 'operator',
    customers: given.customers ?? [ground.customer],
    name: 'Olga',
  })
  const user = `U0LINKED${linked++}`
  await pool('owner').query('INSERT INTO slack_link VALUES ($1, $2, $3, $4)', [
    'T0TESTS',
    user,
    member.id,
    ground.now(),
  ])
  return { member, user }
}

const stateOf = async (alertId: string) =>
  (
    await pool('owner').query('SELECT state, snoozed_until, acknowledged_name FROM alert WHERE id = $1', [
      alertId,
    ])
  ).rows[0]

describe('a click that is not Slack’s', () => {
  const minutes = 60_000
  it.each([
    ['a wrong secret', { secret: 'another secret' }],
    ['a signature older than five minutes', { at: -5 * minutes - 1_000 }],
    ['a signature of the future', { at: 5 * minutes + 1_000 }],
    ['a channel that is not there', { channel: '00000000-0000-7000-8000-000000000000' }],
  ])('with %s is refused', async (_name, given) => {
    const { user } = await linkedPerson()
    const alertId = await makeAlert(ground)
    const at = 'at' in given ? { at: ground.now().getTime() + given.at } : {}
    expect(await click({ user, alertId, ...given, ...at })).toBe(401)
    expect(await stateOf(alertId)).toMatchObject({ state: 'open' })
  })

  it('of another workspace does nothing', async () => {
    const alertId = await makeAlert(ground)
    expect(await click({ team: 'T0OTHER', alertId })).toBe(200)
    expect(await stateOf(alertId)).toMatchObject({ state: 'open' })
  })
})

describe('a click of somebody we know', () => {
  it('acknowledges in their name, and a second one changes nothing and says nothing', async () => {
    const { user } = await linkedPerson()
    const alertId = await makeAlert(ground)
    await pool('owner').query('UPDATE alert SET version = 1 WHERE id = $1', [alertId])
    expect([await click({ user, alertId }), await click({ user, alertId })]).toEqual([200, 200])
    expect(await stateOf(alertId)).toMatchObject({ state: 'acknowledged', acknowledged_name: 'Olga' })
    expect((await eventsOf(alertId)).map(({ kind }) => kind)).toEqual(['opened', 'acknowledged'])
    const { rows } = await pool('owner').query(
      `SELECT actor_kind FROM alert_event WHERE alert_id = $1 AND seq = 2`,
      [alertId],
    )
    expect(rows).toEqual([{ actor_kind: 'slack' }])
  })

  it('snoozes for an hour', async () => {
    const { user } = await linkedPerson()
    const alertId = await makeAlert(ground)
    await click({ user, alertId, verb: 'snooze-1h' })
    expect((await stateOf(alertId)).snoozed_until).toEqual(new Date(ground.now().getTime() + 3_600_000))
  })

  it.each([
    ['who may not see the customer', 'operator', 'no such alert'],
    ['who is a customer', 'customer', 'may not act'],
  ] as const)('%s is refused with words', async (_who, role, words) => {
    const { user } = await linkedPerson({
      role,
      customers: role === 'customer' ? [ground.customer] : [await makeCustomer()],
    })
    const alertId = await makeAlert(ground)
    await click({ user, alertId })
    expect(ground.http.take('/actions/reply').raw).toContain(words)
    expect(await stateOf(alertId)).toMatchObject({ state: 'open' })
  })

  it('who was disabled is refused', async () => {
    const { user, member } = await linkedPerson()
    await pool('owner').query('UPDATE member SET disabled_at = now() WHERE id = $1', [member.id])
    await click({ user, alertId: await makeAlert(ground) })
    expect(ground.http.take('/actions/reply').raw).toContain('not active')
  })
})

describe('a click of somebody we do not know', () => {
  it('is asked to link, and linking does what was clicked', async () => {
    const alertId = await makeAlert(ground)
    await click({ user: 'U0NEW', alertId })
    const { text, response_type } = ground.http.take('/actions/reply').body
    expect(response_type).toBe('ephemeral')
    const token = /link=([\w.-]+)\|/.exec(String(text))?.[1] ?? ''
    const member = await memberById((await makeMember({ customers: [ground.customer] })).id)
    if (!member) throw new Error('the member is not there')
    expect(await linkSlackAccount(member, token, ground.now())).toMatchObject({
      slackUserId: 'U0NEW',
      did: 'The alert is acknowledged.',
    })
    expect(await stateOf(alertId)).toMatchObject({ state: 'acknowledged' })
    await expect(linkSlackAccount(member, `${token}x`, ground.now())).rejects.toMatchObject({
      code: 'bad-request',
    })
    const later = new Date(ground.now().getTime() + 3_600_001)
    await expect(linkSlackAccount(member, token, later)).rejects.toMatchObject({ code: 'bad-request' })
  })
})
