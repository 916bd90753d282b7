import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { disableIntegration, rotateIntegration } from './asked/integrations.server.ts'
import { deliveriesOf, hmacOf, makeIntegration, makeSetter, openDoor, type Setter } from './test-source.server.ts'

let door: Awaited<ReturnType<typeof openDoor>>
let setter: Setter

beforeAll(async () => {
  setter = await makeSetter()
})
beforeEach(async () => {
  door = await openDoor()
  return () => door.close()
})
afterAll(closePools)

const own = JSON.stringify({ title: 'Backup failed', key: 'backup' })

describe('who knocks', () => {
  test('with the right secret is stored as it came, without the secret, and answered', async () => {
    const { id, path, secret } = await makeIntegration(setter, {})
    const answer = await door.post(path, own, {
      'content-type': 'application/json',
      authorization: 'Basic c2VjcmV0',
      cookie: 'a=b',
      'x-api-key': 'mine',
      'user-agent': 'check/1',
    })
    expect([answer.status, await answer.json()]).toEqual([202, expect.objectContaining({ status: 'accepted', duplicate: false })])
    const [stored] = await deliveriesOf(id)
    expect(stored).toMatchObject({ status: 'received', duplicates: 0, headers: { 'content-type': 'application/json', 'user-agent': 'check/1' } })
    expect(stored?.body.toString()).toBe(own)
    expect(JSON.stringify(stored)).not.toMatch(new RegExp(`${secret}|c2VjcmV0|a=b|mine`))
    const { rows } = await pool('owner').query('SELECT last_received_at, secret_hash FROM integration WHERE id = $1', [id])
    expect(rows[0].last_received_at.getTime()).toBe(door.clock.now)
    expect(rows[0].secret_hash.toString()).not.toContain(secret)
  })

  test('may bring the secret as bearer or as a password instead', async () => {
    const { id, secret } = await makeIntegration(setter, {})
    const bearer = await door.post(`/intake/${id}`, own, { authorization: `Bearer ${secret}` })
    const basic = await door.post(`/intake/${id}`, own, { authorization: `Basic ${btoa(`earshot:${secret}`)}` }, 'PUT')
    expect([bearer.status, basic.status]).toEqual([202, 202])
  })

  test('with a wrong secret is told so, and it is seen that something knocked: one line, nothing of what it brought', async () => {
    const { id, path } = await makeIntegration(setter, {})
    const wrong = `/intake/${id}/${'x'.repeat(32)}`
    for (let i = 0; i < 3; i += 1) {
      expect((await door.post(wrong, own)).status).toBe(401)
      door.clock.now += 11_000
    }
    const [noted, ...more] = await deliveriesOf(id)
    expect(noted).toMatchObject({ status: 'refused', problem: expect.stringContaining('wrong secret'), duplicates: 2 })
    expect([noted?.body.length, more.length]).toEqual([0, 0])
    expect((await door.post(path, own)).status).toBe(202)
  })

  test.each([
    ['an unknown integration', `/intake/${crypto.randomUUID()}/${'x'.repeat(32)}`, 404],
    ['no id at all', '/intake/', 404],
    ['a path beyond', `/intake/${crypto.randomUUID()}/${'x'.repeat(32)}/more`, 404],
  ])('at %s finds nothing', async (_what, path, status) => {
    expect((await door.post(path, own)).status).toBe(status)
  })

  test('that guesses is slowed down, not answered', async () => {
    const { id } = await makeIntegration(setter, {})
    const tries = await Promise.all(Array.from({ length: 70 }, () => door.post(`/intake/${id}/${'y'.repeat(32)}`, own)))
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([401, 503]))
  })

  test('with the secret of another integration is a stranger', async () => {
    const [mine, other] = [await makeIntegration(setter, {}), await makeIntegration(await makeSetter(), {})]
    expect((await door.post(`/intake/${mine.id}/${other.secret}`, own)).status).toBe(401)
  })

  test('after a rotation both secrets hold for a day, then the new one alone', async () => {
    const { id, path } = await makeIntegration(setter, {})
    const next = await rotateIntegration(setter.member, id, new Date(door.clock.now))
    const newPath = new URL(next.url).pathname
    expect([(await door.post(path, own)).status, (await door.post(newPath, own)).status]).toEqual([202, 202])
    door.clock.now += 24 * 3_600_000
    expect([(await door.post(path, own)).status, (await door.post(newPath, own)).status]).toEqual([401, 202])
  })

  test('at a disabled integration finds nothing', async () => {
    const { id, path } = await makeIntegration(setter, {})
    await disableIntegration(setter.member, id, new Date(door.clock.now))
    expect((await door.post(path, own)).status).toBe(404)
  })
})

describe('the same again', () => {
  test('is one delivery with a count: a retry', async () => {
    const { id, path } = await makeIntegration(setter, {})
    const answers = await Promise.all([door.post(path, own), door.post(path, own), door.post(path, own)])
    const replies = await Promise.all(answers.map((answer) => answer.json()))
    expect(new Set(replies.map(({ deliveryId }) => deliveryId)).size).toBe(1)
    expect(replies.filter(({ duplicate }) => duplicate)).toHaveLength(2)
    expect(await deliveriesOf(id)).toMatchObject([{ duplicates: 2 }])
  })

  test('after another one is news: trigger, resolve, trigger', async () => {
    const { id, path } = await makeIntegration(setter, {})
    for (const body of [own, '{"title":"Backup failed","key":"backup","status":"ok"}', own]) {
      door.clock.now += 1_000
      await door.post(path, body)
    }
    expect(await deliveriesOf(id)).toMatchObject([{ duplicates: 0 }, { duplicates: 0 }, { duplicates: 0 }])
  })

  test('after a while is the sender repeating itself', async () => {
    const { id, path } = await makeIntegration(setter, {})
    await door.post(path, own)
    door.clock.now += 4 * 3_600_000
    await door.post(path, own)
    expect(await deliveriesOf(id)).toHaveLength(2)
  })

  test('by the sender’s own id, whatever is in it', async () => {
    const { id, path } = await makeIntegration(setter, { kind: 'sentry' })
    const headers = { 'request-id': 'r-1', 'sentry-hook-resource': 'issue' }
    await door.post(path, '{"action":"created"}', headers)
    await door.post(path, '{"action":"created" }', headers)
    expect(await deliveriesOf(id)).toMatchObject([{ deliveryKey: 'sentry:r-1', duplicates: 1 }])
  })
})

describe('bodies', () => {
  test.each<[string, () => [string | Uint8Array<ArrayBuffer>, Record<string, string>], number]>([
    ['512 kB and a byte', () => ['x'.repeat(512 * 1024 + 1), {}], 413],
    ['a bomb', () => [new Uint8Array(gzipSync(Buffer.alloc(50_000_000))), { 'content-encoding': 'gzip' }], 413],
    ['half a gzip', () => [new Uint8Array(gzipSync(own).subarray(0, 20)), { 'content-encoding': 'gzip' }], 400],
    ['brotli', () => ['x', { 'content-encoding': 'br' }], 415],
    ['gzip', () => [new Uint8Array(gzipSync(own)), { 'content-encoding': 'gzip' }], 202],
    ['rubbish', () => ['{"a":', {}], 202],
    ['nothing', () => ['', {}], 202],
    ['10,000 levels', () => ['['.repeat(10_000), {}], 202],
    ['bytes that are no text', () => [new Uint8Array([0, 255, 254]), {}], 202],
  ])('%s', async (_what, make, status) => {
    const { path } = await makeIntegration(setter, {})
    const [body, headers] = make()
    expect((await door.post(path, body, headers)).status).toBe(status)
    expect(door.errors).toEqual([])
  })

  test('only POST and PUT', async () => {
    const { path } = await makeIntegration(setter, {})
    expect((await door.post(path, own, {}, 'PATCH')).status).toBe(405)
  })
})

describe('too much', () => {
  test('of one integration is 503 with a time, never 429, and another still gets through', async () => {
    const [loud, calm] = [await makeIntegration(setter, {}), await makeIntegration(setter, {})]
    const answers = await Promise.all(Array.from({ length: 301 }, () => door.post(loud.path, own)))
    const refused = answers.filter(({ status }) => status === 503)
    expect([refused.length, refused[0]?.headers.get('retry-after')]).toEqual([1, '1'])
    expect((await door.post(calm.path, own)).status).toBe(202)
    door.clock.now += 1_000
    expect((await door.post(loud.path, own)).status).toBe(202)
  })
})

describe('signatures over the raw body', () => {
  const secret = 'client-secret-of-sentry'
  test('of Sentry', async () => {
    const { id, path } = await makeIntegration(setter, { kind: 'sentry', signingSecret: secret })
    const body = '{"action": "created",   "data": {}}'
    const send = (signature: string) => door.post(path, body, { 'sentry-hook-signature': signature })
    expect((await send(hmacOf(secret, body))).status).toBe(200)
    expect((await send(hmacOf(secret, JSON.stringify(JSON.parse(body))))).status).toBe(401)
    expect((await send('')).status).toBe(401)
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'received' }, { status: 'refused', problem: expect.stringContaining('signature') }])
    const { rows } = await pool('owner').query('SELECT sealed FROM integration WHERE id = $1', [id])
    expect(rows[0].sealed.toString('latin1')).not.toContain(secret)
  })

  test('of Grafana, with a time that is signed too', async () => {
    const settings = { signatureHeader: 'x-mine', timestampHeader: 'x-when' }
    const { path } = await makeIntegration(setter, { kind: 'grafana', signingSecret: secret, settings })
    const send = (at: number, signature: string) =>
      door.post(path, own, { 'x-mine': signature, 'x-when': String(at) })
    const now = door.clock.now / 1_000
    expect((await send(now, hmacOf(secret, `${now}:${own}`))).status).toBe(200)
    expect((await send(now + 1, hmacOf(secret, `${now}:${own}`))).status).toBe(401)
    expect((await send(now, hmacOf(secret, own))).status).toBe(401)
    for (const away of [-301, 301]) expect((await send(now + away, hmacOf(secret, `${now + away}:${own}`))).status).toBe(401)
    for (const away of [-299, 299]) expect((await send(now + away, hmacOf(secret, `${now + away}:${own}`))).status).toBe(200)
  })
})

describe('PagerDuty’s door', () => {
  const event = (key: string, more: object = {}) =>
    JSON.stringify({ routing_key: key, event_action: 'trigger', payload: { summary: 's', source: 'x', severity: 'error' }, ...more })
  const send = (body: string) => door.post('/intake/v2/enqueue', body)

  test('answers as PagerDuty does, and keeps no key', async () => {
    const { id, secret } = await makeIntegration(setter, { kind: 'pagerduty' })
    expect(secret).toMatch(/^[0-9a-f]{32}$/)
    const answer = await send(event(secret, { dedup_key: 'mine' }))
    expect([answer.status, await answer.json()]).toEqual([202, { status: 'success', message: 'Event processed', dedup_key: 'mine' }])
    expect((await deliveriesOf(id))[0]?.body.toString()).not.toContain(secret)
  })

  test('makes a key for who has none, and the same one for a retry', async () => {
    const { id, secret } = await makeIntegration(setter, { kind: 'pagerduty' })
    const keys = [await send(event(secret)), await send(event(secret))].map(async (answer) => (await answer.json()).dedup_key)
    const [first, second] = await Promise.all(keys)
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(second).toBe(first)
    expect((await deliveriesOf(id))[0]?.headers['x-earshot-dedup-key']).toBe(first)
  })

  test.each<[string, (key: string) => string, number]>([
    ['no JSON', () => 'x', 400],
    ['no routing key', () => '{"event_action":"trigger"}', 400],
    ['an unknown routing key', () => event('f'.repeat(32)), 401],
    ['no payload', (key) => event(key, { payload: undefined }), 400],
    ['a summary too long', (key) => event(key, { payload: { summary: 'x'.repeat(1_025), source: 'x', severity: 'error' } }), 400],
    ['an unknown severity', (key) => event(key, { payload: { summary: 'x', source: 'x', severity: 'bad' } }), 400],
    ['a resolve of nothing', (key) => event(key, { event_action: 'resolve', payload: undefined }), 400],
    ['a key too long', (key) => event(key, { dedup_key: 'x'.repeat(256) }), 400],
    ['a resolve', (key) => event(key, { event_action: 'resolve', payload: undefined, dedup_key: 'k' }), 202],
  ])('%s', async (_what, make, status) => {
    const { secret } = await makeIntegration(setter, { kind: 'pagerduty' })
    const answer = await send(make(secret))
    expect(answer.status).toBe(status)
    if (status === 400) expect(await answer.json()).toMatchObject({ status: 'invalid event', errors: [expect.any(String)] })
  })
})

test('what Amazon does not sign never enters by SNS’s door, and why is there to read', async () => {
  const { id, path } = await makeIntegration(setter, { kind: 'cloudwatch' })
  const raw = JSON.stringify({ AlarmName: 'x', NewStateValue: 'ALARM' })
  const event = JSON.stringify({ 'detail-type': 'CloudWatch Alarm State Change', source: 'aws.cloudwatch', detail: { alarmName: 'x', state: { value: 'ALARM' } } })
  expect([(await door.post(path, raw)).status, (await door.post(path, event)).status]).toEqual([400, 400])
  expect(await deliveriesOf(id)).toMatchObject([{ status: 'refused' }])
  const open = await makeIntegration(setter, { kind: 'cloudwatch', settings: { eventBridge: true } })
  expect((await door.post(open.path, event)).status).toBe(200)
})

describe('a store that is down', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['refuses', (socket) => socket.resetAndDestroy()],
    ['says nothing', () => undefined],
  ])('and %s is told within the sender’s patience, and nothing is taken for accepted', async (_how, behave) => {
    const sockets: Socket[] = []
    const dead = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined))
      behave(socket)
    }).listen(0, '127.0.0.1')
    await once(dead, 'listening')
    const { port } = dead.address() as { port: number }
    const lost = new pg.Pool({ host: '127.0.0.1', port, user: 'x', database: 'x', connectionTimeoutMillis: 3_000 })
    lost.on('error', () => undefined)
    const shut = await openDoor({ pool: lost })
    const answer = await shut.post(`/intake/${crypto.randomUUID()}/${'x'.repeat(32)}`, own)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    shut.close()
    for (const socket of sockets) socket.destroy()
    dead.close()
    await lost.end()
  })
})
