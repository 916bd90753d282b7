import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensurePartitions } from '#lib/db/partitions.server.ts'
import { type PlantedPerson, plantCall } from '#lib/db/planted-calls.server.ts'
import { closePools } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { wilson } from '#lib/quality/app-health.ts'
import { dimensionNames } from './dimensions.ts'
import { breakDown, readFunnel, readKpis } from './report.server.ts'

const now = Date.now()
/** on a full minute, so that clock minutes can be counted by hand */
const start = Math.floor((now - 3 * 3_600_000) / 60_000) * 60_000
let customer: TestCustomer
let other: TestCustomer
let scope = { customerIds: [] as string[] }
const asked = { q: '', customerId: null, from: null, to: null, simulated: false }
const tenMinutes = 'gggggggggg'

const people: PlantedPerson[] = [
  {
    externalId: 'ana',
    client: { browser: 'Safari', browserVersion: '17' },
    tags: { region: 'eu' },
    codecs: ['opus', 'VP8'],
    minutes: 'ggggffpbbb',
    setupMs: 1_000,
    phases: { permission: 4_000, checks: 300, 'first-media': 200 },
    findings: [
      { kind: 'ice-disconnected', fromS: 60, toS: 90, severity: 'major' },
      { kind: 'ice-disconnected', fromS: 200, toS: 201, severity: 'minor' },
      { kind: 'high-jitter', confidence: 'low', severity: 'critical' },
    ],
    stars: 2,
  },
  {
    externalId: 'ben',
    client: { browser: 'Chrome', browserVersion: '141' },
    tags: { region: 'eu' },
    codecs: ['opus'],
    minutes: tenMinutes,
    setupMs: 3_000,
    phases: { checks: 500 },
    findings: [{ kind: 'high-jitter', confidence: 'low', severity: 'critical' }],
    stars: 5,
  },
]

beforeAll(async () => {
  await ensurePartitions(new Date(start))
  customer = await makeCustomer({ name: 'Report Customer' })
  other = await makeCustomer({ name: 'Foreign Customer' })
  scope = { customerIds: [customer.id] }
  const app = await makeApp(customer, { name: 'Reports' })
  const second = await makeApp(customer, { name: 'Second' })
  await plantCall(app, { startedAt: start, cause: 'ice-disconnected', people })
  await plantCall(app, {
    startedAt: start + 60_000,
    people: [
      // 9.5 min from :00 to :09:30, scored for 9 of its 10 clock minutes
      { externalId: 'ana', minutes: 'ggggggggg', leftS: 570, setupMs: 9_000, phases: { checks: 700 } },
      // one bad minute of eleven: below 10 %
      { externalId: 'cy', minutes: 'ggggggggggb', leftS: 660, joinOutcome: null },
      { externalId: 'log', role: 'server-log', joinOutcome: null, minutes: 'bbbb' },
    ],
  })
  await plantCall(second, {
    startedAt: start + 120_000,
    people: [
      { externalId: 'dee', joinOutcome: 'failed', joinFailure: 'permission' },
      { externalId: 'eve', joinOutcome: 'failed', joinFailure: 'ice' },
      { externalId: 'fay', joinOutcome: 'failed', joinFailure: 'auth' },
      { externalId: 'gil', joinOutcome: 'cancelled' },
      { externalId: 'hal', joinOutcome: null, attempted: true, leftS: 0 },
      { externalId: 'ida', minutes: 'gg', leftS: 125, setupMs: null, dropped: true, recovered: true },
    ],
  })
  const bad: PlantedPerson[] = [{ minutes: 'bbbbb', joinOutcome: 'failed', joinFailure: 'ice' }]
  await plantCall(app, { startedAt: start, simulated: true, people: bad })
  await plantCall(app, { startedAt: start, source: 'imported', people: bad })
  await plantCall(await makeApp(other), { startedAt: start, people: bad })
})
afterAll(closePools)

const figures = async (changes = {}) => {
  const { figures: all } = await readKpis(scope, { ...asked, ...changes }, new Date(now))
  return Object.fromEntries(all.map(({ id, ...figure }) => [id, figure]))
}
const share = (hits: number, n: number) => ({ value: hits / n, hits, n, ...wilson(hits, n) })

describe('the figures of a period, counted by hand', () => {
  test.each([
    // ana twice, ben, ida joined; dee, eve, fay failed; gil cancelled, hal and cy without a result
    ['joinAttempts', { value: 7, beside: '1 without a result yet, 1 cancelled' }],
    ['joinSuccess', share(4, 7)],
    ['effectiveJoin', share(5, 7)],
    ['setupP50', { value: 3_000, n: 3 }],
    ['dropRate', share(1, 5)],
    ['goodMinutes', share(6 + 10 + 9 + 10 + 2, 42)],
    ['poorMinutes', share(5, 42)],
    // the first call by three bad minutes of ten, the third by a drop; one bad minute of eleven is not enough
    ['poorCalls', share(2, 3)],
    // ana's major finding; hints do not count
    ['affectedUsers', share(1, 9)],
    ['mosMedian', { value: 4.2, n: 42 }],
    ['rating', { value: 3.5, n: 2, beside: '50\u2009% gave 1 or 2, 40\u2009% of people rated' }],
    // present 10 + 10 + 10 + 11 + 2 (the last 5 s of the third are none), scored 10 + 10 + 9 + 11 + 2
    ['coverage', share(42, 43)],
  ])('%s', async (id, expected) => {
    expect((await figures())[id]).toMatchObject(expected)
  })

  test('one interruption of 30 s counts, one of 1 s does not', async () => {
    const hours = (600 + 600 + 570 + 660 + 125) / 3_600
    const { reconnectRate } = await figures()
    expect(reconnectRate?.value).toBeCloseTo(1 / hours, 6)
    expect(reconnectRate?.beside).toContain('30 s lost')
  })

  test('what cannot be told says why and shows no number', async () => {
    const { cqdPoorStreams, freezeShare } = await figures()
    expect(cqdPoorStreams).toMatchObject({ value: null, why: expect.stringContaining('every stream') })
    expect(freezeShare).toMatchObject({ value: null, why: expect.stringContaining('Needs') })
  })

  test('a period without calls has no figures, and no zeros', async () => {
    const all = await figures({ from: now + 1_000 })
    for (const [id, figure] of Object.entries(all))
      expect([id, figure.value]).toEqual([id, id === 'joinAttempts' ? 0 : null])
  })

  test('simulated calls come in when asked for, imported ones and other customers never', async () => {
    const { ground } = await readKpis(scope, asked, new Date(now))
    expect(ground).toMatchObject({
      calls: 3,
      people: 10,
      simulatedCalls: 1,
      importedCalls: 1,
      capped: false,
      simulatedIncluded: false,
    })
    expect((await figures({ simulated: true })).joinAttempts?.value).toBe(8)
    const foreign = await readKpis(scope, { ...asked, customerId: other.id }, new Date(now))
    expect(foreign.ground).toMatchObject({ calls: 0, people: 0, simulatedCalls: 0, importedCalls: 0 })
  })

  test('coverage below 90 % is flagged', async () => {
    expect((await readKpis(scope, asked, new Date(now))).lowCoverage).toBe(false)
  })
})

describe('the breakdown', () => {
  const rows = async (by: (typeof dimensionNames)[number], q = '') => {
    const found = await breakDown(scope, by, { ...asked, q })
    return Object.fromEntries(found.rows.map(({ value, ...row }) => [value ?? '–', row]))
  }

  test('by cause of the call', async () => {
    const { 'ice-disconnected': cut, '–': none } = await rows('cause')
    expect(cut).toMatchObject({
      calls: 1,
      people: 2,
      good: 14,
      fair: 2,
      poor: 1,
      bad: 3,
      attempts: 2,
      failedJoins: 0,
    })
    expect(none).toMatchObject({ calls: 2, people: 8, attempts: 5, failedJoins: 3, established: 3, drops: 1 })
  })

  test('by app, browser and region', async () => {
    expect(await rows('app')).toMatchObject({ Reports: { people: 4 }, Second: { people: 6 } })
    expect(await rows('browser')).toMatchObject({
      'Safari 17': { bad: 3 },
      'Chrome 141': { good: 10, bad: 0 },
    })
    expect(await rows('region')).toMatchObject({ eu: { people: 2 }, '–': { people: 8 } })
  })

  test('by codec, a person counts once for each of theirs', async () => {
    expect(await rows('codec')).toMatchObject({ opus: { people: 2 }, VP8: { people: 1 }, '–': { people: 8 } })
  })

  test('narrowed to people, not to the calls they were in', async () => {
    const found = await breakDown(scope, 'browser', { ...asked, q: 'browser:safari' })
    expect(found.all).toMatchObject({ calls: 1, people: 1, bad: 3, good: 4 })
  })

  test.each(dimensionNames.filter((by) => by !== 'codec'))('by %s adds up to all', async (by) => {
    const { all, rows: found } = await breakDown(scope, by, asked)
    for (const field of ['people', 'good', 'bad', 'attempts', 'failedJoins', 'drops'] as const)
      expect([field, found.reduce((sum, row) => sum + row[field], 0)]).toEqual([field, all[field]])
  })

  test('shows nothing of other customers', async () => {
    expect(JSON.stringify(await breakDown(scope, 'customer', asked))).not.toContain('Foreign')
  })
})

test('the funnel says how far people got, and why the others did not', async () => {
  const funnel = await readFunnel(scope, asked)
  expect(funnel).toMatchObject({ attempted: 7, pending: 1, cancelled: 1 })
  expect(funnel.stages).toEqual([
    { stage: 'permission', reached: 6, failures: [{ failure: 'permission', people: 1 }] },
    { stage: 'connecting', reached: 5, failures: [{ failure: 'auth', people: 1 }] },
    { stage: 'connected', reached: 4, failures: [{ failure: 'ice', people: 1 }] },
    { stage: 'media', reached: 3, failures: [] },
  ])
  expect(funnel.setup.n).toBe(3)
  expect(funnel.setup.buckets.filter(({ people }) => people > 0)).toEqual([
    { toMs: 1_000, people: 1 },
    { toMs: 3_000, people: 1 },
    { toMs: 10_000, people: 1 },
  ])
  expect(funnel.phases).toMatchObject([
    { phase: 'permission', n: 1, p50Ms: 4_000, inSetup: false },
    { phase: 'checks', n: 3, p50Ms: 500, inSetup: true },
    { phase: 'first-media', n: 1, p50Ms: 200 },
  ])
})
