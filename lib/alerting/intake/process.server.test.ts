import { createSign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp } from '#lib/db/test-customers.server.ts'
import { applySignal } from '../alerts/apply-signal.server.ts'
import { retryDelivery } from './asked/deliveries.server.ts'
import { changeIntegration, disableIntegration, listIntegrations } from './asked/integrations.server.ts'
import { mostTries, type ProcessDeps, processDeliveries } from './process.server.ts'
import { fieldMappingSchema, integrationSettingsSchema } from './settings.ts'
import { type SnsEnvelope, stringToSign } from './sns-envelope.ts'
import {
  deliveriesOf,
  makeIntegration,
  makeSetter,
  openDoor,
  type Setter,
} from './source-for-tests.server.ts'
import { createSnsVerifier } from './verify-sns.server.ts'
import { watchSources } from './watch-sources.server.ts'

let door: Awaited<ReturnType<typeof openDoor>>
let setter: Setter
let confirmed: string[]
let problems: unknown[]

beforeEach(async () => {
  door = await openDoor()
  setter = await makeSetter()
  confirmed = []
  problems = []
  return () => door.close()
})
afterAll(closePools)

const golden = (name: string) => readFileSync(join(import.meta.dirname, 'golden', name), 'utf8')

function deps(given: Partial<ProcessDeps> = {}): ProcessDeps {
  return {
    pool: pool('worker'),
    now: () => new Date(door.clock.now),
    applySignal,
    verifySns: createSnsVerifier({
      roots: [golden('sns-certificates/root.pem')],
      fetchText: async () => golden('sns-certificates/signer-chain.pem'),
    }),
    confirm: async (url) => {
      confirmed.push(url)
    },
    onError: (error) => problems.push(error),
    ...given,
  }
}
const processAll = (given: Partial<ProcessDeps> = {}) => processDeliveries(deps(given))

async function alertsOf({ customer }: Setter) {
  const { rows } = await pool('owner').query<{
    title: string
    state: string
    severity: string
    count: number
    labels: object
    appId: string | null
    dedupKey: string
    source: string
    resolvedBy: string | null
  }>(
    `SELECT title, state, severity, count, labels, app_id AS "appId", dedup_key AS "dedupKey", source, resolved_by AS "resolvedBy" FROM alert
      WHERE customer_id = $1 ORDER BY title, opened_at`,
    [customer.id],
  )
  return rows
}

const own = (more: object = {}) =>
  JSON.stringify({ title: 'Backup failed', key: 'backup', severity: 'minor', ...more })
async function say(path: string, body: string, headers: Record<string, string> = {}) {
  door.clock.now += 1_000
  return (await door.post(path, body, headers)).status
}

describe('a delivery', () => {
  test('becomes an alert of its customer, app and labels, and says what became of it', async () => {
    const app = await makeApp(setter.customer)
    const { id, path } = await makeIntegration(setter, {})
    await say(path, own({ app: app.slug, region: 'eu-west', url: 'javascript:alert(1)' }))
    await processAll()
    expect(await alertsOf(setter)).toMatchObject([
      {
        title: 'Backup failed',
        state: 'open',
        severity: 'minor',
        source: 'generic',
        appId: app.id,
        dedupKey: `intake:1:${id}:backup`,
        labels: {
          customer: setter.customer.slug,
          app: app.slug,
          region: 'eu-west',
          source: 'generic',
          severity: 'minor',
        },
      },
    ])
    expect(await deliveriesOf(id)).toMatchObject([
      { status: 'processed', problem: null, results: [{ did: 'opened', title: 'Backup failed' }] },
    ])
    expect(problems).toEqual([])
  })

  test('trigger, again, acknowledge, resolve, resolve: one episode and its end', async () => {
    const { id, path } = await makeIntegration(setter, {})
    for (const status of ['firing', 'firing', 'ack', 'ok', 'ok']) {
      door.clock.now += 60_000
      await say(path, own({ status }))
    }
    await processAll()
    expect(await alertsOf(setter)).toMatchObject([{ state: 'resolved', count: 2, resolvedBy: 'source' }])
    expect((await deliveriesOf(id)).map(({ results }) => results[0]?.did)).toEqual([
      'opened',
      'repeated',
      'acknowledged',
      'resolved',
      'ignored',
    ])
  })

  test('of a group ends only the alerts that are over themselves', async () => {
    const { path } = await makeIntegration(setter, { kind: 'alertmanager' })
    await say(path, golden('alertmanager-v4-mixed.json').replaceAll('"resolved"', '"firing"'))
    await say(path, golden('alertmanager-v4-mixed.json'))
    await processAll()
    expect((await alertsOf(setter)).map(({ title, state }) => [title, state])).toEqual([
      ['TURN server turn-1 is down', 'open'],
      ['TURN server turn-2 is down', 'resolved'],
    ])
  })

  test('nobody understands waits, is counted, and is done when there is a mapping', async () => {
    const { id, path } = await makeIntegration(setter, {})
    await say(path, golden('generic-nested.json'))
    await say(path, 'not even JSON')
    await processAll()
    expect((await deliveriesOf(id)).map(({ status }) => status)).toEqual(['needs-mapping', 'needs-mapping'])
    expect(await listIntegrations(setter.member.scope)).toMatchObject([{ needsMapping: 2, openAlerts: 0 }])
    const mapping = fieldMappingSchema.parse({
      each: '/monitor/items',
      title: '/name',
      key: '/id',
      status: '/state',
    })
    const settings = integrationSettingsSchema.parse({ mapping })
    await changeIntegration(setter.member, id, { name: 'Now mapped', settings }, new Date(door.clock.now))
    await processAll()
    expect((await deliveriesOf(id)).map(({ status }) => status)).toEqual(['processed', 'needs-mapping'])
    expect(await alertsOf(setter)).toMatchObject([{ title: 'SIP trunk', state: 'open' }])
  })

  test('with hostile text loses the text, not the alert', async () => {
    const { path } = await makeIntegration(setter, {})
    const title = `a\u0000b\u202ec\ud800${'x'.repeat(5_000)}`
    await say(
      path,
      JSON.stringify({ title, key: `k\u0000${'y'.repeat(3_000)}`, summary: '<script>alert(1)</script>' }),
    )
    await processAll()
    const [alert] = await alertsOf(setter)
    expect(alert?.title).toMatch(/^abc\ufffdx+…$/)
    expect([alert?.title.length, alert?.dedupKey]).toEqual([
      300,
      expect.stringMatching(/:sha256:[0-9a-f]{64}$/),
    ])
  })

  test('cannot name a key that is ours', async () => {
    const { path } = await makeIntegration(setter, {})
    await say(path, own({ key: 'self:quiet' }))
    await processAll()
    expect((await alertsOf(setter))[0]?.dedupKey).toMatch(/:sha256:/)
  })

  test('of an integration that was disabled meanwhile makes nothing', async () => {
    const { id, path } = await makeIntegration(setter, {})
    await say(path, own())
    await disableIntegration(setter.member, id, new Date(door.clock.now))
    await processAll()
    expect([await alertsOf(setter), (await deliveriesOf(id))[0]?.status]).toEqual([[], 'ignored'])
  })

  test('two customers with the same key have an alert each', async () => {
    const other = await makeSetter()
    for (const one of [setter, other]) await say((await makeIntegration(one, {})).path, own())
    await processAll()
    expect([(await alertsOf(setter)).length, (await alertsOf(other)).length]).toEqual([1, 1])
  })
})

describe('when it fails', () => {
  test('it is tried five times, later each time, then left to be seen, and a retry by hand works', async () => {
    const { id, path } = await makeIntegration(setter, {})
    await say(path, own())
    const broken = {
      verifySns: async () => undefined,
      applySignal: async () => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' })),
    }
    for (let i = 1; i < mostTries; i += 1) {
      await processAll(broken)
      expect(await deliveriesOf(id)).toMatchObject([{ status: 'received', attempts: i }])
      expect(await processAll(broken)).toBe(0)
      door.clock.now += 60_000
    }
    await processAll(broken)
    const [failed] = await deliveriesOf(id)
    expect(failed).toMatchObject({
      status: 'failed',
      attempts: mostTries,
      problem: 'The database could not be asked.',
    })
    await retryDelivery(setter.member, failed?.id ?? '', new Date(door.clock.now))
    await processAll()
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'processed', problem: null }])
    await retryDelivery(setter.member, failed?.id ?? '', new Date(door.clock.now))
    await expect(
      retryDelivery(setter.member, failed?.id ?? '', new Date(door.clock.now)),
    ).rejects.toMatchObject({ code: 'already-done' })
  })

  test('one alert that the store refuses loses no other of its delivery', async () => {
    const { id, path } = await makeIntegration(setter, { kind: 'alertmanager' })
    await say(path, golden('alertmanager-v4-mixed.json').replaceAll('"resolved"', '"firing"'))
    const picky: ProcessDeps['applySignal'] = (client, signal, now) =>
      signal.title.includes('turn-1')
        ? client.query('SELECT 1/0').then(() => applySignal(client, signal, now))
        : applySignal(client, signal, now)
    await processAll({ applySignal: picky })
    expect(await alertsOf(setter)).toMatchObject([{ title: 'TURN server turn-2 is down' }])
    expect((await deliveriesOf(id))[0]).toMatchObject({
      status: 'processed',
      results: expect.arrayContaining([
        expect.objectContaining({ did: 'failed' }),
        expect.objectContaining({ did: 'opened' }),
      ]),
    })
  })

  test('a worker that died gives it back by its lease', async () => {
    const { id, path } = await makeIntegration(setter, {})
    await say(path, own())
    await pool('owner').query(
      `UPDATE intake_delivery SET attempts = 1, lease_until = $2 WHERE integration_id = $1`,
      [id, new Date(door.clock.now + 30_000)],
    )
    const statuses = async () =>
      (await pool('owner').query('SELECT status FROM intake_delivery WHERE integration_id = $1', [id])).rows
    await processAll()
    expect(await statuses()).toEqual([{ status: 'received' }])
    door.clock.now += 30_001
    await processAll()
    expect(await statuses()).toEqual([{ status: 'processed' }])
  })

  test('several workers at once do each once, in the order they came', async () => {
    const { id, path } = await makeIntegration(setter, {})
    for (let i = 0; i < 6; i += 1) {
      door.clock.now += 61_000
      await say(path, own({ status: i % 2 ? 'ok' : 'firing' }))
    }
    await Promise.all([processAll(), processAll(), processAll()])
    await processAll()
    expect((await deliveriesOf(id)).map(({ results, attempts }) => [results[0]?.did, attempts])).toEqual([
      ['opened', 1],
      ['resolved', 1],
      ['reopened', 1],
      ['resolved', 1],
      ['reopened', 1],
      ['resolved', 1],
    ])
  })
})

describe('SNS', () => {
  const topic = 'arn:aws:sns:eu-west-2:123456789012:alarms'
  function signed(given: Partial<SnsEnvelope>): string {
    const envelope = {
      Type: 'Notification',
      MessageId: crypto.randomUUID(),
      TopicArn: topic,
      Message: '',
      Timestamp: new Date(door.clock.now).toISOString(),
      SignatureVersion: '2',
      Signature: '',
      SigningCertURL: 'https://sns.eu-west-2.amazonaws.com/SimpleNotificationService-1.pem',
      ...given,
    } as SnsEnvelope
    const key = golden('sns-certificates/signer.test-key.pem')
    return JSON.stringify({
      ...envelope,
      Signature: createSign('RSA-SHA256').update(stringToSign(envelope)).sign(key, 'base64'),
    })
  }
  const source = () => makeIntegration(setter, { kind: 'cloudwatch', settings: { topics: [topic] } })
  const plainText = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-topic-arn': topic }
  const alarm = (state: string, time: string) =>
    signed({
      Message: golden('cloudwatch-alarm.json')
        .replace('"ALARM"', `"${state}"`)
        .replace('2026-11-24T10:01:24', `2027-03-01T${time}`),
    })

  test('confirms a registered topic once, and no other', async () => {
    const { id, path } = await source()
    const url = 'https://sns.eu-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=t'
    const asks = { Type: 'SubscriptionConfirmation', Token: 't', SubscribeURL: url } as const
    const body = signed(asks)
    expect([await say(path, body, plainText), await say(path, body, plainText)]).toEqual([200, 200])
    expect(await say(path, signed({ ...asks, TopicArn: `${topic}2` }))).toBe(403)
    await processAll()
    expect(confirmed).toEqual([url])
    expect(await deliveriesOf(id)).toMatchObject([
      { status: 'processed', duplicates: 1, results: [{ did: 'confirmed' }] },
      { status: 'refused' },
    ])
  })

  test('never confirms what Amazon did not sign', async () => {
    const { id, path } = await source()
    const forged = JSON.parse(
      signed({
        Type: 'SubscriptionConfirmation',
        Token: 't',
        SubscribeURL: 'https://sns.eu-west-2.amazonaws.com/?Token=t',
      }),
    )
    await say(path, JSON.stringify({ ...forged, Token: 'mine' }))
    await processAll()
    expect([confirmed, (await deliveriesOf(id))[0]]).toEqual([
      [],
      expect.objectContaining({ status: 'refused', problem: expect.stringContaining('does not match') }),
    ])
  })

  test('an alarm that was changed on the way makes nothing', async () => {
    const { path } = await source()
    await say(path, alarm('ALARM', '10:01:24').replace('sfu-cpu-high', 'sfu-cpu-zero'))
    await processAll()
    expect(await alertsOf(setter)).toEqual([])
  })

  test('an older state that comes late changes nothing', async () => {
    const { path } = await source()
    await say(path, alarm('OK', '10:01:30'))
    await say(path, alarm('ALARM', '10:01:20'))
    await processAll()
    door.clock.now += 60_000
    await say(path, alarm('ALARM', '10:02:40'))
    await say(path, alarm('OK', '10:02:10'))
    await processAll()
    expect((await alertsOf(setter)).at(-1)).toMatchObject({ title: 'sfu-cpu-high', state: 'open' })
    await say(path, alarm('OK', '10:03:00'))
    await processAll()
    expect((await alertsOf(setter)).at(-1)).toMatchObject({ state: 'resolved' })
  })

  test('a subscription that ended is an alert until it is confirmed again', async () => {
    const { path } = await source()
    const gone = { Token: 't', SubscribeURL: 'https://sns.eu-west-2.amazonaws.com/?Token=t' }
    await say(path, signed({ ...gone, Type: 'UnsubscribeConfirmation' }))
    await processAll()
    expect(await alertsOf(setter)).toMatchObject([{ title: 'Test source was disconnected', state: 'open' }])
    expect(confirmed).toEqual([])
    await say(path, signed({ ...gone, Type: 'SubscriptionConfirmation' }))
    await processAll()
    expect(await alertsOf(setter)).toMatchObject([{ state: 'resolved' }])
  })

  test('a certificate that cannot be fetched now is asked for again', async () => {
    const { id, path } = await source()
    await say(path, alarm('ALARM', '10:01:24'))
    await processAll({
      verifySns: createSnsVerifier({ fetchText: () => Promise.reject(new Error('no answer')) }),
    })
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'received', attempts: 1, problem: 'no answer' }])
    door.clock.now += 5_000
    await processAll()
    expect(await deliveriesOf(id)).toMatchObject([{ status: 'processed' }])
  })
})

describe('what sources do not say', () => {
  const watch = () => watchSources({ pool: pool('worker'), applySignal }, new Date(door.clock.now))
  const hour = 3_600_000

  test('alerts of a source that tells no end are over by age', async () => {
    const { path } = await makeIntegration(setter, { settings: { autoResolveAfterMs: 2 * hour } })
    await say(path, own())
    await processAll()
    door.clock.now += 2 * hour - 60_000
    await watch()
    expect(await alertsOf(setter)).toMatchObject([{ state: 'open' }])
    door.clock.now += 120_000
    await watch()
    expect(await alertsOf(setter)).toMatchObject([{ state: 'resolved', resolvedBy: 'age' }])
  })

  test('a source that is silent while its alerts fire is an alert of its own until it speaks', async () => {
    const { path } = await makeIntegration(setter, { kind: 'alertmanager' })
    await say(path, golden('alertmanager-v4-truncated.json'))
    await processAll()
    door.clock.now += 4 * hour
    await watch()
    expect(await alertsOf(setter)).toHaveLength(1)
    door.clock.now += hour
    await watch()
    await watch()
    const quiet = async () => (await alertsOf(setter)).filter(({ title }) => title.includes('gone quiet'))
    expect(await quiet()).toMatchObject([
      { state: 'open', title: 'Test source has gone quiet while its alerts fire' },
    ])
    expect(await listIntegrations(setter.member.scope)).toMatchObject([{ quiet: true, openAlerts: 2 }])
    await say(path, golden('alertmanager-v4-truncated.json'))
    await watch()
    expect(await quiet()).toMatchObject([{ state: 'resolved' }])
  })

  test('a source without open alerts may be silent', async () => {
    const { path } = await makeIntegration(setter, { kind: 'alertmanager' })
    await say(path, golden('alertmanager-v4-resolved.json'))
    await processAll()
    door.clock.now += 100 * hour
    await watch()
    expect(await alertsOf(setter)).toEqual([])
  })
})
