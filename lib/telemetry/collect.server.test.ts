import { randomBytes, randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import Ajv from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, makeKey } from '#lib/db/test-customers.server.ts'
import type { WireReport } from './columns.ts'
import { StoreUnavailable } from './store-unavailable.ts'
import { openTestDoor } from './test-door.server.ts'

const origin = 'https://calls.example'
const now = Date.now()
let door: Awaited<ReturnType<typeof openTestDoor>>
let app: Awaited<ReturnType<typeof makeApp>>
let key: string
let secret: string

beforeAll(async () => {
  await ensurePartitions(new Date(now))
  app = await makeApp(await makeCustomer(), { reportsPerMinute: 1_000_000 })
  key = (await makeKey(app, { allowedOrigins: [origin] })).key
  secret = (await makeKey(app, { kind: 'secret', allowedOrigins: [] })).key
  door = await openTestDoor({ pool: pool('ingest') })
})
afterAll(() => door.close())

const report = (seq: number): WireReport => [seq, now, [[0, 1, 2.5]], [[0, 0, 3, 100 * seq, 0]]]
const joined = (seq: number) => ({ seq, t: now, type: 'joined', data: { ms: 400 } })
function envelope(items: { reports?: unknown[]; events?: unknown[]; drops?: object } = {}) {
  return {
    v: 1,
    key,
    batch: randomUUID(),
    boot: randomUUID(),
    sentAt: Date.now(),
    session: { id: `room-${randomUUID()}` },
    participant: { id: 'ann' },
    reports: [report(1), report(2)],
    events: [joined(3)],
    ...items,
  }
}
type Sent = { path?: string; method?: string; headers?: Record<string, string>; origin?: string | null }
async function send(
  body: unknown,
  { path = '', method = 'POST', headers = {}, origin: from = origin }: Sent = {},
) {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const response = await fetch(`${door.url}${path}`, {
    method,
    headers: { 'content-type': 'text/plain', ...(from ? { origin: from } : {}), ...headers },
    body: method === 'GET' ? undefined : Buffer.from(raw),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}
async function storedRows() {
  const { rows } = await pool('owner').query(
    `SELECT (SELECT count(*)::int FROM telemetry WHERE customer_id = $1) + (SELECT count(*)::int FROM event WHERE customer_id = $1) AS n`,
    [app.customerId],
  )
  return rows[0].n as number
}

describe('an accepted batch', () => {
  test('is stored to the letter, whatever else stands in its report', async () => {
    const odd = envelope({
      reports: [
        [1, now, [[0, 1.5]], [], 'left off \u0000'],
        [2, now, [[0, null]], []],
      ],
      events: [],
    })
    const text = JSON.stringify(odd).replace('1.5', '1.50')
    expect((await send(text)).body).toMatchObject({ accepted: 2 })
    const { rows } = await pool('owner').query(
      "SELECT convert_from(payload, 'UTF8') AS text FROM telemetry WHERE customer_id = $1 ORDER BY seq",
      [app.customerId],
    )
    expect(rows.map((row) => row.text)).toEqual([`[1,${now},[[0,1.5]],[]]`, `[2,${now},[[0,null]],[]]`])
  })

  test('is acked with what was new, and is in the store', async () => {
    const before = await storedRows()
    const batch = envelope()
    const first = await send(batch)
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({ batch: batch.batch, accepted: 3, duplicate: 0, rejected: [] })
    expect(first.body.next).toEqual({ intervalMs: 5_000, statsMs: 2_000 })
    expect(await storedRows()).toBe(before + 3)
    expect((await send(batch)).body).toMatchObject({ accepted: 0, duplicate: 3 })
    expect(await storedRows()).toBe(before + 3)
  })

  test('may be gzip without saying so', async () => {
    const answer = await send(gzipSync(JSON.stringify(envelope())))
    expect(answer).toMatchObject({ status: 200, body: { accepted: 3 } })
  })

  test.each(['text/plain;charset=UTF-8', 'application/json', 'Application/JSON; charset=utf-8'])(
    'may be %s',
    async (type) => {
      expect((await send(envelope(), { headers: { 'content-type': type } })).status).toBe(200)
    },
  )

  test('from the same boot and with the same numbers in any order and ten at once is stored once', async () => {
    const before = await storedRows()
    const batch = envelope({ reports: [report(1), report(2), report(3)] })
    const shuffled = { ...batch, reports: [report(3), report(1), report(2)] }
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => send(i % 2 ? batch : shuffled)))
    const sum = (what: 'accepted' | 'duplicate') => answers.reduce((n, { body }) => n + body[what], 0)
    expect([sum('accepted'), sum('duplicate')]).toEqual([4, 36])
    expect(await storedRows()).toBe(before + 4)
  })

  test('with bad items stores every good one', async () => {
    const before = await storedRows()
    const batch = envelope({
      reports: [report(1), [2, now, [[0, 'x']], []], report(3), null],
      events: [joined(4), { seq: 5, t: now, type: 'log', data: { message: 'a\0' } }, joined(6)],
    })
    expect((await send(batch)).body).toMatchObject({
      accepted: 4,
      rejected: [
        { i: 1, code: 'bad-connection-row' },
        { i: 3, code: 'not-an-array' },
        { i: 5, code: 'bad-event' },
      ],
    })
    expect(await storedRows()).toBe(before + 4)
  })

  test('from a client ten years ahead is placed near now and flagged only where it must be', async () => {
    const tenYears = 10 * 365 * 24 * 3_600_000
    const skewed = envelope({
      reports: [],
      events: [
        { ...joined(1), t: now + tenYears },
        { ...joined(2), t: now },
      ],
    })
    expect((await send({ ...skewed, sentAt: now + tenYears })).body.accepted).toBe(2)
    const { rows } = await pool('owner').query(
      `SELECT clamped, abs(extract(epoch FROM at - received_at)) AS off FROM event WHERE customer_id = $1 ORDER BY received_at DESC, seq LIMIT 2`,
      [app.customerId],
    )
    expect(rows.map(({ clamped }) => clamped)).toEqual([false, true])
    for (const { off } of rows) expect(Number(off)).toBeLessThanOrEqual(24 * 3_600 + 1)
  })
})

describe('the door says no', () => {
  test.each([
    ['no JSON', () => send('{"v":1,'), 400, 'bad-json'],
    ['nothing at all', () => send(''), 400, 'bad-json'],
    ['a broken envelope', () => send({ ...envelope(), batch: 'x', v: 3 }), 400, 'bad-envelope'],
    ['nesting', () => send(`${'['.repeat(20_000)}`), 400, 'bad-envelope'],
    [
      'a swarm of keys',
      () => send(`{"key":"${key}",${Array.from({ length: 21_000 }, (_, i) => `"${i}":0`).join()}}`),
      400,
      'bad-envelope',
    ],
    ['half a gzip', () => send(gzipSync(JSON.stringify(envelope())).subarray(0, 60)), 400, 'bad-gzip'],
    ['no key', () => send({ ...envelope(), key: undefined }), 401, 'unknown-key'],
    ['a key that is a list', () => send({ ...envelope(), key: [key] }), 401, 'unknown-key'],
    ['an unknown key', () => send({ ...envelope(), key: 'pk_0123456789abcdefghij' }), 401, 'unknown-key'],
    ['a key in the prototype', () => send(`{"__proto__":{"key":"${key}"}}`), 401, 'unknown-key'],
    [
      'another origin',
      () => send(envelope(), { origin: 'https://calls.example.evil.test' }),
      403,
      'origin-not-allowed',
    ],
    ['a null origin', () => send(envelope(), { origin: 'null' }), 403, 'origin-not-allowed'],
    ['no origin with a publishable key', () => send(envelope(), { origin: null }), 403, 'origin-not-allowed'],
    ['a secret key in a browser', () => send({ ...envelope(), key: secret }), 403, 'origin-not-allowed'],
    ['another path', () => send(envelope(), { path: '/else' }), 404, 'not-found'],
    ['GET', () => send(null, { method: 'GET' }), 405, 'method-not-allowed'],
    ['PUT', () => send(envelope(), { method: 'PUT' }), 405, 'method-not-allowed'],
    ['a body over 256 kB', () => send('x'.repeat(257 * 1024)), 413, 'body-too-large'],
    [
      'a form',
      () => send('a=b', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      415,
      'unsupported-media',
    ],
    [
      'multipart',
      () => send('a', { headers: { 'content-type': 'multipart/form-data' } }),
      415,
      'unsupported-media',
    ],
    [
      'brotli',
      () => send(brotliCompressSync('{}'), { headers: { 'content-encoding': 'br' } }),
      415,
      'unsupported-media',
    ],
    ['gzip in gzip', () => send(gzipSync(gzipSync('{}'))), 400, 'bad-json'],
  ])('to %s', async (_case, ask, status, code) => {
    const { headers, body, ...answer } = await ask()
    expect({ status: answer.status, body }).toMatchObject({
      status,
      body: { status, code, title: expect.any(String) },
    })
    expect(body.requestId).toBe(headers.get('x-request-id'))
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    if (status === 405) expect(headers.get('allow')).toContain('POST')
    if (code === 'bad-envelope') expect(body.issues.length).toBeLessThanOrEqual(5)
  })

  test('to 100 kB of gzip that hold 100 MB, without holding them itself', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024), { level: 9 })
    expect(bomb.length).toBeLessThan(110_000)
    const before = process.memoryUsage().rss
    for (let i = 0; i < 20; i++)
      expect(await send(bomb)).toMatchObject({ status: 413, body: { code: 'body-too-large' } })
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 1024 * 1024)
  })

  test('to a body that grows beyond 256 kB while it streams, before it ends', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(door.url, { method: 'POST', headers: { origin } }, (response) => {
        resolve(response.statusCode)
        request.destroy()
      })
      request.on('error', reject)
      const feed = () => {
        if (!request.destroyed) request.write(Buffer.alloc(64 * 1024, 0x20), () => setImmediate(feed))
      }
      feed()
    })
    expect(status).toBe(413)
  })

  test('to senders that never finish their headers or body', async () => {
    expect(door.server).toMatchObject({ headersTimeout: 5_000, requestTimeout: 10_000 })
    const one = await openTestDoor({ pool: pool('ingest'), harden: { headersMs: 200, requestMs: 300 } })
    const answerTo = (begin: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect(one.port, '127.0.0.1')
        let text = ''
        socket.on('data', (chunk) => {
          text += chunk
        })
        socket.on('error', reject)
        socket.on('close', () => resolve(text))
        socket.write(begin)
      })
    const head = 'POST /collect/v1 HTTP/1.1\r\nHost: x\r\n'
    expect(await answerTo(head)).toMatch(/^HTTP\/1.1 408/)
    expect(await answerTo(`${head}Content-Length: 100\r\n\r\n{"v"`)).toMatch(/^HTTP\/1.1 408/)
    await one.close()
  })

  test('to more connections from one address than it may have', async () => {
    const one = await openTestDoor({ pool: pool('ingest'), harden: { maxPerAddress: 3 } })
    const sockets = Array.from({ length: 5 }, () => connect(one.port, '127.0.0.1').on('error', () => {}))
    const closed = await Promise.all(
      sockets
        .slice(3)
        .map((socket) => new Promise((resolve) => socket.once('close', () => resolve('closed')))),
    )
    expect(closed).toEqual(['closed', 'closed'])
    expect(sockets.slice(0, 3).every((socket) => !socket.destroyed)).toBe(true)
    for (const socket of sockets) socket.destroy()
    await one.close()
  })

  test('and a refused page cannot read why, while an allowed one can read its errors', async () => {
    const allowed = await send({ ...envelope(), batch: 'x' })
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin)
    const refused = await send(envelope(), { origin: 'https://evil.example' })
    expect(refused.headers.get('access-control-allow-origin')).toBeNull()
    expect(refused.headers.get('access-control-allow-credentials')).toBeNull()
  })
})

describe('pre-flights', () => {
  const ask = (path: string, headers: string) =>
    send('', {
      path,
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': headers },
    })
  test('are answered for what browsers may send, and not for logs or other headers', async () => {
    expect(
      await ask('', 'content-type').then(({ headers }) => headers.get('access-control-allow-origin')),
    ).toBe(origin)
    expect(
      await ask('', 'authorization').then(({ headers }) => headers.get('access-control-allow-origin')),
    ).toBeNull()
    expect(
      await ask('/logs', 'content-type').then(({ headers }) => headers.get('access-control-allow-origin')),
    ).toBeNull()
  })
})

describe('keys', () => {
  test('a secret key sends from servers, without an origin', async () => {
    expect(await send({ ...envelope(), key: secret }, { origin: null })).toMatchObject({
      status: 200,
      body: { accepted: 3 },
    })
  })

  test('a key that is disabled is refused as soon as it is no longer remembered', async () => {
    let clock = Date.now()
    const one = await openTestDoor({ pool: pool('ingest'), now: () => clock })
    const made = await makeKey(app, { allowedOrigins: [origin] })
    const post = () =>
      fetch(one.url, {
        method: 'POST',
        headers: { origin },
        body: JSON.stringify({ ...envelope(), key: made.key }),
      })
    expect((await post()).status).toBe(200)
    await pool('owner').query('UPDATE app_key SET disabled_at = now() WHERE id = $1', [made.id])
    clock += 10_000
    expect((await post()).status).toBe(401)
    await one.close()
    const { rows } = await pool('owner').query('SELECT last_used_at FROM app_key WHERE id = $1', [made.id])
    expect(rows[0].last_used_at).toBeInstanceOf(Date)
  })

  test('a network that tries one unknown key after another is slowed down, known keys there are not', async () => {
    const one = await openTestDoor({ pool: pool('ingest') })
    const post = (text: string) =>
      fetch(one.url, {
        method: 'POST',
        headers: { origin },
        body: JSON.stringify({ ...envelope(), key: text }),
      })
    expect((await post(key)).status).toBe(200)
    const statuses: number[] = []
    for (let i = 0; i < 130; i++) statuses.push((await post(`pk_${randomBytes(16).toString('hex')}`)).status)
    expect(new Set(statuses)).toEqual(new Set([401, 429]))
    expect((await post(key)).status).toBe(200)
    await one.close()
  })
})

describe('quota and account', () => {
  test('beyond its quota an app gets 429 with Retry-After, another app of the same customer does not', async () => {
    const small = await makeApp({ id: app.customerId }, { reportsPerMinute: 6 })
    const smallKey = (await makeKey(small, { allowedOrigins: [origin] })).key
    const post = () => send({ ...envelope(), key: smallKey })
    expect([(await post()).status, (await post()).status]).toEqual([200, 200])
    const limited = await post()
    expect(limited).toMatchObject({ status: 429, body: { code: 'quota-exceeded' } })
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await send(envelope())).status).toBe(200)
  })

  test('everything that was sent is somewhere in the account: the difference is zero', async () => {
    const one = await openTestDoor({ pool: pool('ingest') })
    const counted = await makeApp(await makeCustomer(), { reportsPerMinute: 120 })
    const countedKey = (await makeKey(counted, { allowedOrigins: [origin] })).key
    const post = (body: object) =>
      fetch(one.url, {
        method: 'POST',
        headers: { origin },
        body: JSON.stringify({ ...body, key: countedKey }),
      })
    const drops = { 'buffer-full': 7, 'Weird <reason>': 2 }
    let produced = 0
    const onlyDrops = envelope({ reports: [], events: [], drops: { 'too-old': 4 } })
    await post(onlyDrops)
    await post(onlyDrops)
    produced += 4
    for (let i = 0; i < 60; i++) {
      const bad = i % 3 === 0 ? [null, [1]] : []
      const batch = envelope({
        reports: [report(1), ...bad, report(2)],
        events: [joined(9)],
        drops: i === 5 ? drops : undefined,
      })
      await post(batch)
      produced += 3 + bad.length
      if (i === 5) produced += 9
      if (i % 4 === 1) {
        await post(batch)
        produced += 3 + bad.length
      }
    }
    await one.close()
    const { rows } = await pool('owner').query(
      'SELECT outcome, sum(items)::int AS items FROM ingest_account WHERE app_id = $1 GROUP BY 1 ORDER BY 1',
      [counted.id],
    )
    const account: Record<string, number> = Object.fromEntries(
      rows.map(({ outcome, items }) => [outcome, items]),
    )
    expect(Object.keys(account)).toEqual(
      expect.arrayContaining([
        'accepted',
        'duplicate',
        'limited',
        'rejected:not-an-array',
        'dropped:buffer-full',
        'dropped:__other__',
      ]),
    )
    expect(account['dropped:buffer-full']).toBe(7)
    expect(Object.values(account).reduce((sum, items) => sum + items, 0)).toBe(produced)
  })
})

describe('when the store cannot take it', () => {
  test.each([
    ['the store is down', new StoreUnavailable('down'), 503, 'store-unavailable'],
    ['the queue is full', new StoreUnavailable('overloaded'), 503, 'overloaded'],
    [
      'the driver lost its connection',
      Object.assign(new Error('x'), { code: '57P01' }),
      503,
      'store-unavailable',
    ],
    ['we made a mistake', new TypeError('ours'), 500, 'internal'],
  ])('%s: keep it and come again', async (_case, error, status, code) => {
    const one = await openTestDoor({ pool: pool('ingest'), take: () => Promise.reject(error) })
    const answer = await fetch(one.url, {
      method: 'POST',
      headers: { origin },
      body: JSON.stringify(envelope()),
    })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(one.errors).toHaveLength(status === 500 ? 1 : 0)
    await one.close()
  })
})

describe('logs', () => {
  const text = (name: string, stringValue: string) => ({ key: name, value: { stringValue } })
  const logs = (session: string | null) => ({
    resourceLogs: [
      {
        resource: { attributes: [text('service.name', 'sfu')] },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: `${now}000000`,
                severityText: 'WARN',
                body: { stringValue: 'router full' },
                attributes: session ? [text('session.id', session)] : [],
              },
            ],
          },
        ],
      },
    ],
  })
  const post = (body: unknown, headers: Record<string, string>, from: string | null = null) =>
    send(body, { path: '/logs', headers: { 'content-type': 'application/json', ...headers }, origin: from })

  test('land on their session, once, however often they come', async () => {
    const before = await storedRows()
    const body = logs('room-logs')
    expect(await post(body, { authorization: `Bearer ${secret}` })).toMatchObject({ status: 200, body: {} })
    expect(
      await post(gzipSync(JSON.stringify(body)), { 'x-earshot-key': secret, 'content-encoding': 'gzip' }),
    ).toMatchObject({ status: 200 })
    expect(await storedRows()).toBe(before + 1)
  })

  test('without a session are refused one by one, as OTLP says it', async () => {
    const answer = await post(logs(null), { authorization: `Bearer ${secret}` })
    expect(answer).toMatchObject({ status: 200, body: { partialSuccess: { rejectedLogRecords: '1' } } })
  })

  test('need a secret key and no browser', async () => {
    expect((await post(logs('r'), {})).status).toBe(401)
    expect((await post(logs('r'), { authorization: `Bearer ${key}` })).status).toBe(401)
    expect((await post(logs('r'), { authorization: `Bearer ${secret}` }, origin)).status).toBe(403)
    expect((await post({ resourceLogs: 7 }, { authorization: `Bearer ${secret}` })).status).toBe(400)
  })
})

test('the published schema takes the batches that the door takes, and names every column', async () => {
  const { status, body: schema } = await send(null, { path: '/schema.json', method: 'GET' })
  expect(status).toBe(200)
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema)
  expect(validate(envelope())).toBe(true)
  expect(validate({ ...envelope(), v: 2 })).toBe(false)
  expect(validate(envelope({ reports: [['x']] }))).toBe(false)
  expect(schema.earshotColumns.track['inbound-audio']).toContain('jitterBufferDelay')
})

describe('whatever is thrown at the door', () => {
  test('the answer is 2xx or 4xx, nothing is polluted, and the next good batch passes', async () => {
    const valid = JSON.stringify(envelope())
    const mutated = fc
      .tuple(fc.nat(valid.length), fc.nat(12), fc.string({ unit: 'binary', maxLength: 12 }))
      .map(([at, cut, insert]) => valid.slice(0, at) + insert + valid.slice(at + cut))
    const spliced = fc
      .anything({ maxDepth: 3 })
      .map((value) => JSON.stringify({ ...envelope(), reports: [value], drops: value }) ?? 'x')
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
    const gzipped = fc.tuple(mutated, fc.nat(400)).map(([body, at]) => {
      const packed = gzipSync(body)
      packed[at % packed.length] = 0xff
      return packed
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, mutated, spliced, bytes, gzipped), async (body) => {
        const { status } = await send(body)
        expect([200, 400, 401, 413]).toContain(status)
      }),
      { numRuns: 400 },
    )
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(door.errors).toEqual([])
    expect((await send(envelope())).status).toBe(200)
  })
})
